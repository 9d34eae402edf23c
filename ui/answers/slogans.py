"""Which slogans recur, and what do they stand for?"""

from dataclasses import dataclass

import pandas as pd

from analysis.charts.slogans import chart_slogans
from analysis.corpus import queries
from analysis.measures.coverage import missing_altogether
from analysis.measures.slogan_lives import meanings, slogan_lives, slogan_years
from analysis.model import Recipe
from ui.answers.drawn import Drawn, quoted
from ui.asked import Asked, kind_rhythms
from ui.selection import once
from ui.view import slogan_key

YEAR_COLUMNS = {"form": "text", "year": "year", "n": "int", "speeches": "int", "per_10k": "rate"}
COLUMNS = {"form": "text", "n": "int", "per_10k": "rate", "speeches": "int", "first": "year", "last": "year", "meaning": "text", "meanings": "text"}

ROWS = 30
"""Slogans drawn; the table has them all."""

MOST_YEARS = 40
"""Above so many years with speeches only those with speeches are drawn: more columns can't be read."""


@dataclass(frozen=True, slots=True)
class SlogansAnswer:
    """The sentence; all slogans as a table; the timeline (None where no speech has a year); the chosen one, its meanings and its places."""

    sentence: str
    table: pd.DataFrame
    recipe: Recipe
    drawn: Drawn | None
    shown: int
    chosen: "pd.Series"
    year: str
    meanings: pd.DataFrame
    positions: pd.DataFrame


def answer_slogans(asked: Asked) -> SlogansAnswer | None:
    """Follow the slogans of the selection through its years; None where there is none."""
    uses = queries.slogan_uses(asked.store, asked.ids)
    if uses.empty:
        return None
    expansions = queries.expansions(asked.store, list(once(asked.speeches, asked.speeches)["id"]))
    lives = slogan_lives(uses, expansions, asked.counted)
    table = lives.table.assign(
        key=lives.table["form"].map(slogan_key), meaning=_meaning_column(asked, lives.table), meanings=_all_meanings(asked, lives.table, expansions)
    )
    key, _, year = asked.view.chosen.partition("-")
    if key not in set(table["key"]):
        key, year = _most_telling(table, expansions), ""
    chosen = table.loc[table["key"] == key].iloc[0]
    drawn, shown = _timeline(asked, table, uses, key)
    places = uses[uses["form"] == chosen["form"]]
    if year.isdigit():
        places = places[places["year"] == int(year)]
    return SlogansAnswer(
        _sentence(asked, table),
        table,
        lives.recipe,
        drawn,
        shown,
        chosen,
        year if year.isdigit() else "",
        meanings(expansions, chosen["form"]),
        places[["id", "sentence", "start", "end"]],
    )


def _sentence(asked: Asked, table: pd.DataFrame) -> str:
    words = asked.words
    here = int((table["explained"] == "here").sum())
    text = words("slogans.answer", speeches=asked.counted.speeches, slogans=len(table), uses=int(table["n"].sum()), here=here)
    dated = table.dropna(subset=["first"])
    if dated.empty:
        return text
    longest = dated.assign(span=dated["last"] - dated["first"]).sort_values(["span", "n"], ascending=False).iloc[0]
    return text + words("slogans.longest", form=quoted(longest["form"]), first=str(longest["first"]), last=str(longest["last"]))


def _meaning_column(asked: Asked, table: pd.DataFrame) -> list[str]:
    known = {"here": "slogans.meaning_here", "elsewhere": "slogans.meaning_elsewhere", "no": "slogans.meaning_no"}
    return [asked.words(known[r.explained], meaning=r.expansion, year=asked.year_name(r.explained_year)) for r in table.itertuples()]


def _all_meanings(asked: Asked, table: pd.DataFrame, expansions: pd.DataFrame) -> list[str]:
    """Return all explanations of each slogan with year and paragraph, for the table that is taken away."""
    told: dict[str, list[str]] = {}
    for row in expansions.itertuples():
        told.setdefault(row.form, []).append(f"{asked.year_name(row.year)} §{row.paragraph}: {'、'.join(row.items)}")
    return ["; ".join(told.get(form, [])) for form in table["form"]]


def _most_telling(table: pd.DataFrame, expansions: pd.DataFrame) -> str:
    """Return the slogan shown when none was clicked: the one explained most often, then the most used."""
    times = table["form"].map(expansions["form"].value_counts()).fillna(0)
    return str(table.assign(times=times).sort_values(["times", "n", "form"], ascending=[False, False, True])["key"].iloc[0])


def _timeline(asked: Asked, table: pd.DataFrame, uses: pd.DataFrame, key: str) -> tuple[Drawn | None, int]:
    words = asked.words
    sizes = queries.sizes(asked.store, asked.ids, "year", asked.lexicon)
    by_year = slogan_years(uses, sizes, asked.counted)
    if by_year.table.empty:
        return None, 0
    present = [int(y) for y in sizes["group"]]
    years = list(range(min(present), max(present) + 1)) if len(present) <= MOST_YEARS else present
    rows = table.sort_values(["speeches", "n"], ascending=False).head(ROWS)
    rows = rows[rows["form"].isin(set(by_year.table["form"]))].sort_values(["first", "n"], ascending=[True, False])
    figure = chart_slogans(
        by_year.table,
        order=list(zip(rows["key"], rows["form"], strict=True)),
        years=years,
        missing=[y for y in missing_altogether(asked.rows, kind_rhythms(asked.store, asked.speeches)) if y in years],
        chosen=key,
        colours=asked.colours,
        labels={"missing": words("figure.missing"), "hover": words("slogans.hover")},
    )
    drawn_table = by_year.table.assign(key=by_year.table["form"].map(slogan_key))
    alt = words("slogans.alt", n=len(rows), first=str(years[0]), last=str(years[-1]))
    return Drawn("slogan_years", figure, drawn_table, YEAR_COLUMNS, words("unit.uses"), alt, by_year.recipe), len(rows)
