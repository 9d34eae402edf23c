import pandas as pd
import streamlit as st

from analysis.corpus import build, queries
from analysis.corpus.reading_rows import ReadingView, Rows, Span
from analysis.corpus.reading_view import find_string, reading_view
from analysis.model import Counted, Speech
from ui import state
from ui.asked import Asked
from ui.parts.escape import escaped
from ui.parts.page import open_page, show_answer
from ui.parts.reader import SHOWN, Found, opened, payload, show_reader, source_of
from ui.parts.reading_facts import show_facts
from ui.selection import newest_id
from ui.view import key_of, slogan_key

_SPEECH, _FIND, _SHOW = "read_speech", "read_find", "read_show"
LONGEST = 60
"""A longer string is a sentence, and is found by its passage."""


def show(page: Asked) -> None:
    words, view = page.words, page.view
    choices = speech_choices(page)
    id_ = view.speech if view.speech in choices else newest_id(page.rows)
    head, note = st.container(), st.container()
    show_controls(choices, id_)
    if view.speech and view.speech != id_:
        note.caption(words("read.unknown"))
    speech = page.store.speech(id_)
    rows = rows_of(page, speech)
    found, spans = search(page, rows)
    reading = reading_view(rows, spans)
    counted = build.count(page.store, [id_], page.lexicon)
    with head:
        show_answer(answer(page, rows, reading, counted))
        if counted.han != int(page.speeches.set_index("id").loc[id_, "han"]):
            st.caption(words("read.sizes"))
    show_facts(speech)
    data = payload(
        reading,
        words,
        source=source_of(speech.metadata, speech.metadata.title or speech.source_name, words),
        show=st.session_state.get(_SHOW) or [],
        target=view.sentence if view.speech == id_ else None,
        found=found,
    )
    show_reader(data, on_open=open_other, on_clear=clear)
    show_how(page, counted, id_)


def speech_choices(page: Asked) -> dict[str, str]:
    """Return the selected speeches, newest first, with their variants, and the one a link leads to, wherever it is."""
    copies = page.speeches.loc[page.speeches["variant_of"].isin(page.ids), "id"]
    wanted = {*page.ids, *copies, page.view.speech}
    labels = page.speech_names() | {id_: page.words("read.variant", title=name) for id_, name in page.speech_names().items() if id_ in set(copies)}
    return {id_: labels[id_] for id_ in reversed(list(page.speeches["id"])) if id_ in wanted}


def show_controls(choices: dict[str, str], speech: str) -> None:
    words = state.words()
    which, find = st.columns([2.4, 1.4], vertical_alignment="bottom")
    st.session_state[_SPEECH] = speech
    which.selectbox(
        words("read.speech"),
        list(choices),
        format_func=choices.__getitem__,
        key=_SPEECH,
        on_change=set_speech,
        label_visibility="collapsed",
        placeholder=words("read.speech"),
    )
    find.text_input(words("read.find"), key=_FIND, placeholder=words("read.find"), max_chars=LONGEST, label_visibility="collapsed")
    st.session_state.setdefault(_SHOW, list(SHOWN[:3]))
    st.pills(
        words("read.show"), SHOWN, selection_mode="multi", format_func=words.of("read.mark").__getitem__, key=_SHOW, label_visibility="collapsed"
    )


def set_speech() -> None:
    state.change(speech=st.session_state[_SPEECH], sentence=None)


def open_other() -> None:
    if place := opened():
        state.change(speech=place[0], sentence=place[1])


def clear() -> None:
    st.session_state[_FIND] = ""
    state.change(chosen="")


def rows_of(page: Asked, speech: Speech) -> Rows:
    meta = speech.metadata
    return Rows(
        speech.id,
        meta.title,
        meta.year,
        speech.text,
        speech.decoded,
        speech.repairs,
        queries.outlines(page.store, [speech.id]),
        queries.sentences(page.store, speech.id),
        queries.slogan_uses(page.store, [speech.id]),
        queries.expansions(page.store, list(page.speeches["id"])),
        meta.date,
        speech.analysed,
        speech.remarks,
    )


def search(page: Asked, rows: Rows) -> tuple[Found | None, list[Span]]:
    """Return what is searched for and where it stands: what was typed, otherwise the slogan or word the link carries."""
    words = page.words
    typed = str(st.session_state.get(_FIND) or "").strip()
    if typed:
        spans = find_string(rows.text, typed)
        return Found(words("read.found" if spans else "read.found_none", thing=typed, n=len(spans)), len(spans)), spans
    key = page.view.chosen.partition("-")[0]
    if not key:
        return None, []
    for form in rows.uses["form"].unique():
        if key == slogan_key(form):
            spans = spans_of(rows.uses[rows.uses["form"] == form])
            return Found(words("read.found", thing=form, n=len(spans)), len(spans)), spans
    for term in queries.term_counts(page.store, [rows.id], "all", page.lexicon)["term"]:
        if key == key_of(term):
            spans = spans_of(queries.term_positions(page.store, [rows.id], term, page.lexicon))
            return Found(words("read.found_word", thing=term, n=len(spans)), len(spans)), spans
    return None, []


def spans_of(positions: pd.DataFrame) -> list[Span]:
    return [(int(a), int(b)) for a, b in zip(positions["start"], positions["end"], strict=True)]


def answer(page: Asked, rows: Rows, reading: ReadingView, counted: Counted) -> str:
    words = page.words
    speech = page.speeches.set_index("id").loc[rows.id]
    title = escaped(rows.title or str(speech["source_name"]))
    n = {
        "paragraphs": len(reading["paragraphs"]),
        "parts": sum(entry["role"] == "unit" and entry["level"] == 1 for entry in reading["outline"]),
        "slogans": len({note["form"] for note in reading["notes"]}),
        "uses": sum(note["n"] for note in reading["notes"]),
        "here": len({note["form"] for note in reading["notes"] if note["state"] == "here"}),
    }
    slogans = "answer_none" if not n["slogans"] else "answer_slogans" if n["here"] else "answer_slogans_none"
    said = ("answer", *(["answer_parts"] if n["parts"] else []), slogans)
    sizes = {"han": int(speech["han"]), "counted": counted.han, "words": counted.words}
    return "".join(words(f"read.{part}", title=title, **sizes, **n) for part in said)


def show_how(page: Asked, counted: Counted, speech: str) -> None:
    words = page.words
    recipe = counted.recipe("reading", {"speech": speech})
    with st.expander(words("method.title")):
        st.markdown(words("read.method"))
        st.caption(words("method.recipe", corpus=recipe.corpus, lexicon=recipe.lexicon, version=recipe.version, **recipe.counts))


show(open_page("read"))
