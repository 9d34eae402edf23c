import pandas as pd

from analysis.measures.slogan_lives import meanings, slogan_lives, slogan_years
from analysis.model import Counted

COUNTED = Counted(("a", "b", "c"), "c0ffee", "feb29c25", speeches=3, han=30_000, words=9_000)
USES = pd.DataFrame(
    [("a", 2011, "三短一简", "N+A+N+B"), ("a", 2011, "三短一简", "N+A+N+B"), ("b", 2012, "三短一简", "N+A+N+B"), ("c", pd.NA, "六性", "N+X")],
    columns=["id", "year", "form", "pattern"],
).astype({"year": "Int64"})
SIZES = pd.DataFrame({"group": [2011, 2012], "han": [10_000, 5_000]})
EXPANSIONS = pd.DataFrame(
    [
        ("z", 2009, None, "旧", "六性", ["甲", "乙"], 5, 9, False, 3, 2),
        ("z", 2010, None, "旧", "六性", ["一", "二", "三", "四", "五", "六"], 5, 9, True, 4, 2),
        ("a", 2011, None, "新", "三短一简", ["会议短", "文件短", "讲话短", "接待简"], 5, 9, True, 7, 3),
        ("b", 2012, None, "新", "三短一简", ["会议短", "文件短", "视频短", "接待简"], 5, 9, True, 8, 3),
    ],
    columns=["id", "year", "date", "title", "form", "items", "start", "end", "complete", "sentence", "paragraph"],
)


def test_uses_by_year_and_their_rate_on_that_years_characters():
    table = slogan_years(USES, SIZES, COUNTED).table
    assert table[["form", "year", "n", "speeches"]].to_numpy().tolist() == [["三短一简", 2011, 2, 1], ["三短一简", 2012, 1, 1]]
    assert table["per_10k"].tolist() == [2.0, 2.0]


def test_lives_sum_up_and_say_where_the_explanation_stands():
    table = slogan_lives(USES, EXPANSIONS, COUNTED).table.set_index("form")
    short = table.loc["三短一简"]
    assert (short["n"], short["speeches"], short["first"], short["last"], short["explained"]) == (3, 2, 2011, 2012, "here")
    assert short["expansion"] == "会议短、文件短、讲话短、接待简"
    six = table.loc["六性"]
    assert (six["explained"], six["explained_year"], six["complete"]) == ("elsewhere", 2010, True)
    assert pd.isna(six["first"]), "a speech without a year gives no birth"


def test_an_unexplained_slogan_says_so():
    table = slogan_lives(USES, EXPANSIONS[EXPANSIONS["form"] == "六性"], COUNTED).table.set_index("form")
    assert (table.loc["三短一简", "explained"], table.loc["三短一简", "expansion"]) == ("no", "")


def test_a_changed_member_is_told_as_exactly_that_change():
    table = meanings(EXPANSIONS, "三短一简")
    assert table[["added", "dropped"]].to_numpy().tolist() == [[(), ()], [("视频短",), ("讲话短",)]]


def test_what_an_incomplete_explanation_leaves_out_is_not_dropped():
    five = ["甲", "乙", "丙", "丁", "戊"]
    rows = [("a", 2012, five, True), ("b", 2013, five[:2], False), ("c", 2014, five, True)]
    table = pd.DataFrame([(i, y, None, "", "五性", items, 0, 9, ok, 1, 1) for i, y, items, ok in rows], columns=EXPANSIONS.columns)
    assert meanings(table, "五性")[["added", "dropped"]].to_numpy().tolist() == [[(), ()]] * 3


def test_an_undated_explanation_has_no_place_in_time():
    rows = [("a", 2013, ["甲", "乙"]), ("b", 2017, ["甲", "丙"]), ("c", None, ["甲", "乙"])]
    table = pd.DataFrame([(i, y, None, "", "两手", items, 0, 9, True, 1, 1) for i, y, items in rows], columns=EXPANSIONS.columns)
    assert meanings(table, "两手")[["added", "dropped"]].to_numpy().tolist() == [[(), ()], [("丙",), ("乙",)], [(), ()]]
