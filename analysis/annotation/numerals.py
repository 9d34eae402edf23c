"""
A Chinese numeral is read as a number, so that ordinals can be counted and members compared with what a label says.

Only the small numerals of headings and labels are wanted (一 to 九十九); 百, 千, 万, 多, 半 stand in labels but name no number of members.
"""

from functools import cache

DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "双": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
COUNTING = "一二三四五六七八九十"
LABELLING = COUNTING + "两双百千万多半"
"""The numerals a label can be built on (docs/methods.md, Slogans)."""


@cache
def value_of(numeral: str) -> int | None:
    """Return the number a numeral says (十二 → 12, 双 → 2, １０ → 10), or None where it says none that members could be counted by."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or not numeral:
        return None
    if not ten:
        return DIGITS.get(tens)
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
