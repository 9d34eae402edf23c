"""Files become speeches, speeches become rows: what is imported is read first, shown, then stored whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.annotation.annotate import Annotation, annotate
from analysis.corpus import queries
from analysis.corpus.store import Store
from analysis.corpus.writer import text_hash
from analysis.errors import ImportCancelledError, ReadingError
from analysis.model import Counted, Lexicon, Speech, digest
from analysis.reading.read import ENDINGS, read

SAMPLE = Path(__file__).parents[2] / "data" / "speeches"
Progress = Callable[[int, int, str], bool]
"""Called with (done, total, what is being worked on); a False stops the import."""


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


def import_speeches(store: Store, speeches: Sequence[Speech], lexicon: Lexicon, progress: Progress | None = None) -> list[str]:
    """
    Annotate speeches and store them in one transaction; return their ids.

    Raises:
        ImportCancelledError: *progress* returned False; nothing was stored.

    """
    return store.add(_annotated(speeches, progress), lexicon)


def _annotated(speeches: Sequence[Speech], progress: Progress | None) -> Iterator[tuple[Speech, Annotation]]:
    total = len(speeches)
    for done, speech in enumerate(speeches):
        if progress is not None and not progress(done, total, speech.metadata.title or speech.source_name):
            raise ImportCancelledError(done=done, total=total)
        yield speech, annotate(speech.text)
    if progress is not None and not progress(total, total, ""):
        raise ImportCancelledError(done=total, total=total)


def import_sample(store: Store, lexicon: Lexicon) -> list[str]:
    """Import the shipped speeches, or bring them back where they were deleted."""
    found = read_files((path.name, path.read_bytes()) for path in folder_files(SAMPLE))
    return import_speeches(store, found.speeches, lexicon)


def same_words(store: Store, speeches: Sequence[Speech]) -> dict[str, str]:
    """Return speech id → title of a stored speech that holds the same words (white space aside)."""
    hashes = {speech.id: text_hash(speech.text) for speech in speeches}
    known = queries.same_text(store, list(hashes.values()))
    return {id_: known[h] for id_, h in hashes.items() if h in known}


def count(store: Store, scope: Sequence[str], lexicon: Lexicon) -> Counted:
    """Return what figures of this scope are counted on; the corpus hash changes with any reading in it, and with its year, date or kind."""
    sizes = queries.sizes(store, scope, "all", lexicon)
    sql = "select concat_ws(' ', id, reading, year, date, kind) from speeches where id in (select unnest(?)) order by id"
    readings = [row for (row,) in store.tuples(sql, [list(scope)])]
    speeches, han, words = (int(sizes[c].sum()) for c in ("speeches", "han", "words"))
    return Counted(tuple(scope), digest(*readings), lexicon.hash, speeches, han, words)
