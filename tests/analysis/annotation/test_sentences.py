from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.sentences import find_sentences


def pieces(text):
    return [text[a:b] for a, b in find_sentences(text)]


def test_a_stop_takes_its_closing_quotes_along():
    assert pieces("他说：“要快。”大家鼓掌。好！！（掌声）") == ["他说：“要快。”", "大家鼓掌。", "好！！", "（掌声）"]


def test_a_line_is_a_sentence_and_a_semicolon_ends_none():
    assert pieces("一、抓落实\n　　提速；提质\n\n") == ["一、抓落实", "提速；提质"]


def test_a_half_width_stop_ends_no_sentence():
    assert pieces("增长7.5%。See No.3") == ["增长7.5%。", "See No.3"]


@given(st.text(alphabet="要快。！”\n 　a.；", max_size=60))
def test_sentences_hold_every_visible_character_once_and_in_order(text):
    spans = find_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())
