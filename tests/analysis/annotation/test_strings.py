"""Strings in texts laid end to end, against a plain search; the longest of those that overlap."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.places import bases_of, codes_of
from analysis.annotation.strings import find_strings, longest_first

TEXTS = st.lists(st.text("农业村改革。𠀀", max_size=30), max_size=5)
FORMS = st.lists(st.text("农业村改革。𠀀", min_size=1, max_size=4), max_size=6, unique=True)


def found(texts, strings):
    bases = bases_of(texts)
    which, where = find_strings(codes_of("".join(texts)), bases, strings)
    return list(zip(which.tolist(), where.tolist(), strict=True)), bases


@given(TEXTS, FORMS)
def test_each_string_is_found_wherever_it_stands_within_a_text(texts, strings):
    places, bases = found(texts, strings)
    plain = [
        (index, int(base) + at)
        for index, string in enumerate(strings)
        for base, text in zip(bases, texts, strict=False)
        for at in range(len(text))
        if text.startswith(string, at)
    ]
    assert places == plain


def test_no_string_reaches_over_the_border_of_two_texts():
    assert found(["抓农", "业抓农业"], ["农业"])[0] == [(0, 4)]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), max_size=40))
def test_the_longest_of_overlapping_spans_is_kept(spans):
    starts, lengths = (np.array([span[i] for span in spans], dtype=np.int32) for i in (0, 1))
    kept = longest_first(starts, lengths, 50).tolist()
    expected: list[int] = []
    for index in sorted(range(len(spans)), key=lambda i: (-spans[i][1], spans[i][0], i)):
        start, length = spans[index]
        if all(start >= spans[k][0] + spans[k][1] or start + length <= spans[k][0] for k in expected):
            expected.append(index)
    assert kept == sorted(expected, key=lambda i: spans[i][0])
