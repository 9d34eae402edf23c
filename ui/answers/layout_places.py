"""Where in each speech does a word stand?"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analysis.charts.places import MOST_FORMS, chart_places
from analysis.charts.template import said
from analysis.corpus import queries
from analysis.corpus.functions import ensure_functions
from analysis.corpus.place_queries import slogan_counts, slogan_positions, word_counts, word_positions
from analysis.corpus.store import Store
from analysis.corpus.unit_queries import top_units
from analysis.measures.dispersion import word_places
from analysis.model import Counted, Lexicon
from ui.answers.drawn import Drawn, quoted
from ui.answers.layout import ROWS, SIZES, speech_rows, unit_labels
from ui.asked import Asked
from ui.view import key_of, slogan_key

COLUMNS = {"title": "text", "form": "text", "n": "int", "per_10k": "rate", "first": "share", "last": "share", "held": "share", "dp_norm": "index"}

MOST_OPTIONS = 2_000
"""So many words are offered, the most frequent ones; a browser can't hold them all."""

NEAR = 0.004
"""Share of the axis' length within which occurrences lie under one click: about the width of two ticks."""

KEPT = 4
"""Of so many selections counts and places are kept between clicks."""

_AROUND = 14
"""Characters of the text on either side of an occurrence, where the mouse is on it."""


@dataclass(frozen=True, slots=True)
class PlacesAnswer:
    """
    The sentence; what can be followed (id → as it is offered) and how many words there are in all; the ids of what is followed; the figure; how many speeches
    are not drawn; what was opened, in words, the id of what is marked in it, its places, and how many more lie within
    one of these.
    """

    sentence: str
    options: Mapping[str, str]
    words: int
    followed: tuple[str, ...]
    drawn: Drawn
    cut: int
    opened: str
    mark: str
    positions: pd.DataFrame
    nested: int


def answer_places(asked: Asked) -> PlacesAnswer | None:
    """Follow up to three words or slogans through the speeches; None where the selection holds no word to follow."""
    words = asked.words
    offered, total = _offered(asked)
    if offered.empty:
        return None
    ensure_functions(asked.store)
    followed = _followed(asked, offered)
    names = dict(zip(followed["key"], followed["name"], strict=True))
    by = asked.view.shape if asked.view.shape in SIZES else SIZES[0]
    units = top_units(asked.store, asked.ids)
    places, whole = _on_axis(_places(asked, followed), units, by)
    result = word_places(places, units, list(names.values()), asked.counted)
    titles = asked.speech_names()
    form_keys = {name: key for key, name in names.items()}
    ids, forms = result.table["id"].tolist(), result.table["form"].tolist()
    table = result.table.assign(title=[titles[id_] for id_ in ids], key=[f"{id_}-w{form_keys[form]}" for id_, form in zip(ids, forms, strict=True)])
    rows = speech_rows(asked)[-ROWS:]
    drawn_ids = [id_ for id_, _ in rows if id_]
    bands = units[units["id"].isin(drawn_ids)]
    bands = bands.assign(key=[f"{id_}-{unit}" for id_, unit in zip(bands["id"], bands["unit"], strict=True)], label=unit_labels(bands, words))
    ticks = places[places["id"].isin(drawn_ids)]
    ticks = ticks.assign(key=[f"{id_}_{start}" for id_, start in zip(ticks["id"], ticks["start"], strict=True)])
    figure = chart_places(
        bands,
        ticks.assign(hover=_hovers(asked, ticks, bands, dict(rows))),
        rows=rows,
        forms=list(names.values()),
        by=by,
        chosen=asked.view.chosen,
        colours=asked.colours,
        labels={"axis": words(f"layout.{by}"), "missing": words("figure.missing"), "unit": words("layout_places.hover_unit")},
    )
    alt = words("layout_places.alt", forms=words("list.comma").join(names.values()), n=asked.counted.speeches)
    opened, mark, positions, nested = _opened(asked, places, units, names, titles, NEAR * whole)
    return PlacesAnswer(
        _sentence(asked, dict(zip(followed["name"], followed["form"], strict=True)), places, units),
        dict(zip(offered["key"], offered["label"], strict=True)),
        total,
        tuple(names),
        Drawn("layout_places", figure, table, COLUMNS, words("layout_places.unit"), alt, result.recipe),
        max(asked.counted.speeches - ROWS, 0),
        opened,
        mark,
        positions,
        nested,
    )


