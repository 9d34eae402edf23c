"""
Where in the speeches words and slogans stand: each occurrence with the unit at the top that holds it and the Han characters before it.

The Han characters before an occurrence are counted in the texts, all of them laid end to end (`annotation.places`); a scope is as in `corpus.queries`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.annotation.places import bases_of, codes_of, han_before
from analysis.corpus.store import Store
from analysis.corpus.term_counts import ensure_term_counts
from analysis.model import Lexicon

_IN_SCOPE = "speeches.id in (select unnest($scope)) and speeches.deleted is null"

_TOPS = (
    """select speech, id as section, max(if(parent = -1, id, null)) over (partition by speech order by id) as top, role, heading_end from sections"""
)
"""Sections with the unit at the top they lie in: what lies below a unit follows it in reading order."""


def word_counts(store: Store, scope: Sequence[str], lexicon: Lexicon) -> pd.DataFrame:
    """Return term, tag, kind, n of every word counted in a scope, the most frequent first: `queries.term_counts` of all without range, in a third of its time."""
    ensure_term_counts(store, lexicon)
    return store.rows(
        f"""
        with counted as (select speech, id as section, in_heading from sections, (values (true), (false)) as v(in_heading)
            where is_counted(role, in_heading) and speech in (select speech from speeches where {_IN_SCOPE})),
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
            where decision and cls = 'slogan' and {_IN_SCOPE} group by form),
        told as (select form, count(*) as explained from expansions join speeches using (speech)
            where cls = 'slogan' and deleted is null and variant_of is null group by form)
        select form, n, coalesce(explained, 0) as explained from used left join told using (form) order by n desc, form
        """,
        {"scope": list(scope)},
    )


def top_units(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """
    Return the units at the top of each speech, in reading order, speeches oldest first.

    Columns: id, unit, role, level, marker, heading, start, end, han, han_before (as in `sections`), whole (the speech's Han characters), counted_han
    (those of the unit that are counted), function ('' where undecided, or where nothing made them: `corpus.functions.ensure_functions`).
    """
    return store.rows(
        f"""
        with scoped as (select speech, speeches.id, year, date, kind, han as whole from speeches where {_IN_SCOPE}),
        tops as ({_TOPS} where speech in (select speech from scoped)),
        counted as (select speech, top, sum(han)::bigint as counted_han from tops join counted_han using (speech, section) group by all)
        select scoped.id, sections.id as unit, role, level, marker, heading, "start", "end", han, han_before, whole, counted_han, coalesce(function, '') as function
        from sections join scoped using (speech) join counted on counted.speech = sections.speech and top = sections.id
            left join functions on functions.speech = sections.speech and functions.section = sections.id
        order by year nulls last, date nulls last, kind, scoped.id, sections.id
        """,
        {"scope": list(scope)},
    )


def word_positions(store: Store, scope: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> pd.DataFrame:
    """Return where words stand: id, form, sentence, unit (the one at the top that holds it), start, end, before (Han characters before it); as many rows as `word_counts` says."""
    found = store.rows(
        f"""
        with scoped as (select speech, speeches.id, year, date from speeches where {_IN_SCOPE}),
        tops as ({_TOPS} where speech in (select speech from scoped)),
        wanted as (select term, form from terms where lexicon = $lexicon and form in (select unnest($forms)))
        select scoped.id, form, sentence, top as unit, tokens."start", tokens."start" + length(form) as "end"
        from tokens join wanted using (term) join scoped using (speech) join tops using (speech, section)
        where is_counted(role, tokens."start" < heading_end) order by year nulls last, date nulls last, scoped.id, tokens."start"
        """,
        {"scope": list(scope), "forms": list(words), "lexicon": lexicon.hash},
    )
    return _with_before(store, found)


def slogan_positions(store: Store, scope: Sequence[str], forms: Sequence[str]) -> pd.DataFrame:
    """Return where slogans stand, with the columns of `word_positions`; as many rows as `slogan_counts` says."""
    found = store.rows(
        f"""
        with scoped as (select speech, speeches.id, year, date from speeches where {_IN_SCOPE}),
        tops as ({_TOPS} where speech in (select speech from scoped))
        select scoped.id, form, sentence, top as unit, slogans."start", slogans."end"
        from slogans join scoped using (speech) join tops using (speech, section)
        where decision and cls = 'slogan' and form in (select unnest($forms)) and is_counted(role, slogans."start" < heading_end)
        order by year nulls last, date nulls last, scoped.id, slogans."start"
        """,
        {"scope": list(scope), "forms": list(forms)},
    )
    return _with_before(store, found)


def _with_before(store: Store, positions: pd.DataFrame) -> pd.DataFrame:
    """Add the Han characters before each position: counted once over the speeches that hold any, laid end to end."""
    codes, ids = pd.factorize(positions["id"])
    values: dict[str, Any] = {"ids": ids.tolist()}
    texts = dict(store.tuples("select id, coalesce(analysed, text) from speeches where id in (select unnest($ids))", values)) if len(ids) else {}
    ordered = [texts[id_] for id_ in ids]
    bases = bases_of(ordered)
    before = han_before(codes_of("".join(ordered)))
    at = bases[codes]
    starts = positions["start"].to_numpy(dtype=np.int32)
    return positions.assign(before=before[at + starts] - before[at])
