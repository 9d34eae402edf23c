"""
Files and folders go into a workspace: read one after another, and stored part by part, so that memory does not grow with their number.

What was stored stays, whatever ends the import. A speech with the words of a stored one is not imported again; one that is nearly the same
(`corpus/variants.py`) is the same speech from another source, and what becomes of it is the user's choice. A file that was stored whole and is now split,
or the other way round, takes the place of its old reading.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from analysis.corpus.build import ENDINGS, Manner, Otherwise, file_bytes, folder_files, manner_of, open_workspace, read_each, sort_out, take_out
from analysis.corpus.sameness import Likeness
from analysis.corpus.store import Store
from analysis.corpus.variants import variants
from analysis.errors import ReadingError
from analysis.model import Lexicon, Speech
from analysis.reading.several import speeches_in
from analysis.reading.sources import is_row, safe_name

HELD = 2_000_000
"""Characters that are read before they are stored: some 400 speeches, and about 50 MB."""

SAME = 0.8
"""Share of the longer text's runs from which on two are the same speech; an excerpt, of which only the shorter text's agree, is another text."""

Same = Literal["variant", "keep", "skip"]


@dataclass(slots=True)
class Ended:
    """
    What came of an import: how many files there were, speeches stored and taken out for them, and sentences.

    These are on what was not read, is there already, holds several speeches, or was stored otherwise before.
    """

    files: int
    stored: int = 0
    taken_out: int = 0
    stopped: bool = False
    failures: list[ReadingError] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)


def run(paths: Sequence[Path], workspace: Path, *, same: Same, split: bool = False, failures_to: Path | None, quiet: bool) -> Ended:
    """
    Import what is below *paths*, with a bar of files unless *quiet*, and say how it went.

    Files that hold several speeches are taken apart where they are to be *split*, and named otherwise.

    Raises:
        WorkspaceError: the workspace can't be opened.
        OSError: the list of failures can't be written.

    """
    files = [file for path in paths for file in _files(path)]
    ended = Ended(len(files))
    if not files:
        print(f"analysis: no file that can be read ({' '.join(ENDINGS)}) below {', '.join(map(str, paths))}", file=sys.stderr)
        return ended
    store = open_workspace(workspace, sample=False)
    try:
        before = _stored(store)
        try:
            _import(store, files, same, ended, split=split, quiet=quiet)
        except KeyboardInterrupt:
            ended.stopped = True
        ended.stored = _stored(store) + ended.taken_out - before
    finally:
        store.close()
    if failures_to is not None:
        _write_failures(failures_to, ended.failures)
    _say(ended, workspace)
    return ended


def _files(path: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder, or the file itself, with the names they go by: folders often say year and place."""
    if path.is_dir():
        yield from ((str(file.relative_to(path)), file) for file in folder_files(path))
    else:
        yield path.name, path


def _stored(store: Store) -> int:
    return int(store.tuples("select count(*) from speeches where deleted is null")[0][0])


def _import(store: Store, files: Sequence[tuple[str, Path]], same: Same, ended: Ended, *, split: bool, quiet: bool) -> None:
    manner = manner_of(store)
    with tqdm(total=len(files), unit="file", disable=quiet, smoothing=0, miniters=0) as bar:

        def found() -> Iterator[Speech | ReadingError]:
            for name, path in files:
                for one in _read(name, path, manner, split=split):
                    if isinstance(one, Speech) and not split and not is_row(one.source_name):
                        ended.several += _of_several(one)
                    bar.set_postfix_str(_name(one)[-30:], refresh=False)
                    bar.update(0)
                    yield one
                bar.update()

        store_each(store, found(), same, ended)


def _of_several(speech: Speech) -> Iterator[str]:
    """Yield a sentence on a file that seems to hold several speeches."""
    if found := speeches_in(speech.text):
        titles = ", ".join(f"“{beginning.title}”" for beginning in found)
        yield f"{speech.source_name}: seems to hold {len(found)} speeches ({titles}); imported as one, with --split each is imported by itself"


def _name(found: Speech | ReadingError) -> str:
    return found.source_name if isinstance(found, Speech) else found.fields.get("name", "")


def store_each(store: Store, found: Iterable[Speech | ReadingError], same: Same, ended: Ended) -> None:
    """Store speeches as they come, HELD characters at a time, and note in *ended* what could not be read and what is there already."""
    held: list[Speech] = []
    characters = 0
    for one in found:
        if isinstance(one, ReadingError):
            ended.failures.append(one)
            continue
        held.append(one)
        characters += len(one.decoded)
        if characters >= HELD:
            _add(store, held, same, ended)
            held, characters = [], 0
    _add(store, held, same, ended)


