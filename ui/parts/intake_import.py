"""The import of what was read and decided: with a bar, to be stopped, and with what happened said in the run after it."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analysis.corpus.build import Otherwise, take_out
from analysis.corpus.store import Progress, Store
from analysis.errors import ReadingError
from analysis.model import Speech
from ui import state
from ui.asked import own_words
from ui.cache import store
from ui.parts.intake_lists import show_failures
from ui.parts.intake_reading import Bar

ROUND = "intake_round"
_RUN, _FAILED = "intake_run", "intake_failed"
_PATIENCE = 30.0  # seconds


@dataclass(slots=True)
class Run:
    """
    One import: how many speeches are done, of how many, how many of them as variants, how many others were taken out for them, and what could not be read.

    `ended`: all are stored. `over`: its thread writes no more; Streamlit begins the next run before that. `told`: what it changed is on the page.
    """

    total: int
    variants: int = 0
    taken_out: int = 0
    failures: tuple[ReadingError, ...] = ()
    done: int = 0
    ended: bool = False
    over: bool = False
    told: bool = False


def run_import(
    speeches: Sequence[Speech],
    changes: Mapping[str, Mapping[str, Any]],
    variants: Mapping[str, str],
    failures: Sequence[ReadingError],
    instead: Sequence[Otherwise] = (),
) -> None:
    """
    Import with a bar; the old readings of files that are now read *instead* are taken out then. Stop, like any click, is a rerun: it interrupts this run at the bar's next step, and what was done by then stays.

    The run's own note says how far it came and whether it came to an end, since a click may also come just after the last speech was stored.
    """
    words = state.words()
    run = Run(len(speeches), len(variants), failures=tuple(failures))
    st.session_state[_RUN] = run
    bar = Bar()
    st.button(words("intake.stop"))

    def progress(done: int, total: int, what: str) -> bool:
        run.done = done
        bar.show(done, total, what)
        return True

    here = store()  # before anything interrupts this run: what is interrupted can't ask the session any more
    try:
        run.done = len(_add(here, speeches, progress, changes, variants))
        run.ended = True
    except Exception:
        del st.session_state[_RUN]  # the boundary says what happened
        raise
    finally:
        run.taken_out = len(take_out(here, instead, [speech.id for speech in speeches]))
        run.over = True
    st.rerun()


def _add(
    here: Store, speeches: Sequence[Speech], progress: Progress, changes: Mapping[str, Mapping[str, Any]], variants: Mapping[str, str]
) -> list[str]:
    """Store the speeches and mark the variants among them, those too that were stored before the import was interrupted."""
    try:
        return here.add(speeches, own_words(here), progress, changes)
    finally:
        if variants:
            _mark(here, variants)


def _mark(here: Store, variants: Mapping[str, str]) -> None:
    kept = {id_ for (id_,) in here.tuples("select id from speeches where deleted is null")}
    for root in dict.fromkeys(variants.values()):
        ids = [id_ for id_, of in variants.items() if of == root and id_ in kept]
        if ids and root in kept:
            here.set_variant(ids, root)


def say_what_happened() -> None:
    """Say how the import that ran before this run ended, with all speeches or stopped after some of them; what failed is said until it is put away."""
    words = state.words()
    run: Run | None = st.session_state.get(_RUN)
    if run is not None and not run.ended and not run.told:
        _wait(run)
    st.session_state.pop(_RUN, None)
    if run is not None and not run.ended:
        st.info(words("intake.stopped", done=run.done, total=run.total))
    elif run is not None:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.session_state[_FAILED] = run.failures
        st.success(
            words("intake.done", n=run.done)
            + (words("intake.done_variants", n=run.variants) if run.variants else "")
            + (words("intake.done_otherwise", n=run.taken_out) if run.taken_out else "")
        )
    if failed := st.session_state.get(_FAILED):
        show_failures(failed, key="intake_failed_before")
        st.button(words("intake.seen"), on_click=_put_away, type="tertiary")


def _wait(run: Run) -> None:
    """Wait until an import that was stopped has written what it was writing, then draw the page with that in it."""
    until = time.monotonic() + _PATIENCE
    while not run.over and time.monotonic() < until:
        time.sleep(0.05)
    run.told = True
    st.rerun()


def _put_away() -> None:
    st.session_state.pop(_FAILED, None)
