"""The selection of speeches: the same on all pages, always saying what is counted; and the language."""

import pandas as pd
import streamlit as st

from analysis.corpus import queries
from analysis.corpus.workspaces import DEFAULT
from analysis.measures.coverage import missing_altogether
from analysis.model import COUNTED_PARTS
from ui import state
from ui.answers.corpus import year_list
from ui.asked import counts_variants, kind_names, kind_rhythms, speech_names
from ui.cache import store
from ui.groups import group_key, own_groups
from ui.parts.escape import plain
from ui.parts.selections import show_saved
from ui.parts.workspaces import open_name
from ui.selection import selected
from ui.words import LANGUAGES

_LANG, _YEARS, _KINDS, _TITLES = "side_lang", "side_years", "side_kinds", "side_titles"


def show_sidebar() -> None:
    """Draw the sidebar; each widget shows the view and changes it in its callback."""
    words = state.words()
    speeches = queries.speeches(store())
    rows = selected(speeches, state.view(), variants=counts_variants(store()))
    if reason := state.refused():
        st.warning(words("workspace.refused", detail=words(f"detail.{reason}")))
    with st.sidebar:
        st.markdown(f"### {words('side.title')}")
        if state.view().workspace != DEFAULT:
            st.caption(words("side.workspace", name=plain(open_name())))
        if len(speeches):
            _show_filters(speeches)
        _show_counted(speeches, rows)
        if len(speeches):
            show_saved(list(rows["id"]))
        st.session_state[_LANG] = state.view().lang
        st.segmented_control(
            words("side.language"),
            LANGUAGES,
            format_func=_language_name,
            key=_LANG,
            required=True,
            on_change=_set_language,
            label_visibility="collapsed",
        )
        st.caption(words("side.theme"))


def _language_name(language: str) -> str:
    return {"zh": "中文", "en": "English"}[language]


def _show_filters(speeches: pd.DataFrame) -> None:
    words, view = state.words(), state.view()
    years = sorted({int(y) for y in speeches["year"].dropna()})
    if len(years) > 1:
        low, high = (view.years[0], view.years[-1]) if view.years else (years[0], years[-1])
        st.session_state[_YEARS] = (min(max(low, years[0]), years[-1]), max(min(high, years[-1]), years[0]))
        st.slider(words("side.years"), years[0], years[-1], key=_YEARS, step=1, format="%d", on_change=_set_years, args=(years[0], years[-1]))
    kinds = list(dict.fromkeys(speeches["kind"]))
    if len(kinds) > 1:
        known = kind_names(store(), words)
        names = {kind: plain(known.get(kind, kind)) for kind in kinds}
        st.session_state[_KINDS] = [k for k in view.kinds if k in kinds]
        st.pills(words("side.kinds"), kinds, selection_mode="multi", format_func=names.__getitem__, key=_KINDS, on_change=_set_kinds)
    _show_own(speeches)
    ids = list(speeches["id"])
    st.session_state[_TITLES] = [i for i in view.speeches if i in ids]
    st.multiselect(
        words("side.titles"),
        ids,
        format_func=speech_names(speeches, words).__getitem__,
        key=_TITLES,
        on_change=_set_titles,
        placeholder=words("side.titles_hint"),
    )


def _show_own(speeches: pd.DataFrame) -> None:
    """A filter for each own column (省份, 届次) that has two values or more."""
    groups, view = own_groups(speeches), state.view()
    for column in dict.fromkeys(group.column for group in groups.values()):
        names = {key: plain(group.value) for key, group in groups.items() if group.column == column}
        if len(names) < 2:
            continue
        key = f"side_{group_key(column, '')}"
        st.session_state[key] = [chosen for chosen in view.own if chosen in names]
        st.multiselect(
            plain(column), list(names), format_func=names.__getitem__, key=key, on_change=_set_own, args=(key, frozenset(names)), placeholder=""
        )


def _set_own(key: str, of_column: frozenset[str]) -> None:
    state.change(own=(*(chosen for chosen in state.view().own if chosen not in of_column), *st.session_state[key]))


def _show_counted(speeches: pd.DataFrame, rows: pd.DataFrame) -> None:
    words = state.words()
    if rows.empty:
        st.caption(words("side.none" if speeches.empty else "side.nothing"))
        return
    gaps = missing_altogether(rows, kind_rhythms(store(), speeches))
    parts = [words("side.counted", speeches=len(rows), han=words.size(int(rows["counted_han"].sum())))]
    if gaps:
        parts.append(words("side.missing", years=year_list(gaps, words)))
    if (counted := store().parts()) != COUNTED_PARTS:
        names = words.of("part")
        parts.append(words("side.parts", parts=words("list.comma").join(names[part] for part in counted)))
    st.caption(words("side.gap").join(parts))


def _set_language() -> None:
    state.change(lang=st.session_state[_LANG])


def _set_years(first: int, last: int) -> None:
    chosen = st.session_state[_YEARS]
    state.change(years=() if chosen == (first, last) else chosen)


def _set_kinds() -> None:
    state.change(kinds=tuple(st.session_state[_KINDS]))


def _set_titles() -> None:
    state.change(speeches=tuple(st.session_state[_TITLES]))
