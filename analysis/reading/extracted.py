"""What every format hands on: its text, and what only the file itself could tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.model import Repair


@dataclass(frozen=True, slots=True)
class Extracted:
    """
    The decoded text of a file, one paragraph a line, before repairs; it never changes afterwards.

    `encoding` is empty where the format says its own. `repairs` are edits on `text` that need the file's layout to be known (a PDF's line breaks, its
    page numbers); like all repairs they can be switched off. `left_out` counts by kind what is in the file and not in the text (`hidden_text`,
    `comments`); `facts` are what the file says of itself (`title`, `author`, `date`).

    Footnotes stand behind the last paragraph, each on a line that begins with ［1］; the same mark stands in the body, and a repair of kind `note_mark`
    takes it out of the reading.
    """

    text: str
    encoding: str = ""
    repairs: tuple[Repair, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
