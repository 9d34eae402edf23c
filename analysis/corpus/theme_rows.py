"""
Where the themes stand: table `theme_sentences`, made when it is asked for, and the counted Han characters of every sentence beside it.

Only counted text is searched (`schema.is_counted`): headings and body unless a person chose otherwise. So the rows' name says themes, lexicon and counted
parts, and rows of several sets lie side by side; those used last are kept.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.annotation.places import Codes, Ints, bases_of, codes_of, han_before, last_at
from analysis.annotation.strings import find_strings, longest_first
from analysis.corpus.derived import derive
from analysis.corpus.store import Store
from analysis.corpus.themes import Theme, themes_hash
from analysis.model import Lexicon, Part, digest

TABLE = "theme_sentences"
KEPT = 4
"""Sets of themes whose rows are kept, those used last."""

LAID_KEPT, MOST_KEPT = 2, 10_000_000
"""Selections that stay laid out for the next click, and their characters at most: eight bytes each are held."""

UNDECIDED, FRAME = "undecided", "frame"
"""What stands for the function of a top unit that has none: it is undecided, or its role can have none."""

_RECENT = "theme_sets"
_PREFIX = "themes-"
_SPOKEN = ("opening", "unit", "closing")

Bools = np.ndarray[Any, np.dtype[np.bool_]]


class _UncutError(Exception):
    """A speech was read anew, and its words of this lexicon have to be cut again first."""


@dataclass(frozen=True, slots=True)
class Laid:
    """
    Speeches laid end to end (`annotation.places`): positions are offsets plus the base of their speech.

    `borders` are where the deepest section, or its heading, changes; `counted` says of the stretch from each whether it is counted. `tops` are the rows of
    `sections` without a parent.
    """

    keys: list[int]
    codes: Codes
    bases: Ints
    sections: pd.DataFrame
    sentences: pd.DataFrame
    borders: Ints
    counted: Bools

    def sentence_at(self, positions: Ints) -> Ints:
        """Return the row of the sentence in which each of ascending positions lies."""
        return last_at(self.sentences["start"].to_numpy(), positions)

    def sizes(self) -> pd.DataFrame:
        """Return of every sentence: text (place of its speech), sentence, top (id of the top unit), function, han (its counted Han characters)."""
        han = han_before(self.codes)
        pieces = np.diff(han[np.append(self.borders, len(self.codes))]) * self.counted
        before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(pieces)])

        def counted_before(positions: Ints) -> Ints:
            stretch = last_at(self.borders, positions)
            found: Ints = (before[stretch] + (han[positions] - han[self.borders[stretch]]) * self.counted[stretch]).astype(np.int32)
            return found

        start, end = self.sentences["start"].to_numpy(), self.sentences["end"].to_numpy()
        tops = self.sections[self.sections["parent"] == -1]
        top = last_at(tops["start"].to_numpy(), start)
        codes, names = pd.factorize(tops["function"])
        return pd.DataFrame(
            {
                "text": self.sentences["text"].to_numpy(),
                "sentence": self.sentences["id"].to_numpy(),
                "top": tops["id"].to_numpy()[top],
                "function": pd.Categorical.from_codes(codes[top], names),
                "han": counted_before(end) - counted_before(start),
            }
        )


@dataclass(frozen=True, slots=True)
class ThemeCorpus:
    """
    A scope with its themes. `speeches`: id, year. `sentences`: text (row of `speeches`), id, year, function, sentence, han (counted).

    `uses`: row (of `sentences`), theme (its place among `themes`), uses.
    """

    themes: tuple[Theme, ...]
    lexicon: Lexicon
    speeches: pd.DataFrame
    sentences: pd.DataFrame
    uses: pd.DataFrame
    laid: Laid
    tokens: pd.DataFrame

    def places(self, themes: Sequence[Theme]) -> pd.DataFrame:
        """Return every counted use of *themes*: theme (its place), form, row (of `sentences`), id, sentence, start, end; oldest speech first."""
        found = _uses(self.laid, themes, self.tokens)
        forms = np.array([form for theme in themes for form in theme.forms] or [""], dtype=object)
        text = self.sentences["text"].to_numpy()[found["row"]]
        base = self.laid.bases[text]
        table = pd.DataFrame(
            {
                "theme": found["theme"],
                "form": forms[found["form"]],
                "row": found["row"],
                "id": self.speeches["id"].to_numpy()[text],
                "sentence": self.sentences["sentence"].to_numpy()[found["row"]],
                "start": found["start"] - base,
                "end": found["start"] + found["length"] - base,
            }
        )
        order = self.speeches["order"].to_numpy()[text]
        return table.iloc[np.lexsort((found["start"], order))].reset_index(drop=True)

    def unnamed(self) -> pd.DataFrame:
        """Return the sentences with counted Han characters that name no theme, as places of no length: row, id, sentence, start, end."""
        k = np.bincount(self.uses["row"], minlength=len(self.sentences))
        rows = np.flatnonzero((k == 0) & (self.sentences["han"] > 0).to_numpy())
        text = self.sentences["text"].to_numpy()[rows]
        start = self.laid.sentences["start"].to_numpy()[rows] - self.laid.bases[text]
        ids = self.speeches["id"].to_numpy()[text]
        table = pd.DataFrame({"row": rows, "id": ids, "sentence": self.sentences["sentence"].to_numpy()[rows], "start": start, "end": start})
        return table.iloc[np.lexsort((start, self.speeches["order"].to_numpy()[text]))].reset_index(drop=True)


def theme_corpus(store: Store, scope: Sequence[str], themes: Sequence[Theme], lexicon: Lexicon) -> ThemeCorpus:
    """Return the sentences of a scope (speech ids, oldest first) with the themes they name."""
    while True:
        name = _ensure(store, themes, lexicon)
        with store.snapshot() as cursor:
            given = {"scope": list(scope), "name": name}
            found = cursor.execute(
                "select speech, id, year, reading, exists (select 1 from made where name = $name and made.speech = speeches.speech) as made "
                "from speeches where id in (select unnest($scope)) and deleted is null order by speech",
                given,
            ).df()
            if not found["made"].all():
                continue  # one was read anew meanwhile
            laid, sizes = _laid(cursor, str(store.folder), found["speech"].tolist(), found["reading"].tolist())
            uses = cursor.execute(
                "select speech, sentence, (list_position($ids, theme) - 1)::integer as theme, uses from theme_sentences "
                "where themes = $name and speech in (select unnest($keys))",
                {"name": name, "keys": laid.keys, "ids": [theme.id for theme in themes]},
            ).df()
            tokens = _tokens(cursor, laid.keys, themes, lexicon)
        break
    places = {id_: order for order, id_ in enumerate(scope)}
    speeches = found[["id", "year"]].assign(order=found["id"].map(places))
    text = sizes["text"].to_numpy()
    years = speeches["year"].to_numpy(dtype=float, na_value=np.nan)
    sentences = sizes.assign(id=pd.Categorical.from_codes(text, speeches["id"]), year=years[text])
    first = np.searchsorted(text, np.arange(len(speeches)))
    row = first[np.searchsorted(laid.keys, uses["speech"].to_numpy())] + uses["sentence"].to_numpy()
    told = pd.DataFrame({"row": row, "theme": uses["theme"].to_numpy(), "uses": uses["uses"].to_numpy()})
    return ThemeCorpus(tuple(themes), lexicon, speeches, sentences, told, laid, tokens)


def _ensure(store: Store, themes: Sequence[Theme], lexicon: Lexicon) -> str:
    """See that the rows of a set of themes are there; return their name."""
    parts = store.parts()
    words = lexicon.hash if any(theme.words for theme in themes) else ""
    name = _PREFIX + digest(themes_hash(themes), words, *parts)

    def make(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> pa.Table:
        return _rows(_lay_out(cursor, keys, parts), themes, _tokens(cursor, keys, themes, lexicon), name)

    while True:
        store.cut(lexicon)
        try:
            derive(store, TABLE, make, name)
        except _UncutError:
            continue
        break
    recent: list[str] = store.get_meta(_RECENT) or []
    if recent[:1] != [name]:
        recent = [name, *(other for other in recent if other != name)][:KEPT]
        store.set_meta(_RECENT, recent)
        with store.unchanging() as cursor:
            for table, column in ((TABLE, "themes"), ("made", "name")):
                cursor.execute(f"delete from {table} where {column} like '{_PREFIX}%' and {column} not in (select unnest(?))", [recent])
    return name


def _rows(laid: Laid, themes: Sequence[Theme], tokens: pd.DataFrame, name: str) -> pa.Table:
    found = _uses(laid, themes, tokens)
    counts = found.groupby(["row", "theme"]).size()
    row, theme = (counts.index.get_level_values(level).to_numpy() for level in ("row", "theme"))
    ids = np.array([theme.id for theme in themes] or [""], dtype=object)
    return pa.table(
        {
            "text": pa.array(laid.sentences["text"].to_numpy()[row], pa.int32()),
            "themes": pa.array([name] * len(row), pa.string()),
            "theme": pa.array(ids[theme], pa.string()),
            "sentence": pa.array(laid.sentences["id"].to_numpy()[row], pa.int32()),
            "uses": pa.array(counts.to_numpy(), pa.int32()),
        }
    )


def _uses(laid: Laid, themes: Sequence[Theme], tokens: pd.DataFrame) -> pd.DataFrame:
    """
    Return every counted use: theme, form (its place among all forms of *themes*), start (position), length, row (of its sentence), by theme and place.

    Within a theme, of uses that overlap the longest counts, of equal ones the first.
    """
    strings = list(dict.fromkeys(form for theme in themes for form in theme.strings))
    which, where = find_strings(laid.codes, laid.bases, strings)
    words = list(dict.fromkeys(form for theme in themes for form in theme.words))
    in_words = pd.Index(words, dtype=object).get_indexer(tokens["form"].cat.categories)
    token_codes = in_words[tokens["form"].cat.codes.to_numpy()]
    token_starts = (tokens["start"].to_numpy() + laid.bases[np.searchsorted(laid.keys, tokens["speech"].to_numpy())]).astype(np.int32)
    by_string = {form: where[a:b] for form, (a, b) in zip(strings, _stretches(which, len(strings)), strict=True)}
    order = np.argsort(token_codes, kind="stable")
    token_codes, token_starts = token_codes[order], token_starts[order]
    by_word = {form: token_starts[a:b] for form, (a, b) in zip(words, _stretches(token_codes, len(words)), strict=True)}
    columns: dict[str, list[Ints]] = {"theme": [], "form": [], "start": [], "length": []}
    first = 0
    for index, theme in enumerate(themes):
        pieces = [*(by_word[form] for form in theme.words), *(by_string[form] for form in theme.strings)]
        sizes = [len(piece) for piece in pieces]
        starts = np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int32)
        forms = np.repeat(np.arange(first, first + len(pieces), dtype=np.int32), sizes)
        lengths = np.repeat(np.array([len(form) for form in theme.forms], dtype=np.int32), sizes)
        counted = np.zeros(len(starts), dtype=bool)
        by_place = np.argsort(starts, kind="stable")
        counted[by_place] = laid.counted[last_at(laid.borders, starts[by_place])] if len(laid.borders) else False
        starts, forms, lengths = starts[counted], forms[counted], lengths[counted]
        kept = longest_first(starts, lengths, len(laid.codes))
        columns["theme"].append(np.full(len(kept), index, dtype=np.int32))
        for column, values in (("form", forms), ("start", starts), ("length", lengths)):
            columns[column].append(values[kept])
        first += len(pieces)
    table = pd.DataFrame({column: np.concatenate(found) if found else np.empty(0, dtype=np.int32) for column, found in columns.items()})
    rows = np.zeros(len(table), dtype=np.int32)
    by_place = np.argsort(table["start"].to_numpy(), kind="stable")
    rows[by_place] = laid.sentence_at(table["start"].to_numpy()[by_place])
    return table.assign(row=rows)


def _stretches(sorted_codes: Any, n: int) -> list[tuple[int, int]]:
    borders = np.searchsorted(sorted_codes, np.arange(n + 1)).tolist()
    return list(pairwise(borders))


def _laid(cursor: duckdb.DuckDBPyConnection, folder: str, keys: list[int], readings: list[str]) -> tuple[Laid, pd.DataFrame]:
    """Return speeches laid out, and their sentences' sizes, as they were when last asked for if no text, outline or counted part changed since."""
    state = cursor.execute(
        "select (select list(part order by part) from parts), (select count(*) from functions), "
        "count(*), count(undone), max(time), max(undone) from corrections"
    ).fetchall()
    key = (folder, tuple(keys), tuple(readings), repr(state))
    kept = _kept.get(key)
    if kept is None:
        laid = _lay_out(cursor, keys)
        kept = laid, laid.sizes()
        if len(laid.codes) <= MOST_KEPT:
            with _keeping:
                while len(_kept) >= LAID_KEPT:
                    del _kept[next(iter(_kept))]
                _kept[key] = kept
    return kept


