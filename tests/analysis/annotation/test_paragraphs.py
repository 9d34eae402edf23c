from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.paragraphs import find_paragraphs


def test_blank_lines_are_passed_over_and_indents_stay():
    text = "题目\n\n　　第一段。\n \n尾"
    assert [text[a:b] for a, b in find_paragraphs(text)] == ["题目", "　　第一段。", "尾"]


def test_nothing_has_no_paragraphs():
    assert find_paragraphs("") == find_paragraphs("\n\n \n") == []


@given(st.text(alphabet="字。 \n　\t", max_size=60))
def test_every_visible_character_lies_in_one_paragraph(text):
    spans = find_paragraphs(text)
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all("\n" not in text[a:b] and text[a:b].strip() for a, b in spans)
