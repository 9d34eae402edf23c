"""
What speaks for and against a candidate being a slogan: a fixed label that packs a set, a policy or a rule into a name with a numeral.

Each piece of evidence is a word with its sign; one word against outweighs all that speak for. A count of things listed here and now, a
ranking, a date, a plan, an idiom are no slogans, quoted or not (docs/methods.md, Slogans).
"""

import re
from functools import cache, lru_cache

from analysis.annotation.label_lists import known_labels
from analysis.annotation.label_shapes import NUMERAL
from analysis.annotation.numerals import LABELLING
from analysis.model import SloganClass

_N = LABELLING
_COUNTED = "方面|问题|特点|重点|环节|单位|部门|地区|领域|小时|月|年|部分|阶段|步骤|层面|角度|因素|条件|原因|工作日|百分点|人|字|省|市|县|国家"
_COUNT = re.compile(rf"^(?!双)[{_N}\d]+[个项条点种类次大]?(?:{_COUNTED})?$|^[{_N}]+连[增胜冠升降丰]$|^[{_N}]+[年月日天届元岁时分周度倍成]")
_RUNNING = re.compile(rf"^[{_N}\d]+年(?:行动|计划|规划|方案|攻坚|禁渔|倍增)")
_PLAN = re.compile(r"^[一二三四五六七八九十]?[一二三四五六七八九十]?五$|^十[一二三四五六七八九]?五")
_ORDINAL = re.compile(rf"第[{_N}\d]|[{_N}\d]号")
_STEP = re.compile(rf"^[{_N}]+[是要]")  # 一要吃饭，二要建设
_PIECE = re.compile("[、，,]")
_LONGEST = 12  # 千村示范、万村整治 has nine; beyond twelve a quotation is a sentence
_PREFIX = re.compile(rf"^(?:新|老|国|后|总|大|小|省|市|县|党)[{_N}]+[^{_N}]{{1,3}}$")
_VERB_LIKE = re.compile("[是的了吗呢吧把被着过得]|怎么|什么|应该|不要|就要|都要")
_HAN = re.compile("^[\u4e00-\u9fff、，,·]+$")


@lru_cache(maxsize=2**14)
def weigh_quoted(content: str, after: str) -> tuple[SloganClass, tuple[str, ...], bool] | None:
    """
    Judge a quotation that no list knows: its class, the evidence, the decision; None where it is no label at all.

    *after* is what follows the closing quote of figures, for “1234”工程.
    """
    if content.isdecimal():
        named = re.match("工程|战略|行动|思路|模式|规划|布局|体系|工作法", after)
        return ("slogan", ("+quoted", "+figures", "+named"), True) if named and 3 <= len(content) <= 6 else None
    found = NUMERAL.search(content)
    if found is None or _is_sentence(content):
        return None
    against = _against(content)
    if against:
        cls, word = against
        return cls, ("+quoted", word), False
    if found.start() and not _PREFIX.match(content):
        return None  # words that only contain a numeral (走一遍路); a label may have no more before it than 新四化
    pieces = _PIECE.split(content)
    if len(pieces) > 1 and not all(NUMERAL.match(piece) and not _STEP.match(piece) and piece not in _idioms() for piece in pieces):
        return None
    against = _against_lone(content, found.group()) if len(pieces) == 1 and not found.start() else None
    if against:
        cls, word = against
        return cls, ("+quoted", word), False
    return "slogan", ("+quoted", *_shape(content)), True


def _is_sentence(content: str) -> bool:
    """Whether a quotation is speech: too long, or with characters or words no label has."""
    return len(content) > _LONGEST or not _HAN.match(content) or (len(content) > 6 and bool(_VERB_LIKE.search(content)))


def _against(content: str) -> tuple[SloganClass, str] | None:
    """The first thing that speaks against a quoted label, wherever its numeral stands."""
    if _ORDINAL.search(content):
        return "ordinal", "-ordinal"
    if _PLAN.match(content):
        return "plan", "-plan"
    if _RUNNING.match(content):
        return "plan", "-running-years"
    if _COUNT.match(content):
        return "count", "-count-noun"
    return None


def _against_lone(content: str, numeral: str) -> tuple[SloganClass, str] | None:
    """What speaks against a label of one piece that begins with its numeral."""
    again = NUMERAL.search(content, len(numeral))
    if numeral == "一" and again is None and len(content) != 4:
        return "metaphor", "-one"  # 一件事, 一站式: one thing packs no set; 一网通办 is a rule's name in the form of four
    if numeral in ("百", "千", "万", "半", "多", "二") and again is None:
        return "count", "-vague"  # 百强县, 千亩茶园, 二传手
    return None


def _shape(content: str) -> tuple[str, ...]:
    return ("+frame",) if len(NUMERAL.findall(content)) > 1 else ()


@cache
def _idioms() -> frozenset[str]:
    return frozenset(label.form for labels in known_labels().values() for label in labels if label.cls == "idiom")
