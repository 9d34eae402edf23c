"""
What is kept between reruns: one store a workspace, opened once for the process. Engines are kept by `analysis.annotation.segmentation.engine`.

Which workspace a session has open stands in its view, and so in its link: two tabs can show two.
"""

import os
from pathlib import Path

import streamlit as st

from analysis.corpus.build import open_workspace
from analysis.corpus.store import Store
from analysis.corpus.workspaces import DEFAULT, folder_of

WORKSPACE = "YANJING_WORKSPACE"
VIEW = "view"
"""Where the session keeps its view (`ui.state`)."""


def root() -> Path:
    """Return the folder under which the workspaces lie (`YANJING_WORKSPACE`, by default the folder `workspace`); the default one lies in it itself."""
    return Path(os.environ.get(WORKSPACE) or Path(__file__).parents[1] / "workspace").resolve()


@st.cache_resource(show_spinner=False)
def store_at(folder: str) -> Store:
    """Open a workspace once; one that was never opened before starts with the sample corpus in it."""
    return open_workspace(Path(folder), sample=True)


def store_of(workspace: str) -> Store:
    """
    Return the store of a workspace.

    Raises:
        WorkspaceError: there is none of that id, or it can't be opened.

    """
    return store_at(str(folder_of(root(), workspace)))


def store() -> Store:
    """Return the store of the workspace that this session's view is of."""
    return store_of((st.session_state.get(VIEW) or {}).get("workspace", DEFAULT))


def close(workspace: str) -> None:
    """Close a workspace's store, so that its files can be moved; whoever asks for it next opens it anew."""
    folder = str(folder_of(root(), workspace))
    store_at(folder).close()
    store_at.clear(folder)
