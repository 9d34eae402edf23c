"""Repairs change what they say, count it, and can be traced back."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.model import Edit, Repair
from analysis.reading import repairs


@pytest.mark.parametrize(
    ("decoded", "text", "kinds"),
    [
        ("同志们：\n\n开会。", "同志们：\n\n开会。", {}),
        ("　　开会。 \n\t散会。", "开会。\n散会。", {"indent": 2, "trailing": 1}),
        ("改\u200b革\u00ad开\ufeff放", "改革开放", {"zero_width": 3}),
        ("\u200b　\u200b开", "开", {"zero_width": 2, "indent": 1}),
        ("\u2f45\u2f24\u2faf \uf900", "方大面 \u8c48", {"lookalike": 2}),
        ("１９９２年ＧＤＰ增长８．５％", "1992年GDP增长8．5％", {"fullwidth_digits": 4}),
        ("　　\n字", "\n字", {"indent": 1}),
        ("市长 沈怀川\nA B", "市长 沈怀川\nA B", {}),
        ("，。；：“”", "，。；：“”", {}),
        ("\u202d13800000000\u202c\u200f", "13800000000", {"zero_width": 2}),
        ("改\x00革\x1f开\x9f放\x7f", "改革开放", {"control": 4}),
        ("第一页\x0c第二页\x0b第三页\u2028第四页", "第一页\n第二页\n第三页\n第四页", {"control": 3}),
        ("第一页\n\x0c　　第二页 \x0c", "第一页\n第二页", {"control": 2, "indent": 1, "trailing": 1}),
        ("第一页 \x0c　第二页", "第一页\n第二页", {"control": 1, "indent": 1, "trailing": 1}),
    ],
)
def test_each_kind_is_repaired_and_counted(decoded, text, kinds):
    found = repairs.find(decoded)
    assert repairs.apply(decoded, found) == text
    assert {r.kind: len(r.edits) for r in found} == kinds
    assert all(r.kind in repairs.KINDS for r in found)


def test_offsets_lead_back():
    decoded = "　　第一，２０１２年\u200b改革 \n　结束"
    found = repairs.find(decoded)
    text = repairs.apply(decoded, found)
    back = repairs.mapping(found)
    for i, character in enumerate(text):
        if not character.isdigit():
            assert decoded[back(i)] == character
    assert decoded[back(text.index("2012"))] == "２"
    assert decoded[back(text.index("2012") + 3)] == "２"
    assert back(text.index("改")) == decoded.index("改")
    assert back(len(text)) == len(decoded)
    assert repairs.mapping(())(7) == 7


def test_a_shorter_replacement_leads_to_what_it_replaced():
    found = (Repair("x", (Edit(1, 2, "甲乙"), Edit(3, 6, "丙"))),)
    assert repairs.apply("abcdefg", found) == "a甲乙c丙g"
    assert list(map(repairs.mapping(found), range(6))) == [0, 1, 1, 2, 3, 6]


def test_each_edit_is_placed_where_its_replacement_stands():
    found = (Repair("x", (Edit(1, 2, "甲乙"), Edit(6, 7, ""))), Repair("y", (Edit(3, 6, "丙"),)))
    assert repairs.apply("abcdefgh", found) == "a甲乙c丙h"
    assert [(start, edit.replacement) for start, edit in repairs.places(found)] == [(1, "甲乙"), (4, "丙"), (5, "")]


@pytest.mark.parametrize(
    ("decoded", "analysed"),
    [
        ("同志们,今年增长8.5%,形势好!", "同志们，今年增长8.5%，形势好！"),
        ("时间:上午10:30;比分3:2,参加1,000人", "时间：上午10:30；比分3:2，参加1,000人"),
        ("怎么办? 大家说:干!", "怎么办？ 大家说：干！"),
        ("行不行?!", "行不行？！"),
        ("(一)抓改革(含试点)，增速(%)、GDP(国内生产总值)", "（一）抓改革（含试点），增速（%）、GDP（国内生产总值）"),
        ("(1)抓开放; f(x), Hello, world! (see note)", "（1）抓开放； f(x), Hello, world! (see note)"),
        ("见http://a.gov.cn/b?c=1,2:3(4)页,或www.b.cn:80/x,以及附件", "见http://a.gov.cn/b?c=1,2:3(4)页，或www.b.cn:80/x，以及附件"),
        ("GDP: 增长; NO.1: 东浦港", "GDP： 增长； NO.1： 东浦港"),
        ("“三农”,《办法》;", "“三农”，《办法》；"),
        ("3.14, 2.71", "3.14, 2.71"),
        ("(未完", "(未完"),
    ],
)
def test_half_width_marks_are_read_full_width_in_the_analysis_alone(decoded, analysed):
    found = repairs.find(decoded)
    assert repairs.apply(decoded, found) == decoded
    assert repairs.apply(decoded, found, analysed=True) == analysed
    assert {r.kind for r in found} <= {"halfwidth_punctuation"}
    assert all(len(edit.replacement) == edit.end - edit.start == 1 for r in found for edit in r.edits)


def test_what_a_format_gives_prevails():
    given_ = (Repair("page_number", (Edit(0, 6, ""),)),)
    found = repairs.find("　　第２页\n　　改革", given_)
    assert found == (*given_, Repair("indent", (Edit(6, 8, ""),)))
    assert repairs.apply("　　第２页\n　　改革", found) == "改革"


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("　 \t\n\x0c\x00\u2028\u200b\ufeff\u2f45\uf900２Ａ,;:?!()1a。改革来源：编辑版权所有鍚屽織锛銆€?Ã¥¼ä\ue10a\ufffd"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=80,
)


@given(TEXTS, st.sets(st.sampled_from(repairs.KINDS)), st.lists(st.integers(0, 80), max_size=6))
@settings(max_examples=400)
def test_any_choice_of_repairs_can_be_made_and_traced_back(decoded, off, cuts):
    bounds = sorted({min(cut, len(decoded)) for cut in cuts})
    given_ = (Repair("line_break", tuple(Edit(a, b, "") for a, b in list(pairwise(bounds))[::2])),)
    for found in (repairs.find(decoded), repairs.find(decoded, given_)):
        edits = sorted((edit for repair in found for edit in repair.edits), key=lambda edit: edit.start)
        assert all(0 <= e.start < e.end <= len(decoded) for e in edits)
        assert all(before.end <= after.start for before, after in pairwise(edits))
        kept = tuple(repair for repair in found if repair.kind not in off)
        text = repairs.apply(decoded, kept)
        assert len(repairs.apply(decoded, kept, analysed=True)) == len(text)
        touched = {i for repair in repairs.shown(kept) for edit in repair.edits for i in range(edit.start, edit.end)}
        places = list(map(repairs.mapping(kept), range(len(text))))
        assert places == sorted(places)
        assert [decoded[place] for place in places if place not in touched] == [c for i, c in enumerate(decoded) if i not in touched]
        assert all(text[i] == decoded[place] for i, place in enumerate(places) if place not in touched)


@given(TEXTS)
def test_repairs_are_of_known_kinds_in_their_order(decoded):
    kinds = [repair.kind for repair in repairs.find(decoded)]
    assert kinds == [kind for kind in repairs.KINDS if kind in kinds]
