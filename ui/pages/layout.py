import pandas as pd
import streamlit as st

from analysis.charts.layout import chart_icicle, chart_strips
from analysis.corpus import queries
from analysis.measures.layout import depth, layout
from analysis.measures.result import missing_years
from ui import state
from ui.parts.figure import show_figure, show_footer
from ui.parts.method import show_method
from ui.parts.page import Opened, open_page, quoted, show_answer
from ui.parts.sidebar import speech_labels
from ui.parts.table import show_table
from ui.parts.units import show_unit, with_labels

COLUMNS = {"level": "int", "label": "text", "style_name": "text", "han": "int", "share": "share"}
SIZES = ("share", "han")


def show(page: Opened) -> None:
    words = page.words
    result = layout(queries.outlines(page.store, page.ids), page.counted)
    table = with_labels(result.table)
    unit = chosen_unit(page, table)
    one = table[table["id"] == unit["id"]]
    show_answer(answer(page, table))
    many = page.counted.speeches > 1
    left, right = st.columns([3, 2], gap="large")
    with left:
        if many:
            by = show_size()
            figure = strips(page, table, unit["key"], by)
            show_figure(figure, key="layout_strips", alt=words("layout.alt_strips", n=page.counted.speeches))
            show_footer(
                figure, table, result.recipe, name="layout_all", unit=words(f"layout.{by}"), columns={"title": "text", "year": "year", **COLUMNS}
            )
        st.subheader(speech_labels(page.speeches)[unit["id"]], anchor=False)
        labels = {"share": words("layout.share"), "level": words("layout.level"), "hover": words("layout.hover")}
        figure = chart_icicle(one, chosen=unit["key"], colours=page.colours, labels=labels)
        show_figure(figure, key=f"layout_tree_{unit['id']}", alt=words("layout.alt_tree", n=len(one)))
        show_footer(figure, one, result.recipe, name="layout", unit=words("layout.share"), columns=COLUMNS)
    with right:
        show_unit(unit)
    show_table(one, name="layout", key=f"layout_table_{unit['id']}", columns=COLUMNS)
    show_method("layout", result.recipe)


def chosen_unit(page: Opened, table: pd.DataFrame) -> "pd.Series[object]":
    """Return the clicked unit; without one, the largest top unit of the newest speech."""
    if page.view.chosen in set(table["key"]):
        return table.loc[table["key"] == page.view.chosen].iloc[0]
    newest = table[table["id"] == table["id"].iloc[-1]]
    return newest.sort_values(["level", "share"], key=lambda s: s.replace(0, 99) if s.name == "level" else -s).iloc[0]


def answer(page: Opened, table: pd.DataFrame) -> str:
    words = page.words
    shape = depth(table)
    if shape.empty:
        return words("layout.nothing", speeches=page.counted.speeches)
    if page.counted.speeches == 1:
        largest = table[(table["level"] == 1) & (table["role"] == "unit")].sort_values("share").iloc[-1]
        return words(
            "layout.answer_one",
            units=int(shape["units"].iloc[0]),
            deepest=int(shape["deepest"].iloc[0]),
            unit=quoted(largest["label"]),
            share=f"{largest['share']:.0%}",
        )
    without = page.counted.speeches - len(shape)
    usual = int(shape["units"].mode().iloc[0])
    same = int((shape["units"] == usual).sum())
    return words(
        "layout.answer",
        speeches=page.counted.speeches,
        low=int(shape["units"].min()),
        high=int(shape["units"].max()),
        usual=usual,
        same=same,
        deepest=int(shape["deepest"].max()),
    ) + (words("layout.without", n=without) if without else "")


def show_size() -> str:
    words = state.words()
    by = state.view().shape if state.view().shape in SIZES else "share"
    st.session_state["layout_size"] = by
    st.segmented_control(
        words("layout.size"),
        SIZES,
        format_func=words.of("layout_size").__getitem__,
        key="layout_size",
        required=True,
        on_change=set_size,
        label_visibility="collapsed",
    )
    return by


def set_size() -> None:
    state.change(shape=st.session_state["layout_size"])


def strips(page: Opened, table: pd.DataFrame, chosen: str, by: str) -> object:
    words = page.words
    top = table[table["parent"] == -1]
    return chart_strips(
        top,
        rows=strip_rows(page.rows),
        by=by,
        chosen=chosen,
        colours=page.colours,
        labels={"axis": words(f"layout.{by}"), "missing": words("figure.missing"), "hover": words("layout.hover_row")},
    )


def strip_rows(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Return (speech id, label) oldest first, with a row of its own for each missing year."""
    from ui.parts.kinds import kind_label

    labelled = [
        (99999 if pd.isna(r.year) else int(r.year), r.id, f"{state.words()('side.no_year') if pd.isna(r.year) else int(r.year)} {kind_label(r.kind)}")
        for r in rows.itertuples()
    ]
    gaps = [(y, "", str(y)) for y in missing_years([int(y) for y in rows["year"].dropna()])]
    seen: dict[str, int] = {}
    result = []
    for _, id_, label in sorted(labelled + gaps, key=lambda row: row[0]):
        seen[label] = seen.get(label, 0) + 1
        result.append((id_, label if seen[label] == 1 else f"{label} {seen[label]}"))
    return result


show(open_page("layout"))
