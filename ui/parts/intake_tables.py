"""Tables with a speech a row: their first rows, and which column holds what; the guess is filled in and a person corrects it."""

import pandas as pd
import streamlit as st

from analysis.model import digest
from analysis.reading.tables import Columns, Preview
from ui import state
from ui.parts.escape import plain
from ui.parts.intake_reading import Given, Piece, kept, tables

MAPPED = ("text", "title", "date", "year", "speaker", "office", "venue", "occasion", "kind", "subtitle")
_ACROSS = 5
_CELL = 60  # characters of a cell in the preview


def show_tables(given: Given) -> None:
    """Draw a form for each kind of table that was given; tables with the same columns are one kind."""
    for preview, pieces in tables(given):
        _show_form(preview, pieces)


def _show_form(preview: Preview, pieces: list[Piece]) -> None:
    words = state.words()
    key = f"intake_columns_{digest(*preview.columns)}"
    now = kept().columns.get(preview.columns) or preview.guess
    names = plain(words("list.comma").join(piece.name for piece in pieces[:3]))
    label = (
        words("intake.table", name=names, files=len(pieces), rows=preview.n_rows)
        if len(pieces) == 1
        else words("intake.tables", name=names, files=len(pieces))
    )
    with st.expander(label, expanded=preview.guess is None, key=f"{key}_open"):
        if preview.left_out:
            st.caption(words("intake.sheets_left_out", names=plain(words("list.comma").join(preview.left_out))))
        cut = [[cell if len(cell) <= _CELL else cell[:_CELL] + "…" for cell in row] for row in preview.rows]
        st.dataframe(
            pd.DataFrame(cut, columns=list(preview.columns)), hide_index=True, key=f"{key}_preview", alt=words("intake.preview"), height="content"
        )
        with st.form(f"{key}_form", border=False):
            for start in range(0, len(MAPPED), _ACROSS):
                for field, place in zip(MAPPED[start : start + _ACROSS], st.columns(_ACROSS), strict=True):
                    told = getattr(now, field) if now else ""
                    place.selectbox(
                        words(f"field.{field}"),
                        list(preview.columns),
                        index=preview.columns.index(told) if told in preview.columns else None,
                        key=f"{key}_{field}",
                        placeholder=words("intake.no_column"),
                    )
            st.multiselect(
                words("intake.own_columns"),
                list(preview.columns),
                default=[column for column in now.own if column in preview.columns] if now else [],
                key=f"{key}_own",
                help=words("intake.own_columns_help"),
                placeholder=words("intake.no_column"),
            )
            st.form_submit_button(words("intake.read_so"), on_click=_choose, args=(key, preview.columns))


def _choose(key: str, columns: tuple[str, ...]) -> None:
    """Take what the form says; without a column of text nothing changes."""
    said = {field: st.session_state.get(f"{key}_{field}") or "" for field in MAPPED}
    own = tuple(column for column in st.session_state.get(f"{key}_own") or () if column not in said.values())
    if said["text"]:
        kept().columns[columns] = Columns(**said, own=own)