def _offered(asked: Asked) -> tuple[pd.DataFrame, int]:
    """
    Return what can be followed, the most frequent first, and how many words of the selection there are.

    Columns: key, form, slogan (whether it is one), n, explained, name (as printed), label (as offered). What the view asks for is among them, though it
    may be rare, or absent from the selection.
    """
    words, wanted = asked.words, _wanted(asked.view.of)
    counts = _counts(asked.store, asked.counted, asked.lexicon)
    keys = counts["term"].map(key_of)
    shown = asked.choice.keeps(counts)
    kept = (shown & (shown.cumsum() <= MOST_OPTIONS)) | keys.isin(wanted)
    terms = counts.loc[kept, ["term", "n"]].set_axis(["form", "n"], axis=1).assign(key=keys[kept], slogan=False, explained=0)
    slogans = slogan_counts(asked.store, asked.ids)
    slogans = slogans.assign(key=slogans["form"].map(slogan_key), slogan=True)
    table = pd.concat([part for part in (terms, slogans) if len(part)] or [terms])
    if len(table) and not set(wanted) <= set(table["key"]):
        table = pd.concat([table, _absent(asked, set(wanted) - set(table["key"]))])
    table = table.sort_values(["n", "slogan", "form"], ascending=[False, False, True], ignore_index=True)
    in_quotes, option = words("layout_places.slogan"), words("layout_places.option")
    forms, slogan, n = (table[column].tolist() for column in ("form", "slogan", "n"))
    names = [in_quotes.format(form=form) if is_one else form for form, is_one in zip(forms, slogan, strict=True)]
    labels = [option.format(name=name, n=f"{uses:,}") for name, uses in zip(names, n, strict=True)]
    return table.assign(name=names, label=labels), int(shown.sum())


def _absent(asked: Asked, wanted: Collection[str]) -> pd.DataFrame:
    """Return the rows of what is asked for and does not stand in the selection, though it does elsewhere in the workspace."""
    elsewhere = list(asked.speeches["id"])
    words, slogans = word_counts(asked.store, elsewhere, asked.lexicon)["term"], slogan_counts(asked.store, elsewhere)["form"]
    found = [
        (key, form, is_one, 0, 0)
        for is_one, forms, id_of in ((False, words, key_of), (True, slogans, slogan_key))
        for form in forms
        if (key := id_of(form)) in wanted
    ]
    return pd.DataFrame(found, columns=["key", "form", "slogan", "n", "explained"])


def _wanted(of: str) -> list[str]:
    """Return the ids that stand in `view.of` one after the other, eight characters each."""
    return list(dict.fromkeys(of[i : i + 8] for i in range(0, len(of), 8)))[:MOST_FORMS]


def _followed(asked: Asked, offered: pd.DataFrame) -> pd.DataFrame:
    """Return the rows followed, in the order they were chosen; without a choice the slogan explained most often, then the most used; without slogans the first word."""
    by_key = offered.set_index("key", drop=False)
    wanted = [key for key in _wanted(asked.view.of) if key in by_key.index]
    if wanted:
        return by_key.loc[wanted]
    slogans = offered[offered["slogan"]].sort_values(["explained", "n", "form"], ascending=[False, False, True])
    return (slogans if len(slogans) else offered).head(1)


def _places(asked: Asked, followed: pd.DataFrame) -> pd.DataFrame:
    """Return every occurrence of what is followed, `form` as it is printed."""
    found = []
    for is_slogan, of_sort in followed.groupby("slogan"):
        names = dict(zip(of_sort["form"], of_sort["name"], strict=True))
        positions = _positions_of(asked.store, asked.counted, asked.lexicon, tuple(names), bool(is_slogan))
        found.append(positions.assign(form=positions["form"].map(names)))
    return pd.concat(found, ignore_index=True)


@lru_cache(maxsize=KEPT)
def _counts(store: Store, counted: Counted, lexicon: Lexicon) -> pd.DataFrame:
    """Return `word_counts`, kept: every click asks for them again, and *counted* is another one as soon as anything that changes them has changed."""
    return word_counts(store, counted.ids, lexicon)


@lru_cache(maxsize=KEPT)
def _positions_of(store: Store, counted: Counted, lexicon: Lexicon, forms: tuple[str, ...], slogans: bool) -> pd.DataFrame:
    """Return `slogan_positions` or `word_positions`, kept as `_counts` are."""
    return slogan_positions(store, counted.ids, forms) if slogans else word_positions(store, counted.ids, forms, lexicon)


def _on_axis(places: pd.DataFrame, units: pd.DataFrame, by: str) -> tuple[pd.DataFrame, float]:
    """Return the places with share (of the speech before them) and at (on the axis), and how long the axis is."""
    whole = units.drop_duplicates("id").set_index("id")["whole"].astype(float)
    share = places["before"] / places["id"].map(whole)
    return places.assign(share=share, at=share if by == "share" else places["before"]), 1.0 if by == "share" else float(whole.max())


def _hovers(asked: Asked, places: pd.DataFrame, units: pd.DataFrame, rows: Mapping[str, str]) -> list[str]:
    texts = queries.texts(asked.store, list(places["id"].unique()))
    named = dict(zip(units["key"], units["label"], strict=True))
    hover = asked.words("layout_places.hover")
    result = []
    for id_, form, unit, start, end, share in places[["id", "form", "unit", "start", "end", "share"]].itertuples(index=False, name=None):
        text = texts[id_]
        around = "".join(text[max(start - _AROUND, 0) : end + _AROUND].split())
        result.append(
            hover.format(form=said(form), row=said(rows[id_]), place=f"{share:.0%}", unit=said(named[f"{id_}-{unit}"]), around=said(around))
        )
    return result


