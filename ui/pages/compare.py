import pandas as pd
import streamlit as st

from analysis.charts.comparison import chart_differences
from analysis.charts.layout import chart_strips
from analysis.corpus import build, queries
from analysis.measures.comparison import compare_slogans, compare_words
from analysis.measures.layout import layout
from ui import state
from ui.parts.figure import show_figure, show_footer
from ui.parts.method import show_method
from ui.parts.page import Opened, open_page, quoted, show_answer
from ui.parts.passages import show_passages
from ui.parts.sidebar import speech_labels
from ui.parts.table import show_table
from ui.parts.units import show_unit, with_labels
from ui.parts.word_choice import show_word_choice, tag_names, word_choice

COLUMNS = {"term": "text", "tag_name": "text", "n_a": "int", "n_b": "int", "per_10k_a": "rate", "per_10k_b": "rate", "difference": "rate"}
SLOGAN_COLUMNS = {"form": "text", "status_name": "text", "n_a": "int", "n_b": "int"}
EACH_WAY = 12


def show(page: Opened) -> None:
    words = page.words
    sides = side_options(page)
    if len(sides) < 2:
        st.markdown(words("compare.needs_two"))
        return
    a, b = chosen_sides(page, sides)
    head = st.container()
    show_sides(sides, a, b)
    if a == b:
        st.markdown(words("compare.same"))
        return
    names = {"a": sides[a], "b": sides[b]}
    scopes = {"a": side_ids(page, a), "b": side_ids(page, b)}
    counted = {s: build.count(page.store, ids, page.lexicon) for s, ids in scopes.items()}
    counts = {s: queries.term_counts(page.store, ids, "all", page.lexicon) for s, ids in scopes.items()}
    uses = {s: queries.slogan_uses(page.store, ids) for s, ids in scopes.items()}
    result = compare_words(counts["a"], counts["b"], counted["a"], counted["b"], word_choice())
    table = result.table.assign(key=[state.key_of(t) for t in result.table["term"]], tag_name=tag_names(result.table["tag"]))
    slogans = compare_slogans(uses["a"], uses["b"], counted["a"], counted["b"])
    with head:
        show_answer(answer(page, table, slogans.table, names))
        if kinds_of(page, a) != kinds_of(page, b):
            st.caption(words("compare.kinds_differ"))
    if table.empty:
        return
    drawn = pd.concat([table[table["difference"] > 0].head(EACH_WAY), table[table["difference"] < 0].head(EACH_WAY)]).sort_values(
        "difference", ascending=False
    )
    slogan_table = slogans.table.assign(
        key=[state.key_of("slogan " + form) for form in slogans.table["form"]], status_name=[words(f"compare.{s}") for s in slogans.table["status"]]
    )
    outlines = with_labels(layout(queries.outlines(page.store, [*scopes["a"], *scopes["b"]]), page.counted).table)
    keys = {*table["key"], *slogan_table["key"], *outlines["key"]}
    chosen = page.view.chosen if page.view.chosen in keys else drawn["key"].iloc[0]
    left, right = st.columns([3, 2], gap="large")
    with left:
        labels = {**names, "rate": words("unit.per_10k"), "hover": words("compare.hover")}
        figure = chart_differences(drawn, chosen=chosen, colours=page.colours, labels=labels)
        show_figure(figure, key="compare_words", alt=words("compare.alt", n=len(drawn), **names))
        show_footer(figure, table, result.recipe, name="compare", unit=words("unit.per_10k"), columns=COLUMNS)
    with right:
        show_chosen(page, chosen, table, slogan_table, outlines, scopes, uses, names)
    show_table(table, name="compare", key="compare_table", columns=COLUMNS)
    st.subheader(words("compare.slogans"), anchor=False)
    if slogan_table.empty:
        st.caption(words("compare.no_slogans"))
    else:
        show_table(slogan_table, name="compare_slogans", key="compare_slogans", columns=SLOGAN_COLUMNS)
    show_outlines(page, outlines, scopes, chosen)
    show_method("compare", result.recipe)


def side_options(page: Opened) -> dict[str, str]:
    """Return what can be a side: years (their number) and speeches (their id), each with its name."""
    words = page.words
    years = {str(int(y)): words("compare.year", year=str(int(y))) for y in sorted(page.rows["year"].dropna().unique())}
    return years | {id_: label for id_, label in speech_labels(page.speeches).items() if id_ in set(page.ids)}


