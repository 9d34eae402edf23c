"""The part of the layout page that shows the frames of sister headings."""

import streamlit as st

from ui.answers.layout_frames import Group, answer_frames
from ui.asked import Asked
from ui.parts.escape import escaped
from ui.parts.figure import show_drawn
from ui.parts.heading_frames import frame_html
from ui.parts.method import show_method
from ui.parts.page import pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table


def show_frames(asked: Asked) -> None:
    """Draw it."""
    words = asked.words
    found = answer_frames(asked)
    if found is None:
        show_answer(words("layout_frames.nothing", speeches=asked.counted.speeches))
        return
    show_answer(found.sentence)
    left, right = pair()
    with left:
        show_drawn(found.drawn, key="layout_frames")
        if found.cut:
            st.caption(words("layout.cut", n=found.cut))
    with right:
        _show_group(asked, found.group)
    show_table(found.drawn.table, name="layout_frames", key="layout_frames_table", columns=found.drawn.columns)
    show_method("layout_frames", found.drawn.recipe)


def _show_group(asked: Asked, group: Group) -> None:
    words, row = asked.words, group.row
    st.html(f'<div class="yj-card"><h3>{escaped(str(row["frame_name"]))}</h3></div>')
    where = words("layout_frames.where", title=group.speech, level=int(row["level"]))
    if group.frame:
        where += words("layout_frames.follow", following=int(row["following"]), members=int(row["members"]))
    if row["speeches"] > 1:
        where += words("layout_frames.also", speeches=int(row["speeches"]), years=row["years"])
    st.html(f'<div class="yj-foot">{escaped(where)}</div>{frame_html(group.markers, group.headings, group.frame)}')
    show_passages(group.positions, title=words("layout_frames.passages"), mark="", key=f"layout_frames_{row['key']}")
