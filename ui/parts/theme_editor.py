"""
The dictionary of themes, edited: a grid with a theme a line, undone step by step, taken away and given as CSV.

A cell that is changed takes effect at once if the whole dictionary can be used; until then what is wrong is said, and what was kept stays. The grid is filled
anew only when themes change otherwise (undo, a file, another session), so that the cell one is in is not lost.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analysis.corpus.themes import (
    LARGEST,
    PROBLEMS,
    Problem,
    Theme,
    cell_of,
    keep_themes,
    kept_themes,
    read_themes,
    starter_themes,
    themes_in_lines,
    write_themes,
)
from analysis.errors import BrokenFileError, ReadingError
from ui import state
from ui.asked import Asked
from ui.boundary import message
from ui.cache import store
from ui.parts.escape import plain
from ui.words import Words

COLUMNS = ("name", "words", "strings")
FEW = 5
"""Problems said at a time."""

STEPS = 20
"""Changes that can be undone."""

_STATE = "theme_editor"


def show_editor(asked: Asked, *, opened: bool = False) -> None:
    """Draw it, folded unless *opened*."""
    words, themes = asked.words, kept_themes(asked.store)
    kept = _kept(asked.view.workspace, themes)
    kept["opened"] = kept["opened"] or opened
    label = words("theme_editor.title", themes=len(themes), forms=sum(len(t.forms) for t in themes))
    with st.expander(label, expanded=kept["opened"], key="theme_editor_opened" if kept["opened"] else "theme_editor"):
        st.caption(words("theme_editor.about"))
        _show_grid(words, kept)
        if kept["problems"]:
            st.error("\n\n".join(kept["problems"]))
        undo, starter, csv = st.columns(3, vertical_alignment="bottom")
        undo.button(words("theme_editor.undo"), on_click=_undo, args=(kept,), disabled=not (kept["before"] or kept["problems"]), width="stretch")
        starter.button(words("theme_editor.starter"), on_click=_give, args=(kept, None), disabled=themes == starter_themes(), width="stretch")
        csv.download_button(
            words("theme_editor.csv"),
            data=lambda: write_themes(themes),
            file_name=words("theme_editor.file") + ".csv",
            mime="text/csv",
            on_click="ignore",
            width="stretch",
        )
        key = f"theme_file_{kept['turn']}"
        st.file_uploader(
            words("theme_editor.upload"),
            type="csv",
            key=key,
            max_upload_size=LARGEST,
            on_change=_read,
            args=(kept, key),
            help=words("theme_editor.upload_help"),
        )


def frame_of(themes: Sequence[Theme]) -> pd.DataFrame:
    """Return themes as the grid shows them."""
    return pd.DataFrame([(t.name, cell_of(t.words), cell_of(t.strings)) for t in themes], columns=list(COLUMNS), dtype=object)


def edited(frame: pd.DataFrame, edits: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the grid's lines as edited; *edits* is what Streamlit keeps of them: `edited_rows`, `added_rows`, `deleted_rows`."""
    lines = [{name: row[name] for name in COLUMNS} for row in frame.to_dict("records")]
    for place, cells in edits.get("edited_rows", {}).items():
        lines[int(place)] |= cells
    gone = set(edits.get("deleted_rows", ()))
    lines = [line for place, line in enumerate(lines) if place not in gone]
    lines += [dict(cells) for cells in edits.get("added_rows", ())]
    return [(_cell(line.get("name")), _cell(line.get("words")), _cell(line.get("strings"))) for line in lines]


def problem_said(problem: Problem, words: Words) -> str:
    """Say what is wrong, safe to stand in Markdown."""
    fields = {name: plain(str(value)) for name, value in problem.fields.items()}
    return words(f"theme_problem.{problem.code}", **fields)


def _cell(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)


