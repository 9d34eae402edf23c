"""A view survives the way into a link and back, in either language, and nothing a link carries can break a page."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.selection import originals, selected
from ui.view import MOST_IDS_IN_A_LINK, TOPS, View, decode, encode

IDS = st.text("0123456789abcdef", min_size=12, max_size=12)
VIEWS = st.builds(
    View,
    lang=st.sampled_from(["zh", "en"]),
    years=st.just(()) | st.tuples(st.integers(1900, 2099), st.integers(1900, 2099)).map(lambda ys: tuple(sorted(ys))),
    kinds=st.lists(st.sampled_from(["government", "party_office", "k12ab34cd"]), unique=True).map(tuple),
    speeches=st.lists(IDS, unique=True, max_size=40).map(lambda ids: tuple(sorted(ids))),
    chosen=st.sampled_from(["", "ab12cd34", "ab12cd34-2012"]),
    speech=IDS,
    sentence=st.none() | st.integers(0, 999999),
    a=st.sampled_from(["", "2012"]),
    b=st.sampled_from(["", "2013"]),
    shape=st.sampled_from(["", "cloud"]),
    tags=st.lists(st.sampled_from("nvaij"), unique=True).map(tuple),
    top=st.sampled_from(TOPS),
    workspace=st.sampled_from(["w0", "w12ab34cd"]),
)


class Saved:
    def __init__(self):
        self.kept = {}

    def save(self, ids):
        self.kept["s1"] = tuple(ids)
        return "s1"


@given(VIEWS)
def test_a_view_comes_back_from_its_link(view):
    saved = Saved()
    params = encode(view, saved.save)
    assert decode(params, saved.kept.get) == view
    assert ("sel" in params) == (len(view.speeches) > MOST_IDS_IN_A_LINK)


@given(VIEWS)
def test_a_link_carries_neutral_ids_only(view):
    params = encode(view, Saved().save)
    assert all(re.fullmatch(r"[a-z0-9_.,-]+", value) for value in params.values())


@given(st.dictionaries(st.sampled_from(["lang", "y", "k", "d", "sel", "s", "c", "a", "b", "v", "p", "n", "w"]), st.text(max_size=40)))
def test_hostile_parameters_give_a_view(params):
    view = decode(params, lambda _: None)
    assert view.lang in {"zh", "en"}
    assert all(
        re.fullmatch(r"[a-z0-9_-]*", text)
        for text in (*view.kinds, *view.speeches, *view.tags, view.chosen, view.speech, view.a, view.b, view.workspace)
    )


def table(**variant_of):
    ids = ["a", "b", "c"]
    years = pd.array([2012, 2013, pd.NA], dtype="Int64")
    return pd.DataFrame({"id": ids, "kind": ["x", "y", "x"], "year": years, "variant_of": [variant_of.get(i) for i in ids]})


SPEECHES = table()


@pytest.mark.parametrize(
    ("view", "ids"),
    [
        (View(), ["a", "b", "c"]),
        (View(years=(2012, 2012)), ["a"]),
        (View(kinds=("x",)), ["a", "c"]),
        (View(kinds=("x",), years=(2012, 2013)), ["a"]),
        (View(speeches=("b", "c")), ["b", "c"]),
        (View(years=(2000, 2099)), ["a", "b"]),
        (View(speeches=("zz", "a")), ["a"]),
        (View(speeches=("zz",)), []),
        (View(kinds=("unknown",)), []),
        (View(years=(1999, 1999)), []),
    ],
)
def test_each_restriction_restricts_and_an_unknown_one_selects_nothing(view, ids):
    assert list(selected(SPEECHES, view)["id"]) == ids


@pytest.mark.parametrize(
    ("variant_of", "view", "ids"),
    [
        ({"b": "a"}, View(), ["a", "c"]),
        ({"b": "gone"}, View(), ["a", "b", "c"]),  # its original is deleted
        ({"b": "a"}, View(kinds=("y",)), []),  # counted with its original, which is of another kind
        ({"b": "a"}, View(speeches=("b",)), ["b"]),  # asked for by name
        ({"b": "a"}, View(speeches=("a", "b")), ["a"]),
        ({"a": "b", "c": "b"}, View(speeches=("a", "c")), ["a"]),
        ({"c": "b", "b": "a"}, View(), ["a"]),
        ({"a": "b", "b": "a"}, View(), ["a", "c"]),  # each of the other: one is counted all the same
        ({"a": "b", "b": "c", "c": "b"}, View(), ["b"]),
    ],
)
def test_of_a_speech_and_its_variants_one_is_counted(variant_of, view, ids):
    speeches = table(**variant_of)
    assert list(selected(speeches, view)["id"]) == ids
    wanted = view.speeches or ("a", "b", "c")
    assert set(selected(speeches, view, variants=True)["id"]) == {i for i in wanted if not view.kinds or i == "b"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdefz")))
def test_every_speech_is_counted_once_by_some_text_of_it(variant_of):
    speeches = pd.DataFrame({"id": list("abcdef"), "kind": "x", "year": 2012, "variant_of": [variant_of.get(i) for i in "abcdef"]})
    of = originals(speeches)
    counted = list(selected(speeches, View())["id"])
    assert sorted(counted) == sorted(set(of.values()))
    assert all(of[of[i]] == of[i] for i in "abcdef")
