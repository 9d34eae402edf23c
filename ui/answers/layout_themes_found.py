"""The selection with its themes, and what was measured of them; each measure is made when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analysis.corpus.theme_corpus import ThemeCorpus
from analysis.corpus.themes import Theme, themes_hash
from analysis.measures.result import Result
from analysis.measures.theme_attention import NONE, By, theme_attention
from ui.asked import Asked

STACKED = 6
"""Themes in a stack that can be told apart (`charts.functions`); the others are one piece."""

OTHERS = "others"
"""The id of the themes that a stack shows as one piece."""


@dataclass(frozen=True)
class Found:
    """`themes` are those of the dictionary, `years` and `whole` what they were measured in."""

    asked: Asked
    corpus: ThemeCorpus

    @property
    def themes(self) -> tuple[Theme, ...]:
        return self.corpus.themes

    def attention(self, by: By) -> Result:
        ids, hash_ = [theme.id for theme in self.themes], themes_hash(self.themes)
        result = theme_attention(self.corpus.sentences, self.corpus.uses, ids, self.asked.counted, by=by, dictionary=hash_)
        prefix = "" if by == "all" else result.table["group"] + "-"
        table = result.table.assign(key=prefix + result.table["theme"], theme_name=result.table["theme"].map(self.names))
        return Result(table, result.recipe, result.notes)

    @cached_property
    def names(self) -> dict[str, str]:
        return {theme.id: theme.name for theme in self.themes} | {
            NONE: self.asked.words("layout_themes.none"),
            OTHERS: self.asked.words("layout_themes.others"),
        }

    @cached_property
    def whole(self) -> Result:
        return self.attention("all")

    @cached_property
    def years(self) -> Result:
        return self.attention("year")

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """Shares, a row a theme, a column a year."""
        table = self.years.table
        groups, themes = list(dict.fromkeys(table["group"])), list(dict.fromkeys(table["theme"]))
        return pd.DataFrame(table["share"].to_numpy().reshape(len(groups), -1).T, index=themes, columns=groups)

    @cached_property
    def order(self) -> list[str]:
        """Ids of the themes, those with most room first."""
        table = self.whole.table[self.whole.table["theme"] != NONE]
        return list(table.sort_values("share", ascending=False, kind="stable")["theme"])

    @cached_property
    def present(self) -> list[str]:
        """The years that have counted text, in order."""
        table = self.years.table.dropna(subset=["share"])
        return list(dict.fromkeys(table["group"]))

    @property
    def last(self) -> str:
        """The last of these years, "" where there is none."""
        return self.present[-1] if self.present else ""

    def most(self, year: str = "") -> str:
        """Return the theme with most room in a year, or in all; what names none where no theme is named."""
        table = self.years.table[self.years.table["group"] == year] if year else self.whole.table
        table = table[(table["theme"] != NONE) & (table["share"] > 0)]
        return NONE if table.empty else str(table.loc[table["share"].idxmax(), "theme"])

    @cached_property
    def pooled(self) -> Theme:
        """
        The themes that a stack shows as one piece, as one theme; without forms where each has its own.

        What is a word in one of them and a string in another is a string: so it is found wherever either has it.
        """
        kept = set(self.order[:STACKED])
        pooled = [theme for theme in self.themes if theme.id not in kept]
        strings = dict.fromkeys(form for theme in pooled for form in theme.strings)
        words = dict.fromkeys(form for theme in pooled for form in theme.words if form not in strings)
        return Theme(self.names[OTHERS], tuple(words), tuple(strings))
