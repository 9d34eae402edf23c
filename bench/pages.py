"""
From question to figure: what each page computes, warm, without Streamlit, for selections that vary, beside `jieba.lcut` of the same corpus.

Each function asks the queries, measures and charts that the page of its name asks, with the page's own default settings.
"""

import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.annotation.segmentation import CONTENT_TAGS
from analysis.charts.cloud import chart_cloud
from analysis.charts.comparison import chart_differences
from analysis.charts.coverage import chart_coverage
from analysis.charts.layout import chart_icicle, chart_strips
from analysis.charts.slogans import chart_slogans
from analysis.charts.template import PAPER
from analysis.charts.words import chart_words
from analysis.corpus import build, queries
from analysis.corpus.passages import passages, sentence_count
from analysis.corpus.reading_view import Rows, reading_view
from analysis.corpus.settings import default_stop_words
from analysis.corpus.store import Store
from analysis.measures.cloud_layout import layout as cloud_layout
from analysis.measures.comparison import compare_slogans, compare_words
from analysis.measures.coverage import coverage
from analysis.measures.frequency import WordChoice, frequency
from analysis.measures.layout import depth, layout
from analysis.measures.result import missing_years
from analysis.measures.slogan_lives import meanings, slogan_lives, slogan_years
from analysis.model import Counted, Lexicon, digest
from bench import reference
from bench.clock import ms, percentile, show_table, timed
from bench.corpora import Corpus
from bench.importing import import_into
from ui.words import Words

SCOPES = 40
"""Selections measured for each page: everything, each kind, stretches of years, single speeches, any few."""

ROWS, TOP, PAGE, EACH_WAY = 30, 30, 6, 12
CLOUD = (640, 440)
WORDS = Words("zh")
LEXICON = Lexicon()
CHOICE = WordChoice(CONTENT_TAGS, frozenset(default_stop_words()))


@dataclass(frozen=True, slots=True)
class Opened:
    """What every page begins with, as `ui.parts.page.open_page` gets it."""

    store: Store
    speeches: pd.DataFrame
    rows: pd.DataFrame
    counted: Counted

    @property
    def ids(self) -> list[str]:
        return list(self.rows["id"])


def show(corpus: Corpus) -> None:
    texts = [speech.text for speech in build.read_files(corpus.files).speeches]
    reference.warm()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        try:
            import_into(store, corpus)
            scopes = some_scopes(queries.speeches(store), SCOPES)
            for page in PAGES:
                page(open_page(store, scopes[0]))
            times: dict[str, list[float]] = {page.__name__: [] for page in PAGES}
            bare = []
            for number, scope in enumerate(scopes):
                if number % 10 == 0:
                    bare.append(reference.lcut_seconds(texts))
                for page in PAGES:
                    times[page.__name__].append(timed(lambda page=page, scope=scope: page(open_page(store, scope))))
        finally:
            store.close()
    whole = statistics.median(bare)
    every = [second for seconds in times.values() for second in seconds]
    rows = [(name, *_figures(seconds, whole)) for name, seconds in (*times.items(), ("all pages", every))]
    show_table(
        f"Question to figure, {corpus.name}: {len(scopes)} selections a page, warm; jieba.lcut of the whole corpus took {ms(whole)} ms in this run",
        ("page", "p50 ms", "p95 ms", "max ms", "p95 / lcut"),
        rows,
    )


def _figures(seconds: Sequence[float], whole: float) -> tuple[str, ...]:
    p95 = percentile(seconds, 0.95)
    return ms(statistics.median(seconds)), ms(p95), ms(max(seconds)), f"{p95 / whole:.2f}"


def some_scopes(speeches: pd.DataFrame, number: int) -> list[list[str]]:
    """Return selections as people make them, the same in every run; the first is everything."""
    chance = random.Random(0)
    ids, years = list(speeches["id"]), sorted({int(y) for y in speeches["year"].dropna()})
    scopes = [ids, *(list(rows["id"]) for _, rows in speeches.groupby("kind"))]
    while len(scopes) < number:
        low, high = sorted(chance.choices(years or [0], k=2))
        stretch = list(speeches.loc[speeches["year"].between(low, high), "id"])
        scopes += [ids, stretch or ids, [chance.choice(ids)], sorted(chance.sample(ids, chance.randint(1, len(ids))))]
    return scopes[:number]


def open_page(store: Store, scope: Sequence[str]) -> Opened:
    speeches = queries.speeches(store)
    rows = speeches[speeches["id"].isin(scope)]
    store.cut(LEXICON)
    return Opened(store, speeches, rows, build.count(store, list(rows["id"]), LEXICON))


# --- the pages ---------------------------------------------------------------------------------------------------------------


def corpus(page: Opened) -> object:
    table = coverage(page.rows, page.counted).table
    table = table.assign(key=[f"{k}-{y}" for k, y in zip(table["kind"], table["year"], strict=True)], kind_name=table["kind"])
    years = sorted(set(table["year"]))
    missing = missing_years(years)
    labels = {"missing": WORDS("figure.missing"), "hover": WORDS("corpus.hover")}
    return chart_coverage(table, years=sorted([*years, *missing]), missing=missing, chosen="", colours=PAPER, labels=labels)


def words(page: Opened) -> object:
    table = _frequent(page)
    labels = {"rate": WORDS("unit.per_10k"), "range": WORDS("words.range", n=page.counted.speeches), "hover": WORDS("words.hover")}
    figure = chart_words(table.head(TOP), speeches=page.counted.speeches, chosen=table["key"].iloc[0], colours=PAPER, labels=labels)
    return figure, _evidence(page, queries.term_positions(page.store, page.ids, table["term"].iloc[0], LEXICON))


