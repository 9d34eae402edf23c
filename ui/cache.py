"""What is kept between reruns: one store for the process. Engines are kept by `analysis.annotation.segmentation.engine`."""

import os
from pathlib import Path

import streamlit as st

from analysis.corpus.build import open_workspace
from analysis.corpus.store import Store

WORKSPACE = "YANJING_WORKSPACE"


@st.cache_resource(show_spinner=False)
def store_at(folder: str) -> Store:
    """Open a workspace once; a new one starts with the sample corpus in it."""
    return open_workspace(Path(folder), sample=True)


def store() -> Store:
    """Return the store of this process's workspace (`YANJING_WORKSPACE`, by default the folder `workspace`)."""
    return store_at(str(Path(os.environ.get(WORKSPACE) or Path(__file__).parents[1] / "workspace").resolve()))
