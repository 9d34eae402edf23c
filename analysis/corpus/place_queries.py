"""
Where in the speeches words and slogans stand: each occurrence with the unit at the top that holds it and the Han characters before it.

The Han characters before an occurrence are counted in the texts, all of them laid end to end (`annotation.places`); a scope is as in `corpus.queries`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from analysis.annotation.places import bases_of, codes_of, han_before
from analysis.corpus.scope import IN_SCOPE, OLDEST_FIRST
from analysis.corpus.store import Store
from analysis.corpus.term_counts import ensure_term_counts
from analysis.corpus.unit_queries import SECTIONS_WITH_TOP
from analysis.model import Lexicon

_SCOPED = f"""
scoped as (select speech, speeches.id, row_number() over (order by {OLDEST_FIRST}) as place from speeches where {IN_SCOPE}),
tops as ({SECTIONS_WITH_TOP} where speech in (select speech from scoped))
"""


def word_counts(store: Store, scope: Sequence[str], lexicon: Lexicon) -> pd.DataFrame:
    """Return term, tag, kind, n of every word counted in a scope, the most frequent first: `queries.term_counts` of all without range, in a third of its time."""
    ensure_term_counts(store, lexicon)
    return store.rows(
        f"""
        with counted as (select speech, id as section, in_heading from sections, (values (true), (false)) as v(in_heading)
            where is_counted(role, in_heading) and speech in (select speech from speeches where {IN_SCOPE})),
        summed as (select term, sum(n)::bigint as n from term_counts join counted using (speech, section, in_heading) group by term)
        select form as term, tag, kind, n from summed join terms using (term) join term_tags using (term) where lexicon = $lexicon and kind <> 'punctuation' order by n desc, form
        """,
        {"scope": list(scope), "lexicon": lexicon.hash},
    )


def slogan_counts(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """Return form, n (counted uses) and explained (how often the whole corpus spells it out) of the slogans of a scope, the most frequent first."""
    return store.rows(
        f"""
        with used as (select form, count(*) as n from slogans join speeches using (speech)
                join sections on sections.speech = slogans.speech and sections.id = section and is_counted(role, slogans."start" < heading_end)
            where decision and cls = 'slogan' and {IN_SCOPE} group by form),
        told as (select form, count(*) as explained from expansions join speeches using (speech)
            where cls = 'slogan' and deleted is null and variant_of is null group by form)
        select form, n, coalesce(explained, 0) as explained from used left join told using (form) order by n desc, form
        """,
        {"scope": list(scope)},
    )


def word_positions(store: Store, scope: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> pd.DataFrame:
    """Return where words stand: id, form, sentence, unit (the one at the top that holds it), start, end, before (Han characters before it); as many rows as `word_counts` says."""
    return _positions(
        store,
        f"""
        with {_SCOPED},
        wanted as (select term, form from terms where lexicon = $lexicon and form in (select unnest($forms)))
        select scoped.id, form, sentence, top as unit, tokens."start", tokens."start" + length(form) as "end"
        from tokens join wanted using (term) join scoped using (speech) join tops using (speech, section)
        where is_counted(role, tokens."start" < heading_end) order by place, tokens."start"
        """,
        {"scope": list(scope), "forms": list(words), "lexicon": lexicon.hash},
    )


def slogan_positions(store: Store, scope: Sequence[str], forms: Sequence[str]) -> pd.DataFrame:
    """Return where slogans stand, with the columns of `word_positions`; as many rows as `slogan_counts` says."""
    return _positions(
        store,
        f"""
        with {_SCOPED}
        select scoped.id, form, sentence, top as unit, slogans."start", slogans."end"
        from slogans join scoped using (speech) join tops using (speech, section)
        where decision and cls = 'slogan' and form in (select unnest($forms)) and is_counted(role, slogans."start" < heading_end)
        order by place, slogans."start"
        """,
        {"scope": list(scope), "forms": list(forms)},
    )


def _positions(store: Store, sql: str, values: Mapping[str, Any]) -> pd.DataFrame:
    """Return what a query finds, with the Han characters before each position, of one state of the workspace."""
    with store.snapshot() as cursor:
        return _with_before(cursor, cursor.execute(sql, values).df())


def _with_before(cursor: duckdb.DuckDBPyConnection, positions: pd.DataFrame) -> pd.DataFrame:
    """Add the Han characters before each position: counted once over the speeches that hold any, laid end to end."""
    codes, ids = pd.factorize(positions["id"])
    sql = "select id, coalesce(analysed, text) from speeches where id in (select unnest($ids))"
    texts = dict(cursor.execute(sql, {"ids": ids.tolist()}).fetchall()) if len(ids) else {}
    ordered = [texts[id_] for id_ in ids]
    bases = bases_of(ordered)
    before = han_before(codes_of("".join(ordered)))
    at = bases[codes]
    starts = positions["start"].to_numpy(dtype=np.int32)
    return positions.assign(before=before[at + starts] - before[at])
