"""
The grid of metadata, the same for new speeches and for stored ones: what was found of each, how surely, and where; corrected cell by cell or by pasting.

Dates and years are cells of text, since a spreadsheet hands over what it shows (2012年3月5日, 2012/3/5): they are read by the reader of dates. Own columns
(省份, 届次) are columns like the others, by the name `own:` and theirs.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.corpus.store import Store
from analysis.model import Speech, digest
from analysis.reading.metadata_dates import lone_year
from analysis.reading.metadata_given import OWN, day_of
from analysis.reading.metadata_lines import line_of
from ui import state
from ui.asked import kind_names
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.kinds import kind_id
from ui.words import Words

FIELDS = ("title", "date", "year", "speaker", "office", "venue", "occasion", "kind_name", "subtitle")
"""What can be corrected, in the order of the columns; own columns follow."""

TOLD = ("chars", "repairs", "remarks", "evidence", "source_name")
"""What is only told."""

_TEXTS = ("title", "speaker", "office", "venue", "occasion", "subtitle")
_LONGEST = {"title": 300, "subtitle": 300, "speaker": 60, "office": 120, "venue": 200, "occasion": 200, "kind_name": 40, "date": 40, "year": 20}
_OWN_COLUMNS = "own_columns"
_NAME, _VALUE = 30, 200  # characters of an own column's name and of its cells
_HEIGHT = 520


def rows_of(speeches: Sequence[Speech]) -> pd.DataFrame:
    """Return speeches that are not stored yet as `corpus.queries.speeches` returns stored ones, as far as the grid needs it."""
    columns = ("title", "subtitle", "date", "year", "speaker", "office", "venue", "occasion", "kind")
    return pd.DataFrame(
        {
            "id": [s.id for s in speeches],
            **{name: pd.Series([getattr(s.metadata, name) for s in speeches], dtype=object) for name in columns},
            **{name: [json.dumps(dict(getattr(s.metadata, name))) for s in speeches] for name in ("own", "evidence", "confidence")},
            "repairs": [json.dumps([(r.kind, [0] * len(r.edits)) for r in s.repairs]) for s in speeches],
            "remarks": [json.dumps([(r.kind, r.count) for r in s.remarks]) for s in speeches],
            "chars": [len(s.text) for s in speeches],
            "source_name": [s.source_name for s in speeches],
        }
    )


def metadata_frame(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the grid's columns of speeches: id, marked, FIELDS, own columns as `own:` and their name, TOLD."""
    words, kinds = state.words(), kind_names(store(), state.words())
    own = [json.loads(cells) for cells in rows["own"]]
    frame: dict[str, Any] = {"id": rows["id"].to_numpy(), "marked": False}
    for field in FIELDS:
        match field:
            case "date":
                frame[field] = ["" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in rows["date"]]
            case "year":
                frame[field] = ["" if pd.isna(year) else str(int(year)) for year in rows["year"]]
            case "kind_name":
                frame[field] = [kinds.get(kind, kind) for kind in rows["kind"]]
            case _:
                frame[field] = rows[field].to_numpy()
    for name in own_columns(store(), own):
        frame[OWN + name] = [cells.get(name, "") for cells in own]
    frame["chars"] = rows["chars"].to_numpy()
    repairs, remarks = words.of("repair"), words.of("remark")
    frame["repairs"] = [_counted(((kind, len(edits)) for kind, edits in json.loads(found)), repairs) for found in rows["repairs"]]
    frame["remarks"] = [_counted(((kind, n) for kind, n, *_ in json.loads(found)), remarks) for found in rows["remarks"]]
    frame["evidence"] = _evidence(rows, words)
    frame["source_name"] = rows["source_name"].to_numpy()
    return pd.DataFrame(frame, index=pd.RangeIndex(len(rows)))


def _counted(found: Iterable[tuple[str, int]], names: Mapping[str, str]) -> str:
    """零宽字符 3 · 句中断行 41."""
    return " · ".join(f"{names.get(kind, kind)} {n:,}" for kind, n in found if n)


def _evidence(rows: pd.DataFrame, words: Words) -> list[str]:
    """Say for each speech what was found where and how surely: 标题（明确）：在全市重点工作推进会上的讲话；…"""
    names, degrees = words.of("field"), words.of("confidence")
    said, join = words("confidence.said"), words("confidence.join")
    return [
        join.join(said.format(field=names.get(f, f), sure=degrees[sure.get(f, "sure")], line=line) for f, line in found.items())
        for found, sure in zip(map(json.loads, rows["evidence"]), map(json.loads, rows["confidence"]), strict=True)
    ]


