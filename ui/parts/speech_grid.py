"""The grid of speeches: what is known of each, corrected in place; delete with undo, and back to the sample."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.corpus import queries
from analysis.model import digest
from ui import state
from ui.asked import Asked, kind_names
from ui.cache import store
from ui.parts.kinds import kind_id
from ui.parts.page import load_sample

FIELDS = ("title", "date", "year", "speaker", "venue", "kind_name")


def show_grid(asked: Asked) -> None:
    """Draw all speeches of the workspace with their metadata, and what can be done with them."""
    words = asked.words
    st.subheader(words("grid.title"), anchor=False)
    before = metadata_frame(asked.speeches)
    turn = st.session_state.get("grid_round", 0)
    edited = show_metadata(before, key=f"grid_{turn}", selectable=True)
    changes = changes_of(before, edited)
    if lost(before, edited):
        st.warning(words("grid.kept"))
    if changes:
        for speech_id, change in changes.items():
            store().edit(speech_id, change)
        st.session_state["grid_round"] = turn + 1
        st.rerun()
    marked = list(edited.loc[edited["marked"], "id"])
    left, middle, right, _ = st.columns([1.2, 1.2, 1.4, 2], vertical_alignment="center")
    left.button(words("grid.delete", n=len(marked)), disabled=not marked, on_click=_delete, args=(marked,), width="stretch")
    show_undo(middle)
    right.button(words("grid.sample"), on_click=load_sample, width="stretch", help=words("grid.sample_help"))


def show_undo(place: DeltaGenerator) -> None:
    """Offer to bring back what was deleted last; again and again, back to the first deletion of the workspace."""
    if gone := queries.last_deleted(store()):
        place.button(state.words()("grid.undo", n=len(gone)), on_click=_undo, args=(gone,), width="stretch")


def metadata_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the editable columns of speeches: id, marked, the fields, chars, source_name, evidence in words."""
    names, kinds = state.words().of("field"), kind_names(store(), state.words())
    return pd.DataFrame(
        {
            "id": rows["id"],
            "marked": False,
            "title": rows["title"],
            "date": pd.to_datetime(rows["date"]).dt.date,
            "year": rows["year"].astype("Int64"),
            "speaker": rows["speaker"],
            "venue": rows["venue"],
            "kind_name": [kinds.get(k, k) for k in rows["kind"]],
            "chars": rows["chars"],
            "evidence": [_evidence(e, names) for e in rows["evidence"]],
            "source_name": rows["source_name"],
        }
    ).reset_index(drop=True)


def _evidence(found: object, names: Mapping[str, str]) -> str:
    lines: dict[str, str] = json.loads(found) if isinstance(found, str) else dict(found)  # type: ignore[call-overload]
    return "；".join(f"{names.get(field, field)}：{line}" for field, line in lines.items())


def show_metadata(frame: pd.DataFrame, *, key: str, selectable: bool) -> pd.DataFrame:
    """Draw the grid and return it as edited. Edits are kept by the place of their row, so other speeches, or another order, are another grid."""
    words = state.words()
    column = st.column_config
    order = [*(["marked"] if selectable else []), *FIELDS, "chars", "evidence", "source_name"]
    return st.data_editor(
        frame,
        key=f"{key}_{digest(*frame['id'])}",
        hide_index=True,
        column_order=order,
        disabled=["chars", "evidence", "source_name"],
        height=min(520, 3 + 35 * (len(frame) + 1)),
        placeholder="",
        alt=words("grid.alt", n=len(frame)),
        column_config={
            "marked": column.CheckboxColumn(words("field.marked"), width="small"),
            "title": column.TextColumn(words("field.title"), width="large", max_chars=300),
            "date": column.DateColumn(words("field.date"), format="YYYY-MM-DD"),
            "year": column.NumberColumn(words("field.year"), format="%d", min_value=1900, max_value=2100, step=1),
            "speaker": column.TextColumn(words("field.speaker"), max_chars=60),
            "venue": column.TextColumn(words("field.venue"), max_chars=200),
            "kind_name": column.TextColumn(words("field.kind"), help=words("field.kind_help"), max_chars=40),
            "chars": column.NumberColumn(words("field.chars"), format="localized"),
            "evidence": column.TextColumn(words("field.evidence"), help=words("field.evidence_help"), width="large"),
            "source_name": column.TextColumn(words("field.source_name")),
        },
    )


def changes_of(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return speech id → the fields a person changed, as the store takes them."""
    changes: dict[str, dict[str, Any]] = {}
    for old, new in zip(before.to_dict("records"), after.to_dict("records"), strict=True):
        changed = {field: _value(new[field]) for field in FIELDS if _value(old[field]) != _value(new[field])}
        for field in ("date", "year"):
            if field in changed and changed[field] is None:
                del changed[field]  # what was typed is no date or year; the grid makes it empty, and the old one is kept
        if "date" in changed and "year" not in changed:
            changed["year"] = changed["date"].year
        if "kind_name" in changed:
            changed["kind"] = kind_id(changed.pop("kind_name") or "")
        for field in ("title", "speaker", "venue"):
            if field in changed:
                changed[field] = changed[field] or ""
        if changed:
            changes[old["id"]] = changed
    return changes


def lost(before: pd.DataFrame, after: pd.DataFrame) -> bool:
    """Whether a date or year was made empty: then what was typed is none, and the old one is kept."""
    return any(bool((before[field].notna() & after[field].isna()).any()) for field in ("date", "year"))


def _value(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def _delete(ids: list[str]) -> None:
    store().set_deleted(ids, deleted=True)
    st.session_state["grid_round"] = st.session_state.get("grid_round", 0) + 1


def _undo(ids: list[str]) -> None:
    store().set_deleted(ids, deleted=False)
