"""The door: page configuration, language, navigation, the selection of speeches; then the page, inside the error boundary."""

from pathlib import Path

import streamlit as st

from ui import state
from ui.boundary import boundary
from ui.pages import PAGES
from ui.parts.sidebar import show_sidebar
from ui.parts.style import show_style

HERE = Path(__file__).parent
st.set_page_config(page_title="言镜 Yanjing", page_icon=str(HERE / "static" / "icon.png"), layout="wide")
show_style()

with boundary():
    state.open_view()
    words = state.words()
    page = st.navigation(
        [
            st.Page(HERE / "ui" / "pages" / f"{name}.py", title=words(f"page.{name}.name"), icon=icon, url_path=name, default=name == "corpus")
            for name, icon in PAGES.items()
        ],
        position="top",
    )
    show_sidebar()
    page.run()
