from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.label_lists import known_labels
from analysis.annotation.label_shapes import counts_of, pattern_of
from analysis.annotation.slogans import find_slogans
from tests.growth import check_growth


def named(text):
    return [s.form for s in find_slogans(text) if s.decision]


def others(text):
    return {s.form: s.cls for s in find_slogans(text) if not s.decision}


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("修路要体现“五快”，干部要“三不等”。", ["五快", "三不等"]),
        ("推进三农工作，落实八项规定，共建一带一路。", ["三农", "八项规定", "一带一路"]),
        ("学习三权分置办法。", ["三权分置"]),
        ("推行“双随机、一公开”监管。", ["双随机、一公开"]),
        ("实行党政同责、一岗双责，做到两手抓、两促进。", ["一岗双责", "两手抓、两促进"]),
        ("实施四证合一，打好五大攻坚战，五大攻坚战要赢。", ["四证合一", "五大攻坚战", "五大攻坚战"]),
        ("构建“1+6”体系，实施“1234”工程。", ["1+6", "1234"]),
        ("出口“新五样”增长。", ["新五样"]),
        ("建设“一云两池三平台”。", ["一云两池三平台"]),
        ('开展"四城同办"。', ["四城同办"]),
    ],
)
def test_what_is_found(text, forms):
    assert named(text) == forms


@pytest.mark.parametrize(
    "text",
    [
        "要抓好三个方面，办好五项工作，走访四个单位。",
        "五年来，两岸往来增多，第一产业稳定，第三季度回升。",
        "2012年3月8日，二〇一二年底，三十六万人，百分之三点五。",
        "千方百计、一心一意、五湖四海、三番五次、一步一步、一件一件。",
        "不搞“一刀切”，下好“一盘棋”，打通“最后一公里”。",
        "“十二五”开局，“十四五”规划，党的十八大，党的二十大。",
        "反对“四人帮”，坚持“九二共识”。",
        "坚持“第一时间报送”，实现“八连增”，种下“千亩茶园”。",
        "三天一小会，一人一档，多子多福，千城一面。",
        "他说：“三个和尚没水喝，这话到今天也不过时。”",
        "The 3 pillars, 1 2 3.",
    ],
)
def test_what_is_none(text):
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("严控“三公”经费。今年修路三公里，三公斤大米。", ["三公"]),
        ("三公里长，三公里路，三公里多，三公分厚，三公顷地，“三公”", ["三公"]),
        ("安装双控制器，排查四风险点，走访三农户，建立四个经济特区。", []),
        ("安装双控制器", []),
        ("建立四个经济特区", []),
        ("四个意识形态问题，三大战略性新兴产业，四个自信心不足。", []),
        ("完善双控制度，办好三农业务，关心三农民生，管住“三公”和三公开支。", ["双控", "三农", "三农", "三公", "三公"]),
        ("三农工作、四风问题、双碳目标、八项规定精神、三公经费、四个意识", ["三农", "四风", "双碳", "八项规定", "三公经费", "四个意识"]),
        ("两个文明建设，以四化为目标，一带一路上的国家。", ["两个文明", "一带一路"]),
        ("十三公经费，一百零三农，第三农，三点三农，２三农", []),
        ("更多三农政策，重点三农项目。1.三农", ["三农", "三农", "三农"]),
        ("“五快”不是五快递站。五快", ["五快", "五快"]),
        ("“1234”工程，12345户，0.1234", ["1234"]),
    ],
)
def test_a_label_does_not_run_on_into_a_longer_word_or_numeral(text, forms):
    assert named(text) == forms


@pytest.mark.parametrize("form", ["四大文化工程", "三大水利工程", "六大产业计划", "三大重点工程", "三下两上"])
def test_a_frame_that_stands_alone_is_a_count(form):
    alone = f"实施{form}。"
    assert named(alone) == []
    assert others(alone) == {form: "count"}
    assert find_slogans(alone)[0].evidence == ("+frame", "-alone")
    assert named(f"实施{form}。抓好{form}。") == [form, form]
    assert named(f"实施“{form}”。抓好{form}。") == [form, form]


