"""
Who speaks, and in which office: 市委书记　周明远, 国务院总理李克强, 顾闻溪市长, 讲话人：陆景文（秘书长）, 周明远同志在…上的讲话.

A name that stands alone is held against a list of surnames; one behind an office and a blank is taken as it stands, since the office says what it is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from analysis.model import Confidence
from analysis.reading.metadata_dates import read_date
from analysis.reading.metadata_lines import HAN, LONG, REMEMBERED, Line, Lines, labelled, line_of, without_dash

_RANKS = (
    "总书记|书记|省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|村长|总理|主席|委员长|委员|常委|秘书长|部长|主任|局长|厅长|司长|处长|科长|署长|行长|院长|校长|园长|检察长|会长|理事长|"
    "董事长|总经理|经理|总裁|司令员|司令|政委|政治委员|组长|专员|巡视员|调研员|站长|所长|馆长|社长|团长|庭长|总编辑|代表|顾问|参谋长|总干事|理事|监事长|总领事|大使|发言人|负责人|"
    "行政长官|特首|总统|首相|国务卿|院士|教授|党组成员|指挥长|总指挥|台长|台办主任|队长|支队长|总队长|关长|督查专员|督学|主教练"
)
_RANK = re.compile(_RANKS)
_OFFICE = re.compile(rf".*(?:{_RANKS})(?:\([^()]{{1,20}}\))?$")
_SHORT_OFFICE = re.compile(rf"(?:原|前|常务|第一|副|代)*(?:{_RANKS})$")
_ISSUER = re.compile(r".*(?:政府|委员会|市委|省委|县委|区委|党组|[局厅委部院会团社司])$")
_PERSON = re.compile(rf"(?:{HAN}{{2,4}}|{HAN}[某×XxＸ*]{{1,2}}|{HAN}{{1,12}}(?:·{HAN}{{1,12}}){{1,3}})$")
_CROSSED_OUT = re.compile(r"[×Xx*]{2,3}$|某某某?$")
_HONORIFIC = re.compile(r"\s*(?:同志|先生|女士)$")
_SURNAMES = frozenset(
    "习王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶"
    "黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁"
    "蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝栗赖涂鄢鹿楼封木"
    "练邸蔺揭湛裘郁幸经占奚衣储茅翦粟逄楚扈年狄庾禹於银诸来水皮雍云信"
)
"""Common surnames, written down by hand: a name that stands alone or joined to an office is held against them, never one behind an office and a blank."""
_LONGEST_NAME = 30  # 12 characters, a point and as many again (·), and blanks
_DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "尉迟",
    "皇甫",
    "令狐",
    "慕容",
    "司徒",
    "夏侯",
    "东方",
    "端木",
    "公孙",
    "长孙",
    "宇文",
    "呼延",
    "林郑",
    "钟离",
    "澹台",
)
_NO_NAME = frozenset(
    re.split(
        r"\s+",
        """目录 摘要 提纲 方案 全文 时间 地点 讲话 讲稿 高度 成果 安排 陈述 安全 关闭 关于 文件 文稿 文章 时政 解读 解说 解放 时代 全国 全市 全省 全县 全体 全会 连接 项目 经济 经验 江苏 江西 安徽 吉林 云南 云浮
    宁夏 宁波 温州 于是 和平 和谐 明天 明确 应急 应该 农业 农村 司法 游客 路线 华东 华北 华南 成都 成立 成就 包头 水利 水平 信息 信访 来源 年度 年初 经过 符合 尚未 尤其 时事 向上 管理 查询 单位 车站 席位
    党建 党课 党校 党委 党史 党员 景区 商务 施工 施政 任务 任免 任命 丁酉 石家庄 师生 万岁 方针 方法 方向 方式 金融 金秋 马上 夏季 秋季 季度 强调 万家 易地 古城 左右 严格 严肃 钱塘 白云 高质 高校 项链 纪委
    纪检 纪念 纪要 纪实 宗教 卫生 卫健 康养 武汉 武装 广告 计划 商会 工会 查看 时讯 要闻 贺信 贺词 贺电 祝词 祝辞 祝福 谢谢 谢辞 谢词 贾汪 平安 黄山 黄石 常州 苏州 徐州 滁州 湖州 杭州 郑州 兰州 柳州 万州
    梅州 惠州 房山 石景山 海淀 金山 青浦""",
    )
)
"""Words of headings and web pages, and places, that begin with a surname."""
_PLACE_END = re.compile(r"[省市县区乡镇村局厅委办社网报站栏]$")
_BEHIND = re.compile(r"([^()]{2,12}?)\s*(?:\((?P<office>[^()]+)\)|,\s*(?P<rest>.+))$")
_WORD = re.compile(r"\S+")
_EVENT_END = re.compile(r"[会礼式坛](?!议)")
_NO_PERSON = re.compile(r"[—<>|《》“”?!。;]|[访对把被在]")
_LEAD = re.compile(r"(?:关于)?(?:印发|转发|传达|学习|贯彻|下发|《|“|\")+")
_AFTER = re.compile(r"同志|[在于:就向答致]|莅临|出席|参加|发表|主持|强调|的|讲话|报告|发言|演讲|[一二][〇○零一二三四五六七八九]{3}年|\d{4}年")
_BARE_BEFORE = frozenset({"同志", "在", ":", "发表", "致"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name and the office printed with it, either of them possibly empty, and the line they stand in."""

    name: str
    office: str
    line: str
    confidence: Confidence


