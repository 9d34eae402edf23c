import pandas as pd
import streamlit as st

from analysis.charts.coverage import chart_coverage
from analysis.corpus import build
from analysis.measures.coverage import coverage
from analysis.measures.result import missing_years
from ui import state
from ui.parts.figure import show_figure, show_footer
from ui.parts.intake import show_intake
from ui.parts.kinds import kind_label
from ui.parts.method import show_method
from ui.parts.page import Opened, open_page, show_answer
from ui.parts.speech_grid import show_grid

COLUMNS = {"kind_name": "text", "year": "year", "speeches": "int", "han": "int"}


def show(page: Opened) -> None:
    words = page.words
    if page.speeches.empty:
        st.markdown(words("page.corpus.empty"))
    else:
        show_answer(answer(page))
    show_intake(page)
    if page.speeches.empty:
        st.button(words("empty.sample"), on_click=load_sample, type="primary")
        return
    show_coverage(page)
    show_grid(page)
    show_method("corpus", page.counted.recipe("corpus", {}))


def answer(page: Opened) -> str:
    words = page.words
    years = sorted({int(y) for y in page.rows["year"].dropna()})
    text = words("corpus.answer", speeches=page.counted.speeches, han=words.size(page.counted.han), tokens=words.size(page.counted.words))
    if years:
        text += words("corpus.years", first=str(years[0]), last=str(years[-1]))
    if gaps := missing_years(years):
        text += words("corpus.missing", years=words("list.comma").join(map(str, gaps)))
    return text + words("list.stop")


def show_coverage(page: Opened) -> None:
    words = page.words
    result = coverage(page.rows, page.counted)
    if result.table.empty:
        return
    table = result.table.assign(
        key=[f"{k}-{y}" for k, y in zip(result.table["kind"], result.table["year"], strict=True)],
        kind_name=[kind_label(k) for k in result.table["kind"]],
    )
    years = sorted(set(table["year"]))
    missing = missing_years(years)
    left, right = st.columns([3, 2], gap="large")
    with left:
        figure = chart_coverage(
            table,
            years=sorted([*years, *missing]),
            missing=missing,
            chosen=page.view.chosen,
            colours=page.colours,
            labels={"missing": words("figure.missing"), "hover": words("corpus.hover")},
        )
        show_figure(figure, key="corpus_coverage", alt=words("corpus.alt", n=page.counted.speeches))
        show_footer(figure, table, result.recipe, name="coverage", unit=words("unit.speeches"), columns=COLUMNS)
    with right:
        show_cell(page, table)


def show_cell(page: Opened, table: pd.DataFrame) -> None:
    """List the speeches behind the clicked square, each a link to the reading page."""
    cell = table[table["key"] == page.view.chosen]
    rows = page.rows
    if len(cell):
        rows = rows[(rows["kind"] == cell["kind"].iloc[0]) & (rows["year"] == cell["year"].iloc[0])]
    st.caption(page.words("corpus.behind" if len(cell) else "corpus.latest"))
    from ui.parts.escape import plain
    from ui.parts.sidebar import speech_labels

    labels = speech_labels(rows)
    for id_ in list(rows["id"])[-5:] if cell.empty else rows["id"]:
        st.page_link("ui/pages/read.py", label=plain(labels[id_]), query_params=state.link(speech=id_, sentence=None))


def load_sample() -> None:
    from ui.cache import store

    build.import_sample(store(), state.lexicon())


show(open_page("corpus"))
