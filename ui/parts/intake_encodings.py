"""Files whose encoding was a matter of likelihood: how sure it is, how the text begins when read so, and another choice by hand."""

import pandas as pd
import streamlit as st

from analysis.model import digest
from analysis.reading.encodings import ENCODINGS
from ui import state
from ui.parts.intake_reading import Given, Kept, Piece, Read, kept
from ui.parts.reading_facts import encoding_name

_HEIGHT = 260
_CLEAR = 0.3
"""A distance of the two likeliest encodings at which there is nothing to doubt: the list is folded then."""
_BY_NAME = {encoding_name(encoding): encoding for encoding in ENCODINGS}


def show_encodings(given: Given) -> None:
    """Draw the files whose encoding may be another; a change reads the file anew."""
    words, mine = state.words(), kept()
    rows = [(piece, read) for piece, read in given.pieces if read.margin is not None or read.undecoded or piece.key in mine.encodings]
    if not rows:
        return
    doubtful = any(read.margin is None or read.margin.score - read.margin.other_score < _CLEAR for _, read in rows)
    with st.expander(words("intake.encodings", n=len(rows)), expanded=doubtful, key="intake_encodings_open"):
        _show_choices(mine, rows)


def _show_choices(mine: Kept, rows: list[tuple[Piece, Read]]) -> None:
    words = state.words()
    st.caption(words("intake.encodings_help"))
    frame = pd.DataFrame(
        {
            "name": [piece.name for piece, _ in rows],
            "encoding": [_shown(mine, piece, read) for piece, read in rows],
            "margin": [_margin(read) for _, read in rows],
            "beginning": [read.beginning for _, read in rows],
        }
    )
    column = st.column_config
    edited = st.data_editor(
        frame,
        key=f"intake_encodings_{digest(*(piece.key for piece, _ in rows))}",
        hide_index=True,
        disabled=["name", "margin", "beginning"],
        height=min(_HEIGHT, 3 + 35 * (len(rows) + 1)),
        placeholder="",
        alt=words("table.alt", n=len(rows)),
        column_config={
            "name": column.TextColumn(words("field.source_name")),
            "encoding": column.SelectboxColumn(words("intake.encoding"), options=list(_BY_NAME), help=words("intake.encoding_help")),
            "margin": column.TextColumn(words("intake.margin"), help=words("intake.margin_help")),
            "beginning": column.TextColumn(words("intake.beginning"), width="large"),
        },
    )
    chosen = {
        piece.key: _BY_NAME[new]
        for (piece, _), old, new in zip(rows, frame["encoding"], edited["encoding"], strict=True)
        if new in _BY_NAME and new != old
    }
    if chosen:
        mine.encodings |= chosen
        st.rerun()


def _shown(mine: Kept, piece: Piece, read: Read) -> str | None:
    if piece.key in mine.encodings:
        return encoding_name(mine.encodings[piece.key])
    if read.preview is None and read.reading.speeches:
        return encoding_name(read.reading.speeches[0].encoding)
    return encoding_name(read.margin.encoding) if read.margin else None


def _margin(read: Read) -> str:
    """GB18030 .97, Big5 .41; the shares of common characters."""
    words = state.words()
    if read.margin is None:
        return words("intake.margin_none")
    pairs = [(read.margin.encoding, read.margin.score), *([(read.margin.other, read.margin.other_score)] if read.margin.other else [])]
    return words("list.comma").join(f"{encoding_name(encoding)} {score:.2f}".replace(" 0.", " .") for encoding, score in pairs)
