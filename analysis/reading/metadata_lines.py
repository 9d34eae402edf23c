"""
The lines metadata are looked for in: the frame before what is said, the first lines of what is said, and the last lines.

A line is kept twice, as printed and in a plain form of the same length (half-width marks, simplified characters), so that one pattern reads all
the ways a line may be printed and what is found is still cut from the printed line.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

FIRST, LAST = 14, 3
"""How many lines that are not blank are looked at from either end."""

LONG = 60
"""A longer line is no title: those of the sample and of the annotated texts have fewer than 60 characters."""

REMEMBERED = 64
"""How many lines a reading of lines remembers: the same few are asked for a date, a person and a title."""

SIGNED = 40
"""No signature or date at the foot is longer."""

_WINDOW = 4_000  # characters hold the first lines of any text with a frame

_TRADITIONAL = (
    "會会議议講讲話话報报書书記记長长縣县鄉乡鎮镇區区總总統统黨党務务國国華华發发號号時时間间點点來来編编輯辑慶庆紀纪週周開开閉闭詞词辭辞賀贺獻献稱称關关於于"
    "說说審审計计劃划員员團团軍军學学聯联壇坛儀仪禮礼場场動动務务辦办廳厅處处門门級级組组織织電电視视頻频題题標标簽签結结總总綱纲錄录實实訪访談谈問问對对"
    "讚赞讀读訊讯傳传達达導导領领賓宾們们軌轨舉举體体臺台灣湾歲岁兒儿農农業业產产條条諮咨協协參参與与專专項项慰慰續续規规則则決决條条選选離离臨临蒞莅習习恆恒製制頒颁獎奖"
    "張张劉刘陳陈楊杨黃黄趙赵吳吴孫孙馬马鄭郑謝谢韓韩馮冯鄧邓許许蕭萧蔣蒋蘇苏魏魏呂吕盧卢鍾钟譚谭陸陆賈贾韋韦鄒邹龍龙萬万錢钱嚴严賴赖莊庄聶聂魯鲁顧顾龔龚"
    "葉叶閻阎餘余範范鄔邬歐欧陽阳喬乔齊齐溫温譚谭駱骆婁娄竇窦應应羅罗葛葛劉刘樂乐賀贺湯汤寧宁費费衛卫饒饶錄录裏里還还鄺邝簡简單单畢毕"
)
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHED = tuple("–―─━‐‑—-")
_DASHES = dict.fromkeys(map(ord, "–―─━‐‑"), "—")
_PLAIN = str.maketrans(
    {
        **dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)),
        **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\t", " "),
        **dict.fromkeys("•‧・", "·"),
        **dict.fromkeys("【〔［", "["),
        **dict.fromkeys("】〕］", "]"),
    }
    | {chr(code): chr(plain) for code, plain in _WIDTH.items()}
    | {chr(code): dash for code, dash in _DASHES.items()}
)

HAN = "[\u3400-\u9fff]"
_SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位|同志们|同胞们|同志[:!]|朋友们|女士们|先生们|老师们|同学们|乡亲们|代表们|委员们|战友们|诸位|主席先生|全体(?:同志|同胞|代表|委员))"
)
_MARKER = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}(?:[、,.]|部分|章|是)|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:、|\.(?!\d)))")
_NEWS = re.compile(r"\(?(?:新华社|新华网|人民网|中新社|中新网|中国网|央视网|[^\s。:]{0,6}本报)[^。,]{0,24}?[电讯]|\d{1,2}月\d{1,2}日,")
_NEWS_END = re.compile(r"(?:如下[:。]?|全文[:。]|记者.{1,12}摄\)?)$")
_NEWS_MARKS = tuple("下:：。摄)）")
_STOPPED = tuple("。;,、!?:…")
_DASH = re.compile(r"(?:—+|-{2,}|-(?=在|\d{4}年))\s*")

_SPOKEN = "讲话人|报告人|发言人|演讲人|致辞人|致词人|主讲人|主讲|述职人|宣讲人|受访人|受访者|受访嘉宾|采访对象|访谈嘉宾|嘉宾"
_WHEN = "讲话时间|发言时间|报告时间|演讲时间|会议时间|采访时间|访谈时间|授课时间|讲话日期|时间|日期"
_WHERE = "讲话地点|会议地点|地点"
_WHAT_FOR = "会议名称|活动名称|会议|场合"
_TITLE = "文章标题|标题|题目|讲话题目|发言题目"
_PUBLISHED = "发布时间|发布日期|发表时间|发表日期|刊发时间|更新时间|更新日期|上传时间|公开日期|发文日期|成文日期|生成日期|印发日期|发稿时间"
_WEB = (
    "信息来源|文章来源|稿件来源|来源|作者|撰稿|记者|责任编辑|编辑|责编|审核|编审|校对|监制|浏览次数|访问次数|阅读次数|点击数|点击量|点击|浏览量|浏览|阅读量|阅读|字体大小|字体|字号|分享|打印|"
    "原文链接|链接|索引号|主题分类|发布机构|发文机关|文号|主送|抄送|关键词|摘要|栏目"
)
_LABELS = {
    "speaker": _SPOKEN,
    "host": "会议主持人|主持人|主持",
    "author": "作者",
    "when": _WHEN,
    "where": _WHERE,
    "occasion": _WHAT_FOR,
    "title": _TITLE,
    "published": _PUBLISHED,
    "web": _WEB,
}
_KIND_OF = {label: kind for kind, labels in reversed(_LABELS.items()) for label in labels.split("|")}
_ALL = "|".join(r"\s*".join(label) for label in sorted(_KIND_OF, key=len, reverse=True))
_LABEL = re.compile(rf"(?:^|(?<=[\s\[(|]))(?P<label>{_ALL})\s*:\s*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as printed, and its plain form of the same length, in which it is read."""

    printed: str
    plain: str

    def cut(self, start: int = 0, end: int | None = None) -> "Line":
        """Return the part from *start* to *end* without the blanks at its ends."""
        part = self.plain[start:end]
        start += len(part) - len(part.lstrip())
        part = part.strip()
        return Line(self.printed[start : start + len(part)], part)

    def __len__(self) -> int:
        return len(self.plain)