def _opened(
    asked: Asked, places: pd.DataFrame, units: pd.DataFrame, names: Mapping[str, str], titles: Mapping[str, str], near: float
) -> tuple[str, str, pd.DataFrame, int]:
    """
    Return what was clicked in words, the id of what is marked in its passages, and the places (`_positions`).

    A tick (`speech_start`) opens with those at most *near* it on the axis; a unit (`speech-unit`), a row of the table (`speech-wform`) and a speech with
    all they hold; anything else is all there is.
    """
    words, ids = asked.words, asked.ids
    id_ = re.split("[_-]", asked.view.chosen, maxsplit=1)[0]
    at, rest = asked.view.chosen[len(id_) :][:1], asked.view.chosen[len(id_) + 1 :]
    first = next(iter(names))
    if id_ not in titles or id_ not in ids:
        return words("layout_places.all"), first, *_positions(places, ids)
    here = places[places["id"] == id_]
    if at == "_" and len(tick := here[here["start"].astype(str) == rest]):
        one = tick.iloc[0]
        where = words("layout_places.at", title=titles[id_], place=f"{one['share']:.0%}")
        key = next(key for key, name in names.items() if name == one["form"])
        return where, key, *_positions(here[(here["at"] - one["at"]).abs() <= near], ids)
    if at == "-" and len(unit := units[(units["id"] == id_) & (units["unit"].astype(str) == rest)]):
        where = words("layout_places.within", title=titles[id_], unit=next(iter(unit_labels(unit, words))))
        return where, first, *_positions(here[here["unit"] == unit["unit"].iloc[0]], ids)
    key = rest.removeprefix("w")
    return titles[id_], key if key in names else first, *_positions(here[here["form"] == names[key]] if key in names else here, ids)


def _positions(places: pd.DataFrame, ids: Sequence[str]) -> tuple[pd.DataFrame, int]:
    """Return places as passages take them, and how many are left out since they lie within another one (a word within a slogan): a mark can't hold a mark."""
    order = dict(zip(ids, range(len(ids)), strict=True))
    table = places.assign(order=places["id"].map(order)).sort_values(["order", "start", "end"], ascending=[True, True, False])
    reached = table.groupby("id", sort=False)["end"].cummax().groupby(table["id"], sort=False).shift(fill_value=0)
    within = table["start"] < reached
    return table.loc[~within, ["id", "sentence", "start", "end"]].reset_index(drop=True), int(within.sum())


def _sentence(asked: Asked, forms: Mapping[str, str], places: pd.DataFrame, units: pd.DataFrame) -> str:
    """Say of each word (as printed → its form) in how many speeches it stands, how often, and whether early or late; of the first one also what holds most of it."""
    words = asked.words
    text = "layout_places.answer" if asked.counted.speeches > 1 else "layout_places.answer_one"
    parts = []
    for name, form in forms.items():
        of_form = places[places["form"] == name]
        if of_form.empty:
            parts.append(words("layout_places.absent", form=quoted(form)))
            continue
        median = float(of_form["share"].median())
        where = words(f"layout_places.{'early' if median < 1 / 3 else 'late' if median > 2 / 3 else 'middle'}")
        held, n = of_form["id"].nunique(), len(of_form)
        parts.append(words(text, form=quoted(form), speeches=asked.counted.speeches, held=held, n=n, median=f"{median:.0%}", where=where))
        if name == next(iter(forms)):
            parts.append(_most(asked, of_form, units))
    return "".join(parts)


def _most(asked: Asked, places: pd.DataFrame, units: pd.DataFrame) -> str:
    """Say which unit of a single speech (or how many alike), or which function of units, holds most of a word, and its share of the counted text."""
    words, share = asked.words, units["counted_han"] / units["counted_han"].sum()
    if asked.counted.speeches == 1:
        most = places["unit"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
        if (alike := int((most == most.iloc[0]).sum())) > 1:
            return words("layout_places.most_tie", n=alike, share=f"{most.iloc[0] / len(places):.0%}")
        unit = units["unit"] == most.index[0]
        label, size = quoted(next(iter(unit_labels(units[unit], words)))), f"{share[unit].sum():.0%}"
        return words("layout_places.most_unit", unit=label, share=f"{most.iloc[0] / len(places):.0%}", size=size)
    held = places.merge(units[["id", "unit", "function"]], on=["id", "unit"])
    most = held["function"].value_counts()
    kind = str(most.index[0])
    size = f"{share[units['function'] == kind].sum():.0%}"
    function = words(f"function.{kind or 'undecided'}")
    return words("layout_places.most", function=function, share=f"{most.iloc[0] / len(held):.0%}", size=size)
