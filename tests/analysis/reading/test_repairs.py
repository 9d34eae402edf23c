"""Repairs change what they say, count it, and can be traced back."""

import pytest

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