@dataclass(frozen=True, slots=True)
class Lines:
    """
    Where metadata are looked for: `frame` stands before what is said, `foot` are the last lines of the text, empty ones for prose.

    `leads` are lines of a news agency in front of or within the frame (新华社北京4月26日电 …全文如下：), as printed, `said` the first lines of what is said, as printed; `saluted` tells that they begin with a salutation.
    """

    frame: tuple[Line, ...]
    leads: tuple[str, ...]
    said: tuple[str, ...]
    foot: tuple[Line, ...]
    saluted: bool


@lru_cache(REMEMBERED)
def line_of(printed: str) -> Line:
    """Return a line with its plain form."""
    return Line(printed, printed.translate(_PLAIN))


def lines_of(text: str) -> Lines:
    """Return the lines of a text that are looked at."""
    head, foot = text[:_WINDOW].split("\n"), text[-_WINDOW:].split("\n")
    if len(text) > _WINDOW:  # cut off in the middle
        head.pop()
        del foot[0]
    first = [line.strip() for line in islice((line for line in head if line and not line.isspace()), FIRST)]
    last = [line.strip() for line in islice((line for line in reversed(foot) if line and not line.isspace()), LAST)]
    frame: list[Line] = []
    leads: list[str] = []
    for printed, following in pairwise([*first, ""]):
        line = line_of(printed if len(printed) <= 2 * LONG else printed[:LONG])
        if _NEWS.match(line.plain) or (printed.endswith(_NEWS_MARKS) and _NEWS_END.search(printed[-20:].translate(_PLAIN))):
            leads.append(printed)
            continue
        if len(line) < len(printed) or _is_said(line, over_dash=len(frame) < 3 and following.startswith(_DASHED)):
            break
        frame.append(line)
    said = tuple(first[len(frame) + len(leads) :])
    saluted = bool(said) and bool(_SALUTATION.match(line_of(said[0][:40]).plain))
    return Lines(tuple(frame), tuple(leads), said, tuple(line_of(line if len(line) <= SIGNED else "") for line in reversed(last)), saluted)


def _is_said(line: Line, *, over_dash: bool) -> bool:
    """Whether a line is no part of the frame: a salutation, a numbered heading or prose. A headline *over_dash* may end in a mark (奋力谱写新篇章！)."""
    plain = line.plain
    if _SALUTATION.match(plain) or "。" in plain:
        return True
    return not (over_dash and len(line) <= LONG) and bool(_MARKER.match(plain) or (plain.endswith(_STOPPED) and len(line) > 1))


@lru_cache(2 * REMEMBERED)
def without_dash(line: Line) -> Line:
    """Return the line without the dash it begins with, or the brackets around it."""
    if dash := _DASH.match(line.plain):
        line = line.cut(dash.end())
    if line.plain.startswith("(") and line.plain.find(")") == len(line) - 1:
        line = line.cut(1, len(line) - 1)
    return line


def is_dashed(line: Line) -> bool:
    """Whether a line begins with a dash, as subtitles do."""
    return bool(_DASH.match(line.plain))


@lru_cache(REMEMBERED)
def labelled(line: Line) -> tuple[tuple[str, Line], ...]:
    """Return what stands behind each label of a line (来源：…　发布时间：…), with the kind of label: when, where, speaker, host, published, web, ..."""
    found: list[tuple[str, Line]] = []
    end = len(line)
    for match in reversed(list(_LABEL.finditer(line.plain)) if ":" in line.plain else []):
        found.append((_KIND_OF[re.sub(r"\s", "", match["label"])], line.cut(match.end(), end)))
        end = match.start()
    return tuple(reversed(found))
