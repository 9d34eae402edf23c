"""What a reader of a speech is shown, as plain data (JSON), and what a store knows of it: the words between `reading_view` and whatever draws it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypedDict

import pandas as pd

from analysis.model import Remark, Repair

Shape = Literal["title", "meta", "salutation", "heading", "body", "signature", "notes"]
State = Literal["here", "paragraph", "elsewhere", "unexplained"]
Span = tuple[int, int]


class Change(TypedDict):
    """
    An edit of a repair: what the file has, and what it is read as (nothing where it was taken out).

    `shown` says whether the text shows it as it is read; otherwise the text shows what the file has, and only the analysis reads it so. An edit that
    lies in several runs is in each of them, under the same number.
    """

    id: int
    kind: str
    was: str
    read: str
    shown: bool


class Place(TypedDict):
    """
    Something counted that these characters are part of: a `slogan`, a `stage` note or speaker's label, or a place of a `remark`.

    `kind` says more of the latter two; `id` counts within the group. What lies in several runs is in each of them, under the same number.
    """

    id: int
    group: str
    kind: str


class Run(TypedDict, total=False):
    """
    Characters that are marked alike. Only what applies is there.

    `sentence` is its number; `kinds` are `run-in` and `inline` (a heading within a paragraph), `expansion`; `found` numbers the occurrence of
    what is searched for; `units` and `notes` are the outline's units and the margin notes that begin here; `changes` are the edits that made these
    characters, or that took something out where a run is without text.
    """

    text: str
    sentence: int
    kinds: list[str]
    found: int
    units: list[int]
    notes: list[int]
    changes: list[Change]
    places: list[Place]


class Paragraph(TypedDict):
    """`number` counts from 1 as in the table of sentences; `level` is the heading's, 0 for all else."""

    number: int
    shape: Shape
    level: int
    runs: list[Run]


class Entry(TypedDict):
    """A line of the outline; `label` is empty for an opening or closing, which go by their role's name."""

    unit: int
    level: int
    role: str
    style: str
    label: str


class Note(TypedDict):
    """
    What stands in the margin for a slogan, level with `at`.

    `state` is `here` (spelled out in this paragraph), `paragraph` (in paragraph number `paragraph` of this speech), `elsewhere` (in the speech
    `speech`, of `year`) or `unexplained`; `items` are the members as printed, `n` the uses in this speech (0 where an earlier note said it).
    """

    id: int
    form: str
    at: int
    state: State
    items: list[str]
    complete: bool
    n: int
    paragraph: int
    speech: str
    sentence: int
    title: str
    year: int | None


class ReadingView(TypedDict):
    """A speech set for reading; `found` is the number of occurrences marked."""

    speech: str
    paragraphs: list[Paragraph]
    outline: list[Entry]
    notes: list[Note]
    found: int


@dataclass(frozen=True, slots=True)
class Rows:
    """
    What a store knows of one speech.

    Args:
        id, title, year, text, decoded, repairs: of the speech.
        sections, sentences, uses: `queries.outlines`, `queries.sentences`, `queries.slogan_uses` of it alone.
        expansions: `queries.expansions` of the whole corpus, for a slogan may be explained in another speech.
        date: of the speech; None where only its year is known, or nothing.
        analysed: the text as it is analysed, character for character as long; empty where it is the text.
        remarks: of the speech.

    """

    id: str
    title: str
    year: int | None
    text: str
    decoded: str
    repairs: Sequence[Repair]
    sections: pd.DataFrame
    sentences: pd.DataFrame
    uses: pd.DataFrame
    expansions: pd.DataFrame
    date: dt.date | None = None
    analysed: str = ""
    remarks: Sequence[Remark] = ()
