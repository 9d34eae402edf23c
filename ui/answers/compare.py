"""How do two years, or two speeches, differ?"""

from dataclasses import dataclass

import pandas as pd

from analysis.charts.comparison import chart_differences
from analysis.charts.layout import chart_strips
from analysis.corpus import build, queries
from analysis.corpus.functions import ensure_functions
from analysis.measures.comparison import compare_slogans, compare_words
from analysis.measures.layout import layout
from analysis.model import Recipe
from ui.answers.drawn import Drawn, quoted
from ui.answers.layout import labelled
from ui.asked import Asked
from ui.groups import own_groups
from ui.parts.escape import escaped
from ui.view import key_of, slogan_key

COLUMNS = {"term": "text", "tag_name": "text", "n_a": "int", "n_b": "int", "per_10k_a": "rate", "per_10k_b": "rate", "difference": "rate"}
SLOGAN_COLUMNS = {"form": "text", "status_name": "text", "n_a": "int", "n_b": "int"}
EACH_WAY = 12
"""Words drawn that the second side says more, and as many that it says less."""

FULL_WIDTH = 70
"""Characters of a label that a chart over the page's whole width holds."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its name, the ids of its speeches, the kinds they are of, and its counted Han characters."""

    name: str
    ids: tuple[str, ...]
    kinds: frozenset[str]
    han: int


@dataclass(frozen=True, slots=True)
class CompareAnswer:
    """The sentence; both sides; words, slogans and outlines drawn; what was chosen, with its places on both sides or its unit."""

    sentence: str
    a: Side
    b: Side
    recipe: Recipe
    words: Drawn | None
    slogans: pd.DataFrame
    slogan_recipe: Recipe
    outlines: pd.DataFrame
    strips: Drawn
    thing: str
    key: str
    positions: tuple[pd.DataFrame, pd.DataFrame]
    unit: "pd.Series | None"


def side_names(asked: Asked) -> dict[str, str]:
    """Return what can be a side, id → name: the years of the selection, the values of own columns, then its speeches; nothing below two speeches."""
    if len(asked.ids) < 2:
        return {}
    years = {str(int(y)): asked.words("compare.year", year=str(int(y))) for y in sorted(asked.rows["year"].dropna().unique())}
    groups = {key: asked.words("compare.group", column=group.column, value=group.value) for key, group in own_groups(asked.rows).items()}
    names = asked.speech_names()
    return years | groups | {id_: names[id_] for id_ in asked.ids}


def chosen_sides(asked: Asked, sides: dict[str, str]) -> tuple[str, str]:
    """Return the sides the view asks for; without them the last year and the latest one before it with the same kinds of speech."""
    years = [side for side in sides if _is_year(side)]
    usual = tuple(asked.ids[:2])
    if len(years) > 1:
        last = _side(asked, sides, years[-1]).kinds
        alike = [year for year in years[:-1] if _side(asked, sides, year).kinds == last]
        usual = ((alike or years[:-1])[-1], years[-1])
    return asked.view.a if asked.view.a in sides else usual[0], asked.view.b if asked.view.b in sides else usual[1]


def overlap(asked: Asked, sides: dict[str, str], first: str, second: str) -> bool:
    """Whether the sides share a speech: then a text would be compared with itself."""
    return bool(set(_side(asked, sides, first).ids) & set(_side(asked, sides, second).ids))


def answer_compare(asked: Asked, sides: dict[str, str], first: str, second: str) -> CompareAnswer:
    """Set two sides that share no speech (`overlap`) beside one another."""
    a, b = _side(asked, sides, first), _side(asked, sides, second)
    counted = [build.count(asked.store, side.ids, asked.lexicon) for side in (a, b)]
    counts = [queries.term_counts(asked.store, side.ids, "all", asked.lexicon) for side in (a, b)]
    uses = [queries.slogan_uses(asked.store, side.ids) for side in (a, b)]
    found = compare_words(counts[0], counts[1], counted[0], counted[1], asked.choice)
    table = found.table.assign(key=found.table["term"].map(key_of), tag_name=asked.tag_names(found.table["tag"]))
    fates = compare_slogans(uses[0], uses[1], counted[0], counted[1])
    slogans = fates.table
    slogans = slogans.assign(key=[slogan_key(form) for form in slogans["form"]], status_name=[asked.words(f"compare.{s}") for s in slogans["status"]])
    both = build.count(asked.store, [*a.ids, *b.ids], asked.lexicon)
    ensure_functions(asked.store)
    laid = layout(queries.outlines(asked.store, both.ids), both)
    outlines = labelled(laid.table, asked.words)
    ordered = pd.concat([table[table["difference"] > 0].head(EACH_WAY), table[table["difference"] < 0].head(EACH_WAY)])
    ordered = ordered.sort_values("difference", ascending=False)
    keys = {*table["key"], *slogans["key"], *outlines["key"]}
    chosen = asked.view.chosen if asked.view.chosen in keys else (str(ordered["key"].iloc[0]) if len(ordered) else "")
    unit = outlines.loc[outlines["key"] == chosen].iloc[0] if chosen in set(outlines["key"]) else None
    thing, positions = _places(asked, chosen, table, slogans, (a, b), uses)
    return CompareAnswer(
        _sentence(asked, table, slogans, a, b),
        a,
        b,
        found.recipe,
        _draw_words(asked, ordered, table, chosen, a, b, found.recipe) if len(ordered) else None,
        slogans,
        fates.recipe,
        outlines,
        _draw_strips(asked, outlines, chosen, a, b, laid.recipe),
        thing,
        chosen,
        positions,
        unit,
    )


