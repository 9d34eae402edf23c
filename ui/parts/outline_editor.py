"""An outline as an indented list that can be chosen from, with the reasons on hover, and a text in which a place can be chosen: by click and by key."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

_HERE = Path(__file__)


class Option(TypedDict, total=False):
    """What can be chosen: a unit (with depth, role, tags and notes), or a piece of text (with the number of its paragraph)."""

    key: str
    text: str
    depth: int
    aside: str
    share: str
    tags: Sequence[str]
    notes: Sequence[str]
    paragraph: int


def show_options(kind: str, options: Sequence[Option], *, chosen: str, labels: Mapping[str, str], key: str, on_choose: Callable[[], None]) -> None:
    """
    Draw a list to choose from.

    Args:
        kind: `units`, a row each, or `text`, running on in paragraphs.
        options: what there is, in order.
        chosen: the key of the one that is chosen, empty for none.
        labels: `name`, what the list is called for those who don't see it.
        key: the component's key, see `picked`.
        on_choose: called when another one is chosen.

    """
    data: dict[str, Any] = {"kind": kind, "options": list(options), "chosen": chosen, "labels": dict(labels)}
    _component()(key=key, data=data, on_choose_change=on_choose)


def picked(key: str) -> str:
    """Return the key of what was just chosen, empty for nothing; asked in the `on_choose` callback."""
    return str(st.session_state[key].get("choose") or "")


@cache
def _component() -> "st.components.v2.types.ComponentRenderer":
    css, script = (_HERE.with_suffix(ending).read_text(encoding="utf-8") for ending in (".css", ".js"))
    return st.components.v2.component("outline_editor", css=css, js=script)
