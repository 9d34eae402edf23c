"""
Which kind of marker stands above which, as the document itself does it.

A whole series that lies between two members of another is below it; where the document shows no such case for two kinds, or as many one way
as the other, their order is that of custom (`markers.ORDER`).
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from analysis.annotation.markers import ORDER, Kind
from analysis.annotation.series import Series


class Ranks:
    """The order of the kinds of one document."""

    def __init__(self, series: Sequence[Series]) -> None:
        self._inside: Counter[tuple[Kind, Kind]] = Counter()
        openers = [s for s in series if s.members[0].opens and s.members[-1].opens and s.kind != "title"]
        spans = {kind: sorted((m.start, s) for s in openers if s.kind == kind for m in s.members) for kind in {s.kind for s in openers}}
        starts = {kind: [start for start, _ in found] for kind, found in spans.items()}
        for inner in openers:
            if len(inner.members) < 2:
                continue
            for kind, found in spans.items():
                after = bisect_right(starts[kind], inner.first)
                if kind != inner.kind and 0 < after < len(found) and found[after - 1][1] is found[after][1] and found[after][0] > inner.last:
                    self._inside[kind, inner.kind] += 1
        self._titles = self._title_host(series, openers)

    def above(self, kind: Kind, other: Kind) -> bool:
        """Whether units of *kind* contain those of *other*."""
        balance = self._inside[kind, other] - self._inside[other, kind]
        return balance > 0 if balance else ORDER.index(kind) < ORDER.index(other)

    def titles_lie_below(self, kind: Kind) -> bool:
        """Whether title lines are headings within units of *kind*."""
        return self._titles is not None and (kind == self._titles or self.above(kind, self._titles))

    def _title_host(self, series: Sequence[Series], openers: Sequence[Series]) -> Kind | None:
        """The narrowest kind most title lines lie within, that is, between two members of it."""
        titles = [m for s in series if s.kind == "title" for m in s.members]
        hosts: Counter[Kind] = Counter()
        for title in titles:
            around = {s.kind for s in openers if s.kind != "bullet" and s.first < title.start < s.last}
            if around:
                hosts[max(around, key=ORDER.index)] += 1
        if 2 * sum(hosts.values()) <= len(titles):
            return None
        return hosts.most_common(1)[0][0]
