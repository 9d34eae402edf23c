"""Flat texts, page numbers and tables of contents in plain texts: found by what they do, and left alone where they do something else."""

import pytest

from analysis.reading import contents, page_numbers, paragraphs, repairs
from tests.analysis.reading.test_fold import SPEECHES as FILES
from tests.analysis.reading.test_line_breaks import SPEECHES, cut

FLAT = ["\n".join(line.strip() for line in speech.split("\n") if line.strip()) for speech in FILES]
DRESSES = ["— {} —", "-{}-", "{}", "第{}页", "第 {} 页 共 40 页", "{}/40", "Page {} of 40", "～{}～", "（{}）"]


def repaired(text):
    return repairs.apply(text, repairs.find(text))


def kinds(text):
    return {repair.kind for repair in repairs.find(text)}


def paged(text, dress, lines=20, gap=""):
    """Set a page number after every so many lines."""
    rows = text.split("\n")
    pages = [rows[i : i + lines] for i in range(0, len(rows), lines)]
    return "\n".join("\n".join([*page, gap + dress.format(n) + gap]) for n, page in enumerate(pages, 1))


@pytest.mark.parametrize("spaces", ["　　", "　　　", "    ", "\u2003\u2003"])
@pytest.mark.parametrize("speech", FLAT)
def test_a_flat_text_has_its_paragraphs_again(speech, spaces):
    flat = spaces + speech.replace("　　", "　").replace("\n", spaces)
    assert repaired(flat) == speech.replace("　　", "　")
    assert "paragraphs" in kinds(flat)


@pytest.mark.parametrize("speech", FLAT)
def test_paragraphs_on_lines_of_their_own_stay(speech):
    assert paragraphs.find("\n".join("　　" + line for line in speech.split("\n"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "姓名　　职务　　单位　　电话\n" * 12,
        "　　".join(["路长", "桥长", "渡长"] * 60),
        "出席：张　　三　　李　　四。" + "会议讲了修路的事。" * 60,
        "　　" + "会议讲了修路的事。" * 60,
        "",
        "　" * 500,
    ],
)
def test_names_and_tables_are_no_flat_text(text):
    assert paragraphs.find(text) == []


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("gap", ["", "\n", "\n\x0c\n"])
@pytest.mark.parametrize("speech", SPEECHES[:3])
def test_paragraphs_run_on_over_page_numbers(speech, dress, gap):
    speech = "\n".join(line for line in speech.split("\n") if line)
    text = paged(cut(speech, 36), dress, gap=gap)
    assert repaired(text) == speech


def test_page_numbers_between_whole_paragraphs_go_too():
    text = paged(FLAT[0], "— {} —", lines=4)
    assert "—" in text
    assert repaired(text) == FLAT[0]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{n}\n第{n}条路通了，从村口到渡口一共七里。" for n in range(1, 9)),
        "各项得分\n3\n7\n2\n9\n1\n",
        "（1）\n路要直。\n",
        "会议在\n2012\n年举行。\n",
        "\n".join(f"{n}" for n in range(1, 50)),
        "— 7 —\n",
    ],
)
def test_numbers_that_part_no_pages_stay(text):
    assert page_numbers.find(text) == []


ENTRIES = ["一、去年的路", "（一）通到渡口", "（二）通到山后", "二、今年的路", "三、几点要求"]
BODY = "\n".join(line + "\n这一段讲的是修路的事，一共七里，去年秋天动的工。" for line in ENTRIES)


@pytest.mark.parametrize("led", ["", "……{}", "...........{}", " {}", "\t{}", " · · · · {}", "………（{}）"])
@pytest.mark.parametrize("name", ["目录", "目　　录", "　目 录　", "目次"])
def test_a_table_of_contents_is_taken_out_once(led, name):
    listed = "\n".join("　" * line.startswith("（") + line + led.format(n) for n, line in enumerate(ENTRIES, 1))
    assert repaired(f"修路报告\n{name}\n{listed}\n\n{BODY}\n") == f"修路报告\n{BODY}\n"


def test_one_without_a_name_is_known_by_its_dots():
    listed = "\n".join(f"{line}………{n}" for n, line in enumerate(ENTRIES, 1))
    assert repaired(f"修路报告\n{listed}\n{BODY}\n") == f"修路报告\n{BODY}\n"


@pytest.mark.parametrize(
    "text",
    [
        f"修路报告\n{BODY}\n",
        "目录\n这本书没有目录。\n一、甲\n二、乙\n",
        "目录\n" + "\n".join(ENTRIES),
        "列入目录的有三条路。\n" + BODY,
        "一、甲……\n" + BODY,
        "目录",
    ],
)
def test_what_the_text_has_not_again_is_no_table_of_contents(text):
    assert contents.find(text) == []
