"""The layout page's themes: what room each of the user's themes gets through the years, the passages that made it, and the dictionary itself."""

import streamlit as st

from ui import state
from ui.answers.layout_themes import SHAPES, TABLES, Opened, ThemesAnswer, answer_themes
from ui.asked import Asked
from ui.parts.escape import escaped
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table
from ui.parts.take_away import show_table_away
from ui.parts.theme_editor import show_editor

MOST_FORMS = 14
"""Forms named above the passages; the table of words and strings has them all."""


def show_themes(asked: Asked) -> None:
    """Draw it."""
    words = asked.words
    found = answer_themes(asked)
    if found is None:
        show_answer(words("layout_themes.no_themes" if asked.counted.han else "layout_themes.no_han"))
        show_editor(asked, opened=True)
        return
    show_answer(found.sentence)
    left, right = pair()
    with left:
        _show_figure(asked, found)
    with right:
        _show_forms(asked, found.opened)
        show_passages(found.opened.positions, title=words("layout_themes.passages"), mark=found.opened.key, key=f"layout_themes_{found.opened.key}")
    show_editor(asked)
    _show_choice(asked, "of", TABLES, found.by)
    show_table(found.table, name="layout_themes", key=f"layout_themes_{found.by}", columns=found.columns, fields=found.fields)
    if found.by != "year" or found.drawn is None:
        show_table_away(found.table, found.recipe, name="layout_themes", columns=found.columns, fields=found.fields)
    show_method("themes", found.recipe)


def _show_figure(asked: Asked, found: ThemesAnswer) -> None:
    words = asked.words
    if found.drawn is None:
        st.caption(words("layout_themes.no_years"))
        return
    _show_choice(asked, "shape", SHAPES, found.shape)
    show_drawn(found.drawn, key=f"layout_themes_{found.shape}")
    if found.not_drawn:
        st.caption(words("layout_themes.pooled" if found.shape == "stack" else "layout_themes.cut", n=found.not_drawn))
    if found.undated:
        st.caption(words("layout_themes.undated", n=found.undated))


def _show_choice(asked: Asked, field: str, options: tuple[str, ...], chosen: str) -> None:
    """Draw a choice that the view keeps in *field*."""
    key = f"layout_themes_choose_{field}"
    st.session_state[key] = chosen
    st.segmented_control(
        asked.words(f"layout_themes.{field}"),
        options,
        format_func=asked.words.of(f"layout_themes_{field}").__getitem__,
        key=key,
        required=True,
        on_change=_choose,
        args=(field, key),
        label_visibility="collapsed",
    )


def _choose(field: str, key: str) -> None:
    state.change(**{field: st.session_state[key]})


def _show_forms(asked: Asked, opened: Opened) -> None:
    """Draw which words and strings made what was clicked."""
    words = asked.words
    said = words("layout_themes.forms_join").join(f"{escaped(form)} {n:,}" for form, n in opened.forms[:MOST_FORMS])
    lines = [words("layout_themes.forms", forms=said)] if said else []
    if (more := len(opened.forms) - MOST_FORMS) > 0:
        lines.append(words("layout_themes.forms_more", n=more))
    if opened.never:
        never = words("list.comma").join(map(escaped, opened.never[:MOST_FORMS]))
        lines.append(words("layout_themes.never", forms=never, n=len(opened.never)))
    foot = "".join(f'<p class="yj-foot">{line}</p>' for line in lines)
    st.html(f'<div class="yj-card"><h3>{escaped(opened.title)}</h3>{foot}</div>')
