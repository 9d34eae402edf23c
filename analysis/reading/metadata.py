"""
What is known of a speech (title, date, speaker, occasion, kind), read from its first lines, its last ones and its file's name, each with its evidence.

Only the frame of a speech is asked: the short lines before the salutation, where official papers put title, date and speaker, and a date line at
the foot. Prose is never asked, so a date or a name that is merely mentioned is not taken. What is not found stays empty. The one exception is the
kind, for which the first lines of what is said are asked too: there a report to a congress says what it is.
"""

import datetime as dt
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

from analysis.model import Metadata

FIRST, LAST = 8, 3
"""How many lines that are not blank are looked at from either end."""

YEARS = range(1900, 2101)
_LONG = 60  # a longer line is no title: those of the sample and of the annotated texts have fewer than 40 characters
_SAID = 400  # characters of a first line hold the sentence that says what is reported
_WINDOW = 4_000  # characters hold the first lines of any text with a frame

_KINDS = Path(__file__).parents[2] / "data" / "lexicon" / "kinds.toml"

_HAN = "[\u3400-\u9fff]"
_SALUTATION = re.compile(r"(?:尊敬的|敬爱的|亲爱的|各位|同志们|同志[：:！!]|朋友们|女士们|先生们|老师们|同学们|乡亲们|代表们|委员们|战友们|诸位)")
_MARKER = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}(?:[、，．.]|部分|章|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d))")
_STOPPED = tuple("。；，、！？：!?;:,…")
_NO_TITLE = re.compile(
    r"^[【\[（(]|https?://|[<>|]|^(?:来源|作者|编辑|原文链接|发布|时间|地点|日期|字号|字体|目录|主送)|[〔\[]\d{4}[〕\]]\s*第?\d+号$|(?:文件|简报|参阅)$"
)
_WHAT = "讲话|讲稿|报告|致辞|致词|发言|演讲|演说|总结|说明|要点|提纲|意见|通知|通报|办法|方案|决定|决议|公报|公告|纪要|贺信|贺词|献词|祝词|祝辞|开幕词|闭幕词"
_TITLE_END = re.compile(rf"(?:{_WHAT})(?:稿|提纲|要点|摘要|全文|（[^（）]{{0,30}}）|\([^()]{{0,30}}\))*$")
_ISSUER_END = re.compile(r"(?:办公[室厅]|委员会|政府|党组|[局厅委处])$")  # who issues the paper, printed above its title
_SUBTITLE = re.compile(r"^(?:[—–―-]+|(?:\d{4}年.{0,8})?在.+[上中]的?)")

_D = "[〇○零Ｏ０0Oo一二三四五六七八九]"
_N = "[〇一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    rf"(?P<year>\d{{4}}|[一二]{_D}{{3}})\s*年\s*(?P<month>\d{{1,2}}|{_N})\s*月(?:\s*(?P<day>\d{{1,2}}|{_N})\s*[日号])?"
    r"|(?P<year2>\d{4})(?P<sep>[-./])(?P<month2>\d{1,2})(?P=sep)(?P<day2>\d{1,2})(?!\d)"
)
_LABEL = re.compile(r"^(?:(?:讲话|发言|发布|成文|印发)?(?:时间|日期)[：:]\s*)")
_DIGITS = str.maketrans("〇○零Ｏ０Oo一二三四五六七八九", "0000000123456789")
_NAME_DAY = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<sep>[-._]?)(?P<month>\d{2})(?P=sep)(?P<day>\d{2})(?!\d)|(?<!\d)(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
)
_YEAR = re.compile(rf"(?<!\d)\d{{4}}(?!\d)|(?<!{_D})[一二]{_D}{{3}}(?=年)")

