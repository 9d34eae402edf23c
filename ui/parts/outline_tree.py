"""An outline as a list: headings indented by level, each with its share of the speech's characters."""

import pandas as pd
import streamlit as st

from ui.parts.escape import escaped

DEEPEST = 2
"""Levels shown in a side-by-side list; the layout page shows all."""


def show_tree(table: pd.DataFrame, title: str) -> None:
    """Draw the units of one speech (`ui.answers.layout.labelled`) down to the second level."""
    items = "".join(
        f'<li style="padding-left:{1.2 * max(int(r.level) - 1, 0):.1f}rem"><span>{escaped(r.label)}</span>'
        f'<span class="share">{"—" if pd.isna(r.share) else f"{r.share:.1%}"}</span></li>'
        for r in table.itertuples()
        if r.level <= DEEPEST and r.style != "inline"
    )
    st.html(f'<div class="yj-card"><h3>{escaped(title)}</h3></div><ul class="yj-tree">{items}</ul>')
