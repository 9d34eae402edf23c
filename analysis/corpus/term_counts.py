"""
How often each term stands in each section, its heading apart, how many words that makes, and what part of speech it is: made when a page first asks.

A term is tagged once, since its tag depends on the word alone.
"""

from collections.abc import Sequence
from functools import partial

import duckdb
import pyarrow as pa

from analysis.annotation.segmentation import engine, kind_of
from analysis.corpus.derived import again, check_cut, derive
from analysis.corpus.store import Store
from analysis.corpus.writer import insert, keyed
from analysis.model import Lexicon

TABLE = "term_counts"


def ensure_term_counts(store: Store, lexicon: Lexicon) -> None:
    """See that every speech is cut by *lexicon*, its terms are counted, and each of them is tagged."""

    def made() -> None:
        store.cut(lexicon)
        derive(store, TABLE, partial(_rows, lexicon), f"{TABLE} {lexicon.hash}")

    again(store, made)


def _rows(lexicon: Lexicon, cursor: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> pa.Table:
    check_cut(cursor, keys, lexicon)
    _tag(lexicon, cursor)
    counts = cursor.sql(
        """
        with places as (select unnest($keys)::integer as speech, generate_subscripts($keys, 1)::integer - 1 as text),
        mine as (select term from terms where lexicon = $lexicon)
        select text, section, tokens."start" < heading_end as in_heading, term, count(*)::integer as n
        from tokens join places using (speech) semi join mine using (term)
        join sections on sections.speech = tokens.speech and sections.id = tokens.section
        group by all order by all
        """,
        params={"keys": list(keys), "lexicon": lexicon.hash},
    ).to_arrow_table()
    words = cursor.sql(
        """
        select $lexicon as lexicon, text, section, in_heading, sum(n)::integer as words
        from counts join term_tags using (term) where kind <> 'punctuation' group by all order by all
        """,
        params={"lexicon": lexicon.hash},
    ).to_arrow_table()
    insert(cursor, "section_words", keyed(words, keys))
    return counts


def _tag(lexicon: Lexicon, cursor: duckdb.DuckDBPyConnection) -> None:
    """Tag the terms that are new."""
    untagged = "select term, form from terms where lexicon = ? and term not in (select term from term_tags) order by term"
    terms = cursor.execute(untagged, [lexicon.hash]).fetchall()
    if terms:
        forms = [form for _, form in terms]
        columns = {"tag": engine(lexicon).tags(forms), "kind": list(map(kind_of, forms))}
        insert(cursor, "term_tags", pa.table({"term": pa.array([term for term, _ in terms], pa.int32()), **columns}))
