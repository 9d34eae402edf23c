"""A scope with its themes: every sentence with its counted Han characters, and the themes it names."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.corpus.build import manner_of
from analysis.corpus.derived import ChangedError, again
from analysis.corpus.laid import Laid, laid_out
from analysis.corpus.store import Store
from analysis.corpus.theme_rows import ensure_themes, tokens_of, uses_of
from analysis.corpus.themes import Theme
from analysis.model import Lexicon


@dataclass(frozen=True, slots=True)
class ThemeCorpus:
    """
    A scope with its themes. `speeches`: id, year. `sentences`: text (row of `speeches`), id, year, function, sentence, han (counted).

    `uses`: row (of `sentences`), theme (its place among `themes`), uses. `folded`: whether forms are sought in simplified characters too.
    """

    themes: tuple[Theme, ...]
    lexicon: Lexicon
    speeches: pd.DataFrame
    sentences: pd.DataFrame
    uses: pd.DataFrame
    laid: Laid
    tokens: pd.DataFrame
    folded: bool

    def places(self, themes: Sequence[Theme]) -> pd.DataFrame:
        """Return every counted use of *themes*: theme (its place), form, row (of `sentences`), id, sentence, start, end; oldest speech first."""
        found = uses_of(self.laid, themes, self.tokens, folded=self.folded)
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
    return again(store, lambda: _read(store, scope, themes, lexicon))


def _read(store: Store, scope: Sequence[str], themes: Sequence[Theme], lexicon: Lexicon) -> ThemeCorpus:
    parts, folded = store.parts(), manner_of(store).folded
    name = ensure_themes(store, themes, lexicon, parts, folded=folded)
    with store.snapshot() as cursor:
        given = {"scope": list(scope), "name": name}
        found = cursor.execute(
            "select speech, id, year, reading, exists (select 1 from made where name = $name and made.speech = speeches.speech) as made "
            "from speeches where id in (select unnest($scope)) and deleted is null order by speech",
            given,
        ).df()
        if not found["made"].all() or {part for (part,) in cursor.execute("select part from parts").fetchall()} != {*parts}:
            raise ChangedError
        laid, sizes = laid_out(cursor, found["speech"].tolist(), found["reading"].tolist(), parts)
        uses = cursor.execute(
            "select speech, sentence, (list_position($ids, theme) - 1)::integer as theme, uses from theme_sentences "
            "where themes = $name and speech in (select unnest($keys))",
            {"name": name, "keys": laid.keys, "ids": [theme.id for theme in themes]},
        ).df()
        tokens = tokens_of(cursor, laid.keys, themes, lexicon, folded=folded)
    places = {id_: order for order, id_ in enumerate(scope)}
    speeches = found[["id", "year"]].assign(order=found["id"].map(places))
    text = sizes["text"].to_numpy()
    years = speeches["year"].to_numpy(dtype=float, na_value=np.nan)
    sentences = sizes.assign(id=pd.Categorical.from_codes(text, speeches["id"]), year=years[text])
    first = np.searchsorted(text, np.arange(len(speeches)))
    row = first[np.searchsorted(laid.keys, uses["speech"].to_numpy())] + uses["sentence"].to_numpy()
    told = pd.DataFrame({"row": row, "theme": uses["theme"].to_numpy(), "uses": uses["uses"].to_numpy()})
    return ThemeCorpus(tuple(themes), lexicon, speeches, sentences, told, laid, tokens, folded)
