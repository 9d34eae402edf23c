"""How a speech was read: its repairs, each with a switch, what was noticed or left out, its encoding, and the file as it came."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

import streamlit as st

from analysis.corpus import build
from analysis.errors import ReadingError, YanjingError
from analysis.export.names import file_name
from analysis.model import Speech
from analysis.reading.encodings import ENCODINGS, margin
from ui import state
from ui.boundary import message
from ui.cache import store
from ui.parts.escape import plain
from ui.words import Words

_ENCODING, _REFUSED = "read_encoding", "read_refused"


def show_facts(speech: Speech) -> None:
    """Draw the record of a speech's reading, folded; its label says how much there is."""
    words = state.words()
    if refused := st.session_state.pop(_REFUSED, ""):
        st.error(refused)
    with st.expander(words("read.facts", list=words("list.comma").join(summary(speech, words))), key="read_facts"):
        repairs, others = st.columns([3, 2], gap="large")
        with repairs:
            show_repairs(speech)
        with others:
            show_remarks(speech)
            show_file(speech)


def summary(speech: Speech, words: Words) -> Iterator[str]:
    """Yield what the record says, in a few words each."""
    edits = sum(len(repair.edits) for repair in speech.repairs)
    yield words("read.facts_repairs", n=edits) if edits else words("read.facts_repairs_none")
    if speech.off:
        yield words("read.facts_off", n=len(speech.off))
    if noticed := sum(remark.count for remark in speech.remarks if remark.places):
        yield words("read.facts_remarks", n=noticed)
    if left_out := sum(not remark.places for remark in speech.remarks):
        yield words("read.facts_left_out", n=left_out)
    if speech.encoding:
        yield encoding_name(speech.encoding)


def show_repairs(speech: Speech) -> None:
    """List the kinds of repairs, those switched off too; each can be switched for this speech alone."""
    words = state.words()
    names, about = words.of("repair"), words.of("repair_about")
    made = {repair.kind: len(repair.edits) for repair in speech.repairs if repair.edits}
    kinds = sorted({*made, *speech.off}, key=lambda kind: (list(names).index(kind) if kind in names else len(names), kind))
    st.subheader(words("read.repairs"), anchor=False)
    st.caption(words("read.repairs_about" if kinds else "read.repairs_none"))
    for kind in kinds:
        name = names.get(kind) or plain(kind)
        key = f"read_repair_{kind}"
        st.session_state[key] = kind not in speech.off
        label = words("read.repair_off", kind=name) if kind in speech.off else words("read.repair", kind=name, n=made[kind])
        with st.container(gap=None):
            st.toggle(label, key=key, on_change=switch, args=(speech.id, kind))
            st.caption(about.get(kind, ""))


def switch(speech_id: str, kind: str) -> None:
    """Read a speech anew with a kind of repair on or off; for the kind's switch."""
    off = set(store().speech(speech_id).off) - {kind}
    if not st.session_state[f"read_repair_{kind}"]:
        off.add(kind)
    reread(speech_id, off)


def reread(speech_id: str, off: Collection[str], encoding: str | None = None) -> None:
    """Put another reading in the place of a speech's; where that can't be, it is said at the next run and the speech stays as it is."""
    try:
        build.reread(store(), speech_id, sorted(off), encoding=encoding)
    except YanjingError as error:
        st.session_state[_REFUSED] = message(error)
    else:
        state.change(sentence=None)  # another reading may have other sentences


def show_remarks(speech: Speech) -> None:
    """List what was noticed and not changed, and what is in the file and not in the text."""
    words = state.words()
    names, about = words.of("remark"), words.of("remark_about")
    st.subheader(words("read.remarks"), anchor=False)
    if not speech.remarks:
        st.caption(words("read.remarks_none"))
    for remark in speech.remarks:
        with st.container(gap=None):
            st.markdown(words("read.remark", kind=names.get(remark.kind) or plain(remark.kind), n=remark.count))
            st.caption(about.get(remark.kind, ""))


def show_file(speech: Speech) -> None:
    """Offer the file as it came, and another encoding where it has one."""
    words = state.words()
    st.subheader(words("read.file"), anchor=False)
    st.caption(words("read.file_about", name=plain(speech.source_name), size=len(speech.data), format=plain(speech.format)))
    st.download_button(
        words("read.download"),
        data=lambda: speech.data,
        file_name=own_name(speech),
        mime="application/octet-stream",
        key=f"read_file_{speech.id}",
        on_click="ignore",
    )
    if speech.folded:
        st.caption(words("read.folded"))
    if not speech.encoding:
        return
    st.caption(encoding_line(speech, words))
    if speech.encoding in ENCODINGS:
        st.session_state[_ENCODING] = speech.encoding
        st.selectbox(words("read.encoding_choose"), ENCODINGS, format_func=encoding_name, key=_ENCODING, on_change=choose_encoding, args=(speech.id,))


def choose_encoding(speech_id: str) -> None:
    """Read a speech anew in the encoding chosen by hand."""
    reread(speech_id, store().speech(speech_id).off, st.session_state[_ENCODING])


def encoding_line(speech: Speech, words: Words) -> str:
    """Return how sure the encoding is, as a sentence."""
    name = encoding_name(speech.encoding)
    try:
        found = margin(speech.source_name, speech.data)
    except ReadingError:  # a format that says its own encoding
        return words("read.encoding_sure", encoding=name)
    if found.encoding != speech.encoding:
        return words("read.encoding_told", encoding=name, found=encoding_name(found.encoding))
    if not found.other:
        return words("read.encoding_marked" if found.encoding.startswith("utf") else "read.encoding_only", encoding=name, score=percent(found.score))
    return words(
        "read.encoding_found",
        encoding=name,
        score=percent(found.score),
        other=encoding_name(found.other),
        other_score=percent(found.other_score),
    )


def percent(share: float) -> str:
    return f"{100 * share:.0f}"


def encoding_name(encoding: str) -> str:
    """Return an encoding as it is usually written: UTF-8, GB18030, Big5."""
    return {"big5": "Big5"}.get(encoding, encoding.upper())


def own_name(speech: Speech) -> str:
    """Return the file's own name without its folders, made safe for every system."""
    path = PurePosixPath(speech.file_name.replace("\\", "/"))
    ending = path.suffix[1:]
    return file_name(path.stem, ending) if ending.isascii() and ending.isalnum() else file_name(path.name, speech.format)
