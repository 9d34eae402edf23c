import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus import queries
from analysis.corpus.build import count
from analysis.measures import coverage as ours
from analysis.measures.coverage import IRREGULAR, Rhythm, coverage, kinds, missing, missing_altogether, rhythm, rhythms
from analysis.model import COUNTED_PARTS, PARTS, Counted, Lexicon

COUNTED = Counted(("a",), "c0ffee", "feb29c25", speeches=1, han=100, words=50)
YEARS = st.lists(st.integers(1949, 2030), max_size=40)


@pytest.mark.parametrize(
    ("years", "found"),
    [
        ([], Rhythm(0, "few", 0, 0)),
        ([2012], Rhythm(0, "few", 0, 0)),
        ([2012, 2013, 2013], Rhythm(0, "few", 0, 1)),
        ([2011, 2012, 2013], Rhythm(1, "found", 2, 2)),
        ([2013, 2011, 2012, 2012], Rhythm(1, "found", 2, 2)),  # order and repetition say nothing
        ([2011, 2012, 2013, 2015, 2016, 2018], Rhythm(1, "found", 3, 5)),
        ([1956, 1969, 1973, 1977, 1982, 1987, 1992, 1997], Rhythm(5, "found", 4, 7)),
        ([2011, 2012, 2014], Rhythm(1, "found", 1, 2)),  # 2 is twice 1: a yearly meeting that was not held once
        ([2010, 2012, 2017], Rhythm(0, "irregular", 1, 2)),
        ([2010, 2013, 2017, 2022], Rhythm(0, "irregular", 1, 3)),
        ([2001, 2002, 2005, 2006, 2010], Rhythm(1, "found", 2, 4)),  # half of the gaps
        ([2001, 2002, 2005, 2006, 2010, 2015], Rhythm(0, "irregular", 2, 5)),  # less than half
    ],
)
def test_the_usual_interval_is_the_most_frequent_one_of_at_least_half(years, found):
    assert rhythm(years) == found


@pytest.mark.parametrize(
    ("years", "every", "gone"),
    [
        ([2011, 2013, 2016], 1, [2012, 2014, 2015]),
        ([2011, 2013, 2016], 0, []),
        ([2002, 2007, 2017, 2022], 5, [2012]),
        ([2002, 2008, 2013], 5, []),  # a year late
        ([2002, 2011, 2016], 5, [2007]),  # one was left out, the next came a year early
        ([2010, 2012, 2015, 2017], 2, []),  # half an interval late
        ([2010, 2014], 2, [2012]),
        ([2010], 1, []),
        ([], 5, []),
    ],
)
def test_missing_years_follow_the_rhythm(years, every, gone):
    assert missing(years, every) == gone


@given(YEARS, st.integers(0, 12))
def test_missing_years_lie_between_years_and_are_none_of_them(years, every):
    gone = missing(years, every)
    assert gone == sorted(set(gone))
    assert not set(gone) & set(years)
    assert all(min(years) < y < max(years) for y in gone)


@given(YEARS)
def test_a_yearly_rhythm_misses_every_year_between(years):
    assert missing(years, 1) == [year for year in range(min(years, default=0), max(years, default=0)) if year not in years]


@given(st.integers(1950, 2000), st.integers(1, 7), st.integers(3, 9), st.data())
def test_one_taken_out_of_a_regular_series_is_what_is_missing(first, every, n, data):
    whole = [first + every * i for i in range(n + 2)]
    out = data.draw(st.sampled_from(whole[1:-1]))
    left = [y for y in whole if y != out]
    found = rhythm(left)
    assert found.every == every
    assert missing(left, found.every) == [out]


def table(*rows):
    return pd.DataFrame(rows, columns=["id", "kind", "year", "counted_han"]).astype({"year": "Int64"})


SPEECHES = table(
    *((f"r{y}", "report", y, 100) for y in (2010, 2011, 2013)),
    *((f"c{y}", "congress", y, 1000) for y in (2002, 2007, 2012, 2022)),
    ("o1", "office", 2012, 10),
    ("o2", "office", None, 10),
)


def test_each_kind_has_its_own_rhythm_and_a_person_may_set_it():
    found = rhythms(SPEECHES, {})
    assert {kind: (r.every, r.why) for kind, r in found.items()} == {"congress": (5, "found"), "office": (0, "few"), "report": (1, "found")}
    assert rhythms(SPEECHES, {"congress": IRREGULAR, "office": 1})["congress"] == Rhythm(0, "set")
    assert ours.missing_by_kind(SPEECHES, found) == {"congress": [2017], "office": [], "report": [2012]}


def test_a_year_is_missing_altogether_where_no_speech_of_any_kind_stands_in_it():
    assert missing_altogether(SPEECHES, rhythms(SPEECHES, {})) == [2017]
    assert missing_altogether(SPEECHES, rhythms(SPEECHES, {"congress": IRREGULAR})) == []
    only = SPEECHES[SPEECHES["kind"] == "report"]
    assert missing_altogether(only, rhythms(SPEECHES, {})) == [2012]


def test_without_an_interval_the_missing_years_are_undefined_and_the_notes_say_why():
    result = kinds(SPEECHES, COUNTED, rhythms(SPEECHES, {"report": 2}))
    rows = result.table.set_index("kind")
    assert rows.loc["congress", ["speeches", "han", "first", "last", "every", "missing"]].tolist() == [4, 4000, 2002, 2022, 5, 1]
    assert rows.loc["report", ["every", "missing"]].tolist() == [2, 0]
    assert rows.loc["office", ["speeches", "undated"]].tolist() == [2, 1]
    assert math.isnan(rows.loc["office", "missing"])
    assert result.notes["missing"] == "office: fewer than 3 years"
    assert result.recipe.settings == {
        "parts": ["heading", "body"],
        "folded": False,
        "repairs_off": [],
        "variants_counted": False,
        "rhythm": {"congress": 5, "office": 0, "report": 2},
    }


def test_nothing_selected_has_no_kinds():
    assert kinds(SPEECHES.head(0), COUNTED, {}).table.empty
    assert coverage(SPEECHES.head(0), COUNTED, {}).table.empty
    assert missing_altogether(SPEECHES.head(0), {}) == []


def test_every_recipe_says_which_parts_were_counted(store):
    given = {"parts": list(COUNTED_PARTS), "folded": False, "repairs_off": [], "variants_counted": False}
    assert COUNTED.recipe("x", {"top": 3}).settings == given | {"top": 3}
    store.set_parts(["body", "notes"])
    assert count(store, [], Lexicon()).recipe("x", {}).settings["parts"] == ["body", "notes"]


def test_the_sizes_of_the_parts_are_those_counted(sample_store, sample_ids):
    sizes = queries.part_sizes(sample_store, sample_ids)
    assert list(sizes) == list(PARTS)
    assert sizes["title"] > 0
    counted = queries.speeches(sample_store)["counted_han"].sum()
    assert sizes["heading"] + sizes["body"] == counted
    assert sum(sizes.values()) == queries.speeches(sample_store)["han"].sum()
    assert set(queries.part_sizes(sample_store, []).values()) == {0}
