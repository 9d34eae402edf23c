"""What the units of the stored speeches do (`annotation.functions`), and the cues of one speech's units."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa

from analysis.annotation.functions import Function, cues_hash, functions_of
from analysis.corpus.derived import derive
from analysis.corpus.store import Store
from analysis.model import Section

TABLE = "functions"

_COLUMNS = ", ".join(f'"{name}"' for name in Section._fields)


def ensure_functions(store: Store) -> None:
    """See that table `functions` has every opening, unit and closing of every speech, by the present cues: verdicts by older ones are dropped."""
    name = f"{TABLE} {cues_hash()}"
    if store.tuples("select 1 from made where starts_with(name, ?) and name <> ? limit 1", [TABLE, name]):
        with store.unchanging() as cursor:
            cursor.execute("delete from functions")
            cursor.execute("delete from made where starts_with(name, ?)", [TABLE])
    derive(store, TABLE, _rows, name)


def functions(store: Store, speech_id: str) -> dict[int, Function]:
    """Return id of the unit → its function with every cue that counted, of one speech; empty where there is no such speech."""
    with store.snapshot() as cursor:
        keys = [key for (key,) in cursor.execute("select speech from speeches where id = ? and deleted is null", [speech_id]).fetchall()]
        return next(iter(_functions(cursor, keys)), {})


def _rows(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> pa.Table:
    rows = [(text, id_, told.kind, told.corrected) for text, found in enumerate(_functions(cursor, keys)) for id_, told in found.items()]
    columns = list(zip(*rows, strict=True)) or [()] * 4
    types = {"text": pa.int32(), "section": pa.int32(), "function": pa.string(), "corrected": pa.bool_()}
    return pa.table({name: pa.array(values, type_) for (name, type_), values in zip(types.items(), columns, strict=True)})


def _functions(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int]) -> list[dict[int, Function]]:
    texts = cursor.execute("select coalesce(analysed, text) from speeches where speech in (select unnest(?)) order by speech", [keys]).fetchall()
    found: dict[int, list[Section]] = {key: [] for key in keys}
    for key, *values in cursor.execute(
        f"select speech, {_COLUMNS} from sections where speech in (select unnest(?)) order by speech, id", [keys]
    ).fetchall():
        values[-1] = tuple(values[-1])
        found[key].append(Section(*values))
    return [functions_of(text, found[key]) for key, (text,) in zip(keys, texts, strict=True)]
