"""Corrections taken along as a file, and brought in from one: of the speech that is looked at, or of all selected ones."""

from collections.abc import Callable, Sequence
from typing import cast

import streamlit as st

from analysis.corpus.corrections import Format, export_corrections, import_corrections
from analysis.corpus.store import Store
from analysis.errors import YanjingError
from analysis.export.names import file_name
from ui import state
from ui.answers.layout_correct import CorrectAnswer
from ui.asked import Asked
from ui.boundary import message
from ui.cache import store

_TYPES: dict[Format, str] = {"csv": "text/csv", "jsonl": "application/jsonl"}
_SCOPE, _FILE, _TURN, _REPORT = "correct_scope", "correct_file", "correct_turn", "correct_report"
LARGEST = 50
"""Megabytes of a file of corrections; a correction takes some hundred bytes."""


def show_carry(asked: Asked, answer: CorrectAnswer) -> None:
    """Draw both."""
    words = asked.words
    _show_report()
    with st.expander(words("layout_correct.carry"), key="correct_carry"):
        left, right = st.columns(2, gap="large")
        with left:
            scopes = {"one": words("layout_correct.this"), "all": words("layout_correct.selected", n=len(asked.ids))}
            scope = st.segmented_control(
                words("layout_correct.scope"),
                list(scopes),
                format_func=scopes.__getitem__,
                default="one",
                key=_SCOPE,
                required=True,
                label_visibility="collapsed",
            )
            ids, stem = ([answer.speech], answer.speech) if scope == "one" else (asked.ids, asked.counted.corpus)
            with st.container(horizontal=True):
                for form, mime in _TYPES.items():
                    st.download_button(
                        words(f"layout_correct.{form}"),
                        data=_maker(asked.store, ids, form),
                        file_name=file_name(f"yanjing-corrections-{stem}", form),
                        mime=mime,
                        key=f"correct_take_{form}",
                        on_click="ignore",
                        disabled=scope == "one" and not answer.entries,
                    )
            st.caption(words("layout_correct.carry_about"))
        with right:
            turn = st.session_state.get(_TURN, 0)
            file = st.file_uploader(words("layout_correct.bring"), type=list(_TYPES), key=f"{_FILE}_{turn}", max_upload_size=LARGEST)
            st.button(words("layout_correct.bring_do"), key="correct_bring", on_click=_bring, disabled=file is None)


def _maker(here: Store, ids: Sequence[str], form: Format) -> Callable[[], bytes]:
    return lambda: export_corrections(here, ids, form)


def _bring() -> None:
    turn = st.session_state.get(_TURN, 0)
    file = st.session_state[f"{_FILE}_{turn}"]
    report: dict[str, int | str] = {"workspace": state.view().workspace}
    try:
        brought = import_corrections(store(), file.name, file.getvalue())
    except YanjingError as error:
        report["error"] = message(error)
    else:
        report |= {"added": brought.added, "known": brought.known, "strange": len(brought.strange), "lost": len(brought.lost)}
        st.session_state[_TURN] = turn + 1
    st.session_state[_REPORT] = report


def _show_report() -> None:
    """Say what came of a file, until something else is done."""
    report = st.session_state.pop(_REPORT, None)
    if report is None or report["workspace"] != state.view().workspace:
        return
    words = state.words()
    if "error" in report:
        st.error(report["error"])
        return
    said = [words("layout_correct.added", n=report["added"])]
    said += [words(f"layout_correct.brought_{what}", n=cast("int", report[what])) for what in ("known", "strange", "lost") if report[what]]
    st.success(" ".join(said))
