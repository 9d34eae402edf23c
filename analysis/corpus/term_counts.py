"""How often each term stands in each section, its heading apart: counted from the tokens when the first page asks, and kept."""

from collections.abc import Sequence
from functools import partial

import duckdb
import pyarrow as pa

from analysis.corpus.derived import derive
from analysis.corpus.store import Store
from analysis.model import Lexicon

TABLE = "term_counts"


def ensure_term_counts(store: Store, lexicon: Lexicon) -> None:
    """See that every speech is cut by *lexicon* and its terms are counted."""
    store.cut(lexicon)
    derive(store, TABLE, partial(_rows, lexicon), name_of(lexicon))


def name_of(lexicon: Lexicon) -> str:
    """Return what the rows of a lexicon are known as in table `made`."""
    return f"{TABLE} {lexicon.hash}"


def _rows(lexicon: Lexicon, cursor: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> pa.Table:
    return cursor.sql(
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