def _read(name: str, path: Path, manner: Manner, *, split: bool) -> Iterator[Speech | ReadingError]:
    try:
        data = file_bytes(path, name)
    except ReadingError as error:
        yield error
    except OSError:
        yield ReadingError(name=safe_name(name), detail="not_readable")
    else:
        yield from read_each(name, data, manner, split=split)


def _add(store: Store, speeches: Sequence[Speech], same: Same, ended: Ended) -> None:
    """Store what is new of some speeches, and note what is there already."""
    batch = sort_out(store, speeches)
    ended.known += [f"{speech.source_name}: its words are there already (“{other}”)" for speech, other in (*batch.known, *batch.repeated)]
    new = batch.new
    old = {id_ for file in batch.otherwise for id_ in file.old}
    found = variants(store, [(speech.id, speech.text) for speech in new], SAME)
    likest = {pair.speech: pair for pair in reversed(found) if pair.of_longer >= SAME and pair.other not in old}
    if same == "skip":
        likest = _of_kept(new, likest)
        new = tuple(speech for speech in new if speech.id not in likest)
    try:
        store.add(new, Lexicon(tuple(store.get_meta("own_words") or ())))
    finally:  # what was stored before it was stopped is marked as well
        if same == "variant":
            for speech, other in _originals(store, likest).items():
                store.set_variant([speech], other)
        out = take_out(store, batch.otherwise, [speech.id for speech in new])
        ended.taken_out += len(out)
        ended.otherwise += [_of_other_way(file) for file in batch.otherwise if set(file.old) & set(out)]
    ended.alike += _sentences(store, batch.new, likest, same)


def _of_other_way(file: Otherwise) -> str:
    """Return a sentence on a file whose old reading was taken out for the new one."""
    if file.whole:
        back = f"was stored split into {len(file.old)} speeches and is now whole; they were taken out, and importing it with --split brings them back"
    else:
        back = "was stored whole and is now split; the whole was taken out, and importing it without --split brings it back"
    return f"{file.name}: {back}, corrections and all"


def _of_kept(new: Iterable[Speech], likest: dict[str, Likeness]) -> dict[str, Likeness]:
    """Return the pairs whose other speech is not left out itself; pairs lead to a speech that comes before."""
    left_out: dict[str, Likeness] = {}
    for speech in new:
        pair = likest.get(speech.id)
        if pair and pair.other not in left_out:
            left_out[speech.id] = pair
    return left_out


def _originals(store: Store, likest: dict[str, Likeness]) -> dict[str, str]:
    """Return speech → the one it is a variant of: where that is a variant itself, the one that is of."""
    marked = dict(store.tuples("select id, variant_of from speeches where variant_of is not null"))
    found: dict[str, str] = {}
    for speech, pair in likest.items():
        seen, other = {speech}, pair.other
        while other not in seen and (further := likest[other].other if other in likest else marked.get(other)):
            seen.add(other)
            other = further
        if other != speech:
            found[speech] = other
    return found


def _sentences(store: Store, new: Sequence[Speech], likest: dict[str, Likeness], same: Same) -> list[str]:
    sql = "select id, coalesce(nullif(title, ''), source_name) from speeches where id in (select unnest(?))"
    titles = {speech.id: speech.metadata.title or speech.source_name for speech in new}
    titles |= dict(store.tuples(sql, [[pair.other for pair in likest.values()]]))
    done = {"variant": "marked as another copy of it", "keep": "imported as a speech of its own", "skip": "not imported"}[same]
    return [
        f"{speech.source_name}: nearly the same as “{titles[pair.other]}” ({pair.of_longer:.0%} of the longer text); {done}"
        for speech in new
        if (pair := likest.get(speech.id))
    ]


def _write_failures(path: Path, failures: Sequence[ReadingError]) -> None:
    """Write a table with a failure a row: file, code (of the error), reason (its sentence)."""
    import pandas as pd

    from analysis.export.tables import csv_bytes

    rows = [(failure.fields.get("name", ""), failure.code, str(failure)) for failure in failures]
    path.write_bytes(csv_bytes(pd.DataFrame(rows, columns=["file", "code", "reason"])))


def _say(ended: Ended, workspace: Path) -> None:
    for failure in ended.failures:
        print(f"analysis: {failure}", file=sys.stderr)
    for sentence in (*ended.several, *ended.otherwise, *ended.known, *ended.alike):
        print(f"analysis: {sentence}", file=sys.stderr)
    if ended.stopped:
        print("analysis: stopped; what was done by then is stored, and importing again adds the rest", file=sys.stderr)
    print(
        f"{ended.stored} speeches imported into {workspace}, {len(ended.known)} there already, {len(ended.alike)} nearly the same as others, "
        f"{len(ended.failures)} not read" + (f", {ended.taken_out} taken out that were stored whole or split otherwise" if ended.taken_out else "")
    )
