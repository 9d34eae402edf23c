"""The layout page's levels and lists: how many units stand at each level and how evenly; how many members lists have."""

import math

import pandas as pd
import streamlit as st

from ui import state
from ui.answers.layout_depth import LIST_COLUMNS, SHAPES, SPEECH_COLUMNS, LevelsAnswer, ListsAnswer, answer_levels, answer_lists, shape_of
from ui.asked import Asked
from ui.boundary import boundary
from ui.parts.escape import escaped, plain
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table
from ui.parts.take_away import show_table_away

PAGE = 12
ALL = "all"

_OF, _SHAPE = "layout_depth_of", "layout_depth_shape"


def show_depth(asked: Asked) -> None:
    """Draw it."""
    if shape_of(asked) == "lists":
        _show_lists(asked, answer_lists(asked))
    else:
        _show_levels(asked, answer_levels(asked))


def _show_levels(asked: Asked, found: LevelsAnswer) -> None:
    words = asked.words
    show_answer(found.sentence)
    _show_controls(asked, found.speech, all_of_them=False)
    left, right = pair()
    with left:
        if found.grid is not None:
            show_drawn(found.grid, key="layout_depth_grid")
            if found.cut:
                st.caption(words("layout.cut", n=found.cut))
        if found.levels is not None:
            if found.grid is not None:
                st.subheader(plain(asked.speech_names()[found.speech]), anchor=False)
            show_drawn(found.levels, key=f"layout_depth_{found.speech}")
    with right:
        _show_units(found.units, found.level, f"{found.speech}_{found.level}")
    if found.levels is not None:
        show_table(found.levels.table, name="layout_depth", key=f"layout_depth_table_{found.speech}", columns=found.levels.columns)
    name = "layout_depth_speeches"
    st.subheader(words("layout_depth.speeches"), anchor=False)
    show_table(found.structure.table, name=name, key=name, columns=SPEECH_COLUMNS)
    show_table_away(found.structure.table, found.structure.recipe, name=name, columns=SPEECH_COLUMNS)
    show_method("depth", found.structure.recipe)


def _show_lists(asked: Asked, found: ListsAnswer | None) -> None:
    words = asked.words
    speech = asked.view.of if asked.view.of in asked.ids else ALL
    show_answer(found.sentence if found else words("layout_lists.nothing"))
    _show_controls(asked, speech, all_of_them=True)
    if found is None:
        return
    key = f"{found.speech or ALL}_{found.fewest}_{found.most}_{found.sort}"
    left, right = pair()
    with left:
        show_drawn(found.drawn, key=f"layout_lists_{found.speech}")
    with right:
        title = words("layout_lists.opened" if found.fewest == found.most else "layout_lists.opened_more", n=found.fewest)
        if found.sort:
            title += words("layout_lists.opened_sort", sort=words(f"layout_lists.{found.sort}"))
        show_passages(found.positions, title=title, mark="", key=f"layout_lists_{key}")
    show_table(found.drawn.table, name="layout_lists", key=f"layout_lists_table_{found.speech}", columns=LIST_COLUMNS)
    show_method("lists", found.drawn.recipe)


def _show_controls(asked: Asked, speech: str, *, all_of_them: bool) -> None:
    words = asked.words
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="large")
    names = {ALL: words("layout_lists.all")} | asked.speech_names()
    options = [*([ALL] if all_of_them else []), *asked.ids[::-1]]
    st.session_state[_OF], st.session_state[_SHAPE] = speech, shape_of(asked)
    with left:
        st.selectbox(words("layout_rhythm.of"), options, format_func=names.__getitem__, key=_OF, on_change=_set_of, label_visibility="collapsed")
    with right:
        st.segmented_control(
            words("layout_depth.shape"),
            SHAPES,
            format_func=words.of("layout_depth_shape").__getitem__,
            key=_SHAPE,
            required=True,
            on_change=_set_shape,
            label_visibility="collapsed",
        )


@st.fragment
def _show_units(units: pd.DataFrame, level: int, key: str) -> None:
    """List the units of a level, each a link to where it stands, with its size."""
    with boundary():
        words = state.words()
        st.html(f'<div class="yj-card"><h3>{escaped(words("layout_depth.units", n=level))}</h3></div>')
        st.caption(words("layout_depth.units_size", n=len(units), han=int(units["han"].sum())))
        pages = math.ceil(len(units) / PAGE)
        place = st.container()
        number = st.pagination(pages, key=f"layout_depth_{key}", max_visible_pages=5) if pages > 1 else 1
        with place:
            for unit in units[(number - 1) * PAGE : number * PAGE].itertuples():
                st.html(f'<p class="yj-passage">{escaped(unit.marker + unit.heading)}</p>')
                link = state.link(speech=unit.id, sentence=int(unit.sentence))
                st.page_link("ui/pages/read.py", label=words("layout_depth.unit_size", han=int(unit.han)), query_params=link)


def _set_of() -> None:
    of = st.session_state[_OF]
    state.change(of="" if of == ALL else of, chosen="")


def _set_shape() -> None:
    state.change(shape=st.session_state[_SHAPE], of="", chosen="")