def cloud(page: Opened) -> object:
    top = _frequent(page).head(TOP)
    placed = cloud_layout(dict(zip(top["term"], top["per_10k"], strict=True)), *CLOUD)
    return chart_cloud(placed, top, size=CLOUD, chosen=top["key"].iloc[0], colours=PAPER, labels={"hover": WORDS("words.hover")})


def slogans(page: Opened) -> object:
    uses = queries.slogan_uses(page.store, page.ids)
    if uses.empty:
        return None
    expansions = queries.expansions(page.store, list(page.speeches["id"]))
    lives = slogan_lives(uses, expansions, page.counted).table
    lives = lives.assign(key=_keys(lives["form"]))
    sizes = queries.sizes(page.store, page.ids, "year", LEXICON)
    by_year = slogan_years(uses, sizes, page.counted).table
    present = [int(y) for y in sizes["group"]]
    kept = lives[lives["form"].isin(set(by_year["form"]))].sort_values(["speeches", "n"], ascending=False).head(ROWS)
    figure = chart_slogans(
        by_year,
        order=list(zip(kept["key"], kept["form"], strict=True)),
        years=list(range(min(present), max(present) + 1)),
        missing=missing_years(present),
        chosen=lives["key"].iloc[0],
        colours=PAPER,
        labels={"missing": WORDS("figure.missing"), "hover": WORDS("slogans.hover")},
    )
    form = lives["form"].iloc[0]
    return figure, meanings(expansions, form), _evidence(page, uses[uses["form"] == form])


def layouts(page: Opened) -> object:
    table = _units(page, page.ids)
    newest = table[table["id"] == table["id"].iloc[-1]]
    labels = {
        "axis": WORDS("layout.share"),
        "share": WORDS("layout.share"),
        "level": WORDS("layout.level"),
        "missing": WORDS("figure.missing"),
        "hover": WORDS("layout.hover"),
    }
    one = chart_icicle(newest, chosen=newest["key"].iloc[0], colours=PAPER, labels=labels)
    return depth(table), one, _strips(table, page.ids, labels | {"hover": WORDS("layout.hover_row")})


def compare(page: Opened) -> object:
    sides = {"a": page.ids[: len(page.ids) // 2] or page.ids, "b": page.ids[len(page.ids) // 2 :]}
    counted = {side: build.count(page.store, ids, LEXICON) for side, ids in sides.items()}
    counts = {side: queries.term_counts(page.store, ids, "all", LEXICON) for side, ids in sides.items()}
    uses = {side: queries.slogan_uses(page.store, ids) for side, ids in sides.items()}
    table = compare_words(counts["a"], counts["b"], counted["a"], counted["b"], CHOICE).table
    table = table.assign(key=_keys(table["term"]))
    kept = compare_slogans(uses["a"], uses["b"], counted["a"], counted["b"])
    drawn = pd.concat([table[table["difference"] > 0].head(EACH_WAY), table[table["difference"] < 0].head(EACH_WAY)])
    if drawn.empty:
        return kept
    labels = {"a": "a", "b": "b", "rate": WORDS("unit.per_10k"), "hover": WORDS("compare.hover")}
    figure = chart_differences(drawn, chosen=drawn["key"].iloc[0], colours=PAPER, labels=labels)
    positions = [queries.term_positions(page.store, ids, drawn["term"].iloc[0], LEXICON) for ids in sides.values()]
    strips = _strips(_units(page, page.ids), page.ids, {"axis": WORDS("layout.share"), "missing": "", "hover": WORDS("layout.hover_row")})
    return figure, kept, [_evidence(page, found) for found in positions], strips


def read(page: Opened) -> object:
    one = page.ids[-1]
    speech = page.store.speech(one)
    rows = Rows(
        speech.id,
        speech.metadata.title,
        speech.metadata.year,
        speech.text,
        speech.decoded,
        speech.repairs,
        queries.outlines(page.store, [one]),
        queries.sentences(page.store, one),
        queries.slogan_uses(page.store, [one]),
        queries.expansions(page.store, list(page.speeches["id"])),
    )
    return reading_view(rows)


PAGES: tuple[Callable[[Opened], object], ...] = (corpus, words, cloud, slogans, layouts, compare, read)


def _frequent(page: Opened) -> pd.DataFrame:
    table = frequency(queries.term_counts(page.store, page.ids, "all", LEXICON), page.counted, CHOICE).table
    return table.assign(key=_keys(table["term"]))


def _evidence(page: Opened, positions: pd.DataFrame) -> object:
    return sentence_count(positions), passages(page.store, positions, number=PAGE)


def _units(page: Opened, ids: Sequence[str]) -> pd.DataFrame:
    table = layout(queries.outlines(page.store, ids), page.counted).table
    labels = [r.marker + r.heading or r.role for r in table.itertuples()]
    return table.assign(key=[f"{id_}-{unit}" for id_, unit in zip(table["id"], table["unit"], strict=True)], label=labels)


def _strips(table: pd.DataFrame, ids: Sequence[str], labels: dict[str, str]) -> object:
    top = table[table["parent"] == -1]
    return chart_strips(top, rows=[(id_, id_) for id_ in ids], by="share", chosen="", colours=PAPER, labels=labels)


def _keys(things: "pd.Series[str]") -> list[str]:
    return [digest(thing, length=8) for thing in things]