def chosen_sides(page: Opened, sides: dict[str, str]) -> tuple[str, str]:
    """Return the sides the view asks for; without them the last year and the latest one before it with the same kinds of speech."""
    years = [s for s in sides if s not in set(page.ids)]
    usual = tuple(s for s in sides if s not in years)[:2]
    if len(years) > 1:
        alike = [y for y in years[:-1] if kinds_of(page, y) == kinds_of(page, years[-1])]
        usual = ((alike or years[:-1])[-1], years[-1])
    return page.view.a if page.view.a in sides else usual[0], page.view.b if page.view.b in sides else usual[1]


def kinds_of(page: Opened, side: str) -> set[str]:
    return set(page.rows.loc[page.rows["id"].isin(side_ids(page, side)), "kind"])


def side_ids(page: Opened, side: str) -> list[str]:
    if side in set(page.ids):
        return [side]
    return list(page.rows.loc[page.rows["year"] == int(side), "id"])


def show_sides(sides: dict[str, str], a: str, b: str) -> None:
    words = state.words()
    first, second, *choices = st.columns([2, 2, 1, 1, 1], vertical_alignment="bottom")
    st.session_state["compare_a"], st.session_state["compare_b"] = a, b
    first.selectbox(words("compare.a"), list(sides), format_func=sides.__getitem__, key="compare_a", on_change=set_sides)
    second.selectbox(words("compare.b"), list(sides), format_func=sides.__getitem__, key="compare_b", on_change=set_sides)
    show_word_choice(choices)


def set_sides() -> None:
    state.change(a=st.session_state["compare_a"], b=st.session_state["compare_b"])


def answer(page: Opened, table: pd.DataFrame, slogans: pd.DataFrame, names: dict[str, str]) -> str:
    from ui.parts.escape import escaped

    words = page.words
    more, less = table[table["difference"] > 0].head(1), table[table["difference"] < 0].head(1)
    status = slogans["status"].value_counts()
    parts = [words("compare.answer", a=escaped(names["a"]), b=escaped(names["b"]))]
    if len(more):
        parts.append(words("compare.more", word=quoted(more["term"].iloc[0]), difference=float(more["difference"].iloc[0])))
    if len(less):
        parts.append(words("compare.less", word=quoted(less["term"].iloc[0]), difference=float(-less["difference"].iloc[0])))
    parts.append(words("compare.lives", **{s: int(status.get(s, 0)) for s in ("kept", "new", "gone")}))
    return "".join(parts)


def show_chosen(
    page: Opened,
    chosen: str,
    table: pd.DataFrame,
    slogans: pd.DataFrame,
    outlines: pd.DataFrame,
    scopes: dict[str, list[str]],
    uses: dict[str, pd.DataFrame],
    names: dict[str, str],
) -> None:
    """Draw what the clicked word, slogan or unit is made of, on both sides."""
    if chosen in set(outlines["key"]):
        show_unit(outlines.loc[outlines["key"] == chosen].iloc[0])
        return
    for side in ("a", "b"):
        if chosen in set(slogans["key"]):
            thing = slogans.loc[slogans["key"] == chosen, "form"].iloc[0]
            found = uses[side].loc[uses[side]["form"] == thing, ["id", "sentence", "start", "end"]]
        else:
            thing = table.loc[table["key"] == chosen, "term"].iloc[0]
            found = queries.term_positions(page.store, scopes[side], thing, page.lexicon)
        show_passages(found, title=page.words("compare.passages", thing=thing, side=names[side]), thing=thing, key=f"compare_{side}_{chosen}")


def show_outlines(page: Opened, outlines: pd.DataFrame, scopes: dict[str, list[str]], chosen: str) -> None:
    from ui.parts.outline_tree import show_tree

    words = page.words
    st.subheader(words("compare.outlines"), anchor=False)
    labels = speech_labels(page.speeches)
    top = outlines[outlines["parent"] == -1]
    rows = [(id_, labels[id_]) for side in ("a", "b") for id_ in dict.fromkeys(scopes[side])]
    rows = list(dict(rows).items())
    figure = chart_strips(
        top,
        rows=[(id_, words("compare.row", n=i + 1, label=label[:4])) for i, (id_, label) in enumerate(rows)],
        by="share",
        chosen=chosen,
        colours=page.colours,
        labels={"axis": words("layout.share"), "missing": "", "hover": words("layout.hover_row")},
        room=70,
    )
    show_figure(figure, key="compare_strips", alt=words("layout.alt_strips", n=len(rows)))
    left, right = st.columns(2, gap="large")
    for place, side in ((left, "a"), (right, "b")):
        with place:
            for id_ in scopes[side]:
                show_tree(outlines[outlines["id"] == id_], labels[id_])


show(open_page("compare"))
