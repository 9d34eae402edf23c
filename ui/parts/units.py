"""A unit of an outline opens into what it does, with the cues that say so, and into the text it is made of."""

import math

import pandas as pd
import streamlit as st

from analysis.annotation.functions import KINDS, Cue, Function, thresholds
from analysis.charts.template import shortened
from analysis.corpus import queries
from analysis.corpus.functions import functions
from analysis.model import SPOKEN
from ui import state
from ui.boundary import boundary
from ui.cache import store
from ui.parts.escape import escaped
from ui.words import Words

PAGE = 3

LONGEST = 16
"""Characters of the words that a cue found, in which they are named."""


@st.fragment
def show_unit(unit: "pd.Series[object]") -> None:
    """Draw what a unit is made of: its size and share, and its whole text, three paragraphs a page."""
    with boundary():
        words = state.words()
        st.html(f'<div class="yj-card"><h3>{escaped(str(unit["label"]))}</h3></div>')
        share = "—" if pd.isna(unit["share"]) else f"{unit['share']:.1%}"
        st.caption(words("unit_card.size", han=int(unit["han"]), share=share))
        if unit["role"] in SPOKEN:
            _show_function(str(unit["id"]), int(unit["unit"]), words)
        text = queries.texts(store(), [str(unit["id"])])[str(unit["id"])]
        paragraphs = [line for line in text[int(unit["start"]) : int(unit["end"])].split("\n") if line.strip()]
        pages = math.ceil(len(paragraphs) / PAGE)
        place = st.container()
        number = st.pagination(pages, key=f"unit_{unit['key']}", max_visible_pages=5) if pages > 1 else 1
        with place:
            for paragraph in paragraphs[(number - 1) * PAGE : number * PAGE]:
                st.html(f'<p class="yj-passage">{escaped(paragraph)}</p>')
        sentences = queries.sentences(store(), str(unit["id"]))
        within = sentences[(sentences["start"] >= unit["start"]) & (sentences["start"] < unit["end"])]
        sentence = int(within["sentence"].iloc[0]) if len(within) else None
        st.page_link("ui/pages/read.py", label=words("unit_card.read"), query_params=state.link(speech=unit["id"], sentence=sentence))


def _show_function(speech: str, unit: int, words: Words) -> None:
    """Draw what the unit does, or that this is not decided, and for each kind of function the cues that spoke for it, the strongest first."""
    told = functions(store(), speech).get(unit)
    if told is None:
        return
    st.html('<div class="yj-foot">' + "<br>".join(map(escaped, told_lines(told, words))) + "</div>")


def told_lines(told: Function, words: Words) -> list[str]:
    """Return in words what a unit does, the cues that spoke for each kind, and, where they decided, what they need to."""
    return [function_line(told, words), *cue_lines(told, words), *([pass_line(words)] if told.cues and not told.corrected else [])]


def function_line(told: Function, words: Words) -> str:
    """Return in words what a unit does, and whether a person said so."""
    if told.corrected:
        return words("unit_card.function_given", function=words(f"function.{told.kind or 'undecided'}"))
    if told.kind:
        return words("unit_card.function", function=words(f"function.{told.kind}"))
    return words("unit_card.function_undecided" if told.cues else "unit_card.function_none")


def pass_line(words: Words) -> str:
    """Return in words how many points a kind needs to be taken, and by how many it has to lead."""
    least, margin = thresholds()
    return words("unit_card.function_pass", least=_points(least), margin=_points(margin))


def cue_lines(told: Function, words: Words) -> list[str]:
    """Return a line for each kind that a cue spoke for, the one with the most points first: its points, and its cues with theirs."""
    lines = []
    for kind in sorted((kind for kind in KINDS if told.points(kind)), key=told.points, reverse=True):
        cues = [_cue(cue, words) for cue in told.cues if cue.kind == kind]
        said = words("list.semicolon").join(cues) + words("list.stop")
        key = "unit_card.cues" if len(cues) > 1 else "unit_card.cues_one"
        lines.append(words(key, function=words(f"function.{kind}"), points=_points(told.points(kind)), cues=said))
    return lines


def _cue(cue: Cue, words: Words) -> str:
    named = {"role": "role", "parent": "function"}
    form = words(f"{named[cue.where]}.{cue.form}") if cue.where in named else shortened(cue.form, LONGEST)
    return words(f"unit_card.cue_{cue.where}", form=form, points=_points(cue.points))


def _points(points: float) -> str:
    return f"{points:.1f}".removesuffix(".0")
