"""Which themes get room? The user's own dictionary, year by year."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.annotation.functions import KINDS
from analysis.charts.attention import chart_attention
from analysis.charts.functions import function_looks
from analysis.charts.looks import Look, chosen_look
from analysis.charts.template import said
from analysis.charts.themes import chart_themes
from analysis.corpus.functions import ensure_functions
from analysis.corpus.theme_corpus import theme_corpus
from analysis.corpus.themes import Theme, kept_themes, themes_hash
from analysis.measures.coverage import missing_altogether
from analysis.measures.theme_attention import NONE, theme_forms
from analysis.model import Recipe
from ui.answers.drawn import Drawn, quoted
from ui.answers.layout_themes_found import OTHERS, STACKED, Found
from ui.asked import Asked, kind_rhythms
from ui.view import key_of

SHAPES = ("each", "stack")
"""Forms of the chart: a row for each theme, or all themes stacked."""

TABLES = ("theme", "year", "speech", "function", "forms")
"""What a row of the table is; the first is the usual one."""

ROWS = 30
"""Themes drawn a row each, those with most room; the table has them all."""

MOST_YEARS = 40
"""Above so many years with speeches only those with speeches are drawn."""

_COUNTS = {"uses": "int", "sentences": "int", "speeches": "int", "han": "int", "share": "share", "named": "share"}
_COLUMNS = {
    "theme": {"theme_name": "text", **_COUNTS},
    "year": {"year": "year", "theme_name": "text", **_COUNTS},
    "speech": {"title": "text", "year": "year", "theme_name": "text", **{c: k for c, k in _COUNTS.items() if c != "speeches"}},
    "function": {"function_name": "text", "theme_name": "text", **_COUNTS},
    "forms": {"theme_name": "text", "form": "text", "kind_name": "text", "uses": "int", "speeches": "int"},
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What was clicked: its name, its uses (id, sentence, start, end), its forms with their uses, and those of its forms that the selection never has."""

    key: str
    title: str
    positions: pd.DataFrame
    forms: tuple[tuple[str, int], ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemesAnswer:
    """
    The sentence; the years drawn (None where no speech has one) in one of SHAPES, with how many themes are pooled or left out there; the table of one
    of TABLES; what was clicked.
    """

    sentence: str
    drawn: Drawn | None
    shape: str
    not_drawn: int
    by: str
    table: pd.DataFrame
    columns: dict[str, str]
    fields: dict[str, str]
    recipe: Recipe
    opened: Opened
    undated: int


def answer_themes(asked: Asked) -> ThemesAnswer | None:
    """Share out the selection's counted characters among the workspace's themes; None where there are no themes or no characters."""
    themes = kept_themes(asked.store)
    if not themes or not asked.counted.han:
        return None
    by = asked.view.of if asked.view.of in TABLES else TABLES[0]
    group = asked.view.chosen.rpartition("-")[0]
    if by == "function" or group in asked.words.of("function"):
        ensure_functions(asked.store)
    found = Found(asked, theme_corpus(asked.store, asked.ids, themes, asked.lexicon))
    opened = _open(found)
    shape = asked.view.shape if asked.view.shape in SHAPES else SHAPES[0] if len(themes) > STACKED else SHAPES[1]
    drawn = _drawn(found, shape, opened.key) if found.present else None
    table, recipe, fields = _table(found, by)
    columns = _COLUMNS[by] | (dict.fromkeys(("first", "last", "change"), "share") if "change" in table else {})
    limit = STACKED if shape == "stack" else ROWS
    undated = int(asked.rows["year"].isna().sum())
    return ThemesAnswer(_sentence(found), drawn, shape, max(len(themes) - limit, 0), by, table, columns, fields, recipe, opened, undated)


# --- what was clicked --------------------------------------------------------------------------------------------------------


def _open(found: Found) -> Opened:
    words, asked = found.asked.words, found.asked
    group, _, theme = asked.view.chosen.rpartition("-")
    if theme not in found.names or (theme == OTHERS and not found.pooled.forms):
        group = found.last
        theme = found.most(group)
    meant = found.pooled if theme == OTHERS else next((t for t in found.themes if t.id == theme), Theme(""))
    places = found.corpus.unnamed().assign(form="") if theme == NONE else found.corpus.places([meant])
    met = set(places["form"].unique())
    never = () if theme == OTHERS else tuple(form for form in meant.forms if form not in met)
    kept, named = _within(found, places, group)
    title = words("layout_themes.piece", group=named, theme=found.names[theme]) if named else found.names[theme]
    positions = places[kept]
    forms = () if theme == NONE else tuple((str(form), int(n)) for form, n in positions["form"].value_counts().items())
    return Opened(f"{group}-{theme}" if named else theme, title, positions[["id", "sentence", "start", "end"]], forms, never)


def _within(found: Found, places: pd.DataFrame, group: str) -> tuple["pd.Series[bool]", str]:
    """Return which places lie in a group, and its name; nothing is its name where there is no such group."""
    words, sentences = found.asked.words, found.corpus.sentences
    everywhere = pd.Series(data=True, index=places.index)
    functions = words.of("function")
    if group in found.present:
        return pd.Series(sentences["year"].to_numpy()[places["row"]] == int(group), index=places.index), words("layout_themes.year", year=group)
    if group in functions:
        return pd.Series(sentences["function"].astype(str).to_numpy()[places["row"]] == group, index=places.index), functions[group]
    if group in set(found.asked.ids):
        return places["id"] == group, found.asked.speech_names()[group]
    form = next((f for t in found.themes for f in t.forms if key_of(f) == group), "")
    if form and "form" in places:
        return places["form"] == form, words("layout_themes.form", form=form)
    return everywhere, ""


# --- figure ------------------------------------------------------------------------------------------------------------------


def _drawn(found: Found, shape: str, chosen: str) -> Drawn:
    asked, words = found.asked, found.asked.words
    present = [int(year) for year in found.present]
    axis = list(range(min(present), max(present) + 1)) if len(present) <= MOST_YEARS else present
    missing = [year for year in missing_altogether(asked.rows, kind_rhythms(asked.store, asked.speeches)) if year in axis]
    draw = _stack if shape == "stack" else _rows
    figure = draw(found, [str(year) for year in axis], [str(year) for year in missing], chosen)
    table = found.years.table.assign(year=found.years.table["group"].astype(int))
    alt = words("layout_themes.alt", n=len(found.themes), first=str(axis[0]), last=str(axis[-1]))
    return Drawn("layout_themes", figure, table, _COLUMNS["year"], words("layout_themes.axis"), alt, found.years.recipe)


def _rows(found: Found, groups: list[str], missing: list[str], chosen: str) -> go.Figure:
    words = found.asked.words
    table = found.years.table
    hover, none = words("layout_themes.hover"), words("layout_themes.hover_none")
    lines = [
        none.format(group=r.group, share=f"{r.share:.1%}", n=f"{r.sentences:,}")
        if r.theme == NONE
        else hover.format(group=r.group, label=said(r.theme_name), share=f"{r.share:.1%}", n=f"{r.uses:,}")
        for r in table.itertuples()
    ]
    return chart_themes(
        table.assign(hover=lines),
        order=[(theme, found.names[theme]) for theme in [*found.order[:ROWS], NONE]],
        groups=groups,
        missing=missing,
        faint=NONE,
        chosen=chosen,
        colours=found.asked.colours,
        labels={"missing": words("figure.missing"), "scale": words("layout_themes.scale")},
    )


def _stack(found: Found, groups: list[str], missing: list[str], chosen: str) -> go.Figure:
    words, asked = found.asked.words, found.asked
    looks = dict(zip(found.order, list(function_looks(asked.colours).values())[:STACKED], strict=False))
    table = found.years.table[found.years.table["theme"] != NONE]
    shown = table.assign(part=table["theme"], label=table["theme_name"], n=table["uses"])
    if len(found.themes) > STACKED:
        rest = shown[~shown["part"].isin(looks)].groupby("group", as_index=False)["share"].sum()
        places = found.corpus.places([found.pooled])
        years = pd.Series(found.corpus.sentences["year"].to_numpy()[places["row"]]).dropna().astype(int).astype(str)
        n = rest["group"].map(years.value_counts()).fillna(0).astype(int)
        shown = pd.concat([shown[shown["part"].isin(looks)], rest.assign(part=OTHERS, label=found.names[OTHERS], n=n)], ignore_index=True)
        looks[OTHERS] = Look(asked.colours.faint, asked.colours.text, edge=asked.colours.plain)
    if chosen in looks:
        looks[chosen] = chosen_look(asked.colours)
    return chart_attention(
        shown,
        groups=groups,
        missing=missing,
        looks=looks,
        chosen=chosen,
        colours=asked.colours,
        labels={"axis": words("layout_themes.axis"), "missing": words("figure.missing"), "hover": words("layout_themes.hover")},
    )


# --- tables ------------------------------------------------------------------------------------------------------------------


def _table(found: Found, by: str) -> tuple[pd.DataFrame, Recipe, dict[str, str]]:
    asked = found.asked
    if by == "forms":
        return *_forms(found), {}
    if by == "theme":
        table = found.whole.table.set_index("theme").loc[[*found.order, NONE]].reset_index()
        if len(found.present) < 2:
            return table, found.whole.recipe, {}
        first, last = found.present[0], found.present[-1]
        ends = found.by_year.loc[table["theme"]]
        table = table.assign(first=ends[first].to_numpy(), last=ends[last].to_numpy())
        return table.assign(change=table["last"] - table["first"]), found.whole.recipe, {"first": first, "last": last}
    if by == "year":
        return found.years.table.assign(year=found.years.table["group"].astype(int)), found.years.recipe, {}
    result = found.attention("speech" if by == "speech" else "function")
    if by == "speech":
        about = asked.rows.assign(title=asked.rows["title"].where(asked.rows["title"] != "", asked.rows["source_name"])).set_index("id")
        places = {id_: place for place, id_ in enumerate(asked.ids)}
        table = result.table.sort_values("group", key=lambda ids: ids.map(places), kind="stable")
        return table.assign(title=table["group"].map(about["title"]), year=table["group"].map(about["year"])), result.recipe, {}
    order = {kind: place for place, kind in enumerate(KINDS)}
    table = result.table.dropna(subset=["share"]).sort_values("group", key=lambda kinds: kinds.map(order).fillna(len(order)), kind="stable")
    return table.assign(function_name=table["group"].map(asked.words.of("function"))), result.recipe, {}


def _forms(found: Found) -> tuple[pd.DataFrame, Recipe]:
    kinds = found.asked.words.of("theme_kind")
    rows = [(theme.id, theme.kind(form), form) for theme in found.themes for form in theme.forms]
    dictionary = pd.DataFrame(rows, columns=["theme", "kind", "form"])
    places = found.corpus.places(found.themes)
    ids = pd.Series([theme.id for theme in found.themes], dtype=object)
    result = theme_forms(
        places.assign(theme=ids.reindex(places["theme"]).to_numpy()), dictionary, found.asked.counted, themes=themes_hash(found.themes)
    )
    table = result.table.assign(
        theme_name=result.table["theme"].map(found.names),
        kind_name=result.table["kind"].map(kinds),
        key=[f"{key_of(form)}-{theme}" for form, theme in zip(result.table["form"], result.table["theme"], strict=True)],
    )
    return table, result.recipe


# --- the sentence ------------------------------------------------------------------------------------------------------------


def _sentence(found: Found) -> str:
    words, speeches = found.asked.words, found.asked.counted.speeches
    whole = found.whole.table.set_index("theme")["share"]
    if found.most() == NONE:
        return words("layout_themes.nothing", speeches=speeches)
    none = f"{whole[NONE]:.0%}"
    if not found.present:
        most = found.most()
        return words("layout_themes.answer_undated", speeches=speeches, theme=quoted(found.names[most]), share=f"{whole[most]:.0%}", none=none)
    shares = found.by_year.drop(index=NONE)
    first, last, top = found.present[0], found.last, found.most(found.last)
    if top == NONE:
        text = words("layout_themes.answer_none", year=last)
    else:
        text = words("layout_themes.answer", year=last, theme=quoted(found.names[top]), share=f"{shares.loc[top, last]:.0%}")
    if len(found.present) > 1:
        change = shares[last] - shares[first]
        risen = change.idxmax()
        if change[risen] > 0:
            ends = {"before": f"{shares.loc[risen, first]:.0%}", "after": f"{shares.loc[risen, last]:.0%}"}
            text += words("layout_themes.risen", first=first, theme=quoted(found.names[str(risen)]), **ends)
        else:
            text += words("layout_themes.none_risen", first=first)
    return text + words("layout_themes.unnamed", speeches=speeches, none=none)
