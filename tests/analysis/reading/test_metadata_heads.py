"""A table of heads, written by reading, says how much of them is found: the shares are printed and have floors."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from analysis.reading.metadata import find

HEADS = tomllib.loads(Path(__file__).with_name("heads.toml").read_text("utf-8"))["head"]
FIELDS = ("title", "subtitle", "date", "year", "speaker", "office", "venue", "occasion", "kind")
FLOORS = {"date": 0.95, "year": 0.95, "title": 0.9, "speaker": 0.9, "occasion": 0.9}
PROSE = "去年9月8日下午，沈怀川同志到东浦县看了三个村。看完以后大家都说，路修好了，人就留得住。\n" * 4


def right(head):
    """What is to be found in a head: what the table says, and nothing else."""
    day = head.get("date")
    usual = {"year": day.year if day else None, "date": None, "kind": "other", "venue": head.get("occasion", "")}
    return {field: head.get(field, usual.get(field, "")) for field in FIELDS}


def read(head):
    text = head["text"].removeprefix("\n") + "\n" + PROSE + head.get("foot", "")
    return find(text, head.get("name", "x.txt"))


def test_the_table_is_large_and_at_least_half_of_it_public():
    assert len(HEADS) >= 70
    assert len({head["id"] for head in HEADS}) == len(HEADS)
    assert sum(head.get("public", False) for head in HEADS) * 2 >= len(HEADS)
    known = {"id", "public", "text", "foot", "name", "missed", *FIELDS}
    assert [set(head) - known for head in HEADS if set(head) - known] == []
    assert all(not isinstance(head.get("date"), dt.datetime) for head in HEADS)


@pytest.mark.parametrize("head", HEADS, ids=[head["id"] for head in HEADS])
def test_a_head(head):
    """What is right today stays right; a field in `missed` is known to be wrong and is to be taken out of the list when it is right."""
    found = read(head)
    wrong = {field: getattr(found, field) for field, value in right(head).items() if getattr(found, field) != value}
    assert sorted(wrong) == sorted(head.get("missed", [])), {field: (got, right(head)[field]) for field, got in wrong.items()}


def test_the_shares_have_floors(capsys):
    wrong = {field: sum(getattr(read(head), field) != right(head)[field] for head in HEADS) for field in FIELDS}
    shares = {field: 1 - n / len(HEADS) for field, n in wrong.items()}
    with capsys.disabled():
        print(f"\n{len(HEADS)} heads: " + ", ".join(f"{field} {share:.1%}" for field, share in shares.items()))
    assert {field: shares[field] for field, floor in FLOORS.items() if shares[field] < floor} == {}
