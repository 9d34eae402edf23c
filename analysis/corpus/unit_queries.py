"""The units among which the characters of speeches are shared out, those at the top or those whose function is decided; and the sentence with which a unit begins."""

from collections.abc import Sequence

import pandas as pd

from analysis.corpus.scope import IN_SCOPE, OLDEST_FIRST
from analysis.corpus.store import Store

SECTIONS_WITH_TOP = (
    "select speech, id as section, max(if(parent = -1, id, null)) over (partition by speech order by id) as top, role, heading_end from sections"
)
"""Sections with the unit at the top they lie in: what lies below a unit follows it in reading order."""


_DECIDED = "coalesce(function <> '' or corrected, false)"

_FINEST = f"""
    select speech, id as section, id as top from sections where parent = -1 and speech in (select speech from scoped)
    union all
    select sections.speech, sections.id, if({_DECIDED}, sections.id, tops.top)
    from tops join sections on sections.speech = tops.speech and sections.parent = tops.section
        left join functions on functions.speech = sections.speech and functions.section = sections.id
"""
"""Sections with the deepest unit they lie in whose function is decided, by its cues or by a person (who may have said that it has none); else the one at the top."""


def top_units(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """
    Return the units at the top of each speech, in reading order, speeches oldest first.

    Columns: id, year, title, unit, role, level, marker, heading, start, end, han, han_before (as in `sections`), whole (the speech's Han characters), counted_han
    (those counted (docs/methods.md §2) in it and in all that stands below it, stage notes too if they are counted), function ('' where undecided, where its role
    can have none, or where nothing made them: `corpus.functions.ensure_functions`).
    """
    return _sharing(store, scope, f"{SECTIONS_WITH_TOP} where speech in (select speech from scoped)")


def finest_units(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """
    Return the units whose function is decided and, of those at the top, the others too; columns as `top_units`.

    Each counted character stands in the deepest of them that holds it: counted_han is what is left of a unit without those below it that are listed too.
    """
    return _sharing(store, scope, _FINEST)


def _sharing(store: Store, scope: Sequence[str], tops: str) -> pd.DataFrame:
    """Return units with what is counted in their sections; *tops* gives (speech, section, top), the unit to which each section belongs."""
    return store.rows(
        f"""
        with recursive scoped as (select speech, id, year, title, han as whole, row_number() over (order by {OLDEST_FIRST}) as place from speeches where {IN_SCOPE}),
        tops as ({tops}),
        counted as (select speech, top, sum(han)::bigint as counted_han from tops join counted_han using (speech, section) group by all)
        select scoped.id, year, title, sections.id as unit, role, level, marker, heading, "start", "end", han, han_before, whole, counted_han,
            coalesce(function, '') as function
        from sections join scoped using (speech) join counted on counted.speech = sections.speech and top = sections.id
            left join functions on functions.speech = sections.speech and functions.section = sections.id
        order by place, sections.id
        """,
        {"scope": list(scope)},
    )


def first_sentences(store: Store, ids: Sequence[str], units: Sequence[int]) -> list[tuple[int, str]]:
    """
    Return (sentence, text) with which each unit, given by its speech and its number, begins, in the order given.

    Headings, its own and those of the units below it, with the mark that ends them, are passed over, and what of a heading stands in the sentence is left out; a unit that is nothing but
    headings begins with the first of them. A unit that holds no sentence has (-1, "").
    """
    found = store.tuples(
        """
        with wanted as (select unnest($ids) as id, unnest($units) as unit, generate_subscripts($units, 1) as place),
        units as (select place, speech, sections."start", sections."end" from wanted join speeches using (id) join sections using (speech)
            where sections.id = wanted.unit),
        held as (select place, sentences.speech, sentences.id, sentences."start" as a, sentences."end" as b, deepest.heading_end
            from units join sentences on sentences.speech = units.speech and sentences."end" > units."start" and sentences."start" < units."end"
            join sections as deepest on deepest.speech = sentences.speech and deepest.id = sentences.section),
        begun as (select place, any_value(speech) as speech, arg_min(struct_pack(id := id, a := if(b > heading_end + 1, greatest(a, heading_end), a), b := b),
            (b <= heading_end + 1, id)) as first from held group by place)
        select place, first.id, trim(substr(text, first.a + 1, first.b - first.a)) from begun join speeches using (speech)
        """,
        {"ids": list(ids), "units": [int(unit) for unit in units]},
    )
    by_place = {place: (int(sentence), str(text)) for place, sentence, text in found}
    return [by_place.get(place, (-1, "")) for place in range(1, len(units) + 1)]
