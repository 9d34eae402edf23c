"""
A list of members is cut out of running text: at the enumeration comma first, and its outer members freed of the words around them.

The number of members is known beforehand from the label, so a cut is right when it gives that many, and the simplest right cut is taken.
Where words lead up to the first member (集中解决形式主义、官僚主义), it begins after one of a list of verbs, at the place that makes it most like the others.
"""

import re
from collections.abc import Sequence

_JOIN = re.compile("以及|和|与|及")
_LEADS = re.compile(
    "(?:集中|更好地|主要|着重)?(?:推动|推进|推行|试行|实行|实施|开展了?|坚持|解决|树立|增强|强化|加强|坚定|做到|围绕|把握|落实|完善|构建|打造|形成|建设|实现|统筹|协调|抓好|抓住|突出|聚焦于?|涵盖|包括|通过"
    "|按照|调动|发挥|克服|反对|整治|建立|健全|梳理|公布|编制|制定|处理好?|深化|继续|充分|面临|盯住|紧盯|办理|整合|体现|就|即|以|把|将|对|在|用|从|是|为|到|抓|做|要)"
)
_VERB = re.compile(
    "(?:牢记|践行|贯彻|落实|坚持|做到|开展|推进|实施|增强|坚定|树立|深化|把握|遵循|执行|体现|实现|抓好|做好|打好|打赢|聚焦|围绕|解决|纠正|反对|支持|服务|加强)$"
)
"""Words before a quoted label that govern it: what ends in one is no member."""
_LONGEST = 24
_FIRSTLY = re.compile(r"^(?:[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]{1,2}[，、]?|其[一二三四五六七八九十][，、]?)")
_BARE = re.compile(
    "^(?:做到|坚持|实现|增强|坚定|推进|实施|落实|形成|树立|贯彻|践行|开展|按照|以及|和|与|及|等|的|等等|全面|直接|双向|有序|深入|扎实|持续|稳妥|积极|不断|进一步|认真|切实)$"
)
_ENDS = "的在和以把于等为对向从让使给由按"
_CLOSED = set("。；：！？")


def split_after(body: str, size: int, names: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """
    Cut the words that follow an introduction into *size* members; empty if no cut gives that many.

    *names* says what each part of the label counts: a list whose first members take those words up ends with them, whatever clause follows.
    """
    clause, comma, _ = body.partition("，")
    cuts = [_framed(body), first_members(body, names)]
    if "、" in clause or not comma:
        cuts += [_pieces(clause, "、"), _pieces(clause, "、", join=True)]
    cuts += [_pieces(body, "[、，]"), _pieces(body, "[、，]", join=True), _pieces(body, "，"), _pieces(body, "；")]
    for cut in cuts:
        if len(cut) == size:
            members = _freed_end([_FIRSTLY.sub("", piece) for piece in cut])
            if all(map(_is_member, members)):
                return members
    return ()


def first_members(body: str, names: Sequence[tuple[int, str]]) -> list[str]:
    """The first pieces of a body, one for each member, if those of each part take up a character of its name (会议短、文件短、讲话短，接待简)."""
    pieces = _pieces(body, "[、，；]")
    place = 0
    for size, name in names:
        part = pieces[place : place + size]
        place += size
        if len(part) < size or not all(set(name) & set(piece) for piece in part):
            return []
    return pieces[:place]


def loose_members(body: str) -> tuple[str, ...]:
    """The members of a list whose number is not what the label says, as they stand up to the first comma."""
    members = tuple(_pieces(body.partition("，")[0], "、", join=True))
    return members if len(members) > 1 and all(map(_is_member, members)) else ()


def split_before(region: str, size: int) -> tuple[str, ...]:
    """Cut the words right before a label into *size* members, the first freed of what leads to it; empty if they are not that many."""
    for join in (False, True):
        pieces = _pieces(region, "、", join=join)
        if len(pieces) != size or not all(pieces) or _VERB.search(pieces[-1]):
            continue
        members = (_freed_start(pieces[0], pieces[1:]), *pieces[1:])
        if all(map(_is_member, members)) and _alike(members, join=join):
            return members
    return ()


def _alike(members: Sequence[str], *, join: bool) -> bool:
    """Whether a list without an introduction reads as one: no first member that outgrows the rest, and two only if 和 joins them and they are built alike."""
    first, *others = members
    if len(members) == 2:
        return join and len(first) == len(others[0])
    return len(first) <= 2 * max(map(len, others)) + 6


def _pieces(body: str, marks: str, *, join: bool = False) -> list[str]:
    """Cut at the marks, and where *join* is given also at the first 和 of the last piece."""
    pieces = [piece.strip(" \u3000") for piece in re.split(marks, body)]
    if join:
        found = _JOIN.search(pieces[-1], 1)
        if found:
            pieces[-1:] = [pieces[-1][: found.start()], pieces[-1][found.end() :]]
    return pieces


def _framed(body: str) -> list[str]:
    """The members of 以甲为核心，以乙、丙为两翼: what stands between 以 and 为 in each clause."""
    if not body.startswith("以"):
        return []
    return [piece for part in re.findall("以([^，。；为]{1,30})为[^，。；]+", body) for piece in re.split("、|和|与", part)]


def _freed_end(pieces: Sequence[str]) -> tuple[str, ...]:
    """The last member without the words after it, where all the others end in the same character (…性、针对性的要求)."""
    *others, last = pieces
    ends = {piece[-1:] for piece in others}
    if len(ends) == 1 and len(others) > 1:
        place = last.find(ends.pop(), 1)
        if 0 < place < len(last) - 1 and last[place + 1] in "的等":
            last = last[: place + 1]
    return (*others, last)


def _freed_start(first: str, others: Sequence[str]) -> str:
    """The first member without what leads to it: from its quote, from the word all others begin with, or after a verb."""
    quote = first.find("“")
    if quote >= 0:
        return first[quote:]
    shared = _shared_start(others)
    place = first.rfind(shared) if len(shared) > 1 else -1
    if place > 0:
        return first[place:]
    usual = sum(map(len, others)) / len(others)
    starts = [0, *(m.end() for m in _LEADS.finditer(first) if m.end() < len(first))]
    lengths = {len(piece) for piece in others}
    if len(starts) == 1 and len(lengths) == 1 and len(first) > usual + 1:
        starts.append(len(first) - len(others[0]))
    best = min(reversed(starts), key=lambda start: abs(len(first) - start - usual))
    return first[best:]


def _shared_start(pieces: Sequence[str]) -> str:
    """What all of two or more pieces begin with."""
    if len(pieces) < 2:
        return ""
    low, high = min(pieces), max(pieces)
    size = next((i for i, pair in enumerate(zip(low, high, strict=False)) if pair[0] != pair[1]), min(len(low), len(high)))
    return low[:size]


def _is_member(piece: str) -> bool:
    return (
        0 < len(piece) <= _LONGEST
        and not _BARE.match(piece)
        and piece[-1] not in _ENDS
        and _CLOSED.isdisjoint(piece)
        and piece.count("“") == piece.count("”")
    )