def show_metadata(frame: pd.DataFrame, *, key: str, selectable: bool) -> pd.DataFrame:
    """Draw the grid and return it as edited. Edits are kept by the place of their row, so other speeches, or another order, are another grid."""
    words = state.words()
    column = st.column_config
    own = [name for name in frame if name.startswith(OWN)]
    told = [name for name in TOLD if name not in {"repairs", "remarks"} or frame.get(name, pd.Series(dtype=str)).any()]
    fields = {
        name: column.TextColumn(words(f"field.{name}"), max_chars=_LONGEST[name]) for name in FIELDS if name not in {"title", "kind_name", "venue"}
    }
    return st.data_editor(
        frame,
        key=f"{key}_{digest(*frame['id'], '', *own)}",
        hide_index=True,
        column_order=[*(["marked"] if selectable else []), *FIELDS, *own, *told],
        disabled=TOLD,
        height=min(_HEIGHT, 3 + 35 * (len(frame) + 1)),
        placeholder="",
        alt=words("grid.alt", n=len(frame)),
        column_config={
            **fields,
            **{name: column.TextColumn(name.removeprefix(OWN), max_chars=_VALUE) for name in own},
            "marked": column.CheckboxColumn(words("field.marked"), width="small"),
            "title": column.TextColumn(words("field.title"), width="large", max_chars=_LONGEST["title"]),
            "venue": column.TextColumn(words("field.venue"), help=words("field.venue_help"), max_chars=_LONGEST["venue"]),
            "kind_name": column.TextColumn(words("field.kind"), help=words("field.kind_help"), max_chars=_LONGEST["kind_name"]),
            "chars": column.NumberColumn(words("field.chars"), format="localized"),
            "repairs": column.TextColumn(words("field.repairs"), help=words("field.repairs_help")),
            "remarks": column.TextColumn(words("field.remarks"), help=words("field.remarks_help")),
            "evidence": column.TextColumn(words("field.evidence"), help=words("field.evidence_help"), width="large"),
            "source_name": column.TextColumn(words("field.source_name")),
        },
    )


def changes_of(before: pd.DataFrame, after: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return speech id → the fields a person changed, as the store takes them; a date or year that is none changes nothing."""
    changes: dict[str, dict[str, Any]] = {}
    own = [name for name in before if name.startswith(OWN)]
    for old, new in zip(before.to_dict("records"), after.to_dict("records"), strict=True):
        changed: dict[str, Any] = {f: _cell(new[f]) for f in _TEXTS if _cell(old[f]) != _cell(new[f])}
        for field, read in (("date", day_in), ("year", year_in)):
            said = _cell(new[field])
            if said != _cell(old[field]) and (not said or read(said) is not None):
                changed[field] = read(said)
        if changed.get("date") and "year" not in changed:
            changed["year"] = changed["date"].year
        if _cell(old["kind_name"]) != _cell(new["kind_name"]):
            changed["kind"] = kind_id(_cell(new["kind_name"]))
        if any(_cell(old[name]) != _cell(new[name]) for name in own):
            changed["own"] = {name.removeprefix(OWN): _cell(new[name]) for name in own if _cell(new[name])}
        if changed:
            changes[old["id"]] = changed
    return changes


def lost(before: pd.DataFrame, after: pd.DataFrame) -> list[str]:
    """Return what was typed for a date or a year and is none; the old ones are kept."""
    found: list[str] = []
    for field, read in (("date", day_in), ("year", year_in)):
        for old, new in zip(before[field], after[field], strict=True):
            said = _cell(new)
            if said and said != _cell(old) and read(said) is None:
                found.append(said)
    return found


def day_in(said: str) -> Any:
    """Return the day a cell says (2012-03-05, 2012/3/5, 2012年3月5日, 20120305), or None."""
    return day_of(said)[1]


def year_in(said: str) -> int | None:
    """Return the year a cell says (2012, 2012年), or None."""
    return lone_year(line_of(said).plain)


def _cell(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()


# --- own columns -------------------------------------------------------------------------------------------------------------


def own_columns(kept: Store, filled: Iterable[Mapping[str, str]]) -> list[str]:
    """Return the names of the own columns: those added by hand, in their order, and those that any of *filled* has a value in."""
    added = kept.get_meta(_OWN_COLUMNS) or {}
    return list(dict.fromkeys([*added, *(name for cells in filled for name, value in cells.items() if value)]))


def show_add_column(place: DeltaGenerator, *, key: str) -> None:
    """Offer to add an own column to the grids, and to take away those added by hand."""
    words = state.words()
    with place.popover(words("own.button"), width="stretch", help=words("own.help")):
        with st.form(f"{key}_own_form", clear_on_submit=True, border=False):
            st.text_input(words("own.name"), key=f"{key}_own_name", max_chars=_NAME, placeholder=words("own.hint"))
            st.form_submit_button(words("own.add"), on_click=_add_column, args=(f"{key}_own_name",), type="primary")
        for name in store().get_meta(_OWN_COLUMNS) or {}:
            st.button(words("own.drop", name=plain(name)), key=f"{key}_own_drop_{digest(name)}", on_click=_drop_column, args=(name,), type="tertiary")


def _add_column(key: str) -> None:
    name = " ".join(str(st.session_state.get(key) or "").split())
    if name and name.isprintable():
        store().merge_meta(_OWN_COLUMNS, {name: ""})


def _drop_column(name: str) -> None:
    """Take an own column off the list; where speeches have a value in it, it goes on being shown."""
    store().change_meta(_OWN_COLUMNS, lambda added: {other: "" for other in added if other != name})
