"""Every row points at the thing itself, on the sample corpus and on texts made up at random."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotation.annotate import annotate
from analysis.annotation.segmentation import is_han
from analysis.annotation.tokens import cut, token_rows
from analysis.corpus.build import SAMPLE
from analysis.model import Lexicon

PIECES = [
    "一、",
    "二、",
    "（一）",
    "（二）",
    "第一，",
    "第二，",
    "第三，",
    "首先，",
    "（掌声）",
    "记者：",
    "注释：",
    "［1］",
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


def check(*texts):
    found = annotate(texts)
    tables = {name: getattr(found, name) for name in ("sections", "sentences", "slogans", "expansions")}
    tables["tokens"] = token_rows(texts, cut(texts, Lexicon()), found.sections, found.sentences)
    for place, text in enumerate(texts):
        rows = {name: [row for row in table.to_pylist() if row["text"] == place] for name, table in tables.items()}
        check_rows(text, rows, found.han[place])


def check_rows(text, rows, han):
    sections, sentences, tokens = rows["sections"], rows["sentences"], rows["tokens"]
    assert [s["id"] for s in sections] == list(range(len(sections)))
    assert [s["id"] for s in sentences] == list(range(len(sentences)))
    for token in tokens:
        assert text.startswith(token["term"], token["start"])
    assert "".join(token["term"] for token in tokens) == "".join(text.split())
    for token in tokens:
        inside = [s for s in sections if s["start"] <= token["start"] < s["end"]]
        assert token["section"] == max(inside, key=lambda s: s["id"])["id"]
        sentence = sentences[token["sentence"]]
        assert sentence["start"] <= token["start"] < sentence["end"]
    for slogan in rows["slogans"]:
        assert text[slogan["start"] : slogan["end"]] == slogan["form"]
    for expansion in rows["expansions"]:
        span = text[expansion["start"] : expansion["end"]]
        assert all(item in span for item in expansion["items"])
    for before, after in pairwise(sections):
        assert before["start"] <= after["start"]
    for s in sections:
        assert s["start"] <= s["heading_end"] <= s["end"]
        assert s["parent"] < s["id"]
        host = sections[s["parent"]] if s["parent"] >= 0 else {"start": 0, "end": len(text), "level": -1}
        assert host["start"] <= s["start"]
        assert s["end"] <= host["end"]
        assert 0 <= s["heading_han"] <= s["own_han"]
    top = [s for s in sections if s["parent"] == -1]
    assert [s["start"] for s in top] == [0, *(s["end"] for s in top[:-1])]
    assert top[-1]["end"] == len(text)
    assert sum(s["own_han"] for s in sections) == han == sum(map(is_han, text))
    for s in sections:
        assert s["han"] == sum(map(is_han, text[s["start"] : s["end"]]))
        assert s["han_before"] == sum(map(is_han, text[: s["start"]]))
        assert text[s["start"] :].startswith(s["marker"])


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.txt")), ids=lambda path: path.stem)
def test_offsets_hold_for_every_row_of_the_sample_corpus(path):
    check(path.read_text(encoding="utf-8"))


TEXT = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join).filter(lambda text: text.strip())


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_offsets_hold_on_batches_of_texts_made_up_at_random(texts):
    check(*texts)


def test_a_text_has_the_same_rows_alone_and_among_others():
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))[:4]]
    together = annotate(texts)
    for place, text in enumerate(texts):
        alone = annotate([text])
        for name in ("sections", "sentences", "slogans", "expansions"):
            of_text = [row | {"text": 0} for row in getattr(together, name).to_pylist() if row["text"] == place]
            assert of_text == getattr(alone, name).to_pylist()
