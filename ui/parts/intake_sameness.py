"""What of a batch is here already: the same words are not imported again; what is nearly the same is for a person to decide, pair by pair."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.corpus.build import Batch, sort_out
from analysis.corpus.sameness import Likeness
from analysis.corpus.variants import variants
from analysis.model import Speech, digest
from ui import state
from ui.asked import Asked
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.intake_lists import FEW, show_few_or_table
from ui.parts.intake_reading import Given
from ui.parts.metadata_grid import rows_of

_SORTED = "intake_sorted"
LEAST, CLEARLY = 0.5, 0.8
"""Shares of the shorter text: from the first on a pair is said, from the second on it is offered as a variant."""

KEEP, VARIANT, SKIP = CHOICES = ("keep", "variant", "skip")
_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Sorted:
    """
    A batch set against the store and itself; `rows` are its new speeches as the grid takes them.

    `pairs` are none with a speech that is the same file read another way (`Batch.otherwise`): these are decided on by themselves.
    """

    batch: Batch
    pairs: tuple[Likeness, ...]
    rows: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Decided:
    """What is to be done with the pairs: ids not to be imported, and id → the id it is a variant of."""

    skipped: frozenset[str]
    variants: Mapping[str, str]


def sort_given(given: Given) -> Sorted:
    """Tell new speeches from those that are here, and find their like; done once for what was given and what is stored."""
    stored = store().tuples("select count(*), max(added), count(deleted), max(deleted), sum(hash(id, text_hash)) from speeches")
    version = (given.version, str(store().folder), stored)
    found: tuple[object, Sorted] | None = st.session_state.get(_SORTED)
    if found is None or found[0] != version:
        batch = sort_out(store(), given.speeches)
        new = [(speech.id, speech.text) for speech in batch.new]
        old = {id_ for file in batch.otherwise for id_ in file.old}
        pairs = tuple(pair for pair in variants(store(), new, LEAST) if pair.other not in old) if new else ()
        found = version, Sorted(batch, pairs, rows_of(batch.new))
        st.session_state[_SORTED] = found
    return found[1]


def show_known(batch: Batch) -> None:
    """Say which files hold words that are here already, and which come back from among the deleted."""
    words = state.words()
    lines = [
        *(
            (s.source_name, words("intake.as_stored", title=title), words("intake.known", name=plain(s.source_name), title=plain(title)))
            for s, title in batch.known
        ),
        *(
            (s.source_name, words("intake.as_given", name=other), words("intake.repeated", name=plain(s.source_name), other=plain(other)))
            for s, other in batch.repeated
        ),
        *((s.source_name, words("intake.as_deleted"), words("intake.back", name=plain(s.source_name))) for s in batch.new if s.id in batch.back),
    ]
    show_few_or_table(
        [sentence for *_, sentence in lines],
        many=words("intake.known_many", known=len(batch.known), repeated=len(batch.repeated), back=len(batch.back)),
        table={words("field.source_name"): [name for name, *_ in lines], words("intake.same_as"): [other for _, other, _ in lines]},
        say=st.info,
        key="intake_known",
    )


def show_pairs(found: Sorted, asked: Asked, turn: int) -> Decided:
    """Say which new speeches are nearly the same as others, and return what is to be done with them."""
    if not found.pairs:
        return Decided(frozenset(), {})
    words = state.words()
    places = _places(found.batch, asked)
    st.caption(words("intake.alike_head", n=len(found.pairs)))
    key = f"intake_alike_{turn}_{digest(*(part for pair in found.pairs for part in (pair.speech, pair.other)))}"
    chosen = _few(found.pairs, places, key) if len(found.pairs) <= FEW else _many(found.pairs, places, key)
    return decide(found.pairs, chosen, asked.speeches)


@dataclass(frozen=True, slots=True)
class _Place:
    """How a speech of a pair is named: its title, its file, and whether it is stored already."""

    title: str
    source: str
    stored: bool


def _places(batch: Batch, asked: Asked) -> dict[str, _Place]:
    stored = asked.speeches
    found = {
        id_: _Place(title or source, source, stored=True)
        for id_, title, source in zip(stored["id"], stored["title"], stored["source_name"], strict=True)
    }
    return found | {s.id: _Place(s.metadata.title or s.source_name, s.source_name, stored=False) for s in batch.new}


def _few(pairs: tuple[Likeness, ...], places: Mapping[str, _Place], key: str) -> list[str]:
    """A sentence and a choice for each pair."""
    words = state.words()
    names = words.of("alike")
    chosen = []
    for number, pair in enumerate(pairs):
        new, other = places[pair.speech], places[pair.other]
        said = words(
            "intake.alike" if other.stored else "intake.alike_given",
            title=plain(new.title),
            source=plain(new.source),
            other=plain(other.title),
            other_source=plain(other.source),
            share=_percent(pair.share),
        )
        if pair.of_longer < pair.share - 0.1:
            said += words("intake.alike_part", share=_percent(pair.of_longer))
        left, right = st.columns([3, 2], vertical_alignment="center")
        left.markdown(said)
        with right:
            choice = st.segmented_control(
                words("intake.alike_choice"),
                CHOICES,
                default=_offered(pair),
                required=True,
                format_func=names.__getitem__,
                key=f"{key}_{number}",
                label_visibility="collapsed",
            )
        chosen.append(choice or _offered(pair))
    return chosen


def _many(pairs: tuple[Likeness, ...], places: Mapping[str, _Place], key: str) -> list[str]:
    """A row for each pair."""
    words = state.words()
    names = words.of("alike")
    frame = pd.DataFrame(
        {
            "new": [places[pair.speech].title for pair in pairs],
            "choice": [names[_offered(pair)] for pair in pairs],
            "share": [pair.share for pair in pairs],
            "of_longer": [pair.of_longer for pair in pairs],
            "other": [places[pair.other].title for pair in pairs],
            "where": [words("intake.stored" if places[pair.other].stored else "intake.in_batch") for pair in pairs],
            "new_source": [places[pair.speech].source for pair in pairs],
            "other_source": [places[pair.other].source for pair in pairs],
        }
    )
    column = st.column_config
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        disabled=[name for name in frame if name != "choice"],
        height=min(_HEIGHT, 3 + 35 * (len(frame) + 1)),
        placeholder="",
        alt=words("table.alt", n=len(frame)),
        column_config={
            "new": column.TextColumn(words("intake.pair_new")),
            "choice": column.SelectboxColumn(words("intake.alike_choice"), options=[names[choice] for choice in CHOICES], required=True),
            "share": column.NumberColumn(words("intake.pair_share"), format="percent", help=words("intake.pair_share_help")),
            "of_longer": column.NumberColumn(words("intake.pair_of_longer"), format="percent"),
            "other": column.TextColumn(words("intake.pair_other")),
            "where": column.TextColumn(words("intake.pair_where")),
            "new_source": column.TextColumn(words("intake.pair_new_source")),
            "other_source": column.TextColumn(words("intake.pair_other_source")),
        },
    )
    by_name = {name: choice for choice, name in names.items()}
    return [by_name.get(name, _offered(pair)) for name, pair in zip(edited["choice"], pairs, strict=True)]


def _offered(pair: Likeness) -> str:
    return VARIANT if pair.share >= CLEARLY else KEEP


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def decide(pairs: tuple[Likeness, ...], chosen: list[str], stored: pd.DataFrame) -> Decided:
    """
    Return what follows from the choices, given for each pair (the likest first).

    A speech that is left out of any pair is not imported. One that is a variant of several is one of the likest; where that is itself a variant, of what
    that is a variant of, so that the copies of a speech all point to one.
    """
    skipped = frozenset(pair.speech for pair, choice in zip(pairs, chosen, strict=True) if choice == SKIP)
    of = {id_: root for id_, root in zip(stored["id"], stored["variant_of"], strict=True) if isinstance(root, str) and root}
    new: dict[str, str] = {}
    for pair, choice in zip(pairs, chosen, strict=True):
        if choice == VARIANT and pair.speech not in skipped and pair.other not in skipped and pair.speech not in new:
            new[pair.speech] = pair.other
    return Decided(skipped, {id_: root for id_ in new if (root := _root(id_, of | new)) != id_})


def _root(id_: str, of: Mapping[str, str]) -> str:
    seen = {id_}
    while id_ in of and of[id_] not in seen:
        id_ = of[id_]
        seen.add(id_)
    return id_


def left_of(batch: Batch, skipped: Collection[str]) -> list[Speech]:
    """Return the speeches to be imported."""
    return [speech for speech in batch.new if speech.id not in skipped]