_OFFICE = (
    "书记|省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|总理|总书记|主席|委员长|委员|常委|秘书长|部长|主任|局长|厅长|司长|处长|科长|署长|行长|院长|校长|检察长|会长|理事长|董事长|"
    "总经理|司令员|政委|政治委员|组长|专员|站长|所长|馆长|社长|总编辑|主持人|代表|顾问|参谋长|总干事"
)
_OFFICE_WORD = re.compile(rf".*(?:{_OFFICE})(?:（[^（）]{{1,20}}）)?$")
_OFFICE_NAME = re.compile(rf"^(?P<office>.{{0,40}}?(?:{_OFFICE}))(?P<name>{_HAN}{{2,4}})$")
_LABELLED = re.compile(rf"^(?:讲话人|报告人|发言人|演讲人|主讲人?|作者)[：:]\s*(?P<name>{_HAN}[\u3400-\u9fff·\s　]{{1,20}})$")
_PERSON = re.compile(rf"^(?:{_HAN}{{2,4}}|{_HAN}{{1,12}}(?:·{_HAN}{{1,12}}){{1,3}})$")
_IN_TITLE = re.compile(r"^(?P<who>.{2,40}?)(?:同志)?在.+[上中]的?.{0,8}$")
_SURNAMES = frozenset(
    "习王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
"""Common surnames, written down by hand: only a name that stands alone or joined to an office is held against them, never one behind a blank."""
_DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫", "令狐", "慕容", "司徒", "夏侯", "东方", "端木", "公孙", "长孙", "宇文", "呼延")
_NO_NAME = frozenset({"目录", "摘要", "提纲", "方案", "全文", "时间", "地点", "讲话", "讲稿", "高度", "成果", "安排"})

_HELD = re.compile(
    rf"在(?P<venue>[^，。；：！？“”]{{2,60}})[上中](?:所?作?的)?(?:{_HAN}{{0,6}}(?:{_WHAT})(?:稿|提纲|要点|摘要)?)?(?:（[^（）]{{0,30}}）|\([^()]{{0,30}}\))?$"
)
_MEETING = re.compile(
    rf"^(?P<venue>(?!在|关于){_HAN}[^，。；：！？]{{2,50}}?(?:会议|大会|全会|座谈会|推进会|动员会|现场会|报告会|论坛|仪式|典礼))上?的?{_HAN}{{0,4}}(?:讲话|致辞|致词|发言|演讲)"
)


@dataclass(slots=True)
class _Found:
    """The fields found so far; the first evidence for a field stands."""

    fields: dict[str, object] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)

    def add(self, key: str, found: object, line: str) -> None:
        if found and key not in self.fields:
            self.fields[key], self.evidence[key] = found, line

    def text(self, key: str) -> str:
        return str(self.fields.get(key, ""))


def find(text: str, name: str) -> Metadata:
    """Return what the text and its file's name say of the speech."""
    head, tail = _head(text), _tail(text)
    frame = _frame(head)
    stem = unicodedata.normalize("NFKC", PurePosixPath(name.replace("\\", "/")).stem)
    found = _Found()
    _find_title(found, frame, salutation=len(frame) < len(head) and bool(_SALUTATION.match(head[len(frame)])), stem=stem, name=name)
    _find_date(found, frame, [*head[len(frame) :], *tail], stem, name)
    _find_venue(found, frame)
    _find_speaker(found, frame, tail)
    _find_kind(found, head[len(frame) :])
    day, year = found.fields.get("date"), found.fields.get("year")
    return Metadata(
        title=found.text("title"),
        date=day if isinstance(day, dt.date) else None,
        year=year if isinstance(year, int) else None,
        speaker=found.text("speaker"),
        venue=found.text("venue"),
        kind=found.text("kind") or "other",
        evidence=found.evidence,
    )


# --- where to look -----------------------------------------------------------------------------------------------------------


def _head(text: str) -> list[str]:
    lines = text[:_WINDOW].split("\n")
    if len(text) > _WINDOW:
        lines.pop()  # cut off in the middle
    return [line.strip() for line in lines if line.strip()][:FIRST]


def _tail(text: str) -> list[str]:
    lines = text[-_WINDOW:].split("\n")
    if len(text) > _WINDOW:
        del lines[0]
    return [line.strip() for line in lines if line.strip()][-LAST:]


def _frame(head: list[str]) -> list[str]:
    """The lines before what is said: up to a salutation, a numbered heading or prose."""
    for i, line in enumerate(head):
        said = _SALUTATION.match(line) or (_MARKER.match(line) and not _read_day(line))
        if said or len(line) > 2 * _LONG or (line.endswith(_STOPPED) and len(line) > 1) or "。" in line:
            return head[:i]
    return head


# --- title -------------------------------------------------------------------------------------------------------------------


