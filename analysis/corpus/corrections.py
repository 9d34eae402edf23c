"""
Corrections of outlines in a workspace: made, undone, done again, listed, counted, and carried to another workspace.

They are kept beside what was found, and the rows of a speech are made anew from both whenever either changes. What was undone stays in the list.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from analysis.annotation.corrections import ACTIONS, Action, Anchor, Correction, Lost, corrected
from analysis.annotation.outline import find_sections
from analysis.cells import bare, harmless
from analysis.corpus.correction_rows import FIELDS, Entry, entries_of, live
from analysis.corpus.store import Store
from analysis.errors import BrokenFileError, SettingsError
from analysis.model import Speech

Format = Literal["jsonl", "csv"]

COLUMNS = (*FIELDS, "undone", "lost", "text_hash", "title")
"""Columns of an export: `text_hash` finds a speech that came from other bytes, `title` is for the reader."""

_TICK = timedelta(microseconds=1)


# --- one speech --------------------------------------------------------------------------------------------------------------


def add_correction(store: Store, speech_id: str, action: Action, anchor: Anchor, value: str = "", author: str = "") -> Lost | None:
    """
    Correct the outline of a speech; return None, or why that can't be done: nothing is kept then. *anchor* is of the speech's `text`.

    Raises:
        SettingsError: there is no such action.
        UnknownSpeechError: there is no such speech, or it was deleted.

    """
    _check_action(action)
    speech = store.speech(speech_id)
    refused: list[Lost] = []

    def add(entries: Sequence[Entry]) -> Sequence[Entry]:
        new = Correction(speech_id, action, *anchor, value, author, _after(_times(entries)))
        refused.extend(entry for entry in _lost(speech, [*live(entries), new]) if entry.correction == new)
        return entries if refused else [*entries, Entry(new)]

    store.correct(speech_id, add)
    return refused[0] if refused else None


def undo_last(store: Store, speech_id: str) -> Correction | None:
    """Undo the last correction of a speech that was not undone, and return it; None where there is none."""
    return _switch(store, speech_id, last_live, undone=True)


def undo(store: Store, speech_id: str, correction_id: str) -> Correction | None:
    """Undo one correction of a speech, such as a lost one, and return it; None where there is none of that id, or it was undone."""

    def choose(entries: Sequence[Entry]) -> Entry | None:
        return next((entry for entry in entries if entry.correction.id == correction_id and entry.undone is None), None)

    return _switch(store, speech_id, choose, undone=True)


def redo(store: Store, speech_id: str) -> Correction | None:
    """Make the correction again that was undone last, and return it; None where there is none, or another correction was made since."""
    return _switch(store, speech_id, last_undone, undone=False)


def _switch(store: Store, speech_id: str, choose: Callable[[Sequence[Entry]], Entry | None], *, undone: bool) -> Correction | None:
    switched: list[Correction] = []

    def switch(entries: Sequence[Entry]) -> Sequence[Entry]:
        chosen = choose(entries)
        if chosen is None:
            return entries
        switched.append(chosen.correction)
        when = _after(_times(entries)) if undone else None
        return [replace(entry, undone=when) if entry == chosen else entry for entry in entries]

    store.correct(speech_id, switch)
    return switched[0] if switched else None


def last_live(entries: Sequence[Entry]) -> Entry | None:
    """Return what `undo_last` would undo of the corrections of a speech; None where there is nothing."""
    return next((entry for entry in reversed(entries) if entry.undone is None), None)


def last_undone(entries: Sequence[Entry]) -> Entry | None:
    """Return what `redo` would make again; None where there is nothing."""
    made = max((entry.correction.time for entry in entries if entry.undone is None), default=datetime.min)  # noqa: DTZ901  times are UTC without a zone
    undone = [(entry.undone, entry) for entry in entries if entry.undone is not None and entry.undone > made]
    return max(undone, key=lambda pair: pair[0])[1] if undone else None


def _lost(speech: Speech, corrections: Sequence[Correction]) -> tuple[Lost, ...]:
    return corrected(speech.analysed, find_sections(speech.analysed), corrections, speech.text)[1]


def _times(entries: Iterable[Entry]) -> list[datetime]:
    return [time for entry in entries for time in (entry.correction.time, entry.undone) if time is not None]


def _after(times: Iterable[datetime]) -> datetime:
    """Now, or a little later than the last of some times: no two of a speech are the same, however coarse or wrong a clock is."""
    now = datetime.now(UTC).replace(tzinfo=None)
    return max([now, *(time + _TICK for time in times)])


def _check_action(action: str) -> Action:
    for known in ACTIONS:
        if action == known:
            return known
    raise SettingsError(given=action, name="action", allowed=", ".join(ACTIONS))


# --- many speeches -----------------------------------------------------------------------------------------------------------


def corrections_count(store: Store, ids: Iterable[str]) -> int:
    """Return how many corrections the outlines of some speeches have: neither undone nor lost."""
    sql = "select count(*) from corrections where undone is null and lost is null and speech in (select unnest(?))"
    return int(store.tuples(sql, [list(ids)])[0][0])


def lost_corrections(store: Store, ids: Iterable[str]) -> list[Entry]:
    """Return the corrections of some speeches that the present readings have no place for."""
    sql = f"select {', '.join(FIELDS)}, undone, lost from corrections where undone is null and lost is not null and speech in (select unnest(?)) order by speech, time, id"
    return entries_of(store.tuples(sql, [list(ids)]))


# --- out and in --------------------------------------------------------------------------------------------------------------


def export_corrections(store: Store, ids: Iterable[str], form: Format) -> bytes:
    """Return all corrections of some speeches, those undone too, as JSON lines or CSV (UTF-8, for Excel with a byte order mark)."""
    columns = ", ".join(f"c.{name}" for name in (*FIELDS, "undone", "lost"))
    sql = f"select {columns}, s.text_hash, s.title from corrections c join speeches s on s.id = c.speech where s.deleted is null and s.id in (select unnest(?)) order by c.speech, c.time, c.id"
    rows = [dict(zip(COLUMNS, map(_plain, row), strict=True)) for row in store.tuples(sql, [list(ids)])]
    if form == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value or "")


@dataclass(frozen=True, slots=True)
class Brought:
    """
    What became of corrections that were given: `added` and `known` (there already) are numbers; `strange` are of speeches that are not in this workspace.

    `lost` are those of the added ones that the outlines have no place for.
    """

    added: int
    known: int
    strange: tuple[Correction, ...]
    lost: tuple[Entry, ...] = ()


def import_corrections(store: Store, name: str, data: bytes) -> Brought:
    """
    Add corrections that `export_corrections` wrote; a speech is known by its id, else by its words (`text_hash`).

    Each speech is corrected in a transaction of its own. What its outline has no place for is kept as lost.

    Raises:
        BrokenFileError: the file named *name* is no such export; nothing was added.

    """
    given = _read(name, data)
    homes = _homes(store, given)
    layers: dict[str, list[Entry]] = defaultdict(list)
    strange = []
    for entry, text_hash in given:
        home = homes.get(entry.correction.speech) or homes.get(text_hash)
        if home is None:
            strange.append(entry.correction)
        else:
            layers[home].append(replace(entry, correction=replace(entry.correction, speech=home)))
    added = {id_ for home, layer in layers.items() for id_ in _add_layer(store, home, layer)}
    lost = tuple(entry for entry in lost_corrections(store, layers) if entry.correction.id in added)
    return Brought(len(added), len(given) - len(strange) - len(added), tuple(strange), lost)


def _add_layer(store: Store, speech_id: str, layer: Sequence[Entry]) -> set[str]:
    """Add to a speech's corrections those of *layer* that it has not; return their ids."""
    new: dict[str, Entry] = {}

    def add(entries: Sequence[Entry]) -> Sequence[Entry]:
        there = {entry.correction.id for entry in entries}
        new.update({entry.correction.id: entry for entry in layer if entry.correction.id not in there})
        return sorted([*entries, *new.values()], key=lambda entry: (entry.correction.time, entry.correction.id))

    store.correct(speech_id, add)
    return set(new)


