"""What is noticed is a slip for certain; what only looks like one is not reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import remarks
from tests.analysis.reading.test_fold import SPEECHES


def noticed(text):
    return {r.kind: [text[start:end] for start, end in r.places] for r in remarks.find(text)}


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("在在完善制度中讲规范", ["在在"]),
        ("我们的的工作", ["的的"]),
        ("取得了了成绩", ["了了"]),
        ("这是是关键", ["是是"]),
        ("工作和和生活", ["和和"]),
        ("我们要要抓紧", ["要要"]),
        ("群众的的的事", ["的的的"]),
        ("抓改革，，促发展。。", ["，，", "。。"]),
        ("抓改革；。促发展、、抓落实，。", ["；。", "、、", "，。"]),
    ],
)
def test_slips_are_noticed(text, slips):
    assert noticed(text) == {"doubled": slips}


@pytest.mark.parametrize(
    "text",
    [
        "人人有责，天天如此，往往这样，个个争先，事事关心，处处留心，渐渐好转，多多益善，时时刻刻",
        "为了了解情况",
        "目的的确达到了",
        "存在在所难免的问题",
        "总和和平均数",
        "和和气气，将将就就，是是非非，有有无无",
        "不了了之",
        "这是是非问题",
        "以以人为本的理念",
        "为为民服务立规矩",
        "主要要求",
        "现在在建项目",
        "重要要素",
        "没有有效办法",
        "成就就业",
        "参与与会人员",
        "他从从事教育起",
        "首都都市圈",
        "……——！！？！",
        "“一是”，“二是”。",
        "3.14、1,000",
    ],
)
def test_legitimate_pairs_are_not(text):
    assert noticed(text) == {}


@pytest.mark.parametrize("speech", SPEECHES)
def test_the_sample_speeches_are_clean(speech):
    assert remarks.find(speech) == ()


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("要落实“三严三实。", ["“"]),
        ("要落实三严三实”。", ["”"]),
        ("（一）抓改革\n（二抓开放", ["（"]),
        ("《办法（试行）", ["《"]),
        ("“六五’时期", ["“", "’"]),
        ("“一”“二", ["“"]),
    ],
)
def test_marks_without_a_partner_are_noticed(text, marks):
    assert noticed(text) == {"unbalanced": marks}


@pytest.mark.parametrize("text", ["“引文第一段。\n引文第二段。”", "1）抓改革\n2）抓开放", "（注)", "it’s", "“‘双百’攻坚”（一）《办法》【注】"])
def test_quotations_over_paragraphs_and_list_marks_are_in_order(text):
    assert noticed(text) == {}


def test_replacement_characters_and_lost_bytes_are_counted_with_their_places():
    found = {r.kind: (r.count, r.places) for r in remarks.find("开\ufffd会锟斤拷")}
    assert found == {"replacement": (1, ((1, 2),)), "mojibake_lost": (1, ((3, 6),))}


@given(st.text(alphabet="的的在了“”（）()，。、目确\n１）?\ufffd锟斤拷銆a’"))
def test_places_are_in_order_and_count_is_their_number(text):
    for remark in remarks.find(text):
        assert remark.count == len(remark.places) > 0
        assert list(remark.places) == sorted(remark.places)
        assert all(0 <= start < end <= len(text) for start, end in remark.places)