def _find_title(found: _Found, frame: list[str], *, salutation: bool, stem: str, name: str) -> None:
    lines = [line for line in frame if _may_be_title(line)]
    named = next((i for i, line in enumerate(lines) if _TITLE_END.search(line) and not line.startswith(("—", "–"))), None)
    if named is not None:
        above, line = lines[named - 1] if named else "", lines[named]
        above = "" if _ISSUER_END.search(above) else above
        if above and _SUBTITLE.match(line):
            line = above  # a headline over 在…会议上的讲话
        elif (
            above.startswith(("在", "关于", "中共"))
            and (above, line) in pairwise(frame)
            and len(above + line) <= _LONG
            and not _SUBTITLE.match(above)
        ):
            found.add("title", _bare_title(above + line), f"{above}\n{line}")
        found.add("title", _bare_title(line), line)
    elif lines and lines[0] == frame[0] and (salutation or any(_SUBTITLE.match(x) or _only_day(x) for x in frame[1:])):
        found.add("title", _bare_title(lines[0]), lines[0])
    if _TITLE_END.search(stem) and _may_be_title(_bare_title(stem)):
        found.add("title", _bare_title(stem), name)


def _may_be_title(line: str) -> bool:
    return len(line) <= _LONG and len(re.findall(_HAN, line)) >= 3 and not (_NO_TITLE.search(line) or _only_day(line) or _speaker_of(line, bare=True))


def _bare_title(line: str) -> str:
    """The title without a date before it (as file names have) or in brackets behind it."""
    line = re.sub(r"^\d{4}(?:[-.]?\d{2}){2}(?!\d)[\s_-]*", "", line)
    behind = re.search(r"\s*[（(](?P<aside>[^（）()]*)[）)]$", line)
    return line[: behind.start()] if behind and (_only_day(behind["aside"]) or re.fullmatch(r"\d{4}年?", behind["aside"])) else line


# --- date --------------------------------------------------------------------------------------------------------------------


def _find_date(found: _Found, frame: list[str], elsewhere: list[str], stem: str, name: str) -> None:
    lines = [(line, _framed_day(line)) for line in frame] + [(line, _only_day(line)) for line in elsewhere]
    for line, day in lines:
        if day and day[1]:
            found.add("date", day[1], line)
    in_name = _NAME_DAY.search(stem)
    if in_name:
        year, month, day_ = (in_name[a] or in_name[b] for a, b in (("year", "y"), ("month", "m"), ("day", "d")))
        found.add("date", _valid(year, month, day_), name)
    day_found = found.fields.get("date")
    if isinstance(day_found, dt.date):
        found.add("year", day_found.year, found.evidence["date"])
    for line, day in lines:
        if day:
            found.add("year", day[0], line)
    found.add("year", _lone_year(stem), name)
    found.add("year", _lone_year(found.text("title")), found.evidence.get("title", ""))


def _read_day(line: str) -> tuple[int, dt.date | None, int] | None:
    """Return the year, the day where one is said, and where the date ends, of a line that begins with a date."""
    match = _DAY.match(line)
    if match is None:
        return None
    year = _number(match["year"] or match["year2"])
    day = match["day"] or match["day2"]
    whole = _valid(match["year"] or match["year2"], match["month"] or match["month2"], day) if day else None
    return (year, whole, match.end()) if year in YEARS and (whole or not day) else None


def _only_day(line: str) -> tuple[int, dt.date | None] | None:
    """Read a line that is a date and nothing else: 2012年3月5日, （二〇一二年三月五日）, 时间：2012-03-05."""
    line = _LABEL.sub("", line.strip(" 　()（）[]【】"), count=1)
    found = _read_day(line)
    return found[:2] if found and found[2] == len(line) else None


def _framed_day(line: str) -> tuple[int, dt.date | None] | None:
    """Read a date that stands alone, opens a line of the frame (——2022年3月5日在…) or closes it in brackets."""
    if alone := _only_day(line):
        return alone
    opening = re.match(r"^(?:[—–―-]+|[（(])\s*", line)
    found = _read_day(line[opening.end() :] if opening else line)
    if found and line[opening.end() if opening else 0 :][found[2] : found[2] + 1] not in {"至", "到", "-", "—"}:
        return found[:2]
    behind = re.search(r"[（(]([^（）()]{6,30})[）)]$", line)
    return _only_day(behind[1]) if behind else None


