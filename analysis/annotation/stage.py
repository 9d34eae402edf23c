"""
What stands in a record and was not said: stage notes （掌声） and the labels of speakers 主持人：. They are shown, and counted only where that is asked for.

A stage note is a bracket whose words are all of an audience's doings: （二） is a number, （试行） part of a name, （掌声响起来） a song. A speaker's label stands
at the head of a paragraph that goes on in sentences, and there are two at least: a lone 李明： may be anything, 主任：李明 is a list of members, 原因： and
一是： are no speakers, and 同志们： speaks to the audience.
"""

import re
from typing import Literal

Kind = Literal["stage", "speaker"]

LEAST_LABELS = 2

_BRACKET = re.compile(r"[（(【［〔\[](?<![“‘《「『].)([^（()）【】［］〔〕\[\]\n]{1,30})[）)】］〕\]](?![”’》」』])")
_NOTED = (
    "掌声|笑声|欢呼声|欢呼|喝彩声?|口号声|鼓掌|鼓掌声|大笑|哄笑|笑|鞠躬|致意|挥手|敬礼|默哀毕?|静默|奏乐|奏国歌|唱国歌|起立|肃立|插话|休会|沉默|停顿|哽咽|落泪|流泪|播放(?:视频|短片|专题片|音乐|录音)|"
    "(?:会场|全场)活跃"
)
_HOW = (
    "热烈|长时间|长久|雷鸣般|雷鸣|暴风雨般|经久不息|持续|不断|全场|全体|会场|场内|场下|台下|台上|与会人员|与会者|代表们?|大家|众人|听众|观众|再次|又一次|一片|一阵|阵阵|阵|报以|响起|爆发|爆发出|站起来|面向|向|"
    "[一二三两数多]次|[一二三两几]分钟|暂停|结束|的|地|、|，|,|和|并|中|后|时|了|着|出|为|[ ！!。.…]"
)
_STAGE = re.compile(rf"(?:{_HOW})*(?:{_NOTED})(?:{_HOW}|{_NOTED})*")

_LABEL = re.compile(
    r"[ \u3000\t]*((?P<name>[\u4e00-\u9fff·A-Za-z]{1,16}(?P<number>[0-9一二三四五甲乙丙丁]?))(?P<note>[（(][^（()）\n：:]{1,24}[）)])?[ \u3000]*[：:])(?=[^\n]*[。！？!?…])"
)
_REACH = 80  # characters from the head of a line to the colon of a label, at most
_ROLES = (
    "主持人|主持|记者|问|答|提问|回答|追问|发言人|听众|观众|网友|学生|同学|老师|嘉宾|代表|委员|翻译|主席|议长|书记|省长|市长|县长|区长|乡长|镇长|部长|局长|厅长|司长|处长|科长|主任|院长|校长|行长|秘书长|会长|"
    "总理|总统|教授|专家|群众|村民|居民|企业家|负责人|旁白|画外音"
)
_ROLE = re.compile(rf"(?!各位|诸位|尊敬|敬爱|亲爱|全体|广大)[\u4e00-\u9fff·A-Za-z]{{0,13}}(?:{_ROLES})[0-9一二三四五甲乙丙丁]?")
_NAME = re.compile(
    "(?:欧阳|上官|司马|诸葛|东方|尉迟|皇甫|令狐|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾"
    "毛郝龚邵万钱严覃武戴莫孔向汤])[\u4e00-\u9fff]{1,2}"
)
_NO_NAME = re.compile(
    "任务|方[法案式向面针略]|程[序度]|范[围例]|金[融额句]|高[校度端低新层]|江[苏西北南]|石[油化]|夏[季天收粮]|白[天酒]|万[元人一]|段落|龙头|史[实料]|严[格禁重]|武[器装警]|向[上下前]|马上|于是|何[时谓以为处地]|田间|成[效果绩]|余[额下]|"
    "雷[区同]|许[多可]|黄[金河]|周[期边末一二三四五六日年]|林[业地草长]|曾经|钟点|苏[州北南中]|唐[山诗宋]|叶片|白皮|方便|周转|高[标品质]|田[园地]|罗列|陈[述列]|彭|谢谢|谢[词辞]|宋[代朝]|汤|付[款出费]|顾[客问虑]|贺[词信电]|杜绝|董事|魏晋|梁[山柱]"
)


def find_stage(text: str) -> tuple[tuple[int, int, Kind], ...]:
    """Return (start, end, kind) of every stage note, brackets included, and of every speaker's label, colon included; in order, without overlap."""
    labels = _labels(text)
    notes: list[tuple[int, int, Kind]] = [
        (*match.span(), "stage")
        for match in _BRACKET.finditer(text)
        if _STAGE.fullmatch(match[1]) and not any(start <= match.start() < end for start, end, _ in labels)
    ]
    return tuple(sorted(labels + notes))


def _head(text: str, place: int) -> int | None:
    """Where the line begins in which a place stands, if it stands near enough."""
    first = text.rfind("\n", max(0, place - _REACH), place)
    return first + 1 if first >= 0 else 0 if place <= _REACH else None


def _labels(text: str) -> list[tuple[int, int, Kind]]:
    """Roles are known by their words; names only where most that stands so at the head of paragraphs is a name or a role."""
    heads = {head for colon in re.finditer("[：:]", text) if (head := _head(text, colon.start())) is not None}
    found = [match for head in sorted(heads) if (match := _LABEL.match(text, head))]
    roles = [match for match in found if _ROLE.fullmatch(match["name"])]
    names = [match for match in found if _NAME.fullmatch(match["name"]) and not _NO_NAME.match(match["name"]) and match not in roles]
    speakers = roles + names if 2 * len(roles + names) >= len(found) else roles
    return [(match.start(1), match.end(1), "speaker") for match in speakers] if len(speakers) >= LEAST_LABELS else []
