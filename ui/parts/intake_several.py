"""Files, and pasted texts, that seem to hold several speeches: said with their titles; each stays one speech unless a person has it split."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.model import digest
from ui import state
from ui.parts.escape import plain
from ui.parts.intake_lists import FEW, told_titles
from ui.parts.intake_reading import Given, Piece, kept

WHOLE, SPLIT = CHOICES = ("whole", "split")
_HEIGHT = 260


def show_several(given: Given) -> None:
    """Draw the files that hold several speeches, with a choice for each; a change reads that file anew."""
    found = given.several
    if not found:
        return
    if len(found) > FEW:
        _many(found)
    else:
        for piece, titles in found:
            _one(piece, titles)
    st.caption(state.words()("intake.several_help"))


def _one(piece: Piece, titles: tuple[str, ...]) -> None:
    words = state.words()
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.markdown(words("intake.several", name=plain(piece.name), n=len(titles), titles=plain(told_titles(titles))))
    names = {WHOLE: words("intake.several_whole"), SPLIT: words("intake.several_split", n=len(titles))}
    key = f"intake_several_{digest(piece.key)}"
    with right:
        st.segmented_control(
            words("intake.several_choice"),
            CHOICES,
            default=SPLIT if piece.key in kept().split else WHOLE,
            required=True,
            format_func=names.__getitem__,
            key=key,
            label_visibility="collapsed",
            on_change=_choose,
            args=(piece.key, key),
        )


def _choose(piece: str, key: str) -> None:
    if st.session_state[key] == SPLIT:
        kept().split.add(piece)
    else:
        kept().split.discard(piece)


def _many(found: Sequence[tuple[Piece, tuple[str, ...]]]) -> None:
    words, mine = state.words(), kept()
    st.markdown(words("intake.several_head", n=len(found)))
    frame = pd.DataFrame(
        {
            "split": [piece.key in mine.split for piece, _ in found],
            "n": [len(titles) for _, titles in found],
            "name": [piece.name for piece, _ in found],
            "titles": [told_titles(titles) for _, titles in found],
        }
    )
    column = st.column_config
    edited = st.data_editor(
        frame,
        key=f"intake_several_{digest(*(piece.key for piece, _ in found))}",
        hide_index=True,
        disabled=["n", "name", "titles"],
        height=min(_HEIGHT, 3 + 35 * (len(frame) + 1)),
        placeholder="",
        alt=words("table.alt", n=len(frame)),
        column_config={
            "split": column.CheckboxColumn(words("intake.several_tick"), width="small"),
            "n": column.NumberColumn(words("intake.several_n"), width="small"),
            "name": column.TextColumn(words("field.source_name")),
            "titles": column.TextColumn(words("intake.several_titles"), width="large"),
        },
    )
    wanted = {piece.key for (piece, _), split in zip(found, edited["split"], strict=True) if split}
    if wanted != mine.split & {piece.key for piece, _ in found}:
        mine.split.difference_update(piece.key for piece, _ in found)
        mine.split.update(wanted)
        st.rerun()
