"""
How the six functions of units look, wherever they are drawn: three mineral pigments, each once plain and once hatched.

Looking back is smoke grey (review, and hatched the situation); what is to be done is indigo (tasks, and hatched demands); making it happen is gamboge
(organisation, and hatched the call). The hatchings run differently, so that a print in grey still tells them apart. Undecided is the faint tone of the paper.
"""

from analysis.charts.looks import Look, mixed
from analysis.charts.template import Ink
from analysis.model import FRAME, UNDECIDED

_PIGMENTS = {False: ("#858D93", "#1F5C8B", "#D3A33C"), True: ("#626A70", "#4C8DBF", "#CFA348")}
"""烟灰, 靛青, 藤黄 on paper and on ink-black: as light or dark as a label on them needs, and apart in grey."""

_TINT, _LINES = 0.26, {False: 0.62, True: 0.52}
"""Of a pigment, what goes into the ground of a hatching, and into its lines: text is to be read across both."""

_DIM_TINT, _DIM_LINES = 0.1, 0.85
"""The same of smoke grey on ink-black, which is so dark that its hatching would look like the tone of what is undecided."""


def function_looks(colours: Ink) -> dict[str, Look]:
    """Return kind of function → its look, in the order in which a speech has them (`annotation.functions.KINDS`); then `undecided` and `frame`."""
    grey, indigo, gamboge = _PIGMENTS[colours.dark]
    reversed_ = colours.ground  # text on what is too dark (on paper) or too light (on ink-black) for ink
    return {
        "review": Look(grey, colours.text),
        "situation": _hatched(grey, "|", colours),
        "tasks": Look(indigo, reversed_),
        "demands": _hatched(indigo, "\\", colours),
        "organisation": Look(gamboge, reversed_ if colours.dark else colours.text),
        "call": _hatched(gamboge, "x", colours),
        UNDECIDED: Look(colours.faint, colours.text, edge=mixed(colours.plain, colours.ground, 0.7)),
        FRAME: Look(colours.ground, colours.muted, edge=colours.hairline),
    }


def _hatched(pigment: str, shape: str, colours: Ink) -> Look:
    dim = colours.dark and pigment == _PIGMENTS[True][0]
    tint, lines = (_DIM_TINT, _DIM_LINES) if dim else (_TINT, _LINES[colours.dark])
    return Look(mixed(pigment, colours.ground, tint), colours.text, shape, mixed(pigment, colours.ground, lines))
