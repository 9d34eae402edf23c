"""Method, folded: what was counted and how, in the view's language, with the recipe's figures."""

import streamlit as st

from analysis.model import Recipe
from ui import state


def show_method(name: str, recipe: Recipe) -> None:
    """Draw the folded method of a page."""
    words = state.words()
    with st.expander(words("method.title")):
        st.markdown(words(f"method.{name}"))
        st.caption(words("method.recipe", corpus=recipe.corpus, lexicon=recipe.lexicon, version=recipe.version, **_sizes(recipe)))


def _sizes(recipe: Recipe) -> dict[str, object]:
    return {"speeches": recipe.counts["speeches"], "han": recipe.counts["han"], "words": recipe.counts["words"]}
