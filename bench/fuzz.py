"""
Files of every format, damaged at random and read: no crash, no file that takes longer than ten seconds, nothing stored that changes.

A case is its number: `case(17)` is the same file on every machine. Of formats that are packed, half of the cases damage what is in the package and pack it
anew, since a damaged package never reaches the parsers behind it.
"""

import faulthandler
import io
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from analysis.corpus.build import read_files, sort_out
from analysis.corpus.store import Store
from analysis.errors import ReadingError, SettingsError
from analysis.model import Lexicon, Speech
from analysis.reading import doc, repairs
from analysis.reading.encodings import ENCODINGS
from bench.clock import show_table

FILES = Path(__file__).resolve().parents[1] / "tests" / "files"

HANG = 10.0
"""Seconds a file may take."""

_STUCK = 120  # seconds after which the run is ended with a trace of where it stands
_AT_ONCE = 100  # cases whose speeches are stored together
_NAMES = ("讲话", "2012年3月5日在全市会议上的讲话", "../../x", "con", "\u202e话讲", "长" * 300, "a\x00b", "=1+1", "<b>")


@cache
def sound() -> dict[str, tuple[bytes, ...]]:
    """Return ending → sound files of this format."""
    folder = FILES / "round"
    texts = [(folder / f"{name}.txt").read_text(encoding="utf-8") for name in ("report", "rules", "speech", "notice")]
    found = {
        ending: tuple(path.read_bytes() for path in sorted(folder.glob(f"*.{ending}"))) for ending in ("docx", "odt", "rtf", "epub", "html", "pdf")
    }
    found["pdf"] += tuple(path.read_bytes() for path in sorted((FILES / "pdf").glob("*.pdf")))
    found["txt"] = tuple(text.encode(encoding) for text in texts for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"))
    found["txt"] += tuple(text.encode("big5", "ignore") for text in ("經濟發展與社會進步\n" * 50, "各位同志：今天開會，說三件事。\n" * 20))
    found["md"] = tuple(f"# {text}\n\n- **甲**\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n".encode() for text in texts)
    rows = [("标题", "日期", "正文"), *((f"第{i}篇", f"2012-03-{i:02}", text) for i, text in enumerate(texts, 1))]
    table = "\n".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    found["csv"] = tuple(table.encode(encoding) for encoding in ("utf-8", "gb18030"))
    found["jsonl"] = ("\n".join(f'{{"标题": "{title}", "正文": "{text[:50]!a}"}}'.replace("\\n", " ") for title, _, text in rows[1:]).encode(),)
    found["xlsx"] = (_workbook(rows),)
    found["zip"] = (
        pack([("甲.txt", found["txt"][0]), ("2012/乙.docx", found["docx"][0]), ("表.csv", found["csv"][0]), ("丁.html", found["html"][0])]),
    )
    return found


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def pack(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return a zip, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files:
            package.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


# --- damage ------------------------------------------------------------------------------------------------------------------


def flipped(chance: random.Random, data: bytes, _: bytes) -> bytes:
    out = bytearray(data)
    for _i in range(chance.choice((1, 3, 20, 200))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def overwritten(chance: random.Random, data: bytes, _: bytes) -> bytes:
    at, n = chance.randrange(len(data)), chance.choice((1, 4, 64, 1000))
    return data[:at] + chance.choice((chance.randbytes(n), bytes(n), b"\xff" * n, b"9" * n)) + data[at + n :]


def cut_off(chance: random.Random, data: bytes, _: bytes) -> bytes:
    return data[: chance.randrange(len(data))]


def repeated(chance: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _i in range(2))
    return data[:end] + data[start:end] * chance.choice((1, 2, 30)) + data[end:]


def removed(chance: random.Random, data: bytes, _: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(data)) for _i in range(2))
    return data[:start] + data[end:]


def spliced(chance: random.Random, data: bytes, other: bytes) -> bytes:
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


DAMAGE: tuple[Callable[[random.Random, bytes, bytes], bytes], ...] = (flipped, overwritten, cut_off, repeated, removed, spliced)


def within(chance: random.Random, data: bytes) -> bytes:
    """Damage what is in a package, and pack it anew."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = [(name, package.read(name)) for name in package.namelist()]
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.choice([i for i, (_, part) in enumerate(files) if part])
        name, part = files[at]
        files[at] = name, chance.choice(DAMAGE)(chance, part, chance.choice(files)[1] or part) or part
    if chance.random() < 0.1:
        del files[chance.randrange(len(files))]
    return pack(files)


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged file; `encoding` is sometimes chosen by hand."""

    number: int
    ending: str
    damage: str
    name: str
    data: bytes
    encoding: str | None


def case(number: int) -> Case:
    """Return the case of that number; the formats take turns."""
    files = sound()
    chance = random.Random(number)
    ending = list(files)[number % len(files)]
    data = chance.choice(files[ending])
    if data.startswith(b"PK") and chance.random() < 0.5:
        what, data = "within", within(chance, data)
    else:
        damage = chance.choice(DAMAGE)
        what, data = damage.__name__, damage(chance, data, chance.choice(files[chance.choice(list(files))]))
    stem = chance.choice(_NAMES) if chance.random() < 0.2 else f"{number}"
    return Case(number, ending, what, f"{stem}.{ending}", data, chance.choice(ENCODINGS) if chance.random() < 0.1 else None)


# --- reading -----------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Outcome:
    """What became of a number of cases: files read and refused, seconds, and what went wrong, by case."""

    files: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    slowest: dict[str, tuple[float, int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    stored: int = 0


def attempt(one: Case, outcome: Outcome) -> tuple[Speech, ...]:
    """Read a case and note what became of it."""
    outcome.files[one.ending] += 1
    start = time.perf_counter()
    speeches: tuple[Speech, ...] = ()
    try:
        found = read_files([(one.name, one.data)], encodings={one.name: one.encoding} if one.encoding else None)
        speeches = found.speeches
        outcome.read[one.ending] += bool(speeches)
        outcome.refused[one.ending] += bool(found.failures)
        for failure in found.failures:
            _check_error(one, failure, outcome)
        for speech in speeches:
            _check_speech(one, speech, outcome)
    except (ReadingError, SettingsError) as error:
        outcome.wrong.append(f"{_label(one)}: raised instead of named: {error}")
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        outcome.wrong.append(f"{_label(one)}: {type(error).__name__}: {error}"[:500])
    seconds = time.perf_counter() - start
    outcome.slowest[one.ending] = max(outcome.slowest.get(one.ending, (0.0, 0)), (seconds, one.number))
    if seconds > HANG:
        outcome.wrong.append(f"{_label(one)}: {seconds:.1f} s")
    return speeches


def _label(one: Case) -> str:
    return f"case {one.number} ({one.ending}, {one.damage})"


def _check_error(one: Case, error: ReadingError, outcome: Outcome) -> None:
    said = str(error)
    if len(said) > 1_000 or not said.endswith(".") or not said.isprintable():
        outcome.wrong.append(f"{_label(one)}: no clear sentence: {said[:300]!r}")


def _check_speech(one: Case, speech: Speech, outcome: Outcome) -> None:
    speech.text.encode()
    speech.source_name.encode()
    if repairs.apply(speech.decoded, speech.repairs) != speech.text:
        outcome.wrong.append(f"{_label(one)}: the repairs do not lead to the text")
    if len(speech.analysed) != len(speech.text):
        outcome.wrong.append(f"{_label(one)}: what is analysed has another length")


def run(numbers: Sequence[int], folder: Path) -> Outcome:
    """Read the cases of these numbers, and store what could be read beside sound speeches, whose rows must stay as they are."""
    outcome = Outcome()
    store = Store(folder)
    try:
        good = store.add(read_files([("好.txt", sound()["txt"][0]), ("好.docx", sound()["docx"][0])]).speeches, Lexicon())
        before = _rows(store, good)
        for first in range(0, len(numbers), _AT_ONCE):
            speeches: dict[str, tuple[int, Speech]] = {}
            for number in numbers[first : first + _AT_ONCE]:
                faulthandler.dump_traceback_later(_STUCK, exit=True)
                speeches |= {speech.id: (number, speech) for speech in attempt(case(number), outcome)}
            faulthandler.dump_traceback_later(10 * _STUCK, exit=True)
            _store(store, speeches, outcome)
            if _rows(store, good) != before:
                outcome.wrong.append(f"cases {numbers[first]} and later: rows of stored speeches have changed")
                before = _rows(store, good)
    finally:
        faulthandler.cancel_dump_traceback_later()
        store.close()
    return outcome


def _store(store: Store, speeches: dict[str, tuple[int, Speech]], outcome: Outcome) -> None:
    new = sort_out(store, [speech for _, speech in speeches.values()]).new
    try:
        outcome.stored += len(store.add(new, Lexicon()))
    except Exception:  # noqa: BLE001 - one by one, to say which
        for speech in new:
            try:
                store.add([speech], Lexicon())
            except Exception as error:  # noqa: BLE001 - as above
                outcome.wrong.append(f"case {speeches[speech.id][0]} can't be stored: {type(error).__name__}: {error}"[:500])


def _rows(store: Store, ids: Sequence[str]) -> list[list[tuple[Any, ...]]]:
    """All rows of some speeches."""
    found = [store.tuples("select * from speeches where id in (select unnest($ids)) order by id", {"ids": list(ids)})]
    for name in ("sections", "sentences", "slogans", "expansions", "tokens", "term_counts", "fingerprints"):
        sql = f"select * from {name} where speech in (select speech from speeches where id in (select unnest($ids))) order by all"
        found.append(store.tuples(sql, {"ids": list(ids)}))
    return found


def show(n: int) -> int:
    """Run n cases and, where LibreOffice is there, five old Word files; print what became of them, and return 1 where anything went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(range(n), Path(folder) / "workspace")
    if doc.libreoffice():
        _old_word(outcome)
    rows = [
        (kind, f"{total:,}", f"{outcome.read[kind]:,}", f"{outcome.refused[kind]:,}", f"{seconds * 1000:,.0f}", number)
        for kind, total in outcome.files.items()
        for seconds, number in [outcome.slowest[kind]]
    ]
    show_table(
        f"{outcome.files.total():,} damaged files, {outcome.stored:,} speeches of them stored",
        ("", "files", "read", "refused", "slowest ms", "case"),
        rows,
    )
    print(f"\n{len(outcome.wrong)} crashes, hangs (over {HANG:.0f} s), unclear errors and changes of what was stored")
    for line in outcome.wrong:
        print(f"  {line}")
    return int(bool(outcome.wrong))


def _old_word(outcome: Outcome) -> None:
    """LibreOffice takes a second or more for each, so there are few."""
    data = (FILES / "round" / "notice.doc").read_bytes()
    for number in range(5):
        chance = random.Random(number)
        damage = DAMAGE[number]
        attempt(Case(number, "doc", damage.__name__, f"{number}.doc", damage(chance, data, data), None), outcome)