def _kept(workspace: str, themes: Sequence[Theme]) -> dict[str, Any]:
    """Return the editor's state in this session: the grid's base, its turn, what was kept before, what is wrong. Themes changed elsewhere, and a tab that was left, fill the grid anew."""
    kept: dict[str, Any] = st.session_state.setdefault(_STATE, {})
    now = [[t.name, list(t.words), list(t.strings)] for t in themes]
    if kept.get("workspace") != workspace:
        kept |= {"workspace": workspace, "turn": kept.get("turn", 0) + 1, "shown": now, "base": now, "before": [], "problems": [], "opened": False}
    elif kept["shown"] != now or _grid(kept) not in st.session_state:
        kept |= {"turn": kept["turn"] + 1, "shown": now, "base": now, "problems": []}
    return kept


def _grid(kept: Mapping[str, Any]) -> str:
    """Return the key of the grid, whose edits Streamlit forgets when the tab is left."""
    return f"theme_grid_{kept['turn']}"


def _show_grid(words: Words, kept: dict[str, Any]) -> None:
    column = st.column_config
    key = _grid(kept)
    st.data_editor(
        frame_of(_themes(kept["base"])),
        key=key,
        num_rows="dynamic",
        hide_index=True,
        height=min(420, 3 + 35 * (len(kept["base"]) + 2)),
        placeholder="",
        alt=words("theme_editor.alt", n=len(kept["base"])),
        on_change=_edit,
        args=(kept, key),
        column_config={
            "name": column.TextColumn(words("theme_editor.name"), width="small"),
            "words": column.TextColumn(words("theme_editor.words"), width="large", help=words("theme_editor.words_help")),
            "strings": column.TextColumn(words("theme_editor.strings"), width="large", help=words("theme_editor.strings_help")),
        },
    )


def _themes(kept: Sequence[Sequence[Any]]) -> list[Theme]:
    return [Theme(name, tuple(words), tuple(strings)) for name, words, strings in kept]


def _edit(kept: dict[str, Any], key: str) -> None:
    """Keep the grid as it is now, if it can be used."""
    themes, problems = themes_in_lines(edited(frame_of(_themes(kept["base"])), st.session_state[key]))
    if problems:
        words = state.words()
        kept["problems"] = [problem_said(problem, words) for problem in problems[:FEW]]
        if len(problems) > FEW:
            kept["problems"].append(words("theme_editor.more", n=len(problems) - FEW))
    else:
        _keep(kept, themes)


def _keep(kept: dict[str, Any], themes: Sequence[Theme]) -> None:
    """Keep themes and remember those before; the grid stays as it is."""
    now = [[t.name, list(t.words), list(t.strings)] for t in themes]
    kept["problems"] = []
    if now != kept["shown"]:
        kept["before"] = [*kept["before"], kept["shown"]][-STEPS:]
        kept["shown"] = now
        keep_themes(store(), None if tuple(themes) == starter_themes() else themes)


def _give(kept: dict[str, Any], themes: Sequence[Theme] | None) -> None:
    """Put themes in the place of all, the starter set for None, and fill the grid anew."""
    _keep(kept, starter_themes() if themes is None else themes)
    kept |= {"base": kept["shown"], "turn": kept["turn"] + 1}


def _undo(kept: dict[str, Any]) -> None:
    """Give back what was kept before the last change; where the grid can't be used as it is, what is kept now."""
    if not kept["problems"]:
        if not kept["before"]:
            return  # a second click on a button that was drawn before the first
        kept["shown"] = kept["before"].pop()
        themes = tuple(_themes(kept["shown"]))
        keep_themes(store(), None if themes == starter_themes() else themes)
    kept |= {"problems": [], "base": kept["shown"], "turn": kept["turn"] + 1}


def _read(kept: dict[str, Any], key: str) -> None:
    file = st.session_state[key]
    if file is None:
        return
    try:
        themes = read_themes(file.name, file.getvalue())
    except ReadingError as error:
        kept["problems"] = [_refusal(error)]
    else:
        _give(kept, themes)


def _refusal(error: ReadingError) -> str:
    code = error.fields.get("problem", "")
    if not isinstance(error, BrokenFileError) or code not in PROBLEMS:
        return message(error)
    words = state.words()
    fields = {name: value for name, value in error.fields.items() if name not in {"name", "theme", "format", "detail", "problem"}}
    if theme := error.fields.get("theme"):
        fields["name"] = theme
    return words("theme_editor.refused", file=plain(error.fields["name"]), problem=problem_said(Problem(code, fields), words))
