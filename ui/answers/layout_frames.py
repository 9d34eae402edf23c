"""On what frames are sister headings built, and which of these recur?"""

from dataclasses import dataclass

import pandas as pd

from analysis.annotation.sisters import SLOT, Frame
from analysis.charts.frames import chart_frames
from analysis.corpus import queries
from analysis.measures.symmetry import frame_of, sister_headings
from ui.answers.drawn import Drawn, quoted
from ui.answers.layout import ROWS, speech_rows
from ui.asked import Asked

COLUMNS = {
    "frame_name": "text",
    "years": "text",
    "title": "text",
    "level": "int",
    "following": "int",
    "members": "int",
    "frame_share": "share",
    "length_likeness": "share",
    "symmetry": "share",
}

YEARS_NAMED = 8
"""So many years in which a frame recurs are named in the sentence; the table has them all."""


@dataclass(frozen=True, slots=True)
class Group:
    """
    A group of sister headings: its speech, marker and heading of each, their frame (None without one), the years in which that recurs (as printed),
    and where the headings stand.
    """

    speech: str
    row: "pd.Series"
    markers: tuple[str, ...]
    headings: tuple[str, ...]
    frame: Frame | None
    positions: pd.DataFrame


@dataclass(frozen=True, slots=True)
class FramesAnswer:
    """The sentence; the figure with the table of all groups, recurring frames first; the chosen group; how many speeches are not drawn."""

    sentence: str
    drawn: Drawn
    group: Group
    cut: int


def answer_frames(asked: Asked) -> FramesAnswer | None:
    """Show the groups of sister headings with their frames; None where no speech has two sister headings."""
    words = asked.words
    outlines = queries.outlines(asked.store, asked.ids)
    result = sister_headings(outlines, asked.counted)
    table = result.table
    if table.empty:
        return None
    titles = asked.speech_names()
    ids = table["id"].tolist()
    table = table.assign(
        key=[f"{id_}-{units[0]}" for id_, units in zip(ids, table["units"].tolist(), strict=True)],
        title=[titles[id_] for id_ in ids],
        frame_name=table["frame"].where(table["frame"] != "", words("layout_frames.none")),
    )
    recurring = _recurring(asked, table)
    ranked = table.merge(recurring[["speeches", "years"]], how="left", left_on="frame", right_index=True)
    ranked = ranked.assign(
        speeches=ranked["speeches"].fillna(0), years=ranked["years"].fillna(""), all=ranked.groupby("frame")["following"].transform("sum")
    )
    ranked = ranked.sort_values(["speeches", "all", "frame"], ascending=[False, False, True], kind="stable", ignore_index=True)
    key = asked.view.chosen if (ranked["key"] == asked.view.chosen).any() else _most_telling(ranked)
    labels = {name: words(f"layout_frames.{name}") for name in ("axis", "framed", "unframed", "hover", "hover_none")}
    figure = chart_frames(
        table, rows=speech_rows(asked)[-ROWS:], chosen=key, colours=asked.colours, labels={**labels, "missing": words("figure.missing")}
    )
    alt = words("layout_frames.alt", groups=len(table), n=asked.counted.speeches)
    drawn = Drawn("layout_frames", figure, ranked, COLUMNS, words("layout_frames.unit"), alt, result.recipe)
    group = _group(asked, ranked[ranked["key"] == key].iloc[0], outlines)
    return FramesAnswer(_sentence(asked, table, recurring), drawn, group, max(asked.counted.speeches - ROWS, 0))


def _most_telling(ranked: pd.DataFrame) -> str:
    """Return the group shown when none was clicked: of the frame that recurs most the one with the most followers."""
    first = ranked[ranked["frame"] == ranked["frame"].iloc[0]]
    return str(first.loc[first["following"].idxmax(), "key"])


def _recurring(asked: Asked, table: pd.DataFrame) -> pd.DataFrame:
    """Return by frame in how many speeches it stands, and in which years (named, in order); the one in most speeches first, then the one most follow."""
    framed = table[table["frame"] != ""]
    year = framed["id"].map(dict(zip(asked.rows["id"], asked.rows["year"], strict=True)))
    grouped = framed.assign(year=year).groupby("frame")
    found = pd.DataFrame({"speeches": grouped["id"].nunique(), "following": grouped["following"].sum()})
    comma = asked.words("list.comma")
    found["years"] = grouped["year"].agg(lambda years: comma.join(f"{y:.0f}" for y in sorted(set(years.dropna()))))
    return found.sort_values(["speeches", "following"], ascending=False, kind="stable")


def _sentence(asked: Asked, table: pd.DataFrame, recurring: pd.DataFrame) -> str:
    words = asked.words
    framed, members, following = int((table["frame"] != "").sum()), int(table["members"].sum()), int(table["following"].sum())
    share = f"{following / members:.0%}"
    text = words("layout_frames.answer", groups=len(table), framed=framed, members=members, following=following, share=share)
    if recurring.empty or recurring["speeches"].iloc[0] < 2:
        return text
    first = recurring.iloc[0]
    years = first["years"].split(comma := words("list.comma"))
    named = comma.join(years[:YEARS_NAMED]) + ("…" if len(years) > YEARS_NAMED else "")
    most = words("layout_frames.recurs", frame=quoted(str(recurring.index[0])), speeches=int(first["speeches"]))
    return text + most + (words("layout_frames.recurs_years", years=named) if named else "") + words("list.stop")


def _group(asked: Asked, row: "pd.Series", outlines: pd.DataFrame) -> Group:
    """Return a group with its headings and the places they stand at: from the marker to the heading's end."""
    units = outlines[outlines["id"] == row["id"]].set_index("unit").loc[list(row["units"])]
    sentences = queries.sentences(asked.store, row["id"])
    first = sentences["start"].searchsorted(units["start"], side="right") - 1
    positions = pd.DataFrame(
        {
            "id": row["id"],
            "sentence": sentences["sentence"].to_numpy()[first.clip(min=0)],
            "start": units["start"].to_numpy(),
            "end": units["heading_end"].to_numpy(),
        }
    )
    headings = tuple(units["heading"])
    return Group(row["title"], row, tuple(units["marker"]), headings, frame_of(headings), positions)


def pieces_of(heading: str, frame: Frame, at: int) -> tuple[list[str], str]:
    """Return what follows one another in a heading, fixed and filling in turn (the first and last fixed piece may be empty), and what goes on behind its frame."""
    fillers = frame.fillers[frame.followers.index(at)]
    fixed = frame.text.split(SLOT)
    pieces = [fixed[0]]
    for filler, piece in zip(fillers, fixed[1:], strict=True):
        pieces += [filler, piece]
    return pieces, heading[sum(map(len, pieces)) :]
