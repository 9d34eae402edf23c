"""What is room given to? The functions of units, year by year."""

from dataclasses import dataclass

import pandas as pd

from analysis.charts.attention import chart_attention
from analysis.charts.functions import function_looks
from analysis.corpus.functions import ensure_functions
from analysis.corpus.unit_queries import finest_units, top_units
from analysis.measures.attention import Sharing, attention, parts_of
from analysis.measures.coverage import missing_altogether
from analysis.measures.result import Result
from analysis.model import FRAME, UNDECIDED, Recipe
from ui.answers.drawn import Drawn, quoted
from ui.answers.layout import unit_keys, unit_labels
from ui.asked import Asked, kind_rhythms
from ui.parts.escape import escaped

COLUMNS = {"year": "year", "function_name": "text", "units": "int", "han": "int", "share": "share"}

SHARINGS: tuple[Sharing, ...] = ("finest", "top")
"""Among which units characters are shared out; the first is the usual way."""

MOST_UNDECIDED = 0.3
"""A year of which more is undecided is not compared with another."""

MOST_YEARS = 40
"""Above so many years with speeches only those with speeches are drawn."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was clicked, a year's function or a speech: its name, and its units, the largest first: key, id, unit, year, title, label, han, share (of the year, or the speech)."""

    title: str
    units: pd.DataFrame

    @property
    def han(self) -> int:
        """Counted Han characters of its units."""
        return int(self.units["han"].sum())


@dataclass(frozen=True, slots=True)
class AttentionAnswer:
    """The sentence; the years drawn (None where no speech has one); each speech's shares, a column a function; the piece that was clicked."""

    sentence: str
    drawn: Drawn | None
    speeches: pd.DataFrame
    speech_columns: dict[str, str]
    speech_recipe: Recipe
    piece: Piece
    undated: int


def answer_attention(asked: Asked) -> AttentionAnswer | None:
    """Share out the selection's counted characters among the functions of units; None where there are none."""
    if not asked.counted.han:
        return None
    ensure_functions(asked.store)
    sharing = sharing_of(asked)
    units = (finest_units if sharing == "finest" else top_units)(asked.store, asked.ids)
    units = units.assign(part=parts_of(units), han=units["counted_han"])
    years, speeches = attention(units, asked.counted, "year", sharing), attention(units, asked.counted, "id", sharing)
    names = asked.words.of("function")
    table = years.table.assign(
        group=years.table["year"].astype(str),
        key=years.table["year"].astype(str) + "-" + years.table["part"],
        function_name=years.table["part"].map(names),
    )
    wide, columns = _wide(asked, speeches.table)
    chosen = _chosen(asked, table, wide)
    drawn = _drawn(asked, Result(table, years.recipe), chosen) if table["share"].notna().any() else None
    return AttentionAnswer(
        _sentence(asked, units, years.table),
        drawn,
        wide,
        columns,
        speeches.recipe,
        _piece(asked, units, chosen),
        int(asked.rows["year"].isna().sum()),
    )


def sharing_of(asked: Asked) -> Sharing:
    """Return among which units the view shares out characters."""
    return next((sharing for sharing in SHARINGS if sharing == asked.view.shape), SHARINGS[0])


def _chosen(asked: Asked, table: pd.DataFrame, speeches: pd.DataFrame) -> str:
    """Return what was clicked, a piece or a speech; without a click the largest piece of the last year, else the last speech."""
    if asked.view.chosen in {*table["key"], *speeches["key"]}:
        return asked.view.chosen
    measured = table.dropna(subset=["share"])
    if measured.empty:
        return str(speeches["key"].iloc[-1])
    last = measured[measured["year"] == measured["year"].max()]
    return str(last.loc[last["han"].idxmax(), "key"])


def _piece(asked: Asked, units: pd.DataFrame, chosen: str) -> Piece:
    year, _, part = chosen.partition("-")
    if part:
        group = units[(units["year"] == int(year)).fillna(value=False).astype(bool)]
        rows = group[group["part"] == part]
        title = asked.words("layout_attention.piece", year=year, function=asked.words(f"function.{part}"))
    else:
        group = rows = units[units["id"] == chosen]
        title = asked.speech_names()[chosen]
    rows = rows[rows["han"] > 0].sort_values("han", ascending=False, kind="stable")
    return Piece(
        title, rows.assign(key=unit_keys(rows), share=rows["han"] / (group["han"].sum() or float("nan")), label=unit_labels(rows, asked.words))
    )


