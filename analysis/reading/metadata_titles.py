"""
The title and subtitle: the line that names its kind of paper (在…上的讲话, 政府工作报告), or the headline over such a line or over a dash.

What a web page adds is no part of a title: （受权发布） and a date before it, （全文） behind it, the speaker and a colon, the site's name.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.model import Confidence
from analysis.reading.metadata_dates import read_date
from analysis.reading.metadata_lines import HAN, LONG, REMEMBERED, Line, Lines, is_dashed, labelled, line_of, without_dash
from analysis.reading.metadata_people import is_person_line, person_of

WHAT = (
    "讲话|讲稿|党课|报告|发言|演讲|演说|演辞|讲辞|谈话|总结|说明|要点|提纲|意见|通知|通报|办法|方案|决定|决议|公报|公告|纪要|贺信|家书|公开信|慰问信|感谢信|倡议书|贺电|唁电|实录|答(?:中外)?记者问|问答|寄语|"
    "宣言|指示|批示|规定|条例|细则|规则|章程|规划|纲要|准则|守则|公约|(?:开幕|闭幕|祝酒|欢迎|欢送|答谢|主持|发布|就职|颁奖|离任|任职|[致贺献祝讲悼])[辞词]"
)
"""What a paper calls itself, as a pattern."""
_END = re.compile(rf"(?:{WHAT})(?:稿|提纲|要点|摘要|全文|节选|实录|\([^()]{{0,30}}\))*$")
_NO_TITLE = re.compile(
    r"^\[|https?:|[<>|]|^(?:首页|当前位置|目录$)|\[\d{4}\]\s*第?\d+号$|(?:文件|简报|参阅|汇编)(?:\(.{1,4}\))?$|^第?[一二三四五六七八九十]+次会议|电$|^(?:新华社|人民网).{0,20}[电讯]"
)
_ISSUER_END = re.compile(r"(?:办公[室厅]|委员会|政府|党组|[局厅委处]|人民代表大会|门户网站?|[网报社])$")
_HELD_IN = re.compile(rf"(?:\d{{4}}年.{{0,8}})?(?:{HAN}{{2,12}})?(?:在|^同).+(?:[上中时的]|期间)")
_GOES_ON = re.compile(r"^(?:与|和|及|暨|的|并)|^(?:工作)?会议上|^(?:大会|会议|座谈会|仪式|典礼).{0,2}上")
_TAG = re.compile(
    r"^[\[(][^\])]{0,8}(?:受权|发布|实录|全文|转载|原创|最新|重磅|直播|现场|专题)[^\])]{0,4}[\])]\s*|^(?:重磅|全文|快讯|实录|讲话全文|两会)\s*[|:!丨]\s*"
)
_REPORTED = re.compile(r"强调|指出|要求|表示|致辞|讲话|召开|举行|首页|栏目|频道|素材|专栏|网$")
_TIME = re.compile(r"\d{1,2}:\d{2}")
_DATED = re.compile(r"(?:\d{4}(?:[-.]?\d{2}){2}(?!\d)|\d{4}年\d{1,2}月\d{1,2}日(?=[\s_-]))[\s_-]*")
_HANS = re.compile(HAN)
_ASIDE = re.compile(r"\s*\((?P<aside>[^()]*)\)$")
_DECORATION = re.compile(r"全文|实录|附图|短片|组图|图文|视频|录音|整理|讲话稿|\d{4}年?$")
_SITE = re.compile(rf"\s*(?:[_|]|--|\s[-—]\s?)\s*{HAN}{{0,12}}(?:网|门户|频道|网站|在线|日报|新闻)(?:[_|-].*)?$")
_BODY_END = re.compile(r"(?:政府|委员会|法院|检察院)$")
_LONE = re.compile(r"^(?:工作)?报告$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title with the line or lines it is printed in, and its subtitle with its line."""

    text: str = ""
    lines: str = ""
    confidence: Confidence = "sure"
    subtitle: str = ""
    subtitle_line: str = ""


def find_title(lines: Lines, stem: str, name: str) -> Title:
    """Return the title of the frame, of the file's name where the frame has none, or an empty one."""
    frame = lines.frame
    may_be = [_may_be_title(line) for line in frame]
    return _over_dash(frame, may_be) or _naming(frame, may_be) or _label(frame) or _first(lines, may_be) or _of_name(stem, name) or Title()


def _over_dash(frame: tuple[Line, ...], may_be: list[bool]) -> Title | None:
    """The line, or two, over a subtitle: a dash, or a bracket that says where it was held."""
    for i, line in enumerate(frame[1:], start=1):
        bracketed = line.plain.startswith("(") and bool(_HELD_IN.match(without_dash(line).plain)) and "在" in line.plain
        above = i - 1
        while above > 0 and not may_be[above] and i - above <= 2 and not is_dashed(frame[above]):  # a web page's line between title and subtitle
            above -= 1
        dated = read_date(line.plain) is not None and not _HELD_IN.match(without_dash(line).plain)
        if (is_dashed(line) or bracketed) and not dated and may_be[above] and not is_dashed(frame[above]) and len(_HANS.findall(line.plain)) > 3:
            text, evidence = _with_above(frame, may_be, above)
            return Title(text, evidence, "sure", without_dash(line).printed, line.printed)
    return None