def find_speaker(lines: Lines, titles: tuple[str, ...], name: str, stem: str) -> tuple[Speaker | None, Speaker | None]:
    """Return who gives the name and who the office: the same line, or the office of a title that names nobody (市委书记在…上的讲话)."""
    found = [*_in_labels(lines, titles), *_in_frame(lines, titles), *_in_titles(lines), *_at_foot(lines), *_in_name(stem, name, titles)]
    named = next((speaker for speaker in found if speaker.name), None)
    if named and named.office:
        return named, named
    same = (s for s in found if s.office and (not s.name or (named and s.name == named.name)))
    return named, next(same, None)


def is_person_line(line: Line) -> bool:
    """Whether a line is an office and a name, as it is no title then."""
    return person_of(line, bare=False) is not None


def _in_labels(lines: Lines, titles: tuple[str, ...]) -> list[Speaker]:
    found: dict[str, list[Speaker]] = {"speaker": [], "host": [], "author": []}
    for line in lines.frame:
        labels = labelled(line)
        for kind, value in labels:
            signed = kind == "author" and not any(other in {"web", "published"} for other, _ in labels)
            if (kind in {"speaker", "host"} or signed) and (person := person_of(value, bare=True, anyone=kind == "speaker")):
                found[kind].append(Speaker(*person, line.printed, "likely" if kind == "author" else "sure"))
    hosted = any("主持" in line_of(title).plain for title in titles)
    return [*found["speaker"], *(found["host"] if hosted else []), *found["author"]]


def _in_frame(lines: Lines, titles: tuple[str, ...]) -> list[Speaker]:
    """Lines of their own: an office and a name anywhere, a name alone below the title or right above it."""
    evidence = {part for title in titles for part in title.split("\n")}
    at = next((i for i, line in enumerate(lines.frame) if line.printed in evidence), None)
    found = []
    for i, line in enumerate(lines.frame):
        if line.printed not in evidence and not labelled(line):
            person = person_of(_undated(line), bare=at is not None and i >= at - 1)
        else:
            person = _behind(line)
        if person:
            found.append(Speaker(*person, line.printed, "sure"))
    return found


def _behind(line: Line) -> tuple[str, str] | None:
    """Who stands in brackets behind a title: 在…上的讲话（沈怀川，2012年3月5日）."""
    start = line.plain.rfind("(")
    if start <= 0 or not line.plain.endswith(")"):
        return None
    return person_of(_undated(line.cut(start + 1, len(line) - 1)), bare=True)


def _undated(line: Line) -> Line:
    """The line without the date before or behind what else it says."""
    line = without_dash(line)
    if found := read_date(line.plain):
        before, behind = line.cut(0, found[2]), line.cut(found[3])
        if behind.plain.startswith((",", "于", "在")):  # a place, or what was held there
            behind = line.cut(len(line))
        line = before if len(before.plain.strip(" (,、")) > 1 else behind
        line = line.cut(len(line) - len(line.plain.lstrip(" (),、_")), len(line.plain.rstrip(" (,、")))
    return line


def _in_titles(lines: Lines) -> list[Speaker]:
    """Who stands before 在…上 in a title, a subtitle or a headline."""
    asked = (line for line in lines.frame if len(line) <= LONG and not line.plain.startswith("在") and not labelled(line))
    return [Speaker(*person, line.printed, "likely") for line in asked if (person := _before(without_dash(line)))]


def _before(line: Line) -> tuple[str, str] | None:
    if lead := _LEAD.match(line.plain):
        line = line.cut(lead.end())
    if (date := read_date(line.plain)) and date[2] == 0:
        line = line.cut(date[3])
        line = line.cut(len(line) - len(line.plain.lstrip(" _-")))
    office = None
    for mark in _AFTER.finditer(line.plain, 2, 42):
        start = line.cut(0, mark.start())
        if person := person_of(start, bare=mark[0] in _BARE_BEFORE):
            return person
        if _OFFICE.match(start.plain) and len(start) <= 20 and "会" not in start.plain[-3:] and not start.plain.endswith("代表"):
            office = office or ("", start.printed)
    event = _EVENT_END.search(line.plain) if _RANK.search(line.plain) else None
    while office is None and event:  # …新闻发布会沈怀川市长新闻发布辞
        rest = line.cut(event.end())
        for mark in _AFTER.finditer(rest.plain, 4, 12):
            if (person := person_of(rest.cut(0, mark.start()), bare=False)) and person[1]:
                return person
        for end in range(4, min(9, len(rest))):
            if (person := person_of(rest.cut(0, end), bare=False)) and person[0] and person[1]:
                return person
        event = _EVENT_END.search(line.plain, event.end())
    return office


