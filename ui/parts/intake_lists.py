"""A few things are said in sentences, hundreds of them in a table; what failed can be taken home as a file."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st

from analysis.errors import ReadingError
from analysis.export.tables import csv_bytes
from ui import state
from ui.boundary import message, sentence

FEW = 5
"""So many are said in sentences."""

_HEIGHT = 260
_TOLD = 5
"""So many titles are told of a file."""


def told_titles(titles: Sequence[str]) -> str:
    """Return the first titles in a row, for a sentence."""
    words = state.words()
    said = words("list.comma").join(titles[:_TOLD])
    return words("intake.several_more", titles=said) if len(titles) > _TOLD else said


def show_few_or_table(sentences: Sequence[str], *, many: str, table: Mapping[str, Sequence[str]], say: Callable[[str], object], key: str) -> None:
    """Say the sentences, in one box, or where there are more of them the sentence *many* above the *table* (column's name → cells)."""
    if not sentences:
        return
    if len(sentences) <= FEW:
        say("\n\n".join(sentences))
        return
    say(many)
    show_lines(table, key=key)


def show_lines(table: Mapping[str, Sequence[str]], *, key: str) -> None:
    """Draw a table of texts."""
    rows = pd.DataFrame(table)
    st.dataframe(
        rows, key=key, hide_index=True, height=min(_HEIGHT, 3 + 35 * (len(rows) + 1)), alt=state.words()("table.alt", n=len(rows)), placeholder=""
    )


def show_failures(failures: Sequence[ReadingError], *, key: str) -> None:
    """Say what could not be read and why; many in a table with its CSV."""
    if not failures:
        return
    words = state.words()
    reasons = [sentence(error, words, escape=False) for error in failures]
    table = {words("field.source_name"): [error.fields.get("name", "") for error in failures], words("intake.reason"): reasons}
    many = words("intake.failed", n=len(failures))
    show_few_or_table([message(error) for error in failures], many=many, table=table, say=st.error, key=f"{key}_table")
    if len(failures) > FEW:
        st.download_button(
            words("intake.failed_csv"),
            csv_bytes(pd.DataFrame(table)),
            file_name=words("intake.failed_name") + ".csv",
            mime="text/csv",
            key=f"{key}_csv",
            on_click="ignore",
        )
