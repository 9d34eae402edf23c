"""What was repaired and remarked upon in the whole workspace: each kind with its places and speeches, each repair with a switch for all of them."""

from collections import Counter
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from analysis.corpus.build import manner_of
from analysis.measures.record import by_kind, remark_places, repair_places
from ui import state
from ui.asked import Asked
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.rereading import want

MOST_LINKS = 30
"""Speeches listed for a kind, those with most places first."""


def show_record(asked: Asked) -> None:
    """Draw both lists; a kind's speeches are listed once it is opened."""
    words = asked.words
    repairs, remarks, off = repair_places(asked.speeches), remark_places(asked.speeches), manner_of(asked.store).off
    if repairs.empty and remarks.empty and not off:
        st.markdown(words("manner.none"))
        return
    st.caption(words("manner.about"))
    _show_repairs(asked, repairs, off)
    if len(remarks):
        st.markdown(f"##### {words('manner.remarks')}")
        names, about = words.of("remark"), words.of("remark_about")
        for row in by_kind(remarks).itertuples():
            left, right = st.columns([5, 1.3], vertical_alignment="center")
            left.markdown(words("manner.remark", kind=plain(names.get(row.kind, row.kind)), places=row.places, speeches=row.speeches))
            left.caption(about.get(row.kind, ""))
            with right:
                _show_speeches(asked, remarks[remarks["kind"] == row.kind], key=f"remark_{row.kind}")


def _show_repairs(asked: Asked, places: pd.DataFrame, off: tuple[str, ...]) -> None:
    words, about = asked.words, asked.words.of("repair_about")
    alone = Counter(kind for kinds in asked.speeches["off"] for kind in kinds if kind not in off)
    found = {row.kind: row for row in by_kind(places).itertuples()}
    for kind in [*found, *(kind for kind in (*off, *alone) if kind not in found)]:
        left, right = st.columns([5, 1.3], vertical_alignment="center")
        st.session_state[f"repair_on_{kind}"] = kind not in off
        left.toggle(_repair_label(asked, kind, found, off), key=f"repair_on_{kind}", on_change=_switch, args=(kind,))
        said = [about.get(kind, "")]
        if alone[kind]:
            said.append(words("manner.partly", n=alone[kind]))
        left.caption(" ".join(filter(None, said)))
        if kind in found:
            with right:
                _show_speeches(asked, places[places["kind"] == kind], key=f"repair_{kind}")


def _repair_label(asked: Asked, kind: str, found: Mapping[str, object], off: tuple[str, ...]) -> str:
    words, name = asked.words, plain(asked.words.of("repair").get(kind, kind))
    row = found.get(kind)
    if row is None:
        return words("manner.repair_off" if kind in off else "manner.repair_nowhere", kind=name)
    return words("manner.repair", kind=name, places=row.places, speeches=row.speeches)  # type: ignore[attr-defined]


def _switch(kind: str) -> None:
    off = set(manner_of(store()).off)
    want(off=off - {kind} if st.session_state[f"repair_on_{kind}"] else off | {kind})


def _show_speeches(asked: Asked, places: pd.DataFrame, *, key: str) -> None:
    words = asked.words
    box = st.popover(words("manner.speeches"), key=f"{key}_list", width="stretch", on_change="rerun")
    if not box.open:
        return
    names = asked.speech_names()
    with box:
        for row in places.sort_values("places", ascending=False, kind="stable").head(MOST_LINKS).itertuples():
            label = words("manner.speech", name=plain(names[row.id]), n=row.places)
            st.page_link("ui/pages/read.py", label=label, query_params=state.link(speech=row.id, sentence=None))
        if (more := len(places) - MOST_LINKS) > 0:
            st.caption(words("manner.more", n=more))
