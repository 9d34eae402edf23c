"""One place shows errors: those raised on purpose as a sentence in the view's language; a defect of ours is named as such and logged, never shown raw."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from analysis.errors import YanjingError
from ui import state
from ui.words import Words

_LOG = logging.getLogger("yanjing")


@contextmanager
def boundary() -> Iterator[None]:
    """Wrap a page or a fragment's body. Streamlit's own stop and rerun pass through (they are no `Exception`)."""
    try:
        yield
    except YanjingError as error:
        st.error(message(error))
    except Exception:  # noqa: BLE001  the boundary is where defects end
        _LOG.exception("a page failed")
        st.error(state.words()("error.defect"))


def message(error: YanjingError) -> str:
    """Return an error as a sentence in the view's language, safe to stand in Markdown."""
    return sentence(error, state.words())


def sentence(error: YanjingError, words: Words, *, escape: bool = True) -> str:
    """The same in any language; without *escape* as plain text, for a file or a table's cell."""
    from ui.parts.escape import plain

    details = words.of("detail")
    said = {key: details[value].format_map(error.fields) if value in details else value for key, value in error.fields.items()}
    fields = {key: plain(text) if escape else text for key, text in said.items()}
    return words(f"error.{error.code}", **fields)
