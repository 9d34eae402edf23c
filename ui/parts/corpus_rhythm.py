"""The rhythm of each kind: how it was found, which years are missing by it, and a choice to set it by hand."""

import streamlit as st

from analysis.measures.coverage import IRREGULAR, missing_by_kind, rhythm
from ui.answers.corpus import KIND_COLUMNS, CorpusAnswer, rhythm_name, rhythm_reason, year_list
from ui.asked import Asked
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.take_away import show_table_away

AUTO = -1
CHOICES = (AUTO, 1, 2, 3, 4, 5, 10, IRREGULAR)


def show_rhythms(asked: Asked, found: CorpusAnswer) -> None:
    """Draw a line for each kind selected, with its choice of interval."""
    words = asked.words
    st.caption(words("rhythm.about"))
    kept, gone = store().get_meta("rhythm") or {}, missing_by_kind(asked.rows, found.rhythms)
    for row in found.kinds.table.itertuples():
        left, right = st.columns([3, 1.6], vertical_alignment="center")
        said = words("rhythm.kind", kind=plain(row.kind_name), speeches=row.speeches, reason=rhythm_reason(found.rhythms[row.kind], words))
        if years := gone.get(row.kind):
            said += words("rhythm.missing", years=year_list(years, words))
        left.markdown(said)
        own = [int(y) for y in asked.speeches.loc[asked.speeches["kind"] == row.kind, "year"].dropna()]
        labels = {every: rhythm_name(every, words) for every in CHOICES if every != AUTO}
        labels[AUTO] = words("rhythm.auto", rhythm=rhythm_name(rhythm(own).every, words))
        key = f"rhythm_{row.kind}"
        chosen = kept.get(row.kind, AUTO)
        st.session_state[key] = chosen if chosen in CHOICES else AUTO
        right.selectbox(
            words("rhythm.choose", kind=plain(row.kind_name)),
            CHOICES,
            format_func=labels.__getitem__,
            key=key,
            on_change=_set,
            args=(row.kind,),
            label_visibility="collapsed",
        )
    show_table_away(found.kinds.table, found.kinds.recipe, name="kinds", columns=KIND_COLUMNS)


def _set(kind: str) -> None:
    chosen = st.session_state[f"rhythm_{kind}"]
    store().change_meta("rhythm", lambda kept: {k: v for k, v in kept.items() if k != kind} | ({} if chosen == AUTO else {kind: chosen}))
