"""Sister headings below one another, what their frame fixes in the accent and in one column, what fills its slots between."""

from collections.abc import Sequence

from analysis.annotation.sisters import Frame
from ui.answers.layout_frames import pieces_of
from ui.parts.escape import escaped


def frame_html(markers: Sequence[str], headings: Sequence[str], frame: Frame | None) -> str:
    """Return the headings as an HTML table, a piece of the frame a column; one that does not follow the frame runs across, muted."""
    split = {at: pieces_of(headings[at], frame, at) for at in frame.followers} if frame else {}
    kept = [i for i in range(len(next(iter(split.values()))[0])) if i % 2 or any(pieces[i] for pieces, _ in split.values())] if split else []
    across = max(len(kept), 1)
    lines = []
    for at, (marker, heading) in enumerate(zip(markers, headings, strict=True)):
        if at in split:
            pieces, rest = split[at]
            tail = f'<span class="rest">{escaped(rest)}</span>' if rest else ""
            cells = "".join(f'<td class="{"slot" if i % 2 else "fixed"}">{escaped(pieces[i])}{tail if i == kept[-1] else ""}</td>' for i in kept)
        else:
            cells = f'<td class="rest" colspan="{across}">{escaped(heading)}</td>'
        lines.append(f'<tr><td class="marker">{escaped(marker)}</td>{cells}</tr>')
    return f'<table class="yj-frame">{"".join(lines)}</table>'
