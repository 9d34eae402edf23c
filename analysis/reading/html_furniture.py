"""
Which lines of a web page are the site's: navigation, where-you-are lines, source and font-size lines, share buttons, related links, the footer.

The speech is found by its prose: from the first to the last line with sentences, in the smallest part of the page that holds most of them, and on either
side as far as nothing is furniture. What a page calls navigation or footer is furniture unless much of the prose stands in it. Everything else about it
is a judgement too, so it is a repair: the person sees what was taken out, and can put it back.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from analysis.model import Edit
from analysis.reading.repairs import BLANKS

MOST = 0.9
"""The share of a page's prose that the part taken for the article holds at least."""

_TOO_MUCH = 0.3  # of the prose in a part named as furniture: then the name says nothing
_PROSE = re.compile("[。！？；]|[，、][^，、：]*[，、：]")
_LONG = 100  # characters: furniture lines are shorter, except lists of links
_CONTAINER = 3  # lines

_TAGS = frozenset(("nav", "footer", "aside", "button", "select", "textarea", "menu", "search", "optgroup", "option"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar", "button", "dialog"))
_CLASSES = (
    "nav navbar navi navigation menu submenu topnav mainnav leftnav subnav breadcrumb breadcrumbs crumb crumbs bread dqwz position curpos location footer foot bottom "
    "copyright share bdshare bdsharebuttonbox sharebox jiathis toolbar tools tool fontsize sidebar aside related relate relevant xgwz xgxw xglj recommend pager page "
    "pages pagination prev next prevnext print qrcode ewm erweima weixin login search searchbox topbar top friendlink yqlj links hot rank ad ads advert comment "
    "comments tags btn btns button"
)
_NAMES = frozenset(_CLASSES.split())
_PARTS = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")

_LABEL = (
    r"(?:文章|信息|稿件|新闻)?(?:来源|出处)|(?:发布|发稿|供稿|信息)(?:机构|单位|部门|时间|日期|者|人)|(?:更新|上传|录入)(?:时间|日期)|时间|日期|作者|撰稿|(?:责任|执行|网络|值班|本期)?编辑|责编|编审|"
    r"审核人?|审稿|校对|[初复终]审|录入|摄影|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?|字号|字体(?:大小)?|字体颜色|打印|收藏|分享(?:到|至)?|索引号|标题|主题(?:分类|词)|发文机关|文号|信息分类|公开方式|"
    r"主办(?:单位)?|承办(?:单位)?|技术支持|网站标识码|联系电话|邮编|您?(?:现在|当前)?(?:所在)?的?位置"
)
_LABELLED = re.compile(rf"[【\[（(]?\s*(?:{_LABEL})\s*[：:|｜丨].*")
_BUTTONS = re.compile(
    r"[【\[（(]?\s*(?:打印(?:本页|本文|文章|此页)?|关闭(?:窗口|本页|此页)?|收藏(?:本页)?|分享(?:到.{0,12})?|纠错|返回(?:首页|顶部|列表|上一?[页级])|回到?顶部|加入收藏|设为首页|网站地图|"
    r"联系我们|无障碍(?:浏览|阅读)?|扫一扫.{0,20}|(?:用|请用)?微信扫.{0,20}|关注该公众号|阅读原文|预览时标签不可点|END|(?:阅读|点赞|在看|浏览)\s*\d[\d.]*[万wW]?\+?|听全文|朗读|[特超]?[大中小](?:字?号)?|默认|A[+-]|更多|>>|首页|登录|注册|搜索|微信|微博|QQ空间|朋友圈|【?我要纠错】?|正文)\s*[】\])）]?"
)
_WHOLE = re.compile(
    r"^(?:上|下)一?[篇条页][：:]|^(?:相关|热门|推荐|延伸|更多)(?:链接|阅读|新闻|文章|报道|稿件|信息|附件|专题|推荐)[：:]?$|^友情链接|最佳浏览|建议使用.{0,20}浏览器|"
    r"^《[^》]{1,20}》\s*[（(]\s*\d{4}\s*年.{3,20}版\s*[）)]$|^[（(【\[]?(?:责任编辑|责编|编辑|实习编辑)[：: 　]",
    re.IGNORECASE,
)
_LEGAL = re.compile(r"版权所有|ICP[备证]|公网安备|网安备|网站标识码|copyright|©", re.IGNORECASE)
_OWN = re.compile(r"(?:时间|日期|作者|标题)[：:]")  # what speeches say too, unless the site says more in the same line
_SITE = re.compile(r"(?:来源|出处|编辑|审核|次数|点击数|点击量|浏览量|阅读量|字号|字体)[：:]|打印|关闭")
_WHERE = re.compile(r"^(?:您?(?:现在|当前)?(?:所在)?的?位置[：:]|(?:网站)?首页\s*[>»›＞/|·-])")
_SEGMENTS = re.compile(r"[\t|｜\u3000\u00a0\u2002\u2003 ]+(?![\d:：])")
_CLOCK = r"\s*(?:[012]?\d[:：][0-5]\d(?:[:：][0-5]\d)?|[012]?\d时[0-5]?\d分)"
_STAMP = re.compile(r"\d{4}(?:-\d\d?-\d\d?|/\d\d?/\d\d?)")  # when the site published it
_STAMPED = re.compile(rf"\d{{4}}(?:-\d\d?-\d\d?|/\d\d?/\d\d?|年\d\d?月\d\d?日){_CLOCK}")
_NEUTRAL = re.compile(rf"\d{{4}}(?:-\d\d?-\d\d?|/\d\d?/\d\d?|年\d\d?月\d\d?日)(?:{_CLOCK})?|{_CLOCK}|\d+次?")
_DAY = re.compile(r"(?<!\d)(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?!\d)")
_FACTS = (
    ("date", re.compile(rf"(?:时间|日期)\s*[：:]\s*(.{{8,12}})|({_STAMPED.pattern})")),
    ("author", re.compile(r"作者\s*[：:]\s*([^\s：:|】\])）]{2,20})")),
)


@dataclass(slots=True)
class Box:
    """A block element: its parent's index (-1 for none), the name or tag by which it may be furniture, and, once counted, its prose and lines."""

    parent: int
    sign: str
    index: int = 0
    prose: int = 0
    lines: int = 0
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: the box it stands in, how many of its characters are links, and the level of its heading."""

    text: str
    box: int
    linked: int = 0
    heading: int = 0


def sign(tag: str, attributes: Mapping[str, str | None]) -> str:
    """Return by which tag, role, class or id an element may be furniture; "" for most."""
    if tag in _TAGS:
        return tag
    if not attributes:
        return ""
    role = (attributes.get("role") or "").lower()
    if role in _ROLES:
        return role
    for key in ("class", "id"):
        name = attributes.get(key)
        if name:
            parts = {part.lower() for part in _PARTS.findall(name)}
            if found := _NAMES & (parts | {name.lower()}):
                return min(found)
    return ""


def keep(lines: list[Line], boxes: list[Box], facts: Mapping[str, str]) -> list[bool]:
    """Return for each line whether it belongs to the speech; all of them where nothing would be left. *facts* are what the page says of itself."""
    _count(lines, boxes)
    plain = [not boxes[line.box].furniture for line in lines]
    within = _within(boxes, _article(boxes))
    core = [i for i, line in enumerate(lines) if plain[i] and within[line.box] and _prose(line)]
    kept = [plain[i] and not is_furniture(line.text) and not _is_link(line) for i, line in enumerate(lines)]
    if core:
        first, last = core[0], core[-1]
        for i in range(first, last + 1):
            kept[i] = plain[i] and not is_furniture(lines[i].text)
        opening = _opening(lines, kept, plain, first, facts.get("title", ""))
        closing = next((i for i in range(last + 1, len(lines)) if not kept[i]), len(lines))
        kept = [k and opening <= i < closing for i, k in enumerate(kept)]
        kept[opening] = True
        day = next((i for i in range(opening + 1, min(opening + 3, first)) if kept[i]), opening)
        if day > opening and "date" in facts and _NEUTRAL.fullmatch(lines[day].text.strip(BLANKS)) and iso_day(lines[day].text) == facts["date"]:
            kept[day] = False  # the day the page was published, under its headline
    return kept if any(kept) else [True] * len(lines)


def stretches(lines: Sequence[str], kept: list[bool]) -> Iterator[Edit]:
    """Return the edits that take the lines not kept out of the joined text, with one of the line breaks beside each run of them."""
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    i = 0
    while i < len(kept):
        j = i
        while j < len(kept) and not kept[j]:
            j += 1
        if j > i:
            yield Edit(max(starts[i] - 1, 0), starts[j] - 1, "") if j == len(kept) else Edit(starts[i], starts[j], "")
        i = j + 1


def is_furniture(text: str) -> bool:
    """Say whether a line is by its wording the site's and not the speech's: each part of it a label with its value, a button, a time of publication."""
    text = text.strip(BLANKS)
    if len(text) > _LONG or "。" in text:
        return len(text) <= 3 * _LONG and bool(_LEGAL.search(text))
    if _WHOLE.search(text) or _WHERE.search(text) or _LEGAL.search(text) or _STAMP.fullmatch(text):
        return True
    bare = "".join(text.split())  # 索 引 号：
    if _LABELLED.match(bare):
        return not _OWN.match(bare) or bool(_SITE.search(bare))
    if _STAMPED.search(text):
        return True
    parts = [part for part in _SEGMENTS.split(text) if part and not _NEUTRAL.fullmatch(part)]
    return bool(parts) and all(_BUTTONS.fullmatch(part) or _LABELLED.fullmatch(part) for part in parts)


def said(lines: list[Line], kept: list[bool]) -> dict[str, str]:
    """Return the day and the author that the lines taken out name."""
    found: dict[str, str] = {}
    for line, stays in zip(lines, kept, strict=True):
        for key, pattern in () if stays or len(line.text) > _LONG else _FACTS:
            match = pattern.search(line.text)
            if match and (value := iso_day(match[0]) if key == "date" else match[1]):
                found.setdefault(key, value)
    return found


def iso_day(text: str) -> str:
    """Return the first day in a text as 2012-03-05, or ""."""
    match = _DAY.search(text)
    try:
        return dt.date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""


def _prose(line: Line) -> int:
    """The characters of a line with sentences in it, unless it is a link."""
    return len(line.text) if len(line.text) >= 10 and _PROSE.search(line.text) and not _is_link(line) and not is_furniture(line.text) else 0


def _is_link(line: Line) -> bool:
    return 2 * line.linked > len("".join(line.text.split()))


def _count(lines: list[Line], boxes: list[Box]) -> None:
    """Count prose and lines of each box, name the furniture by it, and count again without."""
    _sum(lines, boxes)
    for box in boxes:  # parents stand before their children
        named = bool(box.sign) and box.prose <= _TOO_MUCH * boxes[0].prose
        box.furniture = named or (box.parent >= 0 and boxes[box.parent].furniture)
    _sum([line for line in lines if not boxes[line.box].furniture], boxes)


def _sum(lines: list[Line], boxes: list[Box]) -> None:
    for box in boxes:
        box.prose = box.lines = 0
    for line in lines:
        boxes[line.box].lines += 1
        boxes[line.box].prose += _prose(line)
    for box in reversed(boxes):
        if box.parent >= 0:
            boxes[box.parent].prose += box.prose
            boxes[box.parent].lines += box.lines


def _article(boxes: list[Box]) -> int:
    """The smallest box of several lines with most of the prose."""
    found = 0
    for box in boxes:
        if box.parent == found and box.prose >= MOST * boxes[0].prose and (box.lines >= _CONTAINER or box.lines == boxes[found].lines):
            found = box.index
    return found


def _within(boxes: list[Box], outer: int) -> list[bool]:
    """Return for each box whether it is *outer* or lies in it."""
    found: list[bool] = []
    for box in boxes:
        found.append(box.index == outer or (box.parent >= 0 and found[box.parent]))
    return found


def _opening(lines: list[Line], kept: list[bool], plain: list[bool], first: int, title: str) -> int:
    """Where the speech begins: at the headline before its first sentence, else as far up as nothing is a link or navigation."""
    for i in range(first, -1, -1):
        text = lines[i].text.strip(BLANKS)
        if lines[i].heading == 1 or (len(text) >= 6 and text in title and not _is_link(lines[i]) and plain[i]):
            return i
    i = first
    while i > 0 and plain[i - 1] and (kept[i - 1] or not (_is_link(lines[i - 1]) or _WHERE.search(lines[i - 1].text.strip(BLANKS)))):
        i -= 1
    while not kept[i]:
        i += 1
    return i
