import streamlit as st

from analysis.charts.cloud import chart_cloud
from analysis.charts.words import chart_words
from analysis.corpus import queries
from analysis.measures.cloud_layout import layout as cloud_layout
from analysis.measures.frequency import frequency
from ui import state
from ui.parts.figure import show_figure, show_footer
from ui.parts.method import show_method
from ui.parts.page import Opened, open_page, quoted, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table
from ui.parts.word_choice import show_word_choice, tag_names, word_choice
from ui.view import TOPS

COLUMNS = {
    "rank": "int",
    "term": "text",
    "tag_name": "text",
    "n": "int",
    "per_10k": "rate",
    "per_million": "rate",
    "range": "int",
    "range_share": "share",
}
CLOUD = (640, 440)
SHAPES = ("bars", "cloud")


def show(page: Opened) -> None:
    words, view = page.words, page.view
    result = frequency(queries.term_counts(page.store, page.ids, "all", page.lexicon), page.counted, word_choice())
    table = result.table.assign(key=[state.key_of(term) for term in result.table["term"]], tag_name=tag_names(result.table["tag"]))
    if table.empty:
        show_answer(words("words.nothing"))
        show_controls()
        return
    chosen = view.chosen if view.chosen in set(table["key"]) else table["key"].iloc[0]
    first = table.iloc[0]
    show_answer(
        words(
            "words.answer",
            speeches=page.counted.speeches,
            han=words.size(page.counted.han),
            word=quoted(first["term"]),
            rate=float(first["per_10k"]),
            range=int(first["range"]),
        )
    )
    show_controls()
    top = table.head(view.top)
    term = table.loc[table["key"] == chosen, "term"].iloc[0]
    left, right = st.columns([3, 2], gap="large")
    with left:
        labels = {"rate": words("unit.per_10k"), "range": words("words.range", n=page.counted.speeches), "hover": words("words.hover")}
        alt = words("words.alt", n=len(top), list=words("list.comma").join(top["term"].head(5)))
        if view.shape == "cloud":
            placed = cloud_layout(dict(zip(top["term"], top["per_10k"], strict=True)), *CLOUD, seed=0)
            figure = chart_cloud(placed, top, size=CLOUD, chosen=chosen, colours=page.colours, labels=labels)
        else:
            figure = chart_words(top, speeches=page.counted.speeches, chosen=chosen, colours=page.colours, labels=labels)
        show_figure(figure, key=f"words_{view.shape or 'bars'}", alt=alt, fixed=view.shape == "cloud")
        show_footer(figure, table, result.recipe, name="words", unit=words("unit.per_10k"), columns=COLUMNS)
    with right:
        positions = queries.term_positions(page.store, page.ids, term, page.lexicon)
        show_passages(positions, title=words("passages.of", thing=term), thing=term, key=f"words_{chosen}")
    show_table(table, name="words", key="words_table", columns=COLUMNS)
    show_method("words", result.recipe)


def show_controls() -> None:
    words = state.words()
    shape, number, *choices = st.columns([1.5, 1, 1.2, 1.2, 1.2], vertical_alignment="bottom")
    with shape:
        st.session_state["words_shape"] = state.view().shape if state.view().shape in SHAPES else "bars"
        st.segmented_control(
            words("words.shape"),
            SHAPES,
            format_func=words.of("shape").__getitem__,
            key="words_shape",
            required=True,
            on_change=set_shape,
            label_visibility="collapsed",
        )
    with number:
        st.session_state["words_top"] = state.view().top
        st.selectbox(words("words.top"), sorted(TOPS), key="words_top", on_change=set_top, format_func=top_label, label_visibility="collapsed")
    show_word_choice(choices)


def top_label(n: int) -> str:
    return state.words()("words.top_n", n=n)


def set_shape() -> None:
    state.change(shape="" if st.session_state["words_shape"] == "bars" else st.session_state["words_shape"])


def set_top() -> None:
    state.change(top=st.session_state["words_top"])


show(open_page("words"))