def _naming(frame: tuple[Line, ...], may_be: list[bool]) -> Title | None:
    """The first line that ends in the name of a kind of paper, or the headline right over it."""
    for i, line in enumerate(frame):
        if not may_be[i] or is_dashed(line) or not (_END.search(line.plain) or _END.search(clean(line).plain)):
            continue
        headline = i > 0 and may_be[i - 1] and not _ISSUER_END.search(frame[i - 1].plain)
        if headline and _HELD_IN.match(line.plain) and not _goes_on(frame[i - 1], line) and not _news(frame[i - 1]):
            text, evidence = _with_above(frame, may_be, i - 1)
            return Title(text, evidence, "sure", line.printed, line.printed)
        text, evidence = _with_above(frame, may_be, i)
        below = frame[i + 1] if i + 1 < len(frame) else None
        if below and is_dashed(below):
            return Title(text, evidence, "sure", without_dash(below).printed, below.printed)
        return Title(text, evidence)
    return None


def _with_above(frame: tuple[Line, ...], may_be: list[bool], i: int) -> tuple[str, str]:
    """The title in line *i*, with the line above where it was cut in two or is a headline of two lines."""
    line = clean(frame[i])
    above = frame[i - 1] if i > 0 else None
    if above is None or len(above) + len(line) > 2 * LONG or is_dashed(above):
        return line.printed, frame[i].printed
    evidence = f"{above.printed}\n{frame[i].printed}"
    if _goes_on(above, frame[i]) or (_LONE.match(line.plain) and _BODY_END.search(above.plain)):
        return above.printed + line.printed, evidence
    named = _END.search(clean(above).plain) or _END.search(line.plain)
    if (
        may_be[i - 1]
        and not named
        and not _ISSUER_END.search(above.plain)
        and not _news(above)
        and not read_date(above.plain)
        and 6 <= len(above) <= 30
    ):
        return f"{clean(above).printed} {line.printed}", evidence
    return line.printed, frame[i].printed


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a title was cut in two between these lines: 在全市经济／工作会议上的讲话."""
    if _END.search(above.plain) or (_ISSUER_END.search(above.plain) and not above.plain.startswith("在")):
        return False
    if not above.plain.startswith(("在", "关于", "中共", "中国共产党")) and not _GOES_ON.match(line.plain):
        return False
    return len(above) >= 4 and not _HELD_IN.fullmatch(above.plain) and not above.plain.startswith(("(", "["))


def _news(line: Line) -> bool:
    """Whether a line reports (周明远在…上强调), or is a page's own heading."""
    return bool(_REPORTED.search(line.plain))


def _label(frame: tuple[Line, ...]) -> Title | None:
    for line in frame:
        for kind, value in labelled(line):
            if kind == "title" and len(_HANS.findall(value.plain)) >= 3:
                return Title(clean(value).printed, line.printed)
    return None


def _first(lines: Lines, may_be: list[bool]) -> Title | None:
    """The first line that may be a title, where what follows shows that it is the head of something."""
    for i, line in enumerate(lines.frame):
        if may_be[i]:
            below = lines.frame[i + 1 :]
            framed = any(read_date(x.plain) or is_dashed(x) or labelled(x) or person_of(x, bare=True) for x in below)
            if lines.saluted or framed or clean(line) != line:
                return Title(clean(line).printed, line.printed, "likely")
            return None
    return None


def _of_name(stem: str, name: str) -> Title | None:
    for part in [stem, *re.split(r"[_\s]+|(?<!\d)[-—]+|[-—]+(?!\d)", stem)]:
        line = clean(line_of(part.strip()))
        if (
            _END.search(line.plain)
            and len(_HANS.findall(line.plain)) >= 3
            and not re.search(r"[_]", line.plain)
            and (part != stem or not re.search(r"\s", part))
        ):
            return Title(line.printed, name, "guess")
    return None


def _may_be_title(line: Line) -> bool:
    if not 3 <= len(line) <= LONG + 20 or len(_HANS.findall(line.plain)) < 3 or labelled(line):
        return False
    bare = line.plain.strip(" ()—")
    date = read_date(bare)
    if date and date[2] == 0 and len(bare) - date[3] <= 14 and not _END.search(bare) and not bare[date[3] :].startswith(("_", "全")):
        return False
    tag = _TAG.match(line.plain)
    tagged = line.cut(tag.end()) if tag else line
    if _NO_TITLE.search(tagged.plain) or (tagged.plain.startswith("(") and tagged.plain.endswith(")")):
        return False
    return not is_person_line(line) and not _TIME.search(line.plain)


@lru_cache(REMEMBERED)
def clean(line: Line) -> Line:
    """The title in a line, without what a page or a file's name puts around it."""
    while tag := _TAG.match(line.plain):
        line = line.cut(tag.end())
    date = _DATED.match(line.plain)
    if date and len(line) > date.end():
        line = line.cut(date.end())
    if site := _SITE.search(line.plain):
        line = line.cut(0, site.start())
    if (colon := line.plain.find(":")) in range(2, 12) and len(line) - colon > 4 and person_of(line.cut(0, colon), bare=True):
        line = line.cut(colon + 1)
    while (aside := _ASIDE.search(line.plain)) and aside.start() > 2 and _added(line, aside):
        line = line.cut(0, aside.start())
    if line.plain.startswith("《") and line.plain.endswith("》") and line.plain.count("《") == 1:
        line = line.cut(1, len(line) - 1)
    if (tail := read_date(line.plain)) and tail[3] == len(line) and tail[1] and line.plain[tail[2] - 1 : tail[2]] in {" ", ")"}:
        line = line.cut(0, tail[2])
    return line


def _added(line: Line, aside: "re.Match[str]") -> bool:
    said = line.cut(aside.start("aside"), aside.end("aside"))
    return bool(
        _DECORATION.search(said.plain) or read_date(said.plain) or re.fullmatch(r"\d{8}", said.plain) or person_of(said, bare=True) or not said.plain
    )