def test_a_frame_is_a_label_where_it_is_spelled_out_and_not_where_things_are_counted():
    [row] = find_slogans("实施三大水利工程，即蓄水工程、引水工程、排水工程。")
    assert (row.decision, row.evidence) == (True, ("+frame", "+explained"))
    assert named("实施蓄水、引水、排水三大水利工程。") == []


def test_classes_of_what_is_none():
    assert others("“十二五”收官，党的十八大，千方百计，一刀切，“第一手情况”，“八连增”") == {
        "十二五": "plan",
        "十八大": "event",
        "千方百计": "idiom",
        "一刀切": "metaphor",
        "第一手情况": "ordinal",
        "八连增": "idiom",
    }


def test_a_label_quoted_once_is_found_wherever_it_stands():
    found = [s for s in find_slogans("要体现“五快”。做到五快，人人都知道五快。") if s.form == "五快"]
    assert [s.quoted for s in found] == [True, False, False]
    assert found[0].evidence == ("+quoted",)
    assert found[1].evidence == ("+echo",)
    assert named("二十五快递站。“五快”") == ["五快"]


def test_a_label_common_as_plain_wording_counts_only_where_the_text_quotes_it():
    assert named("村村三通了。") == []
    assert named("实现“三通”，三通之后。") == ["三通", "三通"]


def test_a_row_says_what_was_weighed():
    [row] = find_slogans("落实“三严三实”要求。")
    assert (row.pattern, row.numeral, row.cls, row.decision, row.quoted) == ("N+A+N+B", "三", "slogan", True, True)
    assert row.evidence == ("+quoted", "+listed")


@pytest.mark.parametrize(
    ("form", "pattern", "counts"),
    [
        ("六性", "N+X", ((6, "性"),)),
        ("四个自信", "N+classifier+X", ((4, "个自信"),)),
        ("三短一简", "N+A+N+B", ((3, "短"), (1, "简"))),
        ("双随机、一公开", "N+A+N+B", ((2, "随机"), (1, "公开"))),
        ("三证合一", "N+X+合一", ((3, "证"),)),
        ("新四化", "A+N+X", ((4, "化"),)),
        ("双百攻坚", "N+X", ((2, "攻坚"),)),
        ("千万工程", "N+X", ()),
        ("1+4", "1+N", ()),
    ],
)
def test_the_shape_of_a_label(form, pattern, counts):
    assert pattern_of(form) == pattern
    assert counts_of(form) == counts


def test_the_lists_hold_each_label_once():
    forms = [label.form for labels in known_labels().values() for label in labels]
    assert len(forms) == len(set(forms))
    assert not [form for form in forms if set("“” #") & set(form)]


@pytest.mark.parametrize(
    "label", [label for labels in known_labels().values() for label in labels if label.cls == "slogan"], ids=lambda label: label.form
)
def test_every_listed_label_is_found(label):
    assert label.form in named(f"我们讲“{label.form}”。")


@given(
    st.lists(st.sampled_from([*"一二三十百双两“”个大农风短简、，。+1第是字\n", "三农", "一带一路", "“六性”", "三权分置"]), max_size=40).map("".join)
)
def test_rows_point_into_the_text_and_do_not_overlap(text):
    rows = find_slogans(text)
    assert all(text[s.start : s.end] == s.form for s in rows)
    assert all(a.end <= b.start for a, b in pairwise(rows))
    assert all(s.decision == (s.cls == "slogan") for s in rows)


@pytest.mark.parametrize("unit", ["一", "三农", "“一", "“一二”", "一带一路", "三证合一", "1+1", "“五快”五快", "十大", "双控制", "四大工程，", "字"])
def test_time_grows_with_the_text_and_no_faster(unit):
    check_growth(find_slogans, lambda size: unit * (size // len(unit)), 10_000)


def test_a_label_that_is_a_numeral_and_nothing_more_stops_no_text():
    assert [s.form for s in find_slogans("“双百”双百坚") if s.quoted] == ["双百"]
