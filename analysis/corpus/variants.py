"""The stored speeches that new ones are like: the same speech from another source, to be offered as a variant before it is counted twice."""

from collections.abc import Iterator, Sequence

import duckdb
import numpy as np
import pyarrow as pa

from analysis.corpus.derived import derive
from analysis.corpus.sameness import Likeness, alike, fingerprint_rows, likely
from analysis.corpus.store import Store

TEXTS_AT_ONCE = 50


def variants(store: Store, new: Sequence[tuple[str, str]], least: float = 0.5) -> tuple[Likeness, ...]:
    """Return `alike` of new speeches (id, text) and all stored ones that are not deleted; one join names the few whose texts are fetched."""
    derive(store, "fingerprints", _fingerprints)
    rows = fingerprint_rows([text for _, text in new])
    with store.snapshot() as cursor:
        cursor.register("new_rows", rows)
        pairs = cursor.execute(
            """
            with pairs as (select new_rows.text as new, fingerprints.speech, count(*) as common
                from new_rows join fingerprints using (hash) join speeches on speeches.speech = fingerprints.speech and deleted is null group by all),
            new_sizes as (select text as new, count(*) as new_size from new_rows group by all),
            sizes as (select speech, count(*) as size from fingerprints where speech in (select speech from pairs) group by all)
            select speech, common, least(size, new_size) as smaller from pairs join sizes using (speech) join new_sizes using (new)
            """
        ).fetchnumpy()
        cursor.unregister("new_rows")
    found = np.unique(pairs["speech"][likely(pairs["common"], pairs["smaller"], least)]).tolist()
    return alike(new, _texts(store, found), least)


def _fingerprints(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> pa.Table:
    texts = cursor.execute("select text from speeches where speech in (select unnest(?)) order by speech", [keys]).fetchall()
    return fingerprint_rows([text for (text,) in texts])


def _texts(store: Store, keys: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield (id, text) of stored speeches, a few fetched at a time."""
    for start in range(0, len(keys), TEXTS_AT_ONCE):
        part = list(keys[start : start + TEXTS_AT_ONCE])
        yield from store.tuples("select id, text from speeches where speech in (select unnest($keys)) order by speech", {"keys": part})
