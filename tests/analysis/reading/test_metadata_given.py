"""What a table gives stands over what was found; what a file says of itself only fills."""

import datetime as dt

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from analysis.errors import SettingsError
from analysis.model import Metadata
from analysis.reading.metadata import find
from analysis.reading.metadata_given import TEXTS, day_of, fill, lay_over

FOUND = find("在全市经济工作会议上的讲话\n（2012年3月5日）\n市长　沈怀川\n同志们：\n开会。", "x.txt")


@pytest.mark.parametrize(
    "text",
    [
        "2012年3月5日",
        "二〇一二年三月五日",
        "二○一二年三月五日",
        "2012-03-05",
        "2012-3-5",
        "2012.3.5",
        "2012/3/5",
        "（2012年3月5日）",
        "２０１２年３月５日",
        "20120305",
        "2012-03-05 00:00:00",
        "2012-03-05T08:00:00Z",
        "D:20120305120000+08'00'",
        "民国一〇一年三月五日",
    ],
)
def test_dates_are_read_in_every_form(text):
    assert day_of(text) == (2012, dt.date(2012, 3, 5))
    assert lay_over(Metadata(), {"date": text}).date == dt.date(2012, 3, 5)


@pytest.mark.parametrize(
    ("text", "year"), [("2012年3月", 2012), ("2012", 2012), ("5/3/2012", 2012), ("开春", None), ("20121345", None), ("2012-02-30", None)]
)
def test_a_date_that_cannot_be_read_is_none_and_says_what_was_given(text, year):
    over = lay_over(FOUND, {"date": text})
    assert (over.date, over.evidence["date"]) == (None, text)
    assert over.year == (year or FOUND.year)


def test_columns_stand_over_what_was_found():
    over = lay_over(FOUND, {"title": "总结讲话", "speaker": " 梁思齐 ", "occasion": "", "own:省份": "南州", "own:届次": "3"})
    assert (over.title, over.speaker, over.occasion, over.office) == ("总结讲话", "梁思齐", "全市经济工作会议", "市长")
    assert dict(over.own) == {"省份": "南州", "届次": "3"}
    assert (over.evidence["speaker"], over.confidence["speaker"]) == ("梁思齐", "sure")
    assert (over.date, over.evidence["date"]) == (FOUND.date, FOUND.evidence["date"])


def test_a_given_year_puts_out_a_date_of_another_year():
    over = lay_over(FOUND, {"year": "2013"})
    assert (over.year, over.date, "date" in over.evidence) == (2013, None, False)
    assert lay_over(FOUND, {"year": "二〇一二年"}).date == FOUND.date
    assert lay_over(FOUND, {"year": "不详"}).year is None


def test_what_is_no_field_is_refused():
    with pytest.raises(SettingsError):
        lay_over(FOUND, {"省份": "南州"})
    with pytest.raises(SettingsError):
        lay_over(FOUND, {"own:": "南州"})


def test_properties_only_fill():
    facts = {"title": "在别的会议上的讲话", "author": "王晓", "date": "2015-01-01T00:00:00Z"}
    assert fill(FOUND, facts, published=True) == FOUND
    filled = fill(Metadata(), facts, published=True)
    assert (filled.title, filled.speaker, filled.date, filled.year) == ("在别的会议上的讲话", "王晓", dt.date(2015, 1, 1), 2015)
    assert set(filled.confidence.values()) == {"guess"}
    assert dict(filled.evidence) == {"title": facts["title"], "speaker": "王晓", "date": facts["date"], "year": facts["date"]}


def test_who_typed_a_document_and_when_is_no_speaker_and_no_date():
    filled = fill(Metadata(), {"title": "在别的会议上的讲话", "author": "王晓", "date": "2015-01-01T00:00:00Z"})
    assert (filled.title, filled.speaker, filled.date, filled.year) == ("在别的会议上的讲话", "", None, None)


@pytest.mark.parametrize(
    "facts",
    [
        {"author": "Administrator"},
        {"author": "微软用户"},
        {"title": "Microsoft Word - 文档1"},
        {"title": "Untitled"},
        {"date": "昨天"},
        {"pages": "3"},
    ],
)
def test_properties_that_say_nothing_are_left(facts):
    assert fill(Metadata(), facts) == Metadata()


def test_a_property_of_another_year_gives_no_date():
    assert fill(Metadata(year=2012), {"date": "2015-01-01"}).date is None


@examples(
    st.dictionaries(st.sampled_from([*TEXTS, "date", "year", "own:甲"]), st.text(max_size=20)),
    st.dictionaries(st.sampled_from(["title", "author", "date"]), st.text(max_size=20)),
)
def test_nothing_given_can_break_it(columns, facts):
    over = fill(lay_over(FOUND, columns), facts)
    assert set(over.confidence) == set(over.evidence)
    for key in TEXTS:
        if columns.get(key, "").strip():
            assert getattr(over, key) == columns[key].strip()
