"""A number opens into passages: the sentences it was counted in, with each occurrence marked."""

from dataclasses import dataclass

import pandas as pd

from analysis.corpus.store import Store


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence as evidence. `marks` are (start, end) within `text`; `sentence` and `start` say where it stands in the speech `id`."""

    id: str
    title: str
    year: int | None
    paragraph: int
    sentence: int
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]


def passages(store: Store, positions: pd.DataFrame, *, first: int = 0, number: int | None = None) -> list[Passage]:
    """
    Return the sentences in which *positions* (id, sentence, start, end) stand, in their order, each sentence once.

    A mark that runs over its sentence's end is cut there. `first` and `number` choose a page of sentences; the marks of all pages together are as
    many as the rows of *positions*.
    """
    keys = positions[["id", "sentence"]].drop_duplicates()[first : None if number is None else first + number]
    if keys.empty:
        return []
    groups = dict(iter(positions.merge(keys, on=["id", "sentence"]).groupby(["id", "sentence"], sort=False)))
    found = {
        (row[0], row[1]): row[2:]
        for row in store.tuples(
            """
            select speeches.id, sentences.id, title, year, paragraph, "start", substr(text, "start" + 1, "end" - "start")
            from (select unnest($ids) as id, unnest($sentences) as sentence) as wanted
            join speeches on speeches.id = wanted.id join sentences on sentences.speech = speeches.speech and sentences.id = wanted.sentence
            """,
            {"ids": keys["id"].tolist(), "sentences": [int(n) for n in keys["sentence"]]},
        )
    }
    result = []
    for key in keys.itertuples(index=False, name=None):
        rows = groups[key]
        title, year, paragraph, start, text = found[key]
        marks = tuple((int(a) - start, min(int(b) - start, len(text))) for a, b in zip(rows["start"], rows["end"], strict=True))
        result.append(Passage(key[0], title, year, paragraph, int(key[1]), start, text, marks))
    return result


def sentence_count(positions: pd.DataFrame) -> int:
    """Return in how many sentences the positions stand."""
    return len(positions[["id", "sentence"]].drop_duplicates())
