"""
The view lives in the link; the session only mirrors it.

At each run the entry file calls `open_view`: where the link was changed from outside (a copied link, a passage's link) the link wins, otherwise the
session's view is written back into it, since Streamlit clears the parameters when the page changes.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from ui.cache import store
from ui.view import View, decode, encode
from ui.words import Words

_VIEW, _WRITTEN = "view", "written_params"
_SETTINGS = "settings"


def open_view() -> View:
    """Settle this run's view and write it into the link."""
    params = {key: st.query_params[key] for key in st.query_params}
    written = st.session_state.get(_WRITTEN)
    if _VIEW not in st.session_state or (params and params != written):
        _set(decode(params, store().selection))
    write_link()
    return view()


def write_link() -> None:
    """Write the session's view into the link."""
    params = encode(view(), store().save_selection)
    if {key: st.query_params[key] for key in st.query_params} != params:
        st.query_params.from_dict(params)
    st.session_state[_WRITTEN] = params


def view() -> View:
    """Return the view as it stands."""
    kept = st.session_state.get(_VIEW)
    return View(**kept) if kept else View()


def change(**changes: Any) -> None:
    """Change the view; call it in a widget's callback, so that the next run draws what was asked."""
    _set(replace(view(), **changes))


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
