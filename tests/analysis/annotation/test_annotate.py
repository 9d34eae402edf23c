"""Every row points at the thing itself, on the sample corpus and on texts made up at random."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotation.annotate import annotate, cut_tokens
from analysis.annotation.segmentation import is_han
from analysis.corpus.build import SAMPLE
from analysis.model import Lexicon

PIECES = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "第一，",
    "第二，",
    "一是",
    "二是",
    "抓落实",
    "“六性”，即",
    "战略性、",
    "三农",
    "。",
    "；",
    "\n",
    "　　",
    "同志们：",
    "GDP增长7.5%",
    "😀",
    "镕",
    " ",
]


def check(text):
    found = annotate(text)
    tokens = cut_tokens(text, Lexicon(), found.sections, found.sentences)
    sections, sentences = found.sections.to_pylist(), found.sentences.to_pylist()
    for token in tokens.to_pylist():
        assert text[token["start"] : token["end"]] == token["term"]
    assert "".join(token["term"] for token in tokens.to_pylist()) == "".join(text.split())
    for token in tokens.to_pylist():
        inside = [s for s in sections if s["start"] <= token["start"] < s["end"]]
        assert token["section"] == max(inside, key=lambda s: s["id"])["id"]
        sentence = sentences[token["sentence"]]
        assert sentence["start"] <= token["start"] < sentence["end"]
    for slogan in found.slogans.to_pylist():
        assert text[slogan["start"] : slogan["end"]] == slogan["form"]
    for expansion in found.expansions.to_pylist():
        span = text[expansion["start"] : expansion["end"]]
        assert all(item in span for item in expansion["items"])
    top = [s for s in sections if s["parent"] == -1]
    assert [s["start"] for s in top] == [0, *(s["end"] for s in top[:-1])]
    assert top[-1]["end"] == len(text)
    assert sum(s["own_han"] for s in sections) == found.han == sum(map(is_han, text))
    for s in sections:
        assert s["han"] == sum(map(is_han, text[s["start"] : s["end"]]))
        assert s["han_before"] == sum(map(is_han, text[: s["start"]]))
        assert text[s["start"] :].startswith(s["marker"])


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.txt")), ids=lambda path: path.stem)
def test_offsets_hold_for_every_row_of_the_sample_corpus(path):
    check(path.read_text(encoding="utf-8"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).filter(lambda text: text.strip()))
def test_offsets_hold_on_texts_made_up_at_random(text):
    check(text)
