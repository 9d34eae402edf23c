"""How deep is it parted, how evenly, and in how many points?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.charts.depth import LONGEST, chart_depth, chart_levels, chart_lists
from analysis.charts.rhythm import short
from analysis.charts.template import said
from analysis.corpus import build, structure_queries
from analysis.measures.balance import levels
from analysis.measures.lists import SORTS, list_lengths, members_of
from analysis.measures.result import Result
from analysis.measures.structure import structure
from ui.answers.drawn import Drawn
from ui.answers.layout import ROWS, speech_rows
from ui.asked import Asked
from ui.selection import newest_id

SHAPES = ("levels", "lists")

COLUMNS = {
    "level": "int",
    "units": "int",
    "han": "int",
    "share": "share",
    "mean_han": "rate",
    "median_han": "rate",
    "balance": "share",
    "why": "text",
}
ALL_COLUMNS = {"title": "text", "year": "year", **COLUMNS}
SPEECH_COLUMNS = {
    "title": "text",
    "year": "year",
    "units": "int",
    "top": "int",
    "deepest": "int",
    "mean_depth": "rate",
    "balance": "share",
    "mean_han": "rate",
    "median_han": "rate",
    "lists": "int",
    "enumerated": "share",
    "why": "text",
}
LIST_COLUMNS = {"members": "int", "lists": "int", "share": "share", "units": "int", "speeches": "int"} | dict.fromkeys(SORTS, "int")

_CELL, _LISTS = re.compile(r"([0-9a-f]{12})(?:-(\d{1,2}))?"), re.compile(r"[nm](\d{1,5})(?:-([a-z]+))?")


@dataclass(frozen=True, slots=True)
class LevelsAnswer:
    """
    The sentence; the grid of all speeches (None for a single one); the levels of one speech (None where it has no unit); what was opened, in words, and its
    units (id, unit, title, year, marker, heading, han, sentence); all speeches in one row each; how many are not drawn.
    """

    sentence: str
    speech: str
    grid: Drawn | None
    levels: Drawn | None
    level: int
    units: pd.DataFrame
    structure: Result
    cut: int


@dataclass(frozen=True, slots=True)
class ListsAnswer:
    """The sentence; of which speech ('' for all of the selection); the columns; what was opened: fewest and most members, sort of marker; and its places."""

    sentence: str
    speech: str
    drawn: Drawn
    fewest: int
    most: int
    sort: str
    positions: pd.DataFrame


def shape_of(asked: Asked) -> str:
    """Return which of SHAPES the view shows."""
    return asked.view.shape if asked.view.shape in SHAPES else SHAPES[0]


# --- levels ------------------------------------------------------------------------------------------------------------------


def answer_levels(asked: Asked) -> LevelsAnswer:
    """Draw the levels of all speeches and of one: that of the clicked cell, else the one chosen, else the newest."""
    units = structure_queries.units(asked.store, asked.ids)
    result = levels(units, asked.counted)
    table = _labelled(asked, result.table)
    cell = _CELL.fullmatch(asked.view.chosen)
    speech = next((i for i in (cell[1] if cell else "", asked.view.of) if i in set(asked.ids)), newest_id(asked.rows))
    one = table[table["id"] == speech]
    level = int(cell[2]) if cell and cell[2] and cell[1] == speech else 1
    if len(one) and level not in set(one["level"]):
        level = int(one["level"].iloc[0])
    of_level = units[(units["id"] == speech) & (units["role"] == "unit") & (units["level"] == level)]
    build_ = structure(units, asked.counted)
    return LevelsAnswer(
        _sentence(asked, build_.table),
        speech,
        _grid(asked, Result(table, result.recipe), f"{speech}-{level}") if asked.counted.speeches > 1 else None,
        _levels(asked, one.reset_index(drop=True), speech, level, units) if len(one) else None,
        level,
        structure_queries.headings(asked.store, of_level),
        Result(_by_speech(asked, build_), build_.recipe, build_.notes),
        max(len(asked.ids) - ROWS, 0),
    )


def _labelled(asked: Asked, table: pd.DataFrame) -> pd.DataFrame:
    words = asked.words
    table = table.merge(asked.rows[["id", "title", "source_name", "year"]], on="id")
    few = words("layout_depth.few_units")
    return table.assign(
        key=table["id"] + "-" + table["level"].astype(str),
        title=table["title"].where(table["title"] != "", table["source_name"]),
        why=[few if balance else "" for balance in table["balance"].isna()],
    )


def _grid(asked: Asked, result: Result, chosen: str) -> Drawn:
    words = asked.words
    rows = speech_rows(asked)[-ROWS:]
    labels = {"level": words("layout.level"), "cell": words("layout_depth.cell"), "missing": words("figure.missing")}
    names, hover, alone = dict(rows), words("layout_depth.hover"), words("layout_depth.hover_alone")
    shown = result.table[result.table["id"].isin(set(names))]
    hovers = [
        (alone if pd.isna(r.balance) else hover).format(
            row=said(names[r.id]), n=r.level, units=f"{r.units:,}", mean=short(r.mean_han), balance=f"{r.balance:.0%}"
        )
        for r in shown.itertuples()
    ]
    figure = chart_depth(shown.assign(hover=hovers), rows=rows, chosen=chosen, colours=asked.colours, labels=labels)
    alt = words("layout_depth.alt_grid", n=asked.counted.speeches)
    return Drawn("layout_depth_all", figure, result.table, ALL_COLUMNS, words("layout_depth.unit"), alt, result.recipe)


def _levels(asked: Asked, table: pd.DataFrame, speech: str, level: int, units: pd.DataFrame) -> Drawn:
    words = asked.words
    recipe = levels(units[units["id"] == speech], build.count(asked.store, [speech], asked.lexicon)).recipe
    table["text"] = [
        words(
            f"layout_depth.{'line_alone' if pd.isna(r.balance) else 'line'}",
            n=r.level,
            units=r.units,
            mean=short(r.mean_han),
            balance=f"{r.balance:.0%}",
        )
        for r in table.itertuples()
    ]
    hover = words("layout_depth.hover_share")
    table["hover"] = [hover.format(n=r.level, share="—" if pd.isna(r.share) else f"{r.share:.1%}", han=f"{r.han:,}") for r in table.itertuples()]
    figure = chart_levels(table, chosen=f"{speech}-{level}", colours=asked.colours, labels={"share": words("layout.share")})
    alt = words("layout_depth.alt_levels", n=len(table))
    return Drawn("layout_depth", figure, table, COLUMNS, words("layout.share"), alt, recipe)


def _by_speech(asked: Asked, found: Result) -> pd.DataFrame:
    """Return each speech in one row, named, with the reasons for what is undefined."""
    words = asked.words
    table = found.table.merge(asked.rows[["id", "title", "source_name", "year"]], on="id")
    reasons = [
        words("layout_depth.no_units") if no_units else words("layout_depth.few_units") if few else words("layout_depth.no_han") if no_han else ""
        for no_units, few, no_han in zip(table["deepest"].isna(), table["balance"].isna(), table["mean_depth"].isna(), strict=True)
    ]
    return table.assign(key=table["id"], title=table["title"].where(table["title"] != "", table["source_name"]), why=reasons)


def _sentence(asked: Asked, table: pd.DataFrame) -> str:
    words, speeches = asked.words, asked.counted.speeches
    held = table.dropna(subset=["deepest"])
    if held.empty:
        return words("layout.nothing", speeches=speeches)
    units, deepest, depth = int(held["units"].sum()), int(held["deepest"].max()), table["mean_depth"].median()
    text = words("layout_depth.answer_one" if speeches == 1 else "layout_depth.answer", speeches=speeches, units=units, deepest=deepest)
    if pd.notna(depth):
        text += words("layout_depth.answer_depth_one" if speeches == 1 else "layout_depth.answer_depth", depth=f"{depth:.1f}")
    balance = held["balance"].dropna()
    if balance.empty:
        return text + words("layout_depth.answer_no_balance")
    low, high, middle = (f"{value:.0%}" for value in (balance.min(), balance.max(), balance.median()))
    return text + words("layout_depth.answer_balance_one" if len(balance) == 1 else "layout_depth.answer_balance", low=low, high=high, median=middle)


# --- lists -------------------------------------------------------------------------------------------------------------------


def answer_lists(asked: Asked) -> ListsAnswer | None:
    """Draw how many members the lists have, of all speeches together or of the one chosen; None where there is no list."""
    words = asked.words
    speech = asked.view.of if asked.view.of in set(asked.ids) else ""
    ids = [speech] if speech else asked.ids
    units = structure_queries.units(asked.store, ids)
    result = list_lengths(units, build.count(asked.store, ids, asked.lexicon) if speech else asked.counted)
    if result.table.empty:
        return None
    table = result.table.assign(key=[f"{'m' if n >= LONGEST else 'n'}{n}" for n in result.table["members"]])
    fewest, most, sort = _opened(asked, table)
    names: dict[str, str] = {sort: words(f"layout_lists.{sort}") for sort in SORTS if table[sort].any()}
    labels = {name: words(f"layout_lists.{name}") for name in ("along", "up", "more", "hover", "hover_more")}
    column = f"n{min(fewest, LONGEST)}"
    figure = chart_lists(table, chosen=f"{column}-{sort}" if sort else column, colours=asked.colours, labels=labels, names=names)
    alt = words("layout_lists.alt", lists=int(table["lists"].sum()))
    drawn = Drawn("layout_lists", figure, table, LIST_COLUMNS, words("layout_lists.unit"), alt, result.recipe)
    members = structure_queries.headings(asked.store, members_of(units, fewest, most, sort))
    return ListsAnswer(_lists_sentence(asked, table, ids), speech, drawn, fewest, most, sort, members[["id", "sentence", "start", "end"]])


def _opened(asked: Asked, table: pd.DataFrame) -> tuple[int, int, str]:
    """Return fewest and most members and the sort of marker of what was clicked: a piece, a column, a row; without a click the most frequent length."""
    longest = int(table["members"].max())
    clicked = _LISTS.fullmatch(asked.view.chosen)
    if clicked and 2 <= int(clicked[1]) <= longest:
        members, sort = int(clicked[1]), clicked[2] if clicked[2] in SORTS else ""
        most = longest if members == LONGEST and asked.view.chosen[0] == "n" else members
        held = table[table["members"].between(members, most)]
        if held[sort or "lists"].sum():
            return members, most, sort
    usual = int(table.loc[table["lists"].idxmax(), "members"])
    return usual, longest if usual == LONGEST else usual, ""


def _lists_sentence(asked: Asked, table: pd.DataFrame, ids: Sequence[str]) -> str:
    words = asked.words
    lists, most = int(table["lists"].sum()), table["lists"].max()
    usual = [str(n) for n in table.loc[table["lists"] == most, "members"]]
    text = words("layout_lists.answer_one" if len(ids) == 1 else "layout_lists.answer", speeches=len(ids), lists=lists)
    tie = "layout_lists.usual_tie" if len(usual) > 1 else "layout_lists.usual"
    text += words(tie, usual=words("list.comma").join(usual), share=f"{most / lists:.0%}")
    of = {n: int(table.loc[table["members"] == n, "lists"].sum()) for n in (3, 5)}
    return text + words("layout_lists.answer_more", three=f"{of[3] / lists:.0%}", five=f"{of[5] / lists:.0%}", longest=int(table["members"].max()))