def _wide(asked: Asked, table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """Return a row a speech with a column a function, and the columns shown."""
    parts = list(dict.fromkeys(table["part"]))
    rows = asked.rows[["id", "title", "source_name", "year"]]
    shares = table.pivot_table(index="id", columns="part", values="share", aggfunc="first", dropna=False).reindex(columns=parts)
    wide = rows.assign(key=rows["id"], title=rows["title"].where(rows["title"] != "", rows["source_name"])).merge(
        shares.assign(han=table.groupby("id")["han"].sum()), left_on="id", right_index=True, how="left"
    )
    return wide, {"title": "text", "year": "year", "han": "int", **dict.fromkeys(parts, "share")}


def _drawn(asked: Asked, years: Result, chosen: str) -> Drawn:
    words, table = asked.words, years.table
    present = [int(year) for year in dict.fromkeys(table["year"])]
    axis = list(range(min(present), max(present) + 1)) if len(present) <= MOST_YEARS else sorted(present)
    missing = [year for year in missing_altogether(asked.rows, kind_rhythms(asked.store, asked.speeches)) if year in axis]
    figure = chart_attention(
        table.assign(label=table["function_name"], n=table["han"]),
        groups=[str(year) for year in axis],
        missing=[str(year) for year in missing],
        looks=function_looks(asked.colours),
        chosen=chosen,
        colours=asked.colours,
        labels={
            "axis": words("layout_attention.axis"),
            "missing": words("figure.missing"),
            "hover": words("layout_attention.hover"),
            "chosen": words("figure.chosen"),
        },
    )
    alt = words("layout_attention.alt", first=str(axis[0]), last=str(axis[-1]))
    return Drawn("layout_attention", figure, table, COLUMNS, words("layout_attention.axis"), alt, years.recipe)


def _sentence(asked: Asked, units: pd.DataFrame, years: pd.DataFrame) -> str:
    words, speeches = asked.words, asked.counted.speeches
    shares = units.groupby("part")["han"].sum() / units["han"].sum()
    decided = shares.drop([UNDECIDED, FRAME], errors="ignore")
    if decided.empty or not decided.max():
        return words("layout_attention.none_decided", speeches=speeches)
    most = str(decided.idxmax())
    said = "layout_attention.answer_one" if speeches == 1 else "layout_attention.answer"
    text = words(said, speeches=speeches, function=quoted(words(f"function.{most}")), share=f"{decided[most]:.0%}")
    text += _moved(asked, years, most)
    undecided = float(shares.get(UNDECIDED, 0.0))
    return text + (words("layout_attention.undecided", share=f"{undecided:.0%}") if undecided else words("layout_attention.all_decided"))


def _moved(asked: Asked, years: pd.DataFrame, part: str) -> str:
    """Say how a part's share moved from the first year to the last, or that too much of them is undecided; and which kinds of speeches only one of them has."""
    words, measured = asked.words, years.dropna(subset=["share"]).sort_values("year", kind="stable")
    first, last = int(measured["year"].min()) if len(measured) else 0, int(measured["year"].max()) if len(measured) else 0
    if first == last:
        return ""
    shares = measured.set_index(["year", "part"])["share"]
    open_ = {year: shares[year, UNDECIDED] for year in (first, last) if shares[year, UNDECIDED] > MOST_UNDECIDED}
    if open_:
        which = words("list.comma").join(
            words("layout_attention.year_undecided", year=str(year), share=f"{share:.0%}") for year, share in open_.items()
        )
        return words("layout_attention.not_compared", years=which) + _kinds_apart(asked, first, last)
    ends = {"first": str(first), "last": str(last), "before": f"{shares[first, part]:.0%}", "after": f"{shares[last, part]:.0%}"}
    return words("layout_attention.moved", **ends) + _kinds_apart(asked, first, last)


def _kinds_apart(asked: Asked, first: int, last: int) -> str:
    """Name, for two years, the kinds of speeches that only the other one has; nothing where both have the same."""
    words, rows = asked.words, asked.rows
    kinds = {year: list(dict.fromkeys(rows.loc[(rows["year"] == year).fillna(value=False), "kind"])) for year in (first, last)}
    lacking = {first: [kind for kind in kinds[last] if kind not in kinds[first]], last: [kind for kind in kinds[first] if kind not in kinds[last]]}
    said = [
        words("layout_attention.lacks", year=str(year), kinds=words("list.comma").join(escaped(asked.kind_name(kind)) for kind in of_year if kind))
        for year, of_year in lacking.items()
        if any(of_year)
    ]
    return words("layout_attention.kinds_apart", lacks=words("list.comma").join(said)) if said else ""
