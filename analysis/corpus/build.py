"""Files become speeches, speeches become rows: what is imported is read first, shown, then stored whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.corpus import queries
from analysis.corpus.store import METADATA, Store, metadata_of
from analysis.corpus.writer import text_hash
from analysis.errors import ReadingError
from analysis.model import Counted, Lexicon, Metadata, Speech, digest
from analysis.reading.read import ENDINGS, read

SAMPLE = Path(__file__).parents[2] / "data" / "speeches"


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a batch of files: the speeches, and for each unreadable file its error."""

    speeches: tuple[Speech, ...]
    failures: tuple[ReadingError, ...]


def read_files(files: Iterable[tuple[str, bytes]]) -> Reading:
    """Read files given as (name, bytes); one that can't be read is named with its reason, the others are read all the same."""
    speeches: dict[str, Speech] = {}
    failures = []
    for name, data in files:
        try:
            speech = read(name, data)
        except ReadingError as error:
            failures.append(error)
        else:
            speeches.setdefault(speech.id, speech)
    return Reading(tuple(speeches.values()), tuple(failures))


def folder_files(folder: Path) -> list[Path]:
    """Return the files below *folder* that can be read, by name; hidden ones and Office's lock files are passed over."""
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS and p.is_file() and p.name[0] not in ".~")


@dataclass(frozen=True, slots=True)
class Batch:
    """
    Speeches that were read, set against what is stored and against one another.

    `new` are to be imported; one that was deleted before stands there with the metadata it comes back with, and its id in `back`. `known` have the
    words of a stored speech (its title), `repeated` those of an earlier file of the same batch (its name).
    """

    new: tuple[Speech, ...]
    back: frozenset[str]
    known: tuple[tuple[Speech, str], ...]
    repeated: tuple[tuple[Speech, str], ...]


def sort_out(store: Store, speeches: Sequence[Speech]) -> Batch:
    """Tell new speeches from those whose words (white space aside) are there already, in the store or earlier in the batch."""
    hashes = [text_hash(speech.text) for speech in speeches]
    stored = queries.same_text(store, hashes)
    first: dict[str, Speech] = {}
    known, repeated = [], []
    for speech, words in zip(speeches, hashes, strict=True):
        if words in stored:
            known.append((speech, stored[words]))
        elif words in first:
            repeated.append((speech, first[words].source_name))
        else:
            first[words] = speech
    deleted = _deleted(store, [speech.id for speech in first.values()])
    new = tuple(replace(speech, metadata=deleted.get(speech.id, speech.metadata)) for speech in first.values())
    return Batch(new, frozenset(deleted), tuple(known), tuple(repeated))


def _deleted(store: Store, ids: Sequence[str]) -> dict[str, Metadata]:
    """Return speech id → stored metadata of those that were deleted."""
    sql = f"select id, {', '.join(METADATA)} from speeches where deleted is not null and id in (select unnest($ids))"
    return {id_: metadata_of(fields) for id_, *fields in store.tuples(sql, {"ids": list(ids)})}


def same_words(store: Store, speeches: Sequence[Speech]) -> dict[str, str]:
    """Return speech id → title of a stored speech, or name of an earlier file of the batch, that holds the same words (white space aside)."""
    batch = sort_out(store, speeches)
    return {speech.id: other for speech, other in (*batch.known, *batch.repeated)}


def import_sample(store: Store, lexicon: Lexicon) -> list[str]:
    """Import the shipped speeches, or bring them back where they were deleted."""
    found = read_files((path.name, path.read_bytes()) for path in folder_files(SAMPLE))
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
    """Return what figures of this scope are counted on; the corpus hash changes with any reading in it, and with its year, date or kind."""
    sizes = queries.sizes(store, scope, "all", lexicon)
    sql = "select concat_ws(' ', id, reading, year, date, kind) from speeches where id in (select unnest(?)) order by id"
    readings = [row for (row,) in store.tuples(sql, [list(scope)])]
    speeches, han, words = (int(sizes[c].sum()) for c in ("speeches", "han", "words"))
    return Counted(tuple(scope), digest(*readings), lexicon.hash, speeches, han, words)
