"""The layout page's part where a person corrects the outline of one speech, and sees why each unit was taken as one."""

import streamlit as st

from ui import state
from ui.answers.layout_correct import COLUMNS, CorrectAnswer, answer_correct
from ui.asked import Asked
from ui.parts.layout_correct_carry import show_carry
from ui.parts.layout_correct_doing import place_in, redo_last, said, show_note, undo_one
from ui.parts.layout_correct_record import show_lost, show_record
from ui.parts.layout_correct_unit import show_chosen
from ui.parts.method import show_method
from ui.parts.outline_editor import Option, picked, show_options
from ui.parts.page import pair, show_answer
from ui.parts.table import show_table
from ui.parts.take_away import show_table_away

_SPEECH, _UNITS = "correct_speech", "correct_units"
PAGE = 400
"""Units in the list at a time."""


def show_correct(asked: Asked) -> None:
    """Draw it."""
    answer = answer_correct(asked, place_in(asked.view))
    show_answer(answer.sentence)
    _show_bar(asked, answer)
    left, right = pair()
    with left:
        _show_units(asked, answer)
        show_record(asked, answer)
        show_lost(asked, answer)
    with right:
        show_chosen(asked, answer)
    show_carry(asked, answer)
    show_table(answer.units, name="layout_correct", key=f"correct_table_{answer.speech}", columns=COLUMNS)
    show_table_away(answer.units, answer.recipe, name="layout_correct", columns=COLUMNS)
    show_method("layout_correct", answer.recipe)


def _show_bar(asked: Asked, answer: CorrectAnswer) -> None:
    """Which speech, undo and redo, and a line that says what was done last: it is always there, so that nothing below it moves."""
    words = asked.words
    st.session_state[_SPEECH] = answer.speech
    names = {id_: name for id_, name in reversed(asked.speech_names().items()) if id_ in {*asked.ids, answer.speech}}
    st.selectbox(
        words("layout_correct.speech"),
        list(names),
        format_func=names.__getitem__,
        key=_SPEECH,
        on_change=_set_speech,
        label_visibility="collapsed",
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        show_note(answer.speech)
        last = answer.undoable
        st.button(
            words("layout_correct.undo"),
            key="correct_undo",
            help=words("layout_correct.undo_none") if last is None else words("layout_correct.undo_about", what=said(last, words)),
            on_click=undo_one,
            args=(answer.speech, "" if last is None else last.correction.id, int(answer.unit["start"])),
            disabled=last is None,
            shortcut="Alt+U",
        )
        again = answer.redoable
        st.button(
            words("layout_correct.redo"),
            key="correct_redo",
            help=words("layout_correct.redo_none") if again is None else words("layout_correct.redo_about", what=said(again, words)),
            on_click=redo_last,
            args=(answer.speech, int(answer.unit["start"])),
            disabled=again is None,
            shortcut="Alt+Shift+U",
        )


def _set_speech() -> None:
    state.change(of=st.session_state[_SPEECH], chosen="")


# --- the outline -------------------------------------------------------------------------------------------------------------


def _show_units(asked: Asked, answer: CorrectAnswer) -> None:
    words, units = asked.words, answer.units
    at = units.index.get_loc(answer.unit.name)
    pages = -(-len(units) // PAGE)
    place = st.container()
    number = st.pagination(pages, default=at // PAGE + 1, key=f"{_UNITS}_page_{at // PAGE}", max_visible_pages=7) if pages > 1 else 1
    edited, odd = words("layout_correct.edited"), words("layout_correct.odd")
    options: list[Option] = [
        {
            "key": row.key,
            "text": row.label,
            "depth": row.depth,
            "aside": row.function_name if row.function else "",
            "share": "—" if row.share != row.share else f"{row.share:.1%}",
            "tags": [*([edited] if row.by_hand or row.corrected else []), *([odd] if row.doubtful else [])],
            "notes": [words("layout_correct.level", n=row.level) if row.role == "unit" else words(f"role.{row.role}"), *row.found, *row.by_hand],
        }
        for row in units.iloc[(number - 1) * PAGE : number * PAGE].itertuples()
    ]
    with place:
        st.caption(words("layout_correct.share_of"))
        labels = {"name": words("layout_correct.outline"), "about": f"{answer.speech}-{number}"}
        show_options("units", options, chosen=str(answer.unit["key"]), labels=labels, key=_UNITS, on_choose=_choose)


def _choose() -> None:
    if key := picked(_UNITS):
        state.change(chosen=key, of=key.rpartition("-")[0])
