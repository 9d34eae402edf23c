"""
Where the themes stand: table `theme_sentences`, made when it is asked for.

Only counted text is searched (`schema.is_counted`): headings and body unless a person chose otherwise. A form is sought as it was typed and as the text
was read: 双随机,一公开 finds 双随机，一公开, and 發展 finds 发展 where traditional characters are analysed as simplified ones. So the rows' name says themes,
lexicon, counted parts and that manner, and rows of several sets lie side by side; those used last are kept.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.annotation.places import Ints, last_at
from analysis.annotation.strings import find_strings, longest_first
from analysis.corpus.derived import check_cut, derive
from analysis.corpus.laid import Laid, lay_out
from analysis.corpus.store import Store
from analysis.corpus.themes import Theme, themes_hash
from analysis.model import Lexicon, Part, digest
from analysis.reading.fold import fold
from analysis.reading.repairs import characters

TABLE = "theme_sentences"
KEPT = 4
"""Sets of themes whose rows are kept, those used last."""

_RECENT = "theme_sets"
_PREFIX = "themes-"


def ensure_themes(store: Store, themes: Sequence[Theme], lexicon: Lexicon, parts: Sequence[Part], *, folded: bool) -> str:
    """
    See that the rows of a set of themes are there, counted in *parts* and sought as `readings` says; return their name.

    Raises:
        ChangedError: a speech was imported or read anew meanwhile (see `derived.again`).

    """
    words = lexicon.hash if any(theme.words for theme in themes) else ""
    name = _PREFIX + digest(themes_hash(themes), words, "folded" if folded else "", *parts)

    def make(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> pa.Table:
        return _rows(lay_out(cursor, keys, parts), themes, tokens_of(cursor, keys, themes, lexicon, folded=folded), name, folded=folded)

    if words:
        store.cut(lexicon)
    derive(store, TABLE, make, name)
    recent: list[str] = store.get_meta(_RECENT) or []
    if recent[:1] != [name]:
        recent = [name, *(other for other in recent if other != name)][:KEPT]
        store.set_meta(_RECENT, recent)
        with store.unchanging() as cursor:
            for table, column in ((TABLE, "themes"), ("made", "name")):
                cursor.execute(f"delete from {table} where {column} like '{_PREFIX}%' and {column} not in (select unnest(?))", [recent])
    return name


def _rows(laid: Laid, themes: Sequence[Theme], tokens: pd.DataFrame, name: str, *, folded: bool) -> pa.Table:
    found = uses_of(laid, themes, tokens, folded=folded)
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


@lru_cache(maxsize=2**14)
def readings(form: str, *, folded: bool) -> tuple[str, ...]:
    """Return how a form is sought: as it was typed and, where they differ, as its characters are read; all are of its length."""
    read = characters(form)
    given = (form, read, fold(read)) if folded else (form, read)
    return tuple(dict.fromkeys(one for one in given if len(one) == len(form)))


def _all_readings(forms: Iterable[str], *, folded: bool) -> list[str]:
    return list(dict.fromkeys(one for form in forms for one in readings(form, folded=folded)))


def uses_of(laid: Laid, themes: Sequence[Theme], tokens: pd.DataFrame, *, folded: bool) -> pd.DataFrame:
    """
    Return every counted use: theme, form (its place among all forms of *themes*), start (position), length, row (of its sentence), by theme and place.

    Within a theme, of uses that overlap the longest counts, of equal ones the first.
    """
    strings = _all_readings((form for theme in themes for form in theme.strings), folded=folded)
    which, where = find_strings(laid.codes, laid.bases, strings)
    words = _all_readings((form for theme in themes for form in theme.words), folded=folded)
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
        pieces = [
            np.concatenate([places[one] for one in readings(form, folded=folded)])
            for forms_of, places in ((theme.words, by_word), (theme.strings, by_string))
            for form in forms_of
        ]
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


def tokens_of(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int], themes: Sequence[Theme], lexicon: Lexicon, *, folded: bool) -> pd.DataFrame:
    """
    Return where the words of themes stand as whole tokens: speech, start, form (categorical).

    Raises:
        ChangedError: a speech has no tokens of the lexicon.

    """
    words = sorted(_all_readings((word for theme in themes for word in theme.words), folded=folded))
    if words:
        check_cut(cursor, keys, lexicon)
    sql = "select term, form from terms where lexicon = ? and form in (select unnest(?)) order by term"
    terms = cursor.execute(sql, [lexicon.hash, words]).fetchall()
    found = cursor.execute(
        'select speech, "start", term from tokens where term in (select unnest(?)) and speech between ? and ?',
        [[term for term, _ in terms], min(keys, default=0), max(keys, default=0)],
    ).df()
    found = found[np.isin(found["speech"], np.array(keys, dtype=np.int32))]
    form = np.searchsorted(np.array([term for term, _ in terms], dtype=np.int64), found["term"].to_numpy())
    return found[["speech", "start"]].assign(form=pd.Categorical.from_codes(form, [form for _, form in terms]))
