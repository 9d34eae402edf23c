"""What was planted in the sample corpus (data/README.md) is there, and the program finds of it what it can find now."""

import re
from functools import cache

import pytest

from analysis.corpus import build, queries
from analysis.measures.coverage import coverage, missing_altogether, missing_by_kind, rhythms
from analysis.measures.frequency import ALL_TAGS, WordChoice, frequency
from analysis.measures.layout import depth, layout
from analysis.measures.slogan_lives import meanings, slogan_lives, slogan_years
from analysis.model import Lexicon
from tests.conftest import ROOT

OFFICE = (2011, 2012, 2013, 2015, 2016, 2017, 2018)
GOVERNMENT = (2012, 2013, 2015, 2016, 2018)
NOW = "`tests/test_sample_corpus.py`"
LATER = {"`structure`", "`slogans`", "`words`", "`compare`", "`reuse`"}

PLANTED = {
    "三短一简": {"office": (2011, 2012, 2013)},
    "五性": {"office": (2012, 2013, 2015)},
    "四个过硬": {"office": (2013, 2015, 2016, 2017, 2018)},
    "一核两翼三带": {"government": GOVERNMENT},
    "双百攻坚": {"government": (2015, 2016, 2018), "office": (2016,)},
    "三张清单": {"government": (2015, 2016, 2018)},
    "五办": {"office": (2017, 2018), "government": (2018,)},
}
EXPLAINED = {
    ("三短一简", "office_2011"): ("会议短", "文件短", "讲话短", "接待简"),
    ("五性", "office_2012"): ("前瞻性", "针对性", "系统性", "操作性", "实效性"),
    ("四个过硬", "office_2013"): ("政治过硬", "业务过硬", "作风过硬", "纪律过硬"),
    ("四个过硬", "office_2017"): ("政治过硬", "本领过硬", "作风过硬", "纪律过硬"),
    ("一核两翼三带", "government_2012"): ("主城区", "石渡", "云屏", "澜水", "沿江", "环山"),
    ("双百攻坚", "government_2015"): ("百日攻坚", "百项工程"),
    ("三张清单", "government_2015"): ("权力清单", "责任清单", "负面清单"),
    ("五办", "office_2017"): ("马上办", "主动办", "精准办", "合力办", "廉洁办"),
    ("三证合一", "government_2015"): ("营业执照", "组织机构代码证", "税务登记证"),
}
REAL = ("三农", "八项规定", "五位一体", "一带一路", "三严三实", "四个意识", "四个全面", "两学一做", "三大攻坚战", "两不愁三保障")
NO_SLOGANS = ("三个方面", "四个单位", "四类问题", "六件大事", "四句话", "三个台阶", "五年来", "两癌", "第一产业")
NO_SLOGANS += ("十二五", "十三五", "十八大", "十九大", "千方百计", "一刀切", "二传手", "放管服")

TOP_PARTS = {
    "office_2011": ("看清形势，找准办公室在跨越式发展中的位置", "突出重点，把服务跨越式发展的几件大事办实", "严字当头，加强办公室自身建设"),
    "office_2012": (
        "盘点一年来的变化，坚定服务跨越式发展的信心",
        "以迎接党的十八大为主线，把今年的工作做扎实",
        "着眼新人多、担子重的实际，加强办公室自身建设",
    ),
    "office_2013": ("从片子看作风，先把自己摆进去", "以作风建设带动各项工作，让规定真正落地", "按照“四个过硬”的标准，抓好办公室自身建设"),
    "office_2015": (
        "在改革大局中重新认识办公室的职责",
        "以改革督察带动全面落实",
        "以改革的办法提升服务水平",
        "以“三严三实”锤炼过硬队伍",
    ),
    "office_2016": ("围绕“十三五”开局，在服务改革发展中找准着力点", "坚持从严从实，在换届之年确保运转有序"),
    "office_2017": ("把学习党的十九大精神的成效，体现到对标对表上", "以“五办”作风推动各项工作提质增效"),
    "office_2018": ("紧扣高质量发展，把服务的准星校正", "迎接机构改革，把队伍的筋骨练强"),
    "government_2012": (
        "实事求是地回顾去年工作",
        "清醒看待当前面临的形势",
        "突出重点，全力完成今年各项任务",
        "务实高效，加强政府自身建设",
    ),
    "government_2013": (
        "过去一年的工作有进步，也有教训",
        "今年的形势要求我们换一种眼光看发展",
        "以更实的举措完成全年目标",
        "以作风大转变促进政府自身建设",
    ),
    "government_2015": ("在新常态下把准自己的位置", "以改革的办法抓好今年的重点任务", "从严从实推动政府自身改革"),
    "government_2016": ("聚焦供给侧结构性改革，推动“十三五”开好局", "以改革精神从严从实抓好政府自身建设"),
    "government_2018": ("以高质量发展统领全年工作", "以自我革命的精神建设人民满意的政府"),
}
SECOND_LEVEL = {
    "office_2011": ("（", "run-in", 12),
    "office_2012": ("（", "run-in", 12),
    "office_2013": ("（", "run-in", 12),
    "office_2015": ("第", "run-in", 14),
    "office_2016": ("（", "run-in", 9),
    "office_2017": ("（", "own-line", 5),
    "office_2018": ("（", "run-in", 8),
    "government_2012": ("（", "run-in", 9),
    "government_2013": ("第", "run-in", 10),
    "government_2015": ("（", "run-in", 10),
    "government_2016": ("（", "run-in", 10),
    "government_2018": ("（", "run-in", 10),
}
INLINE_UNDER = {
    ("government_2012", "着力提高公信力"): 3,
    ("government_2018", "在打好三大攻坚战上见真章"): 3,
    ("government_2018", "管住权力、守住底线"): 3,
    ("office_2011", "畅通信息，报喜更要报忧"): 3,
    ("office_2012", "不足之处也要摊开来讲"): 3,
    ("office_2016", "总结好过去，再谈新要求"): 3,
    ("office_2016", "用“四个过硬”引领自身建设"): 3,
}
REPEATED = {
    "office": "办公室工作无小事，件件连着大局，事事关乎民心。",
    "government": "民之所盼，政之所向，群众的事再小也是大事。",
}


