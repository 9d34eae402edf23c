"""
Marks that a walk through a document leaves in its lines, and the finished text made of them.

XML and RTF can't hold control characters, so a walk may set them where a note is referred to (`note`) and before the lines of a table of contents
(`CONTENTS`) without knowing yet where in the text that will be. `finish` writes ［1］ and the notes, and turns both into repairs.
"""

import re
from collections.abc import Iterable, Mapping

from analysis.model import Edit, Repair
from analysis.reading.extracted import Extracted

CONTENTS = "\x03"
_MARK = re.compile("\x01([0-9]+)\x02|\x03([^\n]*\n?)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f]")


def note(number: int) -> str:
    """Return the mark of the note of this number, from 1."""
    return f"\x01{number}\x02"


def without_control(text: str) -> str:
    """Return a text that holds nothing a mark could be mistaken for."""
    return _CONTROL.sub("", text)


def finish(lines: Iterable[str], notes: Iterable[str], *, left_out: Mapping[str, int], facts: Mapping[str, str]) -> Extracted:
    """
    Return the text of *lines*, with the *notes* behind it in the order of their numbers.

    The marks in the body become ［1］ and a repair of kind `note_mark` that takes them out; lines of a table of contents stay, with a repair
    of kind `contents` that takes them out. What was left out no time at all is not counted.
    """
    body = "\n".join(lines)
    pieces: list[str] = []
    edits: dict[str, list[Edit]] = {"note_mark": [], "contents": []}
    at = done = 0
    for match in _MARK.finditer(body):
        before = body[done : match.start()]
        shown = f"［{match[1]}］" if match[1] else match[2]
        pieces += before, shown
        at += len(before)
        edits["note_mark" if match[1] else "contents"].append(Edit(at, at + len(shown), ""))
        at += len(shown)
        done = match.end()
    text = "".join(pieces) + body[done:]
    written = [f"［{number}］{_one_line(note)}" for number, note in enumerate(notes, 1)]
    return Extracted(
        "\n".join([text, *written] if text or not written else written),
        repairs=tuple(Repair(kind, tuple(found)) for kind, found in edits.items() if found),
        left_out={kind: count for kind, count in left_out.items() if count},
        facts=facts,
    )


def _one_line(note: str) -> str:
    return re.sub(r"\s*\n\s*", " ", _MARK.sub("", note)).strip()
