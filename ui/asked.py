"""What a page is asked, and of which speeches. Free of streamlit, so that the command line and bench ask the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.annotation.segmentation import CONTENT_TAGS
from analysis.charts.template import Ink, ink
from analysis.corpus import build, queries
from analysis.corpus.settings import default_stop_words
from analysis.corpus.store import Store
from analysis.measures.coverage import Rhythm, rhythms
from analysis.measures.frequency import ALL_TAGS, WordChoice
from analysis.model import Counted, Lexicon
from ui.selection import selected
from ui.view import View
from ui.words import Words

TAGS = (*CONTENT_TAGS, "d", "t", "m", "r", ALL_TAGS)
"""Parts of speech that can be chosen: first letters of jieba's tags, and all."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The givens of a page: *speeches* are all of the workspace, *rows* the selected ones, which *counted* sums up."""

    words: Words
    view: View
    store: Store
    lexicon: Lexicon
    speeches: pd.DataFrame
    rows: pd.DataFrame
    counted: Counted
    choice: WordChoice
    kinds: Mapping[str, str]
    colours: Ink

    @property
    def ids(self) -> list[str]:
        """The ids of the selected speeches, oldest first."""
        return list(self.rows["id"])

    def kind_name(self, kind: str) -> str:
        """Return the name of a kind of speech."""
        return self.kinds.get(kind, kind)

    def year_name(self, year: float | None) -> str:
        """Return a year as text; where there is none, that is said."""
        return self.words("side.no_year") if pd.isna(year) else f"{year:.0f}"

    def speech_names(self) -> dict[str, str]:
        """Return speech id → “2012 · title” of all speeches."""
        return speech_names(self.speeches, self.words)

    def tag_names(self, tags: Iterable[str]) -> list[str]:
        """Return the names of jieba's tags by their first letter; a tag without a name stays as it is."""
        names = self.words.of("tag")
        return [names.get(tag[:1], tag) for tag in tags]


def ask(store: Store, view: View, speeches: pd.DataFrame | None = None, *, dark: bool = False) -> Asked:
    """Settle what a view asks of a workspace (its *speeches*, where they are known already); texts not yet cut by its own words are cut now."""
    lexicon, words = own_words(store), Words(view.lang)
    speeches = queries.speeches(store) if speeches is None else speeches
    rows = selected(speeches, view, variants=counts_variants(store))
    counted = build.count(store, list(rows["id"]), lexicon)
    tags = tuple(tag for tag in view.tags if tag in TAGS) or CONTENT_TAGS
    choice = WordChoice(tags, frozenset(stop_words(store)), frozenset(lexicon.words))
    return Asked(words, view, store, lexicon, speeches, rows, counted, choice, kind_names(store, words), ink(dark=dark))


def counts_variants(store: Store) -> bool:
    """Whether variants, copies of a speech from other sources, are counted beside it; a speech is counted once unless a person asked."""
    return bool(store.get_meta("count_variants"))


def kind_rhythms(store: Store, speeches: pd.DataFrame) -> dict[str, Rhythm]:
    """Return kind → how often its speeches are given, by all of the workspace's *speeches* or as a person set it; years are missing by it."""
    return rhythms(speeches, store.get_meta("rhythm") or {})


def own_words(store: Store) -> Lexicon:
    """Return the workspace's own words."""
    return Lexicon(tuple(store.get_meta("own_words") or ()))


def stop_words(store: Store) -> tuple[str, ...]:
    """Return the workspace's stop words: the shipped ones until they were edited."""
    kept = store.get_meta("stop_words")
    return default_stop_words() if kept is None else tuple(kept)


def kind_names(store: Store, words: Words) -> dict[str, str]:
    """Return kind id → name: the shipped kinds in the view's language, and the user's own as they were typed."""
    return {**(store.get_meta("own_kinds") or {}), **words.of("kind")}


def speech_names(speeches: pd.DataFrame, words: Words) -> dict[str, str]:
    """Return speech id → “2012 · title”, for lists of speeches."""
    none = words("side.no_year")
    return {row.id: f"{none if pd.isna(row.year) else int(row.year)} · {row.title or row.source_name}" for row in speeches.itertuples()}
