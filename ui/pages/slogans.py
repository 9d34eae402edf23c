import pandas as pd
import streamlit as st

from analysis.charts.slogans import chart_slogans
from analysis.corpus import queries
from analysis.measures.result import missing_years
from analysis.measures.slogan_lives import meanings, slogan_lives, slogan_years
from ui import state
from ui.parts.figure import show_figure, show_footer
from ui.parts.method import show_method
from ui.parts.page import Opened, open_page, quoted, show_answer
from ui.parts.passages import show_passages
from ui.parts.slogan_card import show_card
from ui.parts.table import show_table

COLUMNS = {"form": "text", "n": "int", "per_10k": "rate", "speeches": "int", "first": "year", "last": "year", "meaning": "text"}
ROWS = 30


def show(page: Opened) -> None:
    words = page.words
    uses = queries.slogan_uses(page.store, page.ids)
    if uses.empty:
        show_answer(words("slogans.nothing", speeches=page.counted.speeches))
        return
    expansions = queries.expansions(page.store, list(page.speeches["id"]))
    lives = slogan_lives(uses, expansions, page.counted)
    table = lives.table.assign(key=[state.key_of(form) for form in lives.table["form"]], meaning=meaning_column(lives.table))
    show_answer(answer(page, table))
    key, _, year = page.view.chosen.partition("-")
    if key not in set(table["key"]):
        key, year = most_telling(table, expansions), ""
    row = table.loc[table["key"] == key].iloc[0]
    left, right = st.columns([3, 2], gap="large")
    with left:
        show_timeline(page, table, uses, key)
    with right:
        show_card(row, meanings(expansions, row["form"]), page.ids)
        found = uses[uses["form"] == row["form"]]
        if year.isdigit():
            found = found[found["year"] == int(year)]
        title = words("slogans.passages_year", year=year) if year.isdigit() else words("slogans.passages")
        show_passages(found[["id", "sentence", "start", "end"]], title=title, thing=row["form"], key=f"slogans_{key}_{year}")
    show_table(table, name="slogans", key="slogans_table", columns=COLUMNS)
    show_method("slogans", lives.recipe)


def most_telling(table: pd.DataFrame, expansions: pd.DataFrame) -> str:
    """Return the slogan shown when none was clicked: the one explained most often, then the most used."""
    times = table["form"].map(expansions["form"].value_counts()).fillna(0)
    return str(table.assign(times=times).sort_values(["times", "n", "form"], ascending=[False, False, True])["key"].iloc[0])


def answer(page: Opened, table: pd.DataFrame) -> str:
    words = page.words
    text = words(
        "slogans.answer",
        speeches=page.counted.speeches,
        slogans=len(table),
        uses=int(table["n"].sum()),
        here=int((table["explained"] == "here").sum()),
    )
    dated = table.dropna(subset=["first"])
    if dated.empty:
        return text
    longest = dated.assign(span=dated["last"] - dated["first"]).sort_values(["span", "n"], ascending=False).iloc[0]
    return text + words("slogans.longest", form=quoted(longest["form"]), first=str(longest["first"]), last=str(longest["last"]))


def meaning_column(table: pd.DataFrame) -> list[str]:
    words = state.words()
    known = {"here": "slogans.meaning_here", "elsewhere": "slogans.meaning_elsewhere", "no": "slogans.meaning_no"}
    return [
        words(known[r.explained], meaning=r.expansion, year=words("side.no_year") if pd.isna(r.explained_year) else str(r.explained_year))
        for r in table.itertuples()
    ]


def show_timeline(page: Opened, table: pd.DataFrame, uses: pd.DataFrame, key: str) -> None:
    words = page.words
    sizes = queries.sizes(page.store, page.ids, "year", page.lexicon)
    by_year = slogan_years(uses, sizes, page.counted)
    if by_year.table.empty:
        st.caption(words("slogans.no_years"))
        return
    present = [int(y) for y in sizes["group"]]
    years = list(range(min(present), max(present) + 1)) if len(present) <= 40 else present
    kept = table.sort_values(["speeches", "n"], ascending=False).head(ROWS)
    kept = kept[kept["form"].isin(set(by_year.table["form"]))].sort_values(["first", "n"], ascending=[True, False])
    missing = [y for y in missing_years(present) if y in years]
    figure = chart_slogans(
        by_year.table,
        order=list(zip(kept["key"], kept["form"], strict=True)),
        years=years,
        missing=missing,
        chosen=key,
        colours=page.colours,
        labels={"missing": words("figure.missing"), "hover": words("slogans.hover")},
    )
    alt = words("slogans.alt", n=len(kept), first=str(years[0]), last=str(years[-1]))
    show_figure(figure, key="slogans_timeline", alt=alt)
    if len(kept) < len(table):
        st.caption(words("slogans.cut", shown=len(kept), all=len(table)))
    show_footer(figure, table, by_year.recipe, name="slogans", unit=words("unit.uses"), columns=COLUMNS)


show(open_page("slogans"))
