"""Damaged files of every format give a speech or a clear error, soon, and what is stored stays as it is. `python -m bench fuzz` reads thousands."""

import pytest

from bench import fuzz

CASES = 360
"""Thirty of each format."""


def test_a_case_is_its_number():
    assert fuzz.case(5) == fuzz.case(5)
    assert {fuzz.case(number).ending for number in range(len(fuzz.sound()))} == set(fuzz.sound())


@pytest.mark.parametrize("first", range(0, CASES, 120))
def test_damaged_files_are_read_or_refused(first, tmp_path, monkeypatch):
    monkeypatch.setattr(fuzz, "HANG", 100)  # what is slow `bench fuzz` says; here the machine may be busy
    outcome = fuzz.run(range(first, first + 120), tmp_path)
    assert outcome.wrong == []
    assert outcome.files.total() == 120
    assert outcome.stored > 20
    assert all(outcome.files[ending] == outcome.files["txt"] for ending in fuzz.sound())


def test_every_format_is_both_read_and_refused_in_some_case():
    outcome = fuzz.Outcome()
    for number in range(len(fuzz.sound()) * 12):
        one = fuzz.case(number)
        if one.ending != "pdf":
            fuzz.attempt(one, outcome)
    assert all(outcome.read[ending] for ending in fuzz.sound() if ending != "pdf")
    assert sum(outcome.refused.values()) > 20
