"""Traditional reads as simplified, character by character, and simplified stays."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import fold as folding
from analysis.reading.fold import AT_ONCE, fold

SPEECHES = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[3] / "data" / "speeches").glob("*.txt"))]


def traditional(text, config="s2t"):
    from opencc_pyo3 import OpenCC

    convert = OpenCC(config).convert
    return "".join(convert(text[i : i + AT_ONCE]) for i in range(0, len(text), AT_ONCE))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("會議上的講話", "会议上的讲话"),
        ("扭轉乾坤，氣候乾燥", "扭转乾坤，气候干燥"),
        ("皇后與以後", "皇后与以后"),
        ("於是發展經濟", "于是发展经济"),
        ("頭髮與髮展", "头发与发展"),
        ("關於衞生", "关于卫生"),
        ("隨著經濟發展", "随着经济发展"),
        ("成績顯著，他是名著的譯者", "成绩显著，他是名著的译者"),
        ("臺灣颱風，台灣檯面", "台湾台风，台湾台面"),
        ("呼籲簽名，徵求象徵", "呼吁签名，征求象征"),
        ("答覆與反覆", "答复与反复"),
        ("狼藉與藉口", "狼藉与借口"),
        ("改革开放成效显著，合为时而著", "改革开放成效显著，合为时而著"),
        ("瞭望塔，乾陵，宫商角徵羽", "瞭望塔，乾陵，宫商角徵羽"),
        ("𠮷 GDP 10% 🙂", "𠮷 GDP 10% 🙂"),
        ("", ""),
    ],
)
def test_words_are_folded_by_phrase(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize("speech", SPEECHES)
def test_simplified_speeches_stay_as_they_are(speech):
    assert fold(speech) == speech


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_traditional_speeches_of_three_places_fold_back(config):
    wrong = 0
    for speech in SPEECHES:
        written = traditional(speech, config)
        folded = fold(written)
        assert len(folded) == len(written)
        wrong += sum(a != b for a, b in zip(folded, speech, strict=True))
    assert wrong <= 5  # of 42,310 characters


def test_a_simplified_sentence_beside_a_traditional_one_stays():
    assert fold("成效显著。發展經濟。成效显著") == "成效显著。发展经济。成效显著"


@given(st.text(alphabet=st.one_of(st.sampled_from("發展經濟於乾著。\n，a"), st.characters(exclude_categories=["Cs"]))))
def test_length_stays_and_folding_twice_changes_nothing(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_a_phrase_that_changes_in_length_is_folded_by_characters(monkeypatch):
    class Converter:
        def convert(self, text):
            return {"電腦": "计算机", "電": "电", "腦": "脑子"}.get(text, text)

    monkeypatch.setattr(folding, "_converter", Converter)
    assert folding._folded("電腦") == "电腦"


def test_the_library_is_given_little_at_once(monkeypatch):
    fold("發")
    given_ = []

    class Converter:
        def convert(self, text):
            given_.append(len(text))
            return text

    monkeypatch.setattr(folding, "_converter", Converter)
    assert fold("發" * 5_000) == "發" * 5_000
    assert max(given_) <= AT_ONCE