@cache
def text_of(name):
    return (ROOT / "data" / "speeches" / f"{name}.txt").read_text(encoding="utf-8")


NAMES = tuple(f"office_{y}" for y in OFFICE) + tuple(f"government_{y}" for y in GOVERNMENT)


@pytest.fixture
def names(sample_store):
    """Speech id → the stem of its file."""
    rows = queries.speeches(sample_store)
    return {id_: name.removesuffix(".txt") for id_, name in zip(rows["id"], rows["source_name"], strict=True)}


@pytest.fixture
def id_of(names):
    return {name: id_ for id_, name in names.items()}


@pytest.fixture
def uses(sample_store, names):
    rows = queries.slogan_uses(sample_store, list(names))
    return rows.assign(name=rows["id"].map(names))


@pytest.fixture
def expansions(sample_store, names):
    rows = queries.expansions(sample_store, list(names))
    return rows.assign(name=rows["id"].map(names))


@pytest.fixture
def outlines(sample_store, names):
    rows = queries.outlines(sample_store, list(names))
    return rows.assign(name=rows["id"].map(names))


# --- the list of what was planted --------------------------------------------------------------------------------------------


def planted_rows():
    for line in (ROOT / "data" / "README.md").read_text(encoding="utf-8").splitlines():
        found = re.fullmatch(r"\| (?P<what>[^|]*) \| (?P<files>`\w+`(?:、`\w+`)*) \| `(?P<text>[^`|]+)` \| (?P<test>[^|]+) \|", line)
        if found:
            yield found["what"], found["files"].replace("`", "").split("、"), found["text"], found["test"]


def test_every_row_of_the_list_is_true_of_the_files():
    rows = list(planted_rows())
    assert len(rows) > 130
    for what, files, text, _ in rows:
        for name in files:
            assert text in text_of(name).replace("\n", ""), (what, name)


def test_every_row_of_the_list_names_a_test_or_the_capability_that_takes_it_up():
    for what, _, _, test in planted_rows():
        named = set(re.findall(r"`[^`]+`", test))
        assert named, what
        assert named <= LATER | {NOW}, what


def test_every_file_of_data_is_in_the_list():
    text = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "data" / "lexicon").iterdir():
        assert f"`lexicon/{path.name}`" in text
    assert {p.stem for p in (ROOT / "data" / "speeches").iterdir()} == set(NAMES)


def test_the_table_of_words_is_what_the_files_hold():
    lines = (ROOT / "data" / "README.md").read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if line.startswith("| 词 | `office_2011`"))
    files = re.findall(r"`(\w+)`", head)
    words = [line for line in lines if re.match(r"\| \S+ \| \d+ \| \d+ \| \d+ \|", line)]
    assert len(words) == 9
    for line in words:
        word, *counts = [cell.strip() for cell in line.strip("|").split("|")][: len(files) + 1]
        assert [int(n) for n in counts] == [text_of(name).count(word) for name in files], word


# --- slogans -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_slogan_is_found_in_just_its_years_as_often_as_it_stands_there(uses, form):
    found = uses.loc[uses["form"] == form, "name"].value_counts().to_dict()
    planted = {f"{kind}_{year}" for kind, years in PLANTED[form].items() for year in years}
    assert found == {name: text_of(name).count(form) for name in planted}


