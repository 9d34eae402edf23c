"""
The few questions asked of a corpus; everything statistical starts from their answers.

A scope is a sequence of speech ids. Counted are the tokens and characters of the parts listed in table `parts` (headings and body unless a person chose
otherwise), unless said otherwise. Groups are `all`, `speech` (its id), `year` or `kind`; a speech without a year belongs to no year.
"""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from analysis.corpus.scope import IN_SCOPE, OLDEST_FIRST
from analysis.corpus.store import Store
from analysis.corpus.term_counts import ensure_term_counts
from analysis.errors import SettingsError
from analysis.model import PARTS, Lexicon, Part

Group = Literal["all", "speech", "year", "kind"]

_GROUPS: dict[str, str] = {"all": "'all'", "speech": "speeches.id", "year": "speeches.year", "kind": "speeches.kind"}


def _group(by: str) -> str:
    if by not in _GROUPS:
        raise SettingsError(given=by, name="by", allowed=", ".join(_GROUPS))
    return _GROUPS[by]


def speeches(store: Store) -> pd.DataFrame:
    """
    Return all speeches that are not deleted, oldest first.

    Columns: id, title, subtitle, date, year, speaker, office, venue, occasion, kind, own (json: column → value), source_name, format, encoding, reading,
    evidence and confidence (json: field → line, → how sure), repairs, remarks, off, folded, variant_of (the id of the speech it is another copy of), chars,
    han (all Han characters), counted_han (those of counted parts), added.
    """
    return store.rows(
        f"""
        with counted as (select speech, sum(han) as counted_han from counted_han group by speech)
        select id, title, subtitle, date, year, speaker, office, venue, occasion, kind, own, source_name, format, encoding, reading,
            evidence, confidence, repairs, remarks, off, folded, variant_of, chars, han, coalesce(counted_han, 0)::bigint as counted_han, added
        from speeches join sources using (sha256) left join counted using (speech) where deleted is null
        order by {OLDEST_FIRST}
        """
    )


def last_deleted(store: Store) -> list[str]:
    """Return the ids of the speeches deleted last, in one go; nothing where none is deleted."""
    return [id_ for (id_,) in store.tuples("select id from speeches where deleted = (select max(deleted) from speeches) order by id")]


def same_text(store: Store, text_hashes: Sequence[str]) -> dict[str, str]:
    """Return text hash → title of the speech that already holds the same words (deleted ones left out)."""
    sql = "select text_hash, coalesce(nullif(title, ''), source_name) from speeches where deleted is null and text_hash in (select unnest($hashes))"
    return dict(store.tuples(sql, {"hashes": list(text_hashes)}))


