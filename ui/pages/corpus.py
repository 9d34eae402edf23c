import streamlit as st

from ui import state
from ui.answers.corpus import CorpusAnswer, answer_corpus
from ui.asked import Asked
from ui.parts.corpus_manage import show_management
from ui.parts.escape import plain
from ui.parts.figure import show_drawn
from ui.parts.intake import show_intake
from ui.parts.method import show_method
from ui.parts.page import load_sample, open_page, pair, show_answer
from ui.parts.speech_grid import show_grid, show_undo


def show(asked: Asked) -> None:
    words = asked.words
    if asked.speeches.empty:
        st.markdown(words("page.corpus.empty"))
        show_intake(asked)
        sample, undo, _ = st.columns([1, 1, 3])
        sample.button(words("empty.sample"), on_click=load_sample, type="primary", width="stretch")
        show_undo(undo)
        show_management(asked, None)
        return
    found = answer_corpus(asked)
    show_answer(found.sentence)
    show_intake(asked)
    left, right = pair()
    with left:
        if found.drawn is not None:
            show_drawn(found.drawn, key="corpus_coverage")
            if undated := int(asked.rows["year"].isna().sum()):
                st.caption(words("corpus.undated", n=undated))
    with right:
        show_behind(asked, found)
    show_grid(asked)
    show_management(asked, found)
    show_method("corpus", asked.counted.recipe("corpus", {}))


def show_behind(asked: Asked, found: CorpusAnswer) -> None:
    """List the speeches behind the clicked square, each a link to the reading page."""
    st.caption(asked.words("corpus.behind" if found.clicked else "corpus.latest"))
    names = asked.speech_names()
    for id_ in found.behind["id"]:
        st.page_link("ui/pages/read.py", label=plain(names[id_]), query_params=state.link(speech=id_, sentence=None))


show(open_page("corpus"))
