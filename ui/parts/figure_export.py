"""
Buttons that make a picture of a figure in the user's own browser, which has the font already and needs nothing installed on the server.

Mount it only once the user opens the take-away: the font with the figure's glyphs (`analysis.export.figures.embedded_css`) takes a moment to make.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import streamlit as st

from analysis.export.figures import PICTURE_JS
from analysis.export.image import HEIGHT, SCALE, WIDTH
from analysis.export.names import file_name

_JS = Path(__file__).with_name("figure_export.js")

_HTML = """<div class="row"><button type="button" data-format="png"></button><button type="button" data-format="svg"></button><span role="status"></span></div>"""

_CSS = """
.row { display: flex; gap: 1rem; align-items: baseline; font-family: var(--st-font); font-size: 0.875rem; color: var(--st-text-color); }
button { all: unset; cursor: pointer; padding: 0.35rem 0; border-bottom: 1px solid var(--st-border-color); }
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 3px; }
button[disabled] { opacity: 0.5; cursor: default; }
"""


def figure_export(fig_json: str, filename: str, labels: Mapping[str, str], css: str, key: str) -> None:
    """
    Draw the buttons.

    Args:
        fig_json: the figure (`fig.to_json()`).
        filename: the downloads' name, without ending; made safe here.
        labels: `png`, `svg` (the buttons), `busy` (while it is made), `done`, `failed`.
        css: the font (`embedded_css(fig)`).
        key: the component's key.

    """
    data = {
        "figure": fig_json,
        "css": css,
        "labels": dict(labels),
        "names": {kind: file_name(filename, kind) for kind in ("png", "svg")},
        "width": WIDTH,
        "height": HEIGHT,
        "scale": SCALE,
    }
    _component()(key=key, data=data)


@cache
def _component() -> "st.components.v2.types.ComponentRenderer":
    script = PICTURE_JS.read_text(encoding="utf-8") + _JS.read_text(encoding="utf-8")
    return st.components.v2.component("figure_export", html=_HTML, css=_CSS, js=script)