@pytest.mark.parametrize("form", REAL)
def test_a_real_slogan_is_found_wherever_it_stands(uses, form):
    found = uses.loc[uses["form"] == form, "name"].value_counts().to_dict()
    assert found == {name: text_of(name).count(form) for name in NAMES if form in text_of(name)}


@pytest.mark.parametrize("form", NO_SLOGANS)
def test_a_count_an_ordinal_a_plan_or_an_idiom_is_no_slogan(uses, form):
    assert any(form in text_of(name) for name in NAMES)
    assert form not in set(uses["form"])


@pytest.mark.parametrize(("form", "name"), EXPLAINED)
def test_a_planted_explanation_is_found_with_its_members(expansions, form, name):
    rows = expansions[(expansions["form"] == form) & (expansions["name"] == name)]
    assert [tuple(items) for items in rows["items"]] == [EXPLAINED[form, name]]
    assert rows["complete"].all()


@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_slogan_is_explained_only_where_it_was_planted(expansions, form):
    assert set(expansions.loc[expansions["form"] == form, "name"]) == {name for known, name in EXPLAINED if known == form}


def test_the_changed_member_is_shown_as_added_and_dropped(expansions):
    first, second = meanings(expansions, "四个过硬").itertuples()
    assert (first.year, first.added, first.dropped) == (2013, (), ())
    assert (second.year, second.added, second.dropped) == (2017, ("本领过硬",), ("业务过硬",))


@pytest.mark.parametrize(
    ("form", "name", "year"),
    [
        ("三短一简", "office_2012", 2011),
        ("三短一简", "office_2013", 2011),
        ("五性", "office_2015", 2012),
        ("四个过硬", "office_2016", 2013),
        ("四个过硬", "office_2018", 2013),
        ("一核两翼三带", "government_2018", 2012),
        ("双百攻坚", "office_2016", 2015),
        ("三张清单", "government_2016", 2015),
        ("五办", "government_2018", 2017),
    ],
)
def test_a_later_use_is_unexplained_here_and_explained_elsewhere(sample_store, id_of, uses, expansions, form, name, year):
    scope = [id_of[name]]
    counted = build.count(sample_store, scope, Lexicon())
    used = uses[uses["id"].isin(scope)]
    row = slogan_lives(used, expansions, counted).table.set_index("form").loc[form]
    assert (row["explained"], row["explained_year"]) == ("elsewhere", year)
    alone = slogan_lives(used, expansions[expansions["id"].isin(scope)], counted).table.set_index("form").loc[form]
    assert (alone["explained"], alone["expansion"]) == ("no", "")


@pytest.mark.parametrize(
    ("form", "first", "last"),
    [("三短一简", 2011, 2013), ("五性", 2012, 2015), ("四个过硬", 2013, 2018), ("双百攻坚", 2015, 2018), ("五办", 2017, 2018)],
)
def test_a_slogan_is_born_and_dies_when_planned(sample_store, names, uses, expansions, form, first, last):
    counted = build.count(sample_store, list(names), Lexicon())
    row = slogan_lives(uses, expansions, counted).table.set_index("form").loc[form]
    assert (row["first"], row["last"], row["explained"]) == (first, last, "here")
    years = slogan_years(uses, queries.sizes(sample_store, list(names), "year", Lexicon()), counted).table
    planted = {year for years_ in PLANTED[form].values() for year in years_}
    assert set(years.loc[years["form"] == form, "year"]) == planted


# --- words -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rates(sample_store, names):
    """The rate of each token per 10,000 Han characters, by the stem of the file."""

    def of(name, term):
        (scope,) = ([id_] for id_, known in names.items() if known == name)
        counts = queries.term_counts(sample_store, scope, "all", Lexicon())
        table = frequency(counts, build.count(sample_store, scope, Lexicon()), WordChoice((ALL_TAGS,))).table.set_index("term")
        return float(table["per_10k"].get(term, 0.0))

    return of


def test_words_die(rates):
    for term, last in (("跨越式", 2013), ("信息化", 2016)):
        for name in NAMES:
            assert (rates(name, term) > 0) == (int(name[-4:]) <= last), (name, term)


def test_words_are_born(rates):
    for term, first in (("高质量", 2017), ("数字化", 2017)):
        for name in NAMES:
            assert (rates(name, term) > 0) == (int(name[-4:]) >= first), (name, term)