def _homes(store: Store, given: Iterable[tuple[Entry, str]]) -> dict[str, str]:
    """Return id or text hash → id of the speeches that corrections are of, as far as they are in the store."""
    sql = "select id, text_hash from speeches where deleted is null and (id in (select unnest($keys)) or text_hash in (select unnest($keys))) order by speech desc"
    keys = sorted({key for entry, text_hash in given for key in (entry.correction.speech, text_hash) if key})
    found = store.tuples(sql, {"keys": keys})
    return {text_hash: id_ for id_, text_hash in found} | {id_: id_ for id_, _ in found}


def _read(name: str, data: bytes) -> list[tuple[Entry, str]]:
    """Return (entry, text hash) of every line of an export."""
    form: Format = "csv" if name.lower().endswith(".csv") else "jsonl"
    try:
        text = data.decode("utf-8-sig")
        if form == "csv":
            reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
            known = set(reader.fieldnames or ()) >= set(FIELDS)
            rows: list[Any] = (
                [{key: bare(value) if isinstance(value, str) else value for key, value in row.items()} for row in reader] if known else [{}]
            )
        else:
            rows = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, csv.Error, RecursionError) as error:
        raise BrokenFileError(name=name, format=form, detail="no_corrections") from error
    return [_entry(name, form, row) for row in rows]


def _entry(name: str, form: Format, row: Mapping[str, Any]) -> tuple[Entry, str]:
    try:
        speech, action, quote, before, after, value, author, time = (str(row[field] or "") for field in FIELDS)
        undone = str(row.get("undone") or "")
        correction = Correction(speech, _check_action(action), quote, before, after, value, author, _time(time))
        return Entry(correction, _time(undone) if undone else None), str(row.get("text_hash") or "")
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError, SettingsError) as error:
        raise BrokenFileError(name=name, format=form, detail="no_corrections") from error


def _time(written: str) -> datetime:
    time = datetime.fromisoformat(written)
    return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
