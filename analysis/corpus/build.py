"""Files become speeches, speeches become rows: what is imported is read first, shown, then stored whole or not at all."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.corpus import queries
from analysis.corpus.corrections import corrections_count
from analysis.corpus.store import EDITABLE, METADATA, Progress, Store, metadata_of
from analysis.corpus.writer import text_hash
from analysis.errors import ImportCancelledError, PartGoneError, ReadingError, TooLargeError
from analysis.model import Counted, Lexicon, Metadata, Speech, digest
from analysis.reading.read import FORMATS, MAX_BYTES, read, read_several
from analysis.reading.sources import ARCHIVES, MAX_TABLE, MAX_TOTAL, TABLES, Ask, Source, expand, is_row, safe_name

ENDINGS = (*FORMATS, *TABLES, *ARCHIVES)
"""The endings of files that can be given."""

MOST_BYTES = dict.fromkeys(TABLES, MAX_TABLE) | dict.fromkeys(ARCHIVES, MAX_TOTAL)
"""The largest files of a kind that are read, by ending; of all others MAX_BYTES."""

SAMPLE = Path(__file__).parents[2] / "data" / "speeches"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a batch of files: the speeches, and for each file (or archive member, or row) that could not be read its error."""

    speeches: tuple[Speech, ...]
    failures: tuple[ReadingError, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How the files of a corpus are read: the repairs switched off, and whether traditional characters are analysed as simplified ones."""

    off: tuple[str, ...] = ()
    folded: bool = False


def manner_of(store: Store) -> Manner:
    """Return how a workspace's files are read."""
    return Manner(tuple(store.get_meta("off") or ()), bool(store.get_meta("folded")))


def read_files(
    files: Iterable[tuple[str, bytes]],
    manner: Manner = Manner(),
    *,
    ask: Ask | None = None,
    encodings: Mapping[str, str] | None = None,
    split: bool = False,
    progress: Progress | None = None,
) -> Reading:
    """
    Read files given as (name, bytes); one that can't be read is named with its reason, the others are read all the same.

    For `ask`, `encodings` and `split` see `read_each`. *progress* is called for each file and may stop the reading; what was read by then is returned.
    """
    given = list(files)
    speeches: list[Speech] = []
    failures: list[ReadingError] = []
    for done, (name, data) in enumerate(given):
        if progress is not None and not progress(done, len(given), name):
            break
        for found in read_each(name, data, manner, ask=ask, encodings=encodings, split=split):
            if isinstance(found, Speech):
                speeches.append(found)
            else:
                failures.append(found)
    return Reading(tuple(speeches), tuple(failures))


def read_each(
    name: str,
    data: bytes,
    manner: Manner = Manner(),
    *,
    ask: Ask | None = None,
    encodings: Mapping[str, str] | None = None,
    split: bool = False,
) -> Iterator[Speech | ReadingError]:
    """
    Yield the speeches in a file one by one, and for what can't be read its error in its place.

    An archive is opened and a table taken apart by rows: *ask* says what a table's columns are (`sources.Ask`). *encodings* are those a person chose, by
    file name. *split*, a file that holds several speeches becomes as many; a table's row is one speech, as the table says.
    """
    chosen = encodings or {}
    for source in expand(Source(safe_name(name), data, encoding=chosen.get(name)), ask):
        if isinstance(source, ReadingError):
            yield source
            continue
        encoding = chosen.get(source.name, source.encoding)
        try:
            if split and not is_row(source.name):
                yield from read_several(source.name, source.data, encoding=encoding, off=manner.off, folded=manner.folded)
            else:
                yield read(source.name, source.data, encoding=encoding, given=source.given, off=manner.off, folded=manner.folded)
        except ReadingError as error:
            yield error


def file_bytes(path: Path, name: str) -> bytes:
    """
    Return what is in a file, whose size is looked at before it is read.

    Raises:
        TooLargeError: it is larger than files of its kind are read; *name* is what to call it.
        OSError: it can't be opened.

    """
    size, most = path.stat().st_size, MOST_BYTES.get(path.suffix.lower(), MAX_BYTES)
    if size > most:
        raise TooLargeError(name=safe_name(name), size=f"{size / 1e6:.1f}", allowed=most // 1_000_000)
    return path.read_bytes()


def folder_files(folder: Path) -> list[Path]:
    """Return the files below *folder* that can be read, by name; hidden ones and Office's lock files are passed over."""
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file() and p.name[0] not in ".~")


def reread(store: Store, speech_id: str, off: Collection[str], *, encoding: str | None = None, folded: bool | None = None) -> None:
    """
    Read a stored speech anew from its bytes, without the repairs *off*, and put this reading in its place.

    Metadata stay as they are, corrections and all. *encoding* where a person chose another; the one it was read in stays otherwise. *folded* as the
    corpus has it, unless said otherwise. One of several speeches in a file stays the part it is; in another encoding it is the one of the same number.

    Raises:
        ReadingError: it can't be read so; nothing was changed.
        UnknownSpeechError: there is none of that id.

    """
    speech = store.speech(speech_id, deleted=True)
    fold = manner_of(store).folded if folded is None else folded
    if speech.part is not None and encoding not in {None, speech.encoding}:
        parts = read_several(speech.file_name, speech.data, encoding=encoding, off=off, folded=fold)
        anew = next((part for part in parts if part.id == speech.id), None)
        if anew is None:
            raise PartGoneError(name=speech.source_name, number=speech.part.number, encoding=str(encoding).upper(), found=len(parts))
    else:
        anew = read(speech.source_name, speech.data, encoding=encoding or speech.encoding or None, off=off, folded=fold, part=speech.part)
    store.replace(replace(anew, metadata=speech.metadata))


@dataclass(frozen=True, slots=True)
class Rereading:
    """What became of reading a corpus in another manner: how many speeches have another reading, and which could not be read so."""

    changed: int
    failures: tuple[ReadingError, ...]


def set_manner(store: Store, manner: Manner, progress: Progress | None = None) -> Rereading:
    """
    Read the whole corpus in another manner, deleted speeches too, now and from now on.

    A repair that is switched off for the corpus is switched off in every speech, one that is switched on again is so everywhere; what a person switched
    off in one speech otherwise stays off. A speech that can't be read so keeps its reading and is named. Where *progress* raises or returns False, all
    is put back as it was.
    """
    with store.alone():
        before = manner_of(store)
        on, off = set(before.off) - set(manner.off), set(manner.off) - set(before.off)
        touched: dict[str, tuple[Collection[str], bool]] = {}
        failures = []
        try:
            while rows := [row for row in _lagging(store, manner, on, off) if row[0] not in touched]:  # again for what others imported meanwhile
                for done, (id_, off_now, folded, wanted) in enumerate(rows):
                    _go_on(progress, done, len(rows), id_)
                    touched[id_] = (off_now, folded)
                    try:
                        reread(store, id_, wanted, folded=manner.folded)
                    except ReadingError as error:
                        failures.append(error)
            store.set_meta("off", list(manner.off))
            store.set_meta("folded", manner.folded)
        except BaseException:
            store.set_meta("off", list(before.off))
            store.set_meta("folded", before.folded)
            for id_, (off_before, folded) in touched.items():
                with suppress(ReadingError):
                    reread(store, id_, off_before, folded=folded)
            raise
        return Rereading(len(touched) - len(failures), tuple(failures))


def _go_on(progress: Progress | None, done: int, total: int, what: str) -> None:
    if progress is not None and not progress(done, total, what):
        raise ImportCancelledError(done=done, total=total)


def _lagging(store: Store, manner: Manner, on: Collection[str], off: Collection[str]) -> list[tuple[str, list[str], bool, set[str]]]:
    """Return (id, repairs off, folded, repairs wanted off) of the speeches that are to be read anew: those the change makes a difference to."""
    from analysis.reading.fold import fold

    found = []
    for id_, off_now, repairs, folded, text in store.tuples("select id, off, repairs, folded, text from speeches order by speech"):
        made = {kind for kind, _ in json.loads(repairs)}
        wanted = (set(off_now) - set(on)) | (set(off) & made) | (set(off_now) & set(off))
        if wanted != set(off_now) or folded != (manner.folded and (folded or fold(text) != text)):
            found.append((id_, off_now, folded, wanted))
    return found


@dataclass(frozen=True, slots=True)
class Otherwise:
    """
    A file that is stored otherwise than it was read now: as one speech where it is now split, or split where it is now `whole`.

    `new` are the ids of what is not stored yet, `old` id → title of what is; both together are the same words twice.
    """

    name: str
    whole: bool
    new: tuple[str, ...]
    old: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Batch:
    """
    Speeches that were read, set against what is stored and against one another.

    `new` are to be imported; one that was deleted before stands there with the metadata it comes back with, and its id in `back`. `known` have the
    words of a stored speech (its title), `repeated` those of an earlier file of the same batch (its name). `otherwise` are the files among the new whose
    words are stored another way (see `take_out`).
    """

    new: tuple[Speech, ...]
    back: frozenset[str]
    known: tuple[tuple[Speech, str], ...]
    repeated: tuple[tuple[Speech, str], ...]
    otherwise: tuple[Otherwise, ...] = ()


def sort_out(store: Store, speeches: Sequence[Speech]) -> Batch:
    """
    Tell new speeches from those whose bytes, or words (white space aside), are there already, in the store or earlier in the batch.

    Of a file that is in the batch twice, split and whole, the first way counts.
    """
    hashes = [text_hash(speech.text) for speech in speeches]
    stored = queries.same_text(store, hashes)
    bytes_of = queries.titles(store, [speech.id for speech in speeches])
    first: dict[str, Speech] = {}
    way: dict[str, Speech] = {}
    known, repeated = [], []
    for speech, words in zip(speeches, hashes, strict=True):
        if words in stored or speech.id in bytes_of:
            known.append((speech, stored.get(words) or bytes_of[speech.id]))
        elif words in first:
            repeated.append((speech, first[words].source_name))
            first[words] = replace(first[words], metadata=filled_from(first[words].metadata, speech.metadata))
        elif (way.setdefault(speech.sha256, speech).part is None) != (speech.part is None):
            repeated.append((speech, way[speech.sha256].source_name))
        else:
            first[words] = speech
    deleted = _deleted(store, [speech.id for speech in first.values()])
    new = tuple(replace(speech, metadata=deleted.get(speech.id, speech.metadata)) for speech in first.values())
    return Batch(new, frozenset(deleted), tuple(known), tuple(repeated), tuple(_otherwise(store, new)))


def _otherwise(store: Store, new: Sequence[Speech]) -> Iterator[Otherwise]:
    """Yield the files of new speeches that are stored whole where these are parts, or in parts where these are whole."""
    files: dict[tuple[str, bool], list[Speech]] = {}
    for speech in new:
        files.setdefault((speech.sha256, speech.part is None), []).append(speech)
    sql = """
        select sha256, part is not null, id, coalesce(nullif(title, ''), source_name) from speeches
        where deleted is null and sha256 in (select unnest($files)) order by part, id
        """
    stored: dict[tuple[str, bool], dict[str, str]] = {}  # under the file's hash, and whether the other way is whole
    for sha256, is_part, id_, title in store.tuples(sql, {"files": [sha256 for sha256, _ in files]}):
        stored.setdefault((sha256, is_part), {})[id_] = title
    for file, speeches in files.items():
        if old := stored.get(file):
            yield Otherwise(speeches[0].file_name, file[1], tuple(speech.id for speech in speeches), old)


def take_out(store: Store, files: Iterable[Otherwise], given: Collection[str]) -> list[str]:
    """
    Take the old readings of files out of the corpus, as deleted ones are, and return their ids.

    *given* are the ids that were to be stored in their place; where one of these is not there, since the import was stopped, the old ones stay.
    """
    live = {id_ for (id_,) in store.tuples("select id from speeches where deleted is null")}
    kept = [(file, set(file.new) & set(given)) for file in files]
    old = [id_ for file, new in kept if new and new <= live for id_ in file.old if id_ in live]
    if old:
        store.set_deleted(old, deleted=True)
    return old


def filled_from(kept: Metadata, other: Metadata) -> Metadata:
    """Return metadata with what another copy of the speech knows and this one does not; each with that copy's evidence."""
    missing = [name for name in EDITABLE if not getattr(kept, name) or (name == "kind" and kept.kind == "other")]
    taken = {name: value for name in missing if (value := getattr(other, name)) and not (name == "date" and kept.year not in {None, value.year})}
    if not taken:
        return kept
    evidence = {**{name: other.evidence[name] for name in taken if name in other.evidence}, **kept.evidence}
    confidence = {**{name: other.confidence[name] for name in taken if name in other.confidence}, **kept.confidence}
    return replace(kept, **taken, own={**other.own, **kept.own}, evidence=evidence, confidence=confidence)


def _deleted(store: Store, ids: Sequence[str]) -> dict[str, Metadata]:
    """Return speech id → stored metadata of those that were deleted."""
    sql = f"select id, {', '.join(METADATA)} from speeches where deleted is not null and id in (select unnest($ids))"
    return {id_: metadata_of(fields) for id_, *fields in store.tuples(sql, {"ids": list(ids)})}


def import_sample(store: Store, lexicon: Lexicon) -> list[str]:
    """Import the shipped speeches, or bring them back where they were deleted."""
    found = read_files(((path.name, path.read_bytes()) for path in folder_files(SAMPLE)), manner_of(store))
    return store.add(found.speeches, lexicon)


def open_workspace(folder: Path, *, sample: bool) -> Store:
    """
    Open a workspace; with *sample*, one that was never opened before starts with the sample corpus in it.

    Raises:
        WorkspaceError: it can't be opened (see `Store`).

    """
    store = Store(folder)
    try:
        if store.get_meta("started") is None:
            if sample:
                import_sample(store, Lexicon())
            store.set_meta("started", value=True)
    except BaseException:
        store.close()
        raise
    return store


def count(store: Store, scope: Sequence[str], lexicon: Lexicon) -> Counted:
    """Return what figures of this scope are counted on; the corpus hash changes with any reading or correction in it, and with year, date or kind."""
    sizes = queries.sizes(store, scope, "all", lexicon)
    sql = """
        select concat_ws(' ', id, reading, year, date, kind,
            (select string_agg(c.id, ' ' order by c.time, c.id) from corrections c where c.speech = speeches.id and undone is null and lost is null))
        from speeches where id in (select unnest(?)) order by id
        """
    readings = [row for (row,) in store.tuples(sql, [list(scope)])]
    speeches, han, words = (int(sizes[c].sum()) for c in ("speeches", "han", "words"))
    manner, variants = manner_of(store), bool(store.get_meta("count_variants"))
    return Counted(
        tuple(scope),
        digest(*readings),
        lexicon.hash,
        speeches,
        han,
        words,
        store.parts(),
        manner.folded,
        manner.off,
        variants,
        corrections_count(store, scope),
    )