_kept: dict[tuple[str, tuple[int, ...], tuple[str, ...], str], tuple[Laid, pd.DataFrame]] = {}
_keeping = threading.Lock()


def _lay_out(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int], parts: Sequence[Part] | None = None) -> Laid:
    """Lay out stored speeches, given by their keys in ascending order; *parts* are those counted, unless given what the workspace counts."""
    wanted = [list(keys)]
    if parts is None:
        parts = [part for (part,) in cursor.execute("select part from parts").fetchall()]
    texts = [
        text
        for (text,) in cursor.execute(
            "select coalesce(analysed, text) from speeches where speech in (select unnest(?)) order by speech", wanted
        ).fetchall()
    ]
    bases = bases_of(texts)
    sections = cursor.execute(
        'select sections.speech, id, parent, role, "start", heading_end, "end", coalesce(function, \'\') as function from sections '
        "left join functions on functions.speech = sections.speech and section = id "
        "where sections.speech in (select unnest(?)) order by sections.speech, id",
        wanted,
    ).df()
    sentences = cursor.execute('select speech, id, "start", "end" from sentences where speech in (select unnest(?)) order by speech, id', wanted).df()
    for table, offsets in ((sections, ("start", "heading_end", "end")), (sentences, ("start", "end"))):
        table["text"] = np.searchsorted(keys, table["speech"].to_numpy()).astype(np.int32)
        for column in offsets:
            table[column] = (table[column].to_numpy() + bases[table["text"].to_numpy()]).astype(np.int32)
    spoken = sections["role"].isin(_SPOKEN)
    sections["function"] = sections["function"].where(sections["function"] != "", UNDECIDED).where(spoken, FRAME)
    borders, counted = _counted(sections, parts, int(bases[-1]))
    return Laid(list(keys), codes_of("".join(texts)), bases, sections, sentences, borders, counted)