def test_words_peak(rates):
    for kind, years in (("office", OFFICE), ("government", GOVERNMENT)):
        style = {year: rates(f"{kind}_{year}", "作风") for year in years}
        assert style[2013] > 5 * max(rate for year, rate in style.items() if year != 2013)
        reform = {year: rates(f"{kind}_{year}", "改革") for year in years}
        assert max(reform, key=reform.get) == 2015
        assert sorted(reform.values())[-2] == reform[2016]


# --- years and layout --------------------------------------------------------------------------------------------------------


def test_2014_is_missing_and_for_the_government_2017_too(sample_store):
    rows = queries.speeches(sample_store)
    found = rhythms(rows, {})
    assert {kind: of_kind.every for kind, of_kind in found.items()} == {"party_office": 1, "government": 1}
    assert missing_altogether(rows, found) == [2014]
    table = coverage(rows, build.count(sample_store, list(rows["id"]), Lexicon()), found).table
    by_kind = {kind: sorted(part["year"]) for kind, part in table.groupby("kind")}
    assert by_kind == {"party_office": list(OFFICE), "government": list(GOVERNMENT)}
    assert missing_by_kind(rows, found)["government"] == [2014, 2017]
    assert (table["speeches"] == 1).all()


def test_title_date_and_speaker_are_those_of_the_first_lines(sample_store, names):
    for row in queries.speeches(sample_store).itertuples():
        name = names[row.id]
        lines = text_of(name).split("\n")
        assert row.title == lines[0]
        assert row.year == int(name[-4:])
        assert lines[2].endswith(f" {row.speaker}")
    dates = {names[r.id]: str(r.date)[:10] for r in queries.speeches(sample_store).itertuples()}
    assert (dates["office_2013"], dates["government_2016"], dates["office_2011"]) == ("2013-03-22", "2016-02-17", "2011-03-18")


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_of_a_speech_are_those_planned(outlines, name):
    rows = outlines[(outlines["name"] == name) & (outlines["role"] == "unit")]
    top = rows[rows["level"] == 1]
    assert tuple(top["heading"]) == TOP_PARTS[name]
    assert set(top["style"]) == {"own-line"}
    opens, style, number = SECOND_LEVEL[name]
    second = rows[(rows["level"] == 2) & (rows["style"] != "inline")]
    assert len(second) == number
    assert second["marker"].str.startswith(opens).all()
    assert set(second["style"]) == {style}
    assert set(second["parent"]) <= set(top["unit"])


def test_the_number_of_parts_is_what_the_measure_says(sample_store, names, outlines):
    result = layout(outlines, build.count(sample_store, list(names), Lexicon()))
    shape = depth(result.table)
    assert dict(zip(shape["id"].map(names), shape["units"], strict=True)) == {name: len(parts) for name, parts in TOP_PARTS.items()}
    assert result.table[result.table["parent"] == -1].groupby("id")["share"].sum().round(9).eq(1).all()


def test_own_building_falls_from_the_first_level_to_the_second(outlines):
    found = outlines[outlines["heading"].str.contains("自身建设") & (outlines["role"] == "unit") & outlines["name"].str.startswith("office")]
    assert dict(zip(found["name"], found["level"], strict=True)) == {
        **{f"office_{year}": 1 for year in (2011, 2012, 2013)},
        **{f"office_{year}": 2 for year in (2016, 2017, 2018)},
    }


def test_numbers_below_the_second_level_are_found(outlines):
    third = outlines[(outlines["level"] == 3) & (outlines["style"] != "inline")]
    found = third.groupby("name")["marker"].apply(list).to_dict()
    assert set(found) == {"office_2017", "government_2016"}
    assert found["government_2016"] == ["1.", "2.", "3.", "4.", "5."]
    assert len(found["office_2017"]) == 17
    assert all(marker.endswith("是") for marker in found["office_2017"])


def test_series_within_a_paragraph_are_found_where_they_stand(outlines):
    parents = outlines.set_index(["name", "unit"])["heading"]
    inline = outlines[outlines["style"] == "inline"]
    found = [(row.name_, parents[row.name_, row.parent]) for row in inline.rename(columns={"name": "name_"}).itertuples()]
    for place, number in INLINE_UNDER.items():
        assert found.count(place) == number, place
    assert set(inline["marker"]) == {"一是", "二是", "三是"}


# --- sentences ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", REPEATED)
def test_the_repeated_sentence_stands_once_in_every_speech_of_its_kind(sample_store, names, kind):
    for id_, name in names.items():
        rows = queries.sentences(sample_store, id_)
        said = [text_of(name)[start:end] for start, end in zip(rows["start"], rows["end"], strict=True)]
        assert said.count(REPEATED[kind]) == name.startswith(kind), name
        if kind == "office" and name.startswith(kind):
            assert said[-2] == REPEATED[kind], name