def _is_year(side: str) -> bool:
    return len(side) == 4 and side.isdecimal()


def _side(asked: Asked, sides: dict[str, str], side: str) -> Side:
    if _is_year(side):
        rows = asked.rows[asked.rows["year"] == int(side)]
    else:
        group = own_groups(asked.rows).get(side)
        rows = asked.rows[asked.rows["id"].isin(group.ids if group else (side,))]
    return Side(sides[side], tuple(rows["id"]), frozenset(rows["kind"]), int(rows["counted_han"].sum()))


def _sentence(asked: Asked, table: pd.DataFrame, slogans: pd.DataFrame, a: Side, b: Side) -> str:
    words = asked.words
    more, less = table[table["difference"] > 0].head(1), table[table["difference"] < 0].head(1)
    status = slogans["status"].value_counts()
    parts = [words("compare.answer", a=escaped(a.name), b=escaped(b.name))]
    if len(more):
        parts.append(words("compare.more", word=quoted(more["term"].iloc[0]), difference=float(more["difference"].iloc[0])))
    if len(less):
        parts.append(words("compare.less", word=quoted(less["term"].iloc[0]), difference=float(-less["difference"].iloc[0])))
    parts.append(words("compare.lives", **{s: int(status.get(s, 0)) for s in ("kept", "new", "gone")}))
    return "".join(parts)


def _places(
    asked: Asked, chosen: str, table: pd.DataFrame, slogans: pd.DataFrame, sides: tuple[Side, Side], uses: list[pd.DataFrame]
) -> tuple[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Return what was chosen, a slogan or a word, and where it stands on either side."""
    columns = ["id", "sentence", "start", "end"]
    if chosen in set(slogans["key"]):
        form = str(slogans.loc[slogans["key"] == chosen, "form"].iloc[0])
        first, second = (side.loc[side["form"] == form, columns] for side in uses)
        return form, (first, second)
    if chosen in set(table["key"]):
        term = str(table.loc[table["key"] == chosen, "term"].iloc[0])
        first, second = (queries.term_positions(asked.store, side.ids, term, asked.lexicon) for side in sides)
        return term, (first, second)
    return "", (pd.DataFrame(columns=columns), pd.DataFrame(columns=columns))


def _draw_words(asked: Asked, ordered: pd.DataFrame, table: pd.DataFrame, chosen: str, a: Side, b: Side, recipe: Recipe) -> Drawn:
    words = asked.words
    labels = {"a": a.name, "b": b.name, "rate": words("unit.per_10k"), "hover": words("compare.hover")}
    figure = chart_differences(ordered, chosen=chosen, colours=asked.colours, labels=labels)
    alt = words("compare.alt", n=len(ordered), a=a.name, b=b.name)
    return Drawn("compare", figure, table, COLUMNS, words("unit.per_10k"), alt, recipe, fields={"a": a.name, "b": b.name})


def _draw_strips(asked: Asked, outlines: pd.DataFrame, chosen: str, a: Side, b: Side, recipe: Recipe) -> Drawn:
    words = asked.words
    ids = [*a.ids, *b.ids]
    years = asked.speeches.set_index("id")["year"]
    figure = chart_strips(
        outlines[outlines["parent"] == -1],
        rows=[(id_, words("compare.row", n=i + 1, label=asked.year_name(years[id_]))) for i, id_ in enumerate(ids)],
        by="share",
        chosen=chosen,
        colours=asked.colours,
        labels={"axis": words("layout.share"), "missing": "", "hover": words("layout.hover_row")},
        room=FULL_WIDTH,
    )
    columns = {"title": "text", "year": "year", "level": "int", "label": "text", "style_name": "text", "han": "int", "share": "share"}
    return Drawn("layout_all", figure, outlines, columns, words("layout.share"), words("layout.alt_strips", n=len(ids)), recipe)
