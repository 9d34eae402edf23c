"""What is said most?"""

from dataclasses import dataclass

import pandas as pd

from analysis.charts.cloud import chart_cloud
from analysis.charts.words import chart_words
from analysis.corpus import queries
from analysis.measures.cloud_layout import layout as cloud_layout
from analysis.measures.frequency import frequency
from ui.answers.drawn import Drawn, quoted
from ui.asked import Asked
from ui.view import key_of

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


@dataclass(frozen=True, slots=True)
class WordsAnswer:
    """The sentence; the drawn words (None where no word is left); the chosen word and where it stands."""

    sentence: str
    drawn: Drawn | None
    term: str
    key: str
    positions: pd.DataFrame


def answer_words(asked: Asked) -> WordsAnswer:
    """Rank the words of the selection, draw the first of them as bars or cloud, and find the chosen one's places."""
    words, view, counted = asked.words, asked.view, asked.counted
    result = frequency(queries.term_counts(asked.store, asked.ids, "all", asked.lexicon), counted, asked.choice)
    if not counted.han:
        return WordsAnswer(words("words.no_han"), None, "", "", pd.DataFrame())
    table = result.table.assign(key=result.table["term"].map(key_of), tag_name=asked.tag_names(result.table["tag"]))
    if table.empty:
        return WordsAnswer(words("words.nothing"), None, "", "", pd.DataFrame())
    first = table.iloc[0]
    chosen = view.chosen if view.chosen in set(table["key"]) else first["key"]
    term = table.loc[table["key"] == chosen, "term"].iloc[0]
    sentence = words(
        "words.answer",
        speeches=counted.speeches,
        han=words.size(counted.han),
        word=words("list.comma").join(quoted(t) for t in table.loc[table["n"] == first["n"], "term"].head(3)),
        rate=float(first["per_10k"]),
        range=int(first["range"]),
    )
    top = table.head(view.top)
    labels = {"rate": words("unit.per_10k"), "range": words("words.range", n=counted.speeches), "hover": words("words.hover")}
    cloud = view.shape == "cloud"
    if cloud:
        placed = cloud_layout(dict(zip(top["term"], top["per_10k"], strict=True)), *CLOUD, seed=0)
        figure = chart_cloud(placed, top, size=CLOUD, chosen=chosen, colours=asked.colours, labels=labels)
    else:
        figure = chart_words(top, speeches=counted.speeches, chosen=chosen, colours=asked.colours, labels=labels)
    alt = words("words.alt", n=len(top), list=words("list.comma").join(top["term"].head(5)))
    drawn = Drawn("words", figure, table, COLUMNS, words("unit.per_10k"), alt, result.recipe, fixed=cloud)
    return WordsAnswer(sentence, drawn, term, chosen, queries.term_positions(asked.store, asked.ids, term, asked.lexicon))