def _counted(sections: pd.DataFrame, parts: Sequence[Part], end: int) -> tuple[Ints, Bools]:
    """Return where the deepest section or its heading changes, and whether the text from there on is counted."""
    start, heading_end, ends = (sections[column].to_numpy() for column in ("start", "heading_end", "end"))
    borders = np.unique(np.concatenate([start, heading_end, ends]))
    borders = borders[borders < end].astype(np.int32)
    first = np.searchsorted(sections["text"].to_numpy(), sections["text"].to_numpy())
    parent = np.where(sections["parent"] < 0, -1, first + sections["parent"].to_numpy())
    deepest = last_at(start, borders)
    while (over := (ends[deepest] <= borders) & (parent[deepest] >= 0)).any():
        deepest = np.where(over, parent[deepest], deepest)
    spoken, role = sections["role"].isin(_SPOKEN).to_numpy(), sections["role"].isin([*parts]).to_numpy()
    in_part = np.where(borders < heading_end[deepest], "heading" in parts, "body" in parts)
    return borders, np.where(spoken[deepest], in_part, role[deepest]).astype(bool)


def _tokens(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int], themes: Sequence[Theme], lexicon: Lexicon) -> pd.DataFrame:
    """Return where the words of themes stand as whole tokens: speech, start, form (categorical)."""
    words = sorted({word for theme in themes for word in theme.words})
    uncut = "select count(*) from (select unnest(?) as speech) where speech not in (select speech from cuts where lexicon = ?)"
    if words and cursor.execute(uncut, [list(keys), lexicon.hash]).fetchall() != [(0,)]:
        raise _UncutError
    sql = "select term, form from terms where lexicon = ? and form in (select unnest(?)) order by term"
    terms = cursor.execute(sql, [lexicon.hash, words]).fetchall()
    found = cursor.execute(
        'select speech, "start", term from tokens where term in (select unnest(?)) and speech between ? and ?',
        [[term for term, _ in terms], min(keys, default=0), max(keys, default=0)],
    ).df()
    found = found[np.isin(found["speech"], np.array(keys, dtype=np.int32))]
    form = np.searchsorted(np.array([term for term, _ in terms], dtype=np.int64), found["term"].to_numpy())
    return found[["speech", "start"]].assign(form=pd.Categorical.from_codes(form, [form for _, form in terms]))
