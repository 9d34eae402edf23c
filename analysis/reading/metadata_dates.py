"""
Dates as official papers print them, and which of a paper's dates is that of the speech.

2012年3月5日, 二〇一二年三月五日, 2012-03-05, 2012.3.5, 民国一〇一年三月五日, 20120305 in a file's name. A date of the frame counts by where it stands: alone,
in brackets, in front of 在…上 or behind a label it is the speech's; beside a web page's source it is when it was put there, which stands in only
where nothing else is said; a printing date (印发) is none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from analysis.model import Confidence
from analysis.reading.metadata_lines import HAN, REMEMBERED, Line, Lines, labelled, line_of

YEARS = range(1900, 2101)

_D = "[〇○零Oo0一二三四五六七八九]"
_N = "[〇一二三四五六七八九十廿卅]{1,3}"
_DATE = re.compile(
    rf"(?:(?P<y>(?<!\d)\d{{4}}|[一二]{_D}{{3}})|民国\s*(?P<roc>\d{{1,3}}|元|[一二三四五六七八九十百〇零]{{1,4}}))\s*年"
    rf"(?:\s*(?P<m>\d{{1,2}}|{_N})\s*月份?(?:\s*(?P<d>\d{{1,2}}|{_N})\s*[日号])?)?"
    r"|(?<![\d.-])(?P<y2>\d{4})(?P<sep>\s?[-./]\s?)(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})(?![\d]|\.\d)"
)
_MAY_DATE = re.compile(r"年|\d{4}\s?[-./]")
_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_NAME_DAY = re.compile(
    r"(?<!\d)(?P<y>\d{4})(?P<sep>[-._]?)(?P<m>\d{2})(?P=sep)(?P<d>\d{2})(?!\d)|(?<!\d)(?P<y2>\d{4})[-._](?P<m2>\d{1,2})[-._](?P<d2>\d{1,2})(?!\d)"
)
_YEAR = re.compile(rf"(?<!\d)(\d{{4}})(?!\d)|(?<!{_D})([一二]{_D}{{3}})(?=年)")
_MAY_YEAR = re.compile(r"\d{4}|年")
_ROC_YEAR = re.compile(r"民国\s*(\d{1,3}|元|[一二三四五六七八九十百〇零]{1,4})\s*年")

_CLOCK = re.compile(
    r"\s*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|上午|下午|晚上?|凌晨|中午|T?\d{1,2}[:时点]\d{0,2}分?(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?|\d{1,2}[时点](?:半|整)?)"
)
_STAMP = re.compile(r"\s*T?\d{1,2}:\d{2}")
_PLACE = re.compile(rf"\s*(?:[,、·\s]|于|在)\s*(?:于|在)?(?P<place>{HAN}{{2,12}})$")
_RANGE = re.compile(r"\s*(?:至|到|[-—~～]\s*(?:\d|[一二三]))|、\d")
_DISPATCH = re.compile(r"^\(?(?:新华社|新华网|人民网|中新社|中新网|中国网|本报|本台|央视网|[^\s。:]{2,8}[社网报])")
_SENT = re.compile(_DISPATCH.pattern + r"[^\d。,]{0,16}(?P<m>\d{1,2})月(?P<d>\d{1,2})日[电讯]")
_OPENS = re.compile(r"^(?:[—_(\[\s,、)\]]|在|于|$)")
_EVENT = re.compile(r"会议|大会|会上|全会|论坛|仪式|典礼|讲话|报告|致辞")
_PRINTED = re.compile(r"\s*(?:印发|印制|付印|起施行|施行|起实施|修订)")
_WEB_BESIDE = re.compile(r"来源|编辑|浏览|阅读|点击|字号|字体|[网报社](?:\s|$|\()|https?:")


@dataclass(frozen=True, slots=True)
class Day:
    """A date found: `date` is None where only a year, or a year and a month, are said."""

    year: int
    date: dt.date | None
    line: str
    confidence: Confidence
    place: str = ""


def read_date(plain: str) -> tuple[int, dt.date | None, int, int] | None:
    """Return year, date (None where no day is said), start and end of the first date in a plain line; impossible dates are none."""
    return next(iter(_dates(plain)), None)


@lru_cache(REMEMBERED)
def _dates(plain: str) -> tuple[tuple[int, dt.date | None, int, int], ...]:
    return tuple(_each_date(plain)) if _MAY_DATE.search(plain) else ()


def _each_date(plain: str) -> Iterator[tuple[int, dt.date | None, int, int]]:
    for match in _DATE.finditer(plain):
        year = _roc(match["roc"]) if match["roc"] else number(match["y"] or match["y2"])
        month, day = match["m"] or match["m2"], match["d"] or match["d2"]
        whole = valid(year, number(month), number(day)) if month and day else None
        if year in YEARS and (whole or not day):
            yield year, whole, match.start(), match.end()


def find_day(lines: Lines, stem: str, name: str, titles: tuple[tuple[str, str], ...]) -> tuple[Day | None, Day | None, Day | None]:
    """
    Return the day that gives the date, the one that gives the year, and the one that names the place.

    The date is that of the frame, the foot, the file's name or a web page's stamp, in this order, if none before it says another year. The year
    may also be that of *titles*, each a text with its line, or of a folder.
    """
    own: list[Day] = []
    web: list[Day] = []
    for line in lines.frame:
        for day, published in _of_frame(line):
            (web if published else own).append(day)
    own += [alone for line in lines.said if len(line) <= 30 and (alone := _alone(line_of(line)))]
    own += [signed for line in lines.foot if (signed := _at_foot(line))]
    sent = _dispatched((*lines.leads, *lines.said[:3]), web[0].date if web else None)
    named = _of_name(stem, name)
    others = [day for day in (named, sent, *web) if day]
    best = next((day for day in own if day.date), None) or next((day for day in others if not own or day.year == own[0].year), None)

    years = [day for day in (best, *own, named) if day]
    if lone := lone_year(stem) or _folder_year(name):
        years.append(Day(lone, None, name, "guess"))
    years += [Day(year, None, line, "guess") for text, line in titles if (year := lone_year(line_of(text).plain))]
    placed = (day for day in own if day.place and best and day.year == best.year)
    return best, next(iter(years), None), next(placed, next((day for day in own if day.place), None))


def _of_frame(line: Line) -> Iterator[tuple[Day, bool]]:
    """Yield the dates of a line of the frame, each with whether it is that of a web page."""
    labels = labelled(line)
    for kind, value in labels:
        said = read_date(value.plain) if kind in {"when", "published"} else None
        if said and kind == "when":
            yield Day(said[0], None if _RANGE.match(value.plain[said[3] :]) else said[1], line.printed, "sure"), False
        elif said and not _PRINTED.search(value.plain):
            yield Day(said[0], said[1], line.printed, "guess"), True
    if any(kind in {"when", "published"} for kind, _ in labels):
        return
    plain = line.plain
    for year, date, start, end in _dates(plain):
        lead, tail = plain[:start], plain[end:]
        if _PRINTED.match(tail):
            continue
        if labels or _STAMP.match(tail) or _WEB_BESIDE.search(plain) or (_DISPATCH.match(lead) and tail.startswith(("电", "讯"))):
            if date:
                yield Day(year, date, line.printed, "guess"), True
            continue
        if _RANGE.match(tail):
            yield Day(year, None, line.printed, "sure"), False
            continue
        clock = end
        while found := _CLOCK.match(plain, clock):
            clock = found.end()
        tail = plain[clock:]
        year_only = plain[start:end].endswith("年")
        bracketed = _bracket(plain, start, end)
        bare = not lead.strip(" (—-[")
        if bracketed or (bare and not year_only and _OPENS.match(tail)) or (year_only and not lead.strip(" (—") and not tail.strip(" )")):
            yield Day(year, date, line.printed, "sure", _place(line, clock)), False
        elif tail.startswith("在") and not year_only:
            yield Day(year, date, line.printed, "sure"), False
        elif not year_only and ((bare and _EVENT.search(tail)) or lead.endswith("在") or (not tail.strip(" )") and len(line) <= 60)):
            yield Day(year, date, line.printed, "likely"), False


def _bracket(plain: str, start: int, end: int) -> bool:
    """Whether a date stands in brackets of which it is the first or last word."""
    opened = plain.rfind("(", 0, start)
    closed = plain.find(")", end)
    if opened < 0 or closed < 0 or ")" in plain[opened:start] or closed - opened > 40:
        return False
    return not plain[opened + 1 : start].strip() or not plain[end:closed].strip() or plain[end:closed].lstrip()[:1] in {"在", ","}


def _place(line: Line, start: int) -> str:
    rest = line.plain[start:].rstrip(" )")
    found = _PLACE.match(rest)
    if not found or re.search(r"整理|上|中|讲话|报告|[稿社网报会]$", found["place"]):
        return ""
    return line.printed[start + found.start("place") : start + found.end("place")]


def _alone(line: Line) -> Day | None:
    """Read a line that is a date and nothing else."""
    plain = line.plain.strip(" ()[]")
    found = read_date(plain) if len(plain) <= 24 else None
    if found and found[2] == 0 and found[3] == len(plain) and not plain.endswith("年"):
        return Day(found[0], found[1], line.printed, "likely")
    return None


def _at_foot(line: Line) -> Day | None:
    """Read a date at the foot, alone, behind who signs, or before 于 and a place."""
    if line.plain.endswith(_FOOT_STOPS):
        return None
    if alone := _alone(line):
        return alone
    found = read_date(line.plain)
    if found is None or labelled(line):
        return None
    year, date, start, end = found
    lead, tail = line.plain[:start].strip(" ("), line.plain[end:].strip(" )")
    if line.plain[start:end].endswith("年") or any(mark in lead for mark in "。,;:") or re.search(r"[在于自从至到截]$", lead):
        return None
    if not tail and (not lead or line.plain[:start].endswith((" ", "("))):
        return Day(year, date, line.printed, "likely")
    place = _PLACE.match(line.plain[end:]) if not lead and tail.startswith(("于", "在")) else None
    return Day(year, date, line.printed, "likely", _place(line, end)) if place else None


_FOOT_STOPS = tuple("。;!?:,")


def _dispatched(leads: tuple[str, ...], published: dt.date | None) -> Day | None:
    """
    Read the date of a news agency's line: 新华社北京2021年12月31日电.

    One without a year (新华社北京4月26日电) is the last such day until the page was *published*.
    """
    for printed in leads:
        plain = line_of(printed[:60]).plain
        found = read_date(plain)
        if found and found[1] and _DISPATCH.match(plain[: found[2]]) and re.match(r"\s*[电讯]", plain[found[3] :]):
            return Day(found[0], found[1], printed, "guess")
        sent = _SENT.match(plain)
        if sent and published:
            days = (valid(year, number(sent["m"]), number(sent["d"])) for year in (published.year, published.year - 1))
            if date := next((day for day in days if day and day <= published), None):
                return Day(date.year, date, printed, "guess")
    return None


def _of_name(stem: str, name: str) -> Day | None:
    """Read the date in a file's name."""
    for match in _NAME_DAY.finditer(stem):
        if date := valid(*(number(match[key] or match[key + "2"]) for key in "ymd")):
            return Day(date.year, date, name, "guess")
    found = next((found for found in _dates(stem) if found[1]), None)
    return Day(found[0], found[1], name, "guess") if found else None


