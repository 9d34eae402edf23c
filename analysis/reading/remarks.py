"""
What reading notices in a text and does not change: a person decides.

- doubled: a function character or mark that stands twice and can only be a slip of the keyboard (的的, 在在, ，，); 人人 and 为了了解 are not reported;
- replacement: U+FFFD, where another program could not read a character;
- mojibake_lost: characters broken by a wrong encoding beyond repair (mojibake.py);
- unbalanced: quotes and brackets without a partner.
"""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from analysis.model import Remark
from analysis.reading import mojibake

_SLIPS = "的了在是和与及把被对从为以也而将就要都有"
"""Characters that twice in a row are no word of their own, as 人人, 天天, 往往, 个个 are."""

_PAIRED = (
    "目的 标的 的确 的士 为了 除了 不了 了解 了结 了却 了如 了然 了断 了事 了得 了无 了望 了不 "
    "存在 实在 所在 现在 正在 内在 外在 潜在 自在 旨在 好在 在于 在乎 在意 在职 在编 在场 在校 在岗 在座 在建 在线 在册 在即 在先 在内 在外 在位 在家 在野 在读 在押 在案 在此 在逃 "
    "还是 于是 但是 只是 凡是 若是 总是 可是 要是 就是 都是 正是 国是 求是 是非 是否 总和 平和 缓和 温和 共和 调和 饱和 谦和 随和 祥和 中和 和平 和谐 和睦 和解 和气 和蔼 和善 和约 和好 和而 和美 "
    "参与 给与 赠与 授与 与会 与时 与众 与否 与其 与共 与日 涉及 以及 普及 波及 触及 顾及 危及 遍及 推及 提及 及时 及早 及格 及第 及其 及至 "
    "火把 把关 把握 把控 把手 把守 把脉 把戏 把门 被子 被告 被动 棉被 植被 "
    "面对 针对 相对 反对 绝对 核对 应对 校对 敌对 配对 成对 对策 对外 对口 对接 对照 对应 对付 对象 对话 对待 对于 对手 对方 对比 对内 对抗 对称 对等 对立 对标 对联 对流 对子 对碰 "
    "服从 听从 顺从 跟从 自从 随从 遵从 无从 从事 从而 从严 从容 从属 从政 从业 从来 从速 从优 从重 从宽 从众 从小 从此 从前 从未 从军 从简 "
    "作为 行为 成为 认为 因为 以为 称为 有为 变为 人为 为人 为民 为期 为什 为何 为此 为了 为主 为难 为政 为首 为官 为止 为先 为由 为准 为害 为患 为例 "
    "所以 可以 予以 加以 难以 足以 得以 给以 用以 借以 何以 以及 以人 以来 以上 以下 以内 以外 以前 以后 以往 以至 以致 以便 以为 以免 以色 "
    "也门 也许 也罢 也好 然而 从而 反而 进而 因而 故而 时而 而且 而言 而是 而后 而立 而今 而已 即将 必将 名将 良将 大将 将来 将士 将领 将近 将军 将要 将至 将就 "
    "成就 造就 早就 迁就 高就 铸就 就业 就是 就地 就近 就此 就医 就学 就要 就餐 就职 就任 就读 就诊 就绪 就座 "
    "主要 重要 需要 紧要 摘要 纲要 首要 概要 必要 只要 要求 要素 要害 要点 要领 要务 要闻 要件 要事 要紧 要道 要塞 要义 要么 要职 要旨 要地 要强 要案 要是 "
    "首都 古都 大都 都市 都会 都城 所有 国有 公有 没有 拥有 具有 占有 享有 持有 含有 富有 共有 私有 固有 只有 唯有 还有 "
    "有关 有效 有力 有利 有序 有机 有色 有些 有人 有时 有限 有名 有无 有益 有意 有害 有期 有待 有所 有着 有偿 有形 有为 有望 有别 有目 有志 有识 有心 有点"
)
_WORDS = frozenset(_PAIRED.split())
"""What a doubled character may close or open: 目的|的确 is no slip."""

_POINTS = "，。；：、"
_PAIRS = (("“", "”"), ("‘", "’"), ("（(", "）)"), ("《", "》"), ("【", "】"), ("「", "」"), ("『", "』"))
_LIST_MARK = re.compile(r"[ \u3000]*[\w①-⑩]{1,3}[）)]")
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")


def find(text: str) -> tuple[Remark, ...]:
    """Return what is worth a look, one of each kind with its places in *text*."""
    classes = _TABLE[np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32), _TABLE.size - 1)]
    found = (
        ("doubled", sorted(_doubled(text, classes))),
        ("replacement", [match.span() for match in re.finditer("\ufffd", text)] if "\ufffd" in text else []),
        ("mojibake_lost", mojibake.lost(text)),
        ("unbalanced", sorted(_unbalanced(text, classes))),
    )
    return tuple(Remark(kind, len(places), tuple(places)) for kind, places in found if places)


def _doubled(text: str, classes: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """Slips and marks side by side, each run once. Looked up as numbers: a pattern takes four times as long."""
    beside = (classes[1:] == classes[:-1]) & (classes[1:] > 0) & (classes[1:] < _FIRST_OF_PAIRS)
    done = 0
    for start in map(int, np.flatnonzero(beside)):
        if start < done:
            continue
        done = start + 2
        while done < len(text) and classes[done] == classes[start]:
            done += 1
        if text[start] in _POINTS or (text[max(0, start - 1) : start + 1] not in _WORDS and text[done - 1 : done + 1] not in _WORDS):
            yield start, done


def _classes() -> npt.NDArray[np.uint8]:
    """Give each slip a class of its own, marks one in common, the two sides of each pair two, and everything else none."""
    table = np.zeros(0x10000, np.uint8)
    for number, character in enumerate(_SLIPS, 2):
        table[ord(character)] = number
    for character in _POINTS:
        table[ord(character)] = 1
    for number, side in enumerate((side for pair in _PAIRS for side in pair), _FIRST_OF_PAIRS):
        for character in side:
            table[ord(character)] = number
    return table


_FIRST_OF_PAIRS = len(_SLIPS) + 2
_TABLE = _classes()


def _unbalanced(text: str, classes: npt.NDArray[np.uint8]) -> Iterator[tuple[int, int]]:
    """Go through the marks of a pair only where there are more of one than of the other: a quotation may run over paragraphs."""
    held = np.bincount(classes, minlength=_FIRST_OF_PAIRS + 2 * len(_PAIRS))[_FIRST_OF_PAIRS:].reshape(-1, 2)
    for (opening, closing), (opened_n, closed_n) in zip(_PAIRS, held.tolist(), strict=True):
        if opened_n == closed_n:
            continue
        opened: list[int] = []
        for match in re.finditer(f"[{opening}{closing}]", text):
            place = match.start()
            if match[0] in opening:
                opened.append(place)
            elif opened:
                opened.pop()
            elif not _needs_no_partner(text, place):
                yield place, place + 1
        yield from ((place, place + 1) for place in opened)


def _needs_no_partner(text: str, place: int) -> bool:
    """Whether a closing mark is an apostrophe, or closes the number at the head of a line: 1）."""
    numbered = _LIST_MARK.match(text, text.rfind("\n", 0, place) + 1)
    return (numbered is not None and numbered.end() == place + 1) or _APOSTROPHE.match(text, place) is not None