def titles(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """Return speech id → title, or file name where it has none, of those that are there."""
    sql = "select id, coalesce(nullif(title, ''), source_name) from speeches where deleted is null and id in (select unnest($ids))"
    return dict(store.tuples(sql, {"ids": list(ids)}))


def sizes(store: Store, scope: Sequence[str], by: Group, lexicon: Lexicon) -> pd.DataFrame:
    """Return group, speeches, han (counted Han characters), words (counted tokens that are no punctuation)."""
    group = _group(by)
    ensure_term_counts(store, lexicon)
    return store.rows(
        f"""
        with scoped as (select speech, {group} as "group" from speeches where {IN_SCOPE}),
        han as (select speech, sum(han) as han from counted_han group by speech),
        words as (select section_words.speech, sum(words) as words
            from section_words join sections on sections.speech = section_words.speech and sections.id = section
            where is_counted(role, in_heading) and lexicon = $lexicon group by all)
        select "group", count(*) as speeches, coalesce(sum(han), 0)::bigint as han, coalesce(sum(words), 0)::bigint as words
        from scoped left join han using (speech) left join words using (speech) where "group" is not null group by all order by "group"
        """,
        {"scope": list(scope), "lexicon": lexicon.hash},
    )


def part_sizes(store: Store, scope: Sequence[str]) -> dict[Part, int]:
    """Return part of a text → its Han characters in a scope, whether the part is counted or not; all parts there are, in their order."""
    rows = store.tuples(
        f"""
        with scoped as (select speech from speeches where {IN_SCOPE}),
        split as (select unnest(if(role in ('opening', 'unit', 'closing'),
            [{{part: 'heading', han: heading_han}}, {{part: 'body', han: own_han - heading_han}}], [{{part: role, han: own_han}}])) as piece
            from sections where speech in (select speech from scoped))
        select piece.part, sum(piece.han)::bigint from split group by all
        """,
        {"scope": list(scope)},
    )
    found = dict(rows)
    return {part: int(found.get(part, 0)) for part in PARTS}


def term_counts(store: Store, scope: Sequence[str], by: Group, lexicon: Lexicon) -> pd.DataFrame:
    """Return group, term, tag, kind, n (occurrences), range (speeches that hold it); punctuation left out."""
    group = _group(by)
    ensure_term_counts(store, lexicon)
    return store.rows(
        f"""
        with scoped as (select speech, {group} as "group" from speeches where {IN_SCOPE}),
        counted as (select speech, id as section, in_heading from sections, (values (true), (false)) as v(in_heading)
            where is_counted(role, in_heading) and speech in (select speech from scoped)),
        summed as (select "group", term, sum(n)::bigint as n, count(distinct speech) as range
            from term_counts join scoped using (speech) join counted using (speech, section, in_heading) where "group" is not null group by all)
        select "group", form as term, tag, kind, n, range from summed join terms using (term) join term_tags using (term)
        where lexicon = $lexicon and kind <> 'punctuation' order by n desc, form, "group"
        """,
        {"scope": list(scope), "lexicon": lexicon.hash},
    )


def term_positions(store: Store, scope: Sequence[str], term: str, lexicon: Lexicon) -> pd.DataFrame:
    """Return where a term stands: id (of the speech), sentence, start, end; as many rows as `term_counts` says."""
    return store.rows(
        f"""
        select speeches.id, tokens.sentence, tokens."start", tokens."start" + length(form) as "end"
        from tokens join terms using (term) join speeches using (speech)
        join sections on sections.speech = tokens.speech and sections.id = tokens.section and is_counted(role, tokens."start" < heading_end)
        where lexicon = $lexicon and form = $term and {IN_SCOPE} order by {OLDEST_FIRST}, tokens."start"
        """,
        {"scope": list(scope), "term": term, "lexicon": lexicon.hash},
    )


def slogan_uses(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """Return every counted occurrence taken as a slogan: id, year, form, pattern, numeral, quoted, sentence, section, start, end, evidence."""
    return store.rows(
        f"""
        select speeches.id, year, form, pattern, numeral, quoted, sentence, section, slogans."start", slogans."end", slogans.evidence
        from slogans join speeches using (speech) join sections on sections.speech = slogans.speech and sections.id = section
            and is_counted(role, slogans."start" < heading_end)
        where decision and cls = 'slogan' and {IN_SCOPE} order by {OLDEST_FIRST}, slogans."start"
        """,
        {"scope": list(scope)},
    )


def expansions(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """Return every place where a slogan is spelled out: id, year, date, title, form, items, start, end, complete, sentence, paragraph."""
    return store.rows(
        f"""
        select speeches.id, year, date, title, form, items, expansions."start", expansions."end", complete, sentence, paragraph
        from expansions join speeches using (speech) join sentences on sentences.speech = expansions.speech and sentences.id = sentence
        where cls = 'slogan' and {IN_SCOPE} order by {OLDEST_FIRST}, expansions."start"
        """,
        {"scope": list(scope)},
    )


def outlines(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """Return the units of each speech in reading order, stage notes left out: id, title, year, date, kind, unit, parent, level, role, style, marker, heading, offsets, han, function and corrected (a person gave it; see `corpus.functions`, which makes them: without it '' and False)."""
    return store.rows(
        f"""
        select speeches.id, title, year, date, kind, sections.id as unit, parent, level, role, style, marker, heading,
            sections."start", heading_end, sections."end", own_han, sections.han, han_before, sections.evidence,
            coalesce(function, '') as function, coalesce(corrected, false) as corrected
        from sections join speeches using (speech) left join functions on functions.speech = sections.speech and functions.section = sections.id
        where role <> 'stage' and {IN_SCOPE}
        order by {OLDEST_FIRST}, sections.id
        """,
        {"scope": list(scope)},
    )


def sentences(store: Store, speech_id: str) -> pd.DataFrame:
    """Return the sentences of a speech: sentence, section, paragraph, start, end."""
    return store.rows(
        'select sentences.id as sentence, section, paragraph, "start", "end" from sentences join speeches using (speech) where speeches.id = ? order by 1',
        [speech_id],
    )


def texts(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """Return speech id → its text."""
    return dict(store.tuples("select id, text from speeches where id in (select unnest($ids))", {"ids": list(ids)}))