def _folder_year(name: str) -> int | None:
    """The year the innermost folder with one is called by: 2012/讲话.txt, 讲话/2012年/x.txt."""
    for folder in reversed(name.replace("\\", "/").split("/")[:-1]):
        if year := lone_year(folder):
            return year
    return None


def lone_year(text: str) -> int | None:
    """The one year a name or title says; of several none is chosen."""
    if not _MAY_YEAR.search(text):
        return None
    years = {number(a or b) for a, b in _YEAR.findall(text)} | {_roc(y) for y in _ROC_YEAR.findall(text)}
    years &= {*YEARS}
    return years.pop() if len(years) == 1 else None


def valid(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has none such or the year is not to be expected."""
    try:
        return dt.date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def number(digits: str) -> int:
    """Read 2012, 二〇一二, 三, 十二, 二十一, 三十, 廿五; 0 for what is none of them."""
    if digits.isascii() and digits.isdigit():
        return int(digits)
    digits = digits.replace("廿", "二十").replace("卅", "三十")
    if "百" in digits:
        hundreds, _, rest = digits.partition("百")
        return number(hundreds or "一") * 100 + (number(rest.lstrip("零〇")) if rest.lstrip("零〇") else 0)
    if "十" in digits:
        tens, _, ones = digits.partition("十")
        digits = (tens or "1") + (ones or "0")
    digits = digits.translate(_DIGITS)
    return int(digits) if digits.isascii() and digits.isdigit() else 0


def _roc(digits: str) -> int:
    """The year of the common era of a year of the Republic, which began in 1912."""
    return 1911 + (1 if digits == "元" else number(digits))
