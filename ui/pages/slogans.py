import streamlit as st

from ui.answers.slogans import COLUMNS, answer_slogans
from ui.asked import Asked
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import open_page, pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.slogan_card import show_card
from ui.parts.table import show_table
from ui.parts.take_away import show_table_away


def show(asked: Asked) -> None:
    words = asked.words
    found = answer_slogans(asked)
    if found is None:
        show_answer(words("slogans.nothing", speeches=asked.counted.speeches))
        return
    show_answer(found.sentence)
    left, right = pair()
    with left:
        if found.drawn is None:
            st.caption(words("slogans.no_years"))
        else:
            show_drawn(found.drawn, key="slogans_timeline")
            if asked.rows["year"].isna().any():
                st.caption(words("slogans.undated"))
            elif found.shown < len(found.table):
                st.caption(words("slogans.cut", shown=found.shown, all=len(found.table)))
    with right:
        show_card(found.chosen, found.meanings, asked)
        title = words("slogans.passages_year", year=found.year) if found.year else words("slogans.passages")
        show_passages(found.positions, title=title, mark=str(found.chosen["key"]), key=f"slogans_{found.chosen['key']}_{found.year}")
    show_table(found.table, name="slogans", key="slogans_table", columns=COLUMNS)
    show_table_away(found.table, found.recipe, name="slogans", columns=COLUMNS)
    show_method("slogans", found.recipe)


show(open_page("slogans"))
