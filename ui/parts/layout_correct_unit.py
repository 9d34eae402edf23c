"""The chosen unit: why it is one, what can be done with it, what it does in the speech, and its text, in which another can begin."""

import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.annotation.corrections import Action
from analysis.annotation.functions import KINDS
from ui import state
from ui.answers.layout_correct import CorrectAnswer
from ui.asked import Asked
from ui.parts.escape import escaped, plain
from ui.parts.layout_correct_doing import do, set_place
from ui.parts.outline_editor import Option, picked, show_options
from ui.parts.units import told_lines
from ui.words import Words

_HEADING, _FUNCTION, _TEXT, _LEVEL = "correct_heading", "correct_function", "correct_text", "correct_level"
ACTIONS: tuple[Action, ...] = ("promote", "demote", "join", "unmark")
PARAGRAPHS = 30
"""Paragraphs of a unit's text at a time."""

_QUOTED = 40
"""Characters of a sentence that name a place in the text."""


def show_chosen(asked: Asked, answer: CorrectAnswer) -> None:
    """Draw it."""
    words, unit = asked.words, answer.unit
    st.html(f'<div class="yj-card"><h3>{escaped(str(unit["label"]))}</h3></div>')
    share = "—" if pd.isna(unit["share"]) else f"{unit['share']:.1%}"
    where = words("layout_correct.level", n=int(unit["level"])) if unit["role"] == "unit" else words(f"role.{unit['role']}")
    st.caption(words("layout_correct.size", where=where, size=words("unit_card.size", han=int(unit["han"]), share=share)))
    _show_lines((*unit["found"], *unit["by_hand"]))
    _show_actions(words, answer)
    _show_heading(words, answer)
    _show_function(words, answer)
    _show_text(words, answer)


def _show_lines(lines: Sequence[str]) -> None:
    st.html("".join(f'<p class="yj-foot">{escaped(line)}</p>' for line in lines))


def _help(words: Words, answer: CorrectAnswer, action: Action) -> str:
    """What an action does, or why it can't be done here."""
    return words(f"correction_lost.{answer.refused[action]}" if action in answer.refused else f"correction_about.{action}")


def _show_actions(words: Words, answer: CorrectAnswer) -> None:
    start, end = int(answer.unit["start"]), _end_of(answer.unit)
    with st.container(horizontal=True, gap="xsmall"):
        for action in ACTIONS:
            st.button(
                words(f"correction.{action}"),
                key=f"correct_{action}",
                help=_help(words, answer, action),
                disabled=action in answer.refused,
                on_click=do,
                args=(answer.speech, action, start, end),
            )


def _end_of(unit: "pd.Series[object]") -> int:
    """Where the words end that name a unit: its heading, or its first words."""
    start, end = int(unit["start"]), int(unit["heading_end"])
    return max(end, start + 1)


# --- its heading and its function --------------------------------------------------------------------------------------------


def _show_heading(words: Words, answer: CorrectAnswer) -> None:
    unit = answer.unit
    st.session_state[_HEADING] = str(unit["heading"])
    st.text_input(
        words("correction.rename"),
        key=_HEADING,
        help=_help(words, answer, "rename"),
        disabled="rename" in answer.refused,
        on_change=_rename,
        args=(answer.speech, int(unit["start"]), _end_of(unit)),
    )


def _rename(speech: str, start: int, end: int) -> None:
    if heading := st.session_state[_HEADING].strip():
        do(speech, "rename", start, end, heading)


def _show_function(words: Words, answer: CorrectAnswer) -> None:
    unit, names = answer.unit, words.of("function")
    options: dict[str, str] = {**names, "": names["undecided"]}
    st.session_state[_FUNCTION] = answer.told.kind if answer.told else ""
    st.selectbox(
        words("correction.function"),
        (*KINDS, ""),
        format_func=options.__getitem__,
        key=_FUNCTION,
        help=_help(words, answer, "function"),
        disabled="function" in answer.refused,
        on_change=_set_function,
        args=(answer.speech, int(unit["start"]), _end_of(unit)),
    )
    if answer.told is not None:
        _show_lines(told_lines(answer.told, words))


def _set_function(speech: str, start: int, end: int) -> None:
    do(speech, "function", start, end, st.session_state[_FUNCTION])


# --- its text ----------------------------------------------------------------------------------------------------------------


def _show_text(words: Words, answer: CorrectAnswer) -> None:
    key = str(answer.unit["key"])
    numbers = sorted({piece.paragraph for piece in answer.pieces})
    pages = math.ceil(len(numbers) / PARAGRAPHS)
    st.html(f'<p class="yj-foot">{words("layout_correct.choose_place")}</p>')
    place = st.container()
    number = st.pagination(pages, key=f"{_TEXT}_page_{key}", max_visible_pages=5) if pages > 1 else 1
    shown = set(numbers[(number - 1) * PARAGRAPHS : number * PARAGRAPHS])
    options: list[Option] = [
        {"key": str(piece.start), "text": piece.text, "paragraph": piece.paragraph} for piece in answer.pieces if piece.paragraph in shown
    ]
    with place:
        labels = {"name": words("layout_correct.text"), "about": f"{key}-{number}"}
        chosen = "" if answer.place is None else str(answer.place)
        show_options("text", options, chosen=chosen, labels=labels, key=_TEXT, on_choose=lambda: _choose_place(key))
    _show_begin(words, answer)
    st.page_link("ui/pages/read.py", label=words("unit_card.read"), query_params=state.link(speech=answer.speech, sentence=answer.first))


def _choose_place(unit: str) -> None:
    if place := picked(_TEXT):
        set_place(unit, int(place))


def _show_begin(words: Words, answer: CorrectAnswer) -> None:
    """Let a unit begin at the chosen place, as a sister of the one that stands there or, where it is marked, at another level."""
    piece = next((piece for piece in answer.pieces if piece.start == answer.place), None)
    place, end = (piece.start, piece.start + min(len(piece.text), _QUOTED)) if piece else (0, 0)
    level_key = f"{_LEVEL}_{answer.unit['key']}_{place}"
    with st.container(horizontal=True, gap="xsmall"):
        begins: tuple[tuple[Action, str], ...] = (("split", ""), ("mark", level_key))
        for action, name in begins:
            st.button(
                words(f"correction.{action}"),
                key=f"correct_{action}",
                help=words("layout_correct.no_place") if piece is None else _help(words, answer, action),
                disabled=piece is None or action in answer.refused,
                on_click=_begin,
                args=(answer.speech, action, place, end, name),
            )
        levels = {str(level): words("layout_correct.level", n=level) for level in answer.levels}
        st.selectbox(
            words("layout_correct.at_level"),
            list(levels),
            index=answer.level - 1,
            format_func=levels.__getitem__,
            key=level_key,
            disabled=piece is None or "mark" in answer.refused,
            label_visibility="collapsed",
            width=130,
        )
    st.caption(words("layout_correct.no_place") if piece is None else words("layout_correct.host", unit=plain(answer.host)))


def _begin(speech: str, action: Action, start: int, end: int, level_key: str) -> None:
    do(speech, action, start, end, st.session_state[level_key] if level_key else "")
