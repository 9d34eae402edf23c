"""Files that are here already another way, whole where they are now split or split where they are now whole: the new way takes the old one's place, unless a person says otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from analysis.corpus.build import Otherwise
from analysis.model import digest
from ui import state
from ui.parts.escape import plain
from ui.parts.intake_lists import show_few_or_table, told_titles

REPLACE, KEEP, SKIP = CHOICES = ("replace", "keep", "skip")


@dataclass(frozen=True, slots=True)
class Instead:
    """What is to be done with such files: ids not to be imported, and the files whose old reading is to be taken out when the new one is stored."""

    skipped: frozenset[str] = frozenset()
    replaced: tuple[Otherwise, ...] = ()


def show_otherwise(files: Sequence[Otherwise], turn: int) -> Instead:
    """Say which files are here another way, and return what is to be done with them; one choice for all of them."""
    if not files:
        return Instead()
    words = state.words()
    names = words.of("otherwise")
    sentences = [_sentence(file) for file in files]
    show_few_or_table(
        sentences,
        many=words("intake.otherwise_many", n=len(files)),
        table={
            words("field.source_name"): [file.name for file in files],
            words("intake.same_as"): [told_titles(list(file.old.values())) for file in files],
        },
        say=st.info,
        key="intake_otherwise_table",
    )
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.caption(words("intake.otherwise_help"))
    with right:
        choice = st.segmented_control(
            words("intake.alike_choice"),
            CHOICES,
            default=REPLACE,
            required=True,
            format_func=names.__getitem__,
            key=f"intake_otherwise_{turn}_{digest(*(id_ for file in files for id_ in file.new))}",
            label_visibility="collapsed",
        )
    if choice == SKIP:
        return Instead(skipped=frozenset(id_ for file in files for id_ in file.new))
    return Instead() if choice == KEEP else Instead(replaced=tuple(files))


def _sentence(file: Otherwise) -> str:
    words = state.words()
    name, titles = plain(file.name), plain(told_titles(list(file.old.values())))
    if file.whole:
        return words("intake.otherwise_whole", name=name, n=len(file.old), titles=titles)
    return words("intake.otherwise_split", name=name, titles=titles)
