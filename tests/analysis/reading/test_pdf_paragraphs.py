"""Lines that a layout broke are joined again, whatever the paragraphs are; set here by a small typesetter, without a file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.pdf_glyphs import Page
from analysis.reading.pdf_lines import Line
from analysis.reading.pdf_paragraphs import Joiner, first_word, measures, pitches

SIZE, LEFT = 16.0, 80.0
WIDTH = 28
PAGE = Page(0, 0, 595, 842, ())


def place(text, indent, row, *, size=SIZE, left=LEFT, per_page=22):
    places = tuple(left + size * (indent + i) for i in range(len(text)))
    return Line(text, places[0], places[-1] + size, 780 - 28.9 * (row % per_page), size, "仿宋", row // per_page, places)


def typeset(paragraphs, *, indent=2, gap=0):
    """Lines of 28 characters, the first of a paragraph indented, *gap* lines between paragraphs."""
    lines = []
    row = 0
    for paragraph in paragraphs:
        rest, first = paragraph, True
        while rest:
            room = WIDTH - (indent if first else 0)
            lines.append(place(rest[:room], indent if first else 0, row))
            rest, first, row = rest[room:], False, row + 1
        row += gap
    return lines


def join(lines):
    joiner = Joiner(lines, measures(lines, SIZE, [PAGE] * (lines[-1].page + 1)), pitches(lines))
    text = lines[0].text
    for index in range(len(lines) - 1):
        text += ("" if joiner.goes_on(index) else "\n") + lines[index + 1].text
    return text.split("\n")


LONG = "全市上下要坚持稳中求进工作总基调把各项任务一件一件落到实处让群众看得见摸得着" * 4
PARAGRAPHS = st.lists(st.integers(1, 150), min_size=1, max_size=40).map(lambda sizes: [LONG[: n - 1] + "。" for n in sizes])


@given(PARAGRAPHS)
def test_indented_paragraphs_come_back_whole(paragraphs):
    paragraphs = [LONG, *paragraphs, LONG]  # a text of a few words shows no edges
    assert join(typeset(paragraphs)) == paragraphs


@given(PARAGRAPHS.filter(lambda found: all(len(p) % WIDTH for p in found)))
def test_paragraphs_with_space_between_come_back_whole(paragraphs):
    paragraphs = [LONG[:-3], *paragraphs, LONG[:-3]]
    assert join(typeset(paragraphs, indent=0, gap=1)) == paragraphs


@pytest.mark.parametrize("heading", ["一、总体要求", "（一）提高认识", "1.抓好落实", "第一章　总则", "附件"])
def test_short_headings_stand_alone(heading):
    paragraphs = [LONG, heading, LONG, heading, "（二）再提高认识", LONG]
    assert join(typeset(paragraphs)) == paragraphs


def test_a_title_on_two_lines_is_one_and_its_date_another():
    title = "在全市优化营商环境暨重点项目建设推进会议"
    lines = [place(title, 4 / 22, 0, size=22), place("上的讲话", 180 / 22, 1, size=22), place("（2012年3月5日）", 9, 2), *typeset([LONG, LONG])]
    shifted = lines[:3] + [Line(x.text, x.x0, x.x1, x.y - 120, x.size, x.font, x.page, x.places) for x in lines[3:]]
    assert join(shifted)[:2] == [f"{title}上的讲话", "（2012年3月5日）"]


def test_a_signature_at_the_right_is_not_drawn_up():
    lines = [*typeset([LONG, LONG[:26] + "。"]), place("中共南岭市委", 22, 20), place("三月五日", 24, 21)]
    assert join(lines)[-2:] == ["中共南岭市委", "三月五日"]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("发展", 1, 1), ("发，展", 2, 2), ("“发”展", 3, 4), ("发“展”", 1, 4), ("GDP增长", 3, 3), ("（一）抓", 3, 3)],
)
def test_the_first_word_is_what_may_not_be_broken(text, least, most):
    assert first_word(place(text, 0, 0)) == (least * SIZE, most * SIZE)
