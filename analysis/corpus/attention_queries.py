"""How many counted Han characters stand in each unit at the top of its speech, and the sentence with which such a unit begins."""

from collections.abc import Sequence

import pandas as pd

from analysis.corpus.store import Store


def top_units(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """
    Return the units without a parent, in reading order, speeches oldest first.

    Columns: id, year, title, unit, role, marker, heading, function ('' where undecided or where the role can have none; `corpus.functions` makes them) and han, the
    Han characters counted (docs/methods.md §2) in it and in all that stands below it, stage notes too if they are counted.
    """
    return store.rows(
        """
        with scoped as (select speech, id, year, title, row_number() over (order by year nulls last, date nulls last, kind, id) as place
            from speeches where id in (select unnest($scope)) and deleted is null),
        placed as (select speech, id, max(if(parent = -1, id, null)) over (partition by speech order by id) as top
            from sections where speech in (select speech from scoped)),
        summed as (select placed.speech, top, sum(han)::bigint as han
            from placed join counted_han on counted_han.speech = placed.speech and counted_han.section = placed.id group by all)
        select scoped.id, year, title, top as unit, role, marker, heading, coalesce(function, '') as function, summed.han
        from summed join scoped using (speech) join sections on sections.speech = summed.speech and sections.id = top
            left join functions on functions.speech = summed.speech and functions.section = top
        order by place, top
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