def _valid(year: str, month: str, day: str) -> dt.date | None:
    try:
        found = dt.date(_number(year), _number(month), _number(day))
    except ValueError:
        return None
    return found if found.year in YEARS else None


def _number(digits: str) -> int:
    """Read 2012, 二〇一二, 三, 十二, 二十一, 三十; 0 for what is none of them."""
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        digits = (tens or "1") + (ones or "0")
    digits = digits.translate(_DIGITS)
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _lone_year(text: str) -> int | None:
    """The one year a name or title says; of several none is chosen."""
    years = {_number(y) for y in _YEAR.findall(text)} & {*YEARS}
    return years.pop() if len(years) == 1 else None


# --- occasion and speaker ----------------------------------------------------------------------------------------------------


def _find_venue(found: _Found, frame: list[str]) -> None:
    for line in frame:
        match = (_HELD.search(line) or _MEETING.match(_bare_title(line))) if len(line) <= 2 * _LONG else None
        if match:
            found.add("venue", match["venue"], line)


def _find_speaker(found: _Found, frame: list[str], tail: list[str]) -> None:
    titles = found.evidence.get("title", "").split("\n")
    for line in frame:
        if line not in titles:
            found.add("speaker", _speaker_of(line, bare=bool(found.text("title"))), line)
    for line in frame:
        match = _IN_TITLE.match(line) if len(line) <= _LONG else None
        if match and not match["who"].startswith(("—", "（", "(")):
            found.add("speaker", _speaker_of(match["who"], bare="同志在" in line), line)
    for line in tail:
        found.add("speaker", _speaker_of(line, bare=False), line)


def _speaker_of(line: str, *, bare: bool) -> str:
    """The name in a line that is an office and a name, or (if *bare*) a name alone with a known surname; "" for any other line."""
    if len(line) > _LONG:
        return ""
    if labelled := _LABELLED.match(line):
        *_, name = _parted(re.split(r"[\s　]+", labelled["name"].strip()))
        return name
    words = _parted(re.split(r"[\s　]+", line.strip("—–―()（） 　")))
    if len(words) > 1:
        *offices, name = words
        return name if _PERSON.match(name) and not _OFFICE_WORD.match(name) and all(_OFFICE_WORD.match(o) for o in offices) else ""
    (word,) = words
    if bare and _is_name(word):
        return word
    joined = _OFFICE_NAME.match(word)
    return joined["name"] if joined and _is_name(joined["name"]) else ""


def _parted(words: list[str]) -> list[str]:
    """Join a name that is spaced out (李　强)."""
    if len(words) > 1 and len(words[-1]) == 1 and len(words[-2]) == 1:
        return [*words[:-2], words[-2] + words[-1]]
    return words


def _is_name(word: str) -> bool:
    if word in _NO_NAME or not _PERSON.match(word) or _OFFICE_WORD.match(word):
        return False
    return (len(word) <= 3 and word[0] in _SURNAMES) or (len(word) >= 3 and word.startswith(_DOUBLE_SURNAMES))


# --- kind --------------------------------------------------------------------------------------------------------------------


@cache
def _kinds() -> tuple[tuple[str, dict[str, re.Pattern[str]]], ...]:
    """The kinds and the patterns they are known by, from data/lexicon/kinds.toml."""
    kinds = tomllib.loads(_KINDS.read_text("utf-8"))["kind"]
    return tuple((k["id"], {place: re.compile("|".join(k[place])) for place in ("title", "speaker", "opening") if place in k}) for k in kinds)


def _find_kind(found: _Found, body: list[str]) -> None:
    titles = [(found.text(key), found.evidence[key]) for key in ("title", "venue") if key in found.evidence]
    places = {
        "title": titles,
        "speaker": [(found.evidence["speaker"], found.evidence["speaker"])] if "speaker" in found.evidence else [],
        "opening": [(line[:_SAID], line) for line in body[:3]],
    }
    for place, lines in places.items():
        for kind, patterns in _kinds():
            for text, line in lines if place in patterns else ():
                if patterns[place].search(text):
                    found.add("kind", kind, line)
