"""
The view lives in the link; the session only mirrors it.

At each run the entry file calls `open_view`: where the link was changed from outside (a copied link, a passage's link) the link wins, otherwise the
session's view is written back into it, since Streamlit clears the parameters when the page changes.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.corpus.workspaces import DEFAULT
from analysis.errors import WorkspaceError
from ui import cache
from ui.cache import store
from ui.view import View, decode, encode, workspace_of
from ui.words import Words

_VIEW, _WRITTEN, _REFUSED = cache.VIEW, "written_params", "refused_workspace"


def open_view() -> View:
    """Settle this run's view and write it into the link; where its workspace can't be opened, it is of the default one, and `refused` says why."""
    params = {key: st.query_params[key] for key in st.query_params}
    written = st.session_state.get(_WRITTEN)
    fresh = _VIEW not in st.session_state or (params and params != written)
    wanted = workspace_of(params) if fresh else view().workspace
    try:
        opened = cache.store_of(wanted)  # it may have been deleted in another tab
    except WorkspaceError as error:
        if wanted == DEFAULT:
            raise
        _set(View(lang=decode(params, lambda _: None).lang if fresh else view().lang))
        st.session_state[_REFUSED] = error.fields["detail"]
    else:
        if fresh:
            st.session_state.pop(_REFUSED, None)
            _set(decode(params, opened.selection))
    write_link()
    return view()


def refused() -> str:
    """Return why the workspace that a link names can't be shown (the id of the reason), until the view changes; mostly nothing."""
    return str(st.session_state.get(_REFUSED) or "")


def write_link() -> None:
    """Write the session's view into the link."""
    params, present = encode(view(), store().save_selection), {key: st.query_params[key] for key in st.query_params}
    linked = st.session_state.get(_WRITTEN, params) != params  # a link to the page that is shown leaves the browser's address as it was
    if present != params or linked:
        st.query_params.from_dict(params)
    st.session_state[_WRITTEN] = params


def view() -> View:
    """Return the view as it stands."""
    kept = st.session_state.get(_VIEW)
    return View(**kept) if kept else View()


def change(**changes: Any) -> None:
    """Change the view; call it in a widget's callback, so that the next run draws what was asked."""
    st.session_state.pop(_REFUSED, None)
    _set(replace(view(), **changes))


def switch(workspace: str) -> None:
    """Show another workspace, all of it: what was selected or chosen in this one has no place there."""
    st.session_state.pop(_REFUSED, None)
    _set(View(lang=view().lang, workspace=workspace))


def _set(new: View) -> None:
    st.session_state[_VIEW] = {name: getattr(new, name) for name in View.__dataclass_fields__}


def link(**changes: Any) -> dict[str, str]:
    """Return the query parameters of this view with changes, for a link within the app."""
    return encode(replace(view(), **changes), store().save_selection)


def words() -> Words:
    """Return the texts in the view's language."""
    return Words(view().lang)


def is_dark() -> bool:
    """Whether the page is drawn dark (the reader's choice in the browser, or the system's)."""
    return st.context.theme.type == "dark"
