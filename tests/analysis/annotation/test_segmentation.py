from itertools import pairwise

import pytest

from analysis.annotation.segmentation import OWN_WORD_TAG, engine, is_han, kind_of, lexicon_of, reference_engine
from analysis.annotation.tokens import _MARKS, cut
from analysis.corpus.build import SAMPLE
from analysis.errors import LexiconError
from analysis.model import Lexicon

OWN = lexicon_of("三短一简\n高质量发展\n\n办公室工作\n高质量发展")


@pytest.mark.parametrize("lexicon", [Lexicon(), OWN], ids=["default", "own words"])
def test_the_rust_engine_cuts_the_sample_corpus_as_jieba_does(lexicon):
    fast, reference = engine(lexicon), reference_engine(lexicon)
    for path in sorted(SAMPLE.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert fast.cut(text) == reference.cut(text), path.name


def test_an_own_word_is_kept_whole_and_tagged_as_a_name():
    assert "高质量发展" in engine(OWN).cut("推动高质量发展取得新成效")
    assert engine(OWN).tags(["高质量发展"]) == [OWN_WORD_TAG]
    assert reference_engine(OWN).tags(["高质量发展"]) == [OWN_WORD_TAG]


def test_one_lexicons_words_do_not_reach_another():
    engine(OWN)
    assert "高质量发展" not in engine(Lexicon()).cut("推动高质量发展取得新成效")


def test_cutting_covers_the_text_without_gap():
    text = "第一，\t抓落实 2012年！\r\n  ok、“三短一简”。\n"
    assert "".join(engine(Lexicon()).cut(text)) == text


def test_own_words_are_sorted_and_each_once():
    assert OWN.words == ("三短一简", "办公室工作", "高质量发展")
    assert lexicon_of("乙\n甲").hash == lexicon_of("甲\n乙\n甲").hash != Lexicon().hash


@pytest.mark.parametrize("line", ["两个 词", "长" * 41, "零\u200b宽"])
def test_an_own_word_that_cannot_be_used_is_refused_by_name(line):
    with pytest.raises(LexiconError) as caught:
        lexicon_of(line)
    assert caught.value.fields["given"] == line[:40]


@pytest.mark.parametrize("word", ["双随机、一公开", "（一）改革", "中国—东盟", "五·一"])
def test_an_own_word_that_would_be_cut_apart_is_refused_by_name(word):
    with pytest.raises(LexiconError, match="Slogans page") as caught:
        lexicon_of(f"高质量发展\n{word}\n三短一简")
    assert caught.value.fields == {"given": word, "allowed": "word_cut"}


@pytest.mark.parametrize("word", ["1+N", "C919大飞机", "7.5%", "5G+", "十四五", "GDP", "质量发展"])
def test_an_own_word_that_is_accepted_is_found(word):
    assert word in engine(lexicon_of(f"高质量发展\n{word}")).cut(f"推行{word}，取得新成效。")


@pytest.mark.parametrize(
    ("term", "kind"),
    [("发展", "word"), ("〇", "word"), ("2012", "number"), ("7.5%", "number"), ("GDP", "latin"), ("，", "punctuation"), ("\u3000", "blank")],
)
def test_kinds_of_tokens(term, kind):
    assert kind_of(term) == kind


def test_han_characters_include_rare_ones_and_no_punctuation():
    assert all(map(is_han, "镕喆堃㐀𠀀々〇"))
    assert not any(map(is_han, "，。“A1ア　"))


@pytest.mark.parametrize("held", ["", "\uffff", "\uffff\ufffe\ufdd0", _MARKS])
def test_words_end_where_the_segmenter_says_whatever_code_points_a_text_holds(held):
    texts = ["今年要抓好三件事。", "", f"发展{held}是第一要务\n", held, "完"]
    ends = cut(texts, Lexicon()).tolist()
    whole = "".join(texts)
    assert [whole[a:b] for a, b in pairwise([0, *ends])] == [word for text in texts for word in engine(Lexicon()).cut(text)]
