"""Themes as a dictionary: kept in the workspace, written as CSV and read again, and refused with the line that is wrong."""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.segmentation import engine
from analysis.corpus.themes import (
    LONGEST_FORM,
    LONGEST_NAME,
    MOST_FORMS,
    MOST_THEMES,
    PROBLEMS,
    Theme,
    cell_of,
    forms_in,
    keep_themes,
    kept_themes,
    read_themes,
    starter_themes,
    themes_hash,
    themes_in_lines,
    write_themes,
)
from analysis.errors import BrokenFileError, EmptyFileError, NotTextError, ReadingError, TooLargeError
from analysis.model import Lexicon

FARMS = Theme("农业", ("农业", "粮食"), ("三农", "高标准农田"))
NAMES = st.text("农业改革=+-@'，,\"甲乙", min_size=1, max_size=LONGEST_NAME).map(lambda s: " ".join(s.split())).filter(bool)
FORMS = st.lists(st.text("农业改革=-@'，,\"“甲、", min_size=1, max_size=8), max_size=6, unique=True)


def test_a_themes_id_is_neutral_and_its_own():
    assert re.fullmatch("[0-9a-f]{8}", FARMS.id)
    assert Theme("林业").id != FARMS.id == Theme("农业").id


def test_the_hash_of_a_set_knows_its_forms_and_kinds_but_no_order():
    other = Theme("改革", (), ("放管服",))
    assert themes_hash([FARMS, other]) == themes_hash([other, Theme("农业", FARMS.words[::-1], FARMS.strings)])
    assert themes_hash([FARMS]) != themes_hash([Theme("农业", FARMS.words + FARMS.strings)])


def test_a_workspace_shows_the_starter_set_until_it_has_its_own(store):
    assert kept_themes(store) == starter_themes()
    keep_themes(store, [FARMS])
    assert kept_themes(store) == (FARMS,)
    keep_themes(store, [])
    assert kept_themes(store) == ()
    keep_themes(store, None)
    assert kept_themes(store) == starter_themes()


def test_the_starter_sets_words_are_words_of_the_default_lexicon():
    cut = engine(Lexicon()).cut
    assert [word for theme in starter_themes() for word in theme.words if cut(word) != [word]] == []
    assert len(starter_themes()) >= 10


@given(st.dictionaries(NAMES, FORMS, min_size=1, max_size=4), st.data())
def test_themes_come_back_from_csv_as_they_were(named, data):
    themes = []
    for name, forms in named.items():
        at = data.draw(st.integers(0, len(forms)))
        themes.append(Theme(name, tuple(forms[:at]), tuple(forms[at:])))
    assert read_themes("t.csv", write_themes(themes)) == tuple(themes)


@pytest.mark.parametrize("form", ["=1+1", "+项目", "@甲", "'=甲", "＝甲", "-5"])
def test_no_cell_is_a_formula(form):
    written = write_themes([Theme("经济", (), (form,))])
    assert written.startswith(b"\xef\xbb\xbf")
    assert f"'{form}" in written.decode()
    assert read_themes("t.csv", written)[0].strings == (form,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_of_any_spreadsheet_is_read(encoding, sign):
    text = "主题,类型,词形\r\n农业,词,农业\r\n农业,词,粮食\r\n\r\n农业,字符串,三农\r\n农业,字符串,高标准农田\r\n改革,,\r\n".replace(",", sign)
    assert read_themes("主题.csv", text.encode(encoding)) == (FARMS, Theme("改革"))


HEAD = "theme,kind,form\n"
BAD = {
    "no_columns": "theme,form\n农业,三农\n",
    "no_rows": HEAD,
    "no_name": HEAD + "农业,word,粮食\n,word,种子\n",
    "name_shape": HEAD + "长" * (LONGEST_NAME + 1) + ",word,粮食\n",
    "kind": HEAD + "农业,regex,粮.\n",
    "form_shape": HEAD + "农业,string,两个 词\n",
    "pattern": HEAD + "农业,string,粮食|种子\n",
    "twice": HEAD + "农业,word,粮食\n农业,string,粮食\n",
    "torn": HEAD + '农业,word,"粮食\n',
    "many_themes": HEAD + "".join(f"甲{i},word,乙\n" for i in range(MOST_THEMES + 1)),
    "many_forms": HEAD + "".join(f"甲,word,乙{i}\n" for i in range(MOST_FORMS + 1)),
}


@pytest.mark.parametrize("problem", BAD)
def test_what_is_wrong_in_a_csv_is_said_with_its_line(problem):
    with pytest.raises(BrokenFileError) as caught:
        read_themes("我的.csv", BAD[problem].encode())
    error = caught.value
    assert error.fields["problem"] == problem
    assert "我的.csv" in str(error)
    if "{line}" in PROBLEMS[problem]:
        assert error.fields["line"] in {"2", "3"}
        assert f"line {error.fields['line']} " in str(error)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (b" \r\n", EmptyFileError),
        (bytes(range(32)) * 60, NotTextError),
        (b"a" * 2_000_001, TooLargeError),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, ReadingError),
        (b"PK\x03\x04\x14\x00" + bytes(400), ReadingError),
    ],
)
def test_what_is_no_csv_is_refused(data, error):
    with pytest.raises(error):
        read_themes("x.csv", data)


@given(st.binary(max_size=300))
def test_any_bytes_are_themes_or_refused(data):
    with suppress(ReadingError):
        read_themes("x.csv", HEAD.encode() + data)


# --- lines of a grid ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "forms"),
    [
        ("农业、粮食", ["农业", "粮食"]),
        ("农业 粮食　种子\n土地", ["农业", "粮食", "种子", "土地"]),
        ('“双随机、一公开”，放管服;"A B"', ["双随机、一公开", "放管服", "A B"]),
        ("、，  ", []),
        ("", []),
        ("“没有关", ["没有关"]),
    ],
)
def test_a_cell_holds_several_forms(cell, forms):
    assert forms_in(cell) == forms


@given(st.lists(st.text("农业、，; 甲", min_size=1, max_size=6).filter(str.strip).map(str.strip), max_size=6))
def test_forms_come_back_from_their_cell(forms):
    assert forms_in(cell_of(forms)) == forms


def test_lines_make_themes_and_blank_ones_are_passed_over():
    themes, problems = themes_in_lines([("农业", "农业、粮食", "三农 高标准农田"), ("", "", ""), ("改革", "", "")])
    assert themes == (FARMS, Theme("改革"))
    assert problems == ()


def test_every_problem_of_the_lines_is_told():
    lines = [("", "粮食", ""), ("农业", "粮食、粮食", "粮.*"), ("农业", "", ""), ("改革", "长" * (LONGEST_FORM + 1), "“两个 词”")]
    _, problems = themes_in_lines(lines)
    assert [(p.code, p.fields["line"]) for p in problems] == [
        ("name_twice", 3), ("no_name", 1), ("twice", 2), ("pattern", 2), ("form_shape", 4), ("form_shape", 4)
    ]  # fmt: skip
    for problem in problems:
        assert "{" not in PROBLEMS[problem.code].format_map(problem.fields)