def _at_foot(lines: Lines) -> list[Speaker]:
    """Who signs: an office and a name, or a name alone beside a date."""
    dated = [read_date(line.plain) is not None for line in lines.foot]
    found = []
    for i, line in enumerate(lines.foot):
        beside = any(dated[max(0, i - 1) : i + 2])
        if not labelled(line) and (person := person_of(_undated(line), bare=beside)):
            found.append(Speaker(*person, line.printed, "likely"))
    return found


def _in_name(stem: str, name: str, titles: tuple[str, ...]) -> list[Speaker]:
    """Who stands in a file's name beside a date or a title, or in a title there."""
    parts = [line_of(part) for part in re.split(r"[_\s]+|[-—]+(?!\d)", stem) if part]
    known = name in titles or read_date(stem) is not None or re.search(r"(?<!\d)(?:19|20)\d\d", stem)
    found = [_before(part) or (person_of(part, bare=True) if known and len(parts) > 1 else None) for part in parts]
    return [Speaker(*person, name, "guess") for person in found if person]


@lru_cache(2 * REMEMBERED)
def person_of(line: Line, *, bare: bool, anyone: bool = False) -> tuple[str, str] | None:
    """
    Return the name and the office a line consists of, or None where it is anything else.

    A name alone counts where *bare*, and has to begin with a known surname unless it may be *anyone*.
    """
    line = without_dash(line)
    line = line.cut(0, len(_HONORIFIC.sub("", line.plain)))
    if not 2 <= len(line) <= LONG or _NO_PERSON.search(line.plain):
        return None
    if not _RANK.search(line.plain):  # an office or a name alone: most lines are neither
        return _alone(line, strict=not anyone) if bare and len(line) <= _LONGEST_NAME else None
    behind = _BEHIND.match(line.plain)
    if behind and _OFFICE.match(behind["office"] or behind["rest"]):
        name = _name(line.cut(0, behind.end(1)), strict=not anyone)
        key = "office" if behind["office"] else "rest"
        return (name, line.printed[behind.start(key) : behind.end(key)]) if name else None
    starts = [match.start() for match in _WORD.finditer(line.plain)]
    if len(starts) == 1:
        return _joined(line) or (_alone(line, strict=not anyone) if bare else None)
    for start in starts[-3:]:
        if start and _are_offices(line.plain[:start].split()):  # 市长 周 明 远, 市长 李 强, 市长 李强
            name = _name(line.cut(start), strict=start != starts[-1])
            office = " ".join(line.printed[:start].split())
            if name and not _OFFICE.match(name):
                return name, office
            if start == starts[-1] and _CROSSED_OUT.match(line.plain[start:]):
                return "", office
    for start in starts[1:4]:
        if _are_offices(line.plain[start:].split()) and (name := _name(line.cut(0, start), strict=True)):  # 沈怀川 市长, 欧阳 靖 局长
            return name, " ".join(line.printed[start:].split())
    return _alone(line, strict=True) if bare else None


def _are_offices(words: list[str]) -> bool:
    return bool(_OFFICE.match(words[-1])) and all(_OFFICE.match(word) or _ISSUER.match(word) for word in words)


def _joined(word: Line) -> tuple[str, str] | None:
    """Read 国务院总理李克强 and 顾闻溪市长."""
    plain, printed = word.plain, word.printed
    for length in (3, 2, 4):
        if len(word) <= length:
            continue
        if _is_name(plain[-length:]) and _OFFICE.match(plain[:-length]):
            return printed[-length:], printed[:-length]
        if _is_name(plain[:length]) and _SHORT_OFFICE.match(plain[length:]) and not _PLACE_END.search(plain[:length]):
            return printed[:length], printed[length:]
    return None


def _alone(line: Line, *, strict: bool) -> tuple[str, str] | None:
    name = _name(line, strict=strict)
    return (name, "") if name else None


def _name(line: Line, *, strict: bool) -> str:
    """The name a line is, written without the blanks in it; "" if it is none. *strict* asks for a known surname."""
    plain, printed = line.plain, line.printed
    if " " in plain:
        first, *_ = plain.split()
        plain, printed = "".join(plain.split()), "".join(printed.split())
        if not (len(first) == 1 or first in _DOUBLE_SURNAMES) or len(plain) > 4:
            return ""
    if not _PERSON.match(plain) or _OFFICE.match(plain) or plain in _NO_NAME:
        return ""
    return printed if not strict or _is_name(plain) else ""


def _is_name(word: str) -> bool:
    if word in _NO_NAME or not _PERSON.match(word) or _OFFICE.match(word):
        return False
    if "·" in word:
        return True
    if len(word) == 3 and _PLACE_END.search(word):
        return False
    return (len(word) <= 3 and word[0] in _SURNAMES) or (len(word) >= 3 and word.startswith(_DOUBLE_SURNAMES))
