"""
A list of members is cut out of running text: at the enumeration comma first, and its outer members freed of the words around them.

The number of members is known beforehand from the label, so a cut is right when it gives that many, and the simplest right cut is taken.
Where the first member has a verb before it (集中解决形式主义、官僚主义), the members' common form says where it begins; else a short list of verbs does.
"""

import re
from collections.abc import Iterator, Sequence

_LAST = re.compile(r"以及|和|与|及")
_LEAD = re.compile(
    r".*(?:推动|推进|坚持|集中|解决|实施|树立|增强|强化|加强|坚定|做到|围绕|把握|落实|完善|构建|打造|形成|建设好|实现|统筹|协调|抓好|抓住|突出|聚焦|聚焦于|涵盖|包括|通过|按照|调动|发挥|克服|反对"
    r"|整治|建立|健全|梳理|公布|编制|晒出|拿出|开出|列出|制定|处理好|处理|正确处理|深化|继续|更好地|充分|即|以|把|将|对|在|用|从|与|是|为|到|抓|做|要)"
)
_LONGEST = 24
_FIRSTLY = re.compile(r"^(?:[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]{1,2}[，、]?|其[一二三四五六七八九十][，、]?)")
_BARE = re.compile(r"^(?:做到|坚持|实现|增强|坚定|推进|实施|落实|形成|树立|贯彻|践行|开展|按照|以及|和|与|及|等|的|等等)$")
_ENDS = "的在和以把于等"


def split_after(body: str, size: int) -> tuple[str, ...]:
    """Cut the words that follow an introduction into *size* members; empty if no cut gives that many."""
    clause, comma, _ = body.partition("，")
    cuts = [_pieces(clause, "、"), _pieces(clause, "、", join=True)] if "、" in clause or not comma else []
    cuts += [_pieces(body, "[、，]"), _pieces(body, "[、，]", join=True), _pieces(body, "，"), _pieces(body, "；"), _framed(body)]
    for cut in cuts:
        members = tuple(_freed_end([_FIRSTLY.sub("", piece) for piece in cut]))
        if len(members) == size and all(map(_is_member, members)):
            return members
    return ()


def loose_members(body: str) -> tuple[str, ...]:
    """The members of a list whose number is not what the label says, as they stand up to the first comma."""
    clause = body.partition("，")[0]
    members = tuple(_pieces(clause, "、", join=True))
    return members if len(members) > 1 and all(map(_is_member, members)) else ()


def split_before(region: str, size: int) -> tuple[str, ...]:
    """Cut the words right before a label into *size* members, the first freed of what leads to it; empty if they are not that many."""
    for join in (False, True):
        pieces = _pieces(region, "、", join=join)
        if len(pieces) != size or size < 2:
            continue
        others = pieces[1:]
        first = _freed_start(pieces[0], others)
        members = (first, *others)
        if all(map(_is_member, members)) and _alike(members):
            return members
    return ()


def _pieces(body: str, marks: str, *, join: bool = False) -> list[str]:
    """Cut at the marks, and where *join* is given also at the last 和 of the last piece."""
    pieces = [piece.strip(" \u3000") for piece in re.split(marks, body)]
    if join:
        found = _LAST.search(pieces[-1], 1)
        if found:
            pieces[-1:] = [pieces[-1][: found.start()], pieces[-1][found.end() :]]
    return pieces


def _framed(body: str) -> list[str]:
    """The members of 以甲为核心，以乙、丙为两翼: what stands between 以 and 为 in each clause."""
    found = re.findall(r"以([^，。；]+?)为[^，。；]+", body)
    return [piece for part in found for piece in re.split(r"、|和|与", part)]


def _freed_end(pieces: Sequence[str]) -> Iterator[str]:
    """The last member without the words after it, where all the others end in the same character (…性、针对性的要求)."""
    yield from pieces[:-1]
    last = pieces[-1]
    ends = {piece[-1:] for piece in pieces[:-1]}
    if len(ends) == 1 and len(pieces) > 2:
        end = ends.pop()
        place = last.find(end, 1)
        if end and place > 0 and place + 1 < len(last) and last[place + 1] in "的等，":
            last = last[: place + 1]
    yield last


def _freed_start(first: str, others: Sequence[str]) -> str:
    """The first member without what leads to it: as long as the others, or from its quote, or after the last verb."""
    lengths = {len(piece) for piece in others}
    if len(lengths) == 1 and len(first) > min(lengths) and "“" not in first:
        same = first[-min(lengths) :]
        if len(others) > 1 or same[-1] == others[0][-1] or min(lengths) == 2:
            return same
    quote = first.find("“")
    if quote > 0:
        return first[quote:]
    tail = {piece[-1:] for piece in others}
    lead = _LEAD.match(first)
    freed = first[lead.end() :] if lead else first
    return freed if freed and (not tail or len(freed) <= _LONGEST) else first


def _is_member(piece: str) -> bool:
    return 0 < len(piece) <= _LONGEST and not _BARE.match(piece) and piece[-1] not in _ENDS and not set("。；：！？") & set(piece)


def _alike(members: Sequence[str]) -> bool:
    """Whether a list without an introduction reads as one: of three and more, or of two with equal length."""
    return len(members) > 2 or len(members[0]) == len(members[1])
