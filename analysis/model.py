"""
The nouns everything else is written in. All frozen: a text, once read, never changes, and every row points into it.

Offsets are Python `str` indexes into `Speech.text`, half-open: `text[start:end]` is the thing itself.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple

from analysis import __version__

Role = Literal["title", "salutation", "opening", "unit", "closing", "signature", "notes", "stage"]
Style = Literal["", "own-line", "run-in", "inline"]
SloganClass = Literal["slogan", "count", "ordinal", "plan", "event", "idiom", "metaphor"]

Part = Literal["heading", "body", "title", "salutation", "signature", "notes", "stage"]

PARTS: tuple[Part, ...] = ("heading", "body", "title", "salutation", "signature", "notes", "stage")
"""What a text is made of, as far as counting goes: headings and body of opening, units and closing; the frame; footnotes; what was not said （掌声）."""

SPOKEN: tuple[Role, ...] = ("opening", "unit", "closing")
"""The roles of what is said, which has an outline and functions; title block, salutation, signature, notes and stage notes are the frame around it."""

UNDECIDED, FRAME = "undecided", "frame"
"""What stands for the function of a unit at the top that has none: its cues decide nothing, or its role can have none."""

COUNTED_PARTS: tuple[Part, ...] = ("heading", "body")
"""What is counted unless a person says otherwise (docs/methods.md, What is counted)."""


def digest(*parts: str | bytes, length: int = 12) -> str:
    """Return a short neutral id: the first *length* hexadecimal digits of the SHA-256 of the parts, kept apart by NUL."""
    return hashlib.sha256(b"\0".join(p.encode() if isinstance(p, str) else p for p in parts)).hexdigest()[:length]


# --- reading -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Edit:
    """One change made by a repair: `decoded[start:end]` was replaced by `replacement`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Repair:
    """All edits of one kind (`indent`, `zero-width`, …) made to a text; kinds are named in the interface's texts under `repair`."""

    kind: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """
    What a reader of the counts should know and nothing was changed for: something left out (`hidden_text`) or noticed (`doubled`).

    `places` are (start, end) in `Speech.text`, where it stands there; what was left out has none.
    """

    kind: str
    count: int
    places: tuple[tuple[int, int], ...] = ()


Confidence = Literal["sure", "likely", "guess"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """
    What is known of a speech. `evidence` holds, for each field that was found, the line or name it was found in; `confidence` how sure that is.

    `own` are the columns a researcher added (省份, 届次), by name.
    """

    title: str = ""
    subtitle: str = ""
    date: dt.date | None = None
    year: int | None = None
    speaker: str = ""
    office: str = ""
    venue: str = ""
    occasion: str = ""
    kind: str = "other"
    own: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, Confidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extent:
    """Which of several speeches in a file one is, counted from 1, and its place in the file's decoded text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speech:
    """
    A reading of a file: the decoded text with its repairs. `id` is made from the original bytes and is what links carry.

    `part` is there where the file holds several speeches and was split: `data` are then the whole file's bytes, the same for each, and all else is this
    speech's own.

    `analysed` is what is annotated and counted: as long as `text`, character for character, with marks read as their full-width forms that `text` shows
    as printed, and traditional characters read as simplified ones where it is `folded`. `off` names the repairs a person switched off; another choice is
    another reading.
    """

    id: str
    source_name: str
    sha256: str
    data: bytes
    format: str
    encoding: str
    decoded: str
    text: str
    repairs: tuple[Repair, ...]
    metadata: Metadata
    analysed: str = ""
    remarks: tuple[Remark, ...] = ()
    off: tuple[str, ...] = ()
    folded: bool = False
    part: Extent | None = None

    @property
    def reading(self) -> str:
        """The id of this reading: the same bytes decoded alike with the same repairs have the same one."""
        place = (f"{self.part.number} {self.part.start} {self.part.end}",) if self.part else ()
        return digest(self.sha256, self.encoding, self.repairs_json, "folded" if self.folded else "", *place)

    @property
    def file_name(self) -> str:
        """The name of the file it was read from: `source_name` without the number of the speech in it."""
        return self.source_name if self.part is None else "".join(self.source_name.rsplit(f"#{self.part.number}", 1))

    @property
    def repairs_json(self) -> str:
        """The repairs as they are stored: [[kind, [[start, end, replacement], ...]], ...]."""
        return json.dumps([[r.kind, [[e.start, e.end, e.replacement] for e in r.edits]] for r in self.repairs], ensure_ascii=False)


# --- annotation --------------------------------------------------------------------------------------------------------------


class Section(NamedTuple):
    """
    A unit of the outline. The units without a parent cover the text without gap or overlap; children lie within their parent, in order.

    `id` counts from 0 in reading order; `parent` is -1 at the top. `level` is the depth in this document's own hierarchy, 1 for the topmost marked
    units, and 0 for the frame (title block, salutation, opening, closing, signature). `evidence` names why it was taken as a unit.
    """

    id: int
    parent: int
    level: int
    role: Role
    style: Style
    marker: str
    heading: str
    start: int
    heading_end: int
    end: int
    evidence: tuple[str, ...] = ()


class Slogan(NamedTuple):
    """One occurrence of a label with a numeral in it. `evidence` items read `+quoted` or `-count-noun`; `decision` says whether it is counted as a slogan."""

    form: str
    pattern: str
    numeral: str
    cls: SloganClass
    evidence: tuple[str, ...]
    decision: bool
    start: int
    end: int
    quoted: bool


class Expansion(NamedTuple):
    """A place where a label is spelled out: `text[start:end]` holds the members; `complete` says their number is what the numeral says."""

    form: str
    items: tuple[str, ...]
    start: int
    end: int
    complete: bool
    cls: SloganClass = "slogan"


# --- lexicon and settings ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The user's own words, which the segmenter keeps whole. An empty one is the default dictionary alone."""

    words: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """A short id of the engine's dictionary with these words."""
        return digest("jieba-0.42.1", *self.words, length=8)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a figure was made, enough to make it again: it goes with every export."""

    measure: str
    settings: Mapping[str, Any]
    speeches: tuple[str, ...]
    lexicon: str
    corpus: str
    counts: Mapping[str, int]
    version: str

    def to_json(self) -> str:
        """The recipe as JSON, keys sorted, so that equal recipes are equal bytes."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2, sort_keys=True, default=str)


@dataclass(frozen=True, slots=True)
class Counted:
    """
    What a figure was counted on: speech ids, the hash of their readings and metadata, the lexicon's hash, and the sizes of the counted text.

    `parts` are those counted, `folded` and `off` say how the corpus is read, `variants` whether every copy of a speech counts,
    `corrections` how many a person made in their outlines; every recipe says them.
    """

    ids: tuple[str, ...]
    corpus: str
    lexicon: str
    speeches: int
    han: int
    words: int
    parts: tuple[Part, ...] = COUNTED_PARTS
    folded: bool = False
    off: tuple[str, ...] = ()
    variants: bool = False
    corrections: int = 0

    def recipe(self, measure: str, settings: Mapping[str, Any]) -> Recipe:
        """Return the recipe of a measure made on this."""
        counts = {"speeches": self.speeches, "han": self.han, "words": self.words, "corrections": self.corrections}
        given = {"parts": list(self.parts), "folded": self.folded, "repairs_off": list(self.off), "variants_counted": self.variants}
        return Recipe(measure, {**given, **settings}, self.ids, self.lexicon, self.corpus, counts, __version__)
