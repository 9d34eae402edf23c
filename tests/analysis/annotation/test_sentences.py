from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.paragraphs import find_paragraphs
from analysis.annotation.places import bases_of, codes_of
from analysis.annotation.sentences import find_sentences


def spans_of(*texts):
    """(text, start, end, paragraph) of each sentence of texts laid end to end."""
    found = find_sentences(codes_of("".join(texts)), bases_of(texts))
    return list(zip(*(column.tolist() for column in (found.text, found.start, found.end, found.paragraph)), strict=True))


def pieces(text):
    return [text[a:b] for _, a, b, _ in spans_of(text)]


def test_a_stop_takes_its_closing_quotes_along():
    assert pieces("他说：“要快。”大家鼓掌。好！！（掌声）") == ["他说：“要快。”", "大家鼓掌。", "好！！", "（掌声）"]


def test_a_line_is_a_sentence_and_a_semicolon_ends_none():
    assert pieces("一、抓落实\n　　提速；提质\n\n") == ["一、抓落实", "提速；提质"]


def test_a_half_width_stop_ends_no_sentence():
    assert pieces("增长7.5%。See No.3") == ["增长7.5%。", "See No.3"]


@given(st.text(alphabet="要快。！”\n 　a.；", max_size=60))
def test_sentences_hold_every_visible_character_once_and_in_order(text):
    spans = [span[1:3] for span in spans_of(text)]
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


def test_stops_and_closing_marks_in_a_row_end_one_sentence():
    assert pieces("他问：“快吗？”。是的！……好") == ["他问：“快吗？”。", "是的！……", "好"]


@given(st.lists(st.text(alphabet="要快。！”\n 　", max_size=30), min_size=1, max_size=4))
def test_texts_laid_end_to_end_keep_their_own_sentences_and_paragraphs(texts):
    alone = [(place, *span[1:]) for place, text in enumerate(texts) for span in spans_of(text)]
    assert spans_of(*texts) == alone
    for place, text in enumerate(texts):
        lines = find_paragraphs(text)
        for _, start, end, paragraph in (span for span in alone if span[0] == place):
            first, last = lines[paragraph - 1]
            assert first <= start < end <= last
