"""What counts: the parts of a text, variants of a speech, traditional characters as simplified ones. A change takes effect on all pages at once."""

import streamlit as st

from analysis.corpus import queries
from analysis.corpus.build import manner_of
from analysis.model import COUNTED_PARTS, PARTS
from ui.asked import Asked, counts_variants
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.rereading import want
from ui.selection import originals

_PARTS, _VARIANTS, _FOLD, _OWN = "count_parts", "count_variants", "count_folded", "count_as_own"


def show_counting(asked: Asked) -> None:
    """Draw the switches."""
    _show_parts(asked)
    _show_variants(asked)
    words = asked.words
    st.session_state[_FOLD] = manner_of(asked.store).folded
    st.toggle(words("manner.fold"), key=_FOLD, on_change=_set_folded)
    st.caption(words("manner.fold_about"))


def _show_parts(asked: Asked) -> None:
    words, names = asked.words, asked.words.of("part")
    sizes = queries.part_sizes(asked.store, asked.ids)
    labels = {part: words("parts.option", part=names[part], han=words.size(sizes[part]).strip()) for part in PARTS}
    st.session_state[_PARTS] = list(asked.counted.parts)
    st.pills(words("parts.title"), PARTS, selection_mode="multi", format_func=labels.__getitem__, key=_PARTS, on_change=_set_parts)
    st.caption(words("parts.about"))
    if asked.counted.parts != COUNTED_PARTS:
        st.button(words("parts.reset"), on_click=_reset_parts)


def _set_parts() -> None:
    if chosen := st.session_state[_PARTS]:  # counting nothing is no choice; the pills then show again what is counted
        store().set_parts(chosen)


def _reset_parts() -> None:
    store().set_parts(COUNTED_PARTS)


def _show_variants(asked: Asked) -> None:
    words, of = asked.words, originals(asked.speeches)
    names = asked.speech_names()
    pairs = {
        id_: words("variants.pair", variant=plain(names[id_]), original=plain(names[original])) for id_, original in of.items() if id_ != original
    }
    st.session_state[_VARIANTS] = counts_variants(asked.store)
    st.toggle(words("variants.count"), key=_VARIANTS, on_change=_set_variants, disabled=not pairs)
    st.caption(words("variants.about" if pairs else "variants.none", n=len(pairs)))
    if pairs:
        left, right = st.columns([4, 1.4], vertical_alignment="bottom")
        chosen = left.multiselect(
            words("variants.choose"),
            list(pairs),
            format_func=pairs.__getitem__,
            key=_OWN,
            placeholder=words("variants.choose"),
            label_visibility="collapsed",
        )
        right.button(words("variants.take_off"), disabled=not chosen, on_click=_take_off, width="stretch")


def _set_variants() -> None:
    store().set_meta("count_variants", bool(st.session_state[_VARIANTS]))


def _take_off() -> None:
    store().set_variant(st.session_state[_OWN], None)
    st.session_state[_OWN] = []


def _set_folded() -> None:
    want(folded=bool(st.session_state[_FOLD]))
