"""The texts that are measured: the sample corpus, imported several times over, or any folder of speeches."""

import random
from dataclasses import dataclass
from pathlib import Path

from analysis.corpus.build import SAMPLE, folder_files

SHARED = Path(__file__).resolve().parents[2] / "shared"
REPORTS = SHARED / "corpus" / "gwr"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files as (name, bytes), each read from disk before anything is timed."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    copies: int = 1

    def once(self) -> "Corpus":
        """The same without the copies: what a page shows."""
        return Corpus(self.name.split(" ×")[0], self.files[: len(self.files) // self.copies])


def folder(path: Path) -> Corpus:
    return Corpus(path.name, tuple((file.name, file.read_bytes()) for file in folder_files(path)))


def sample(copies: int) -> Corpus:
    """The shipped speeches, each copy with a last line of its own: the same bytes would be stored once."""
    files = folder(SAMPLE).files
    more = (
        (f"{number}_{name}", data + f"\n（第{number}份）\n".encode()) if number else (name, data) for number in range(copies) for name, data in files
    )
    return Corpus(f"sample corpus ×{copies}", tuple(more), copies)


def shuffled(n: int, characters: int) -> Corpus:
    """Speeches of at least so many characters, made of the sample corpus's paragraphs in another order each; the first ones are the same for any *n*."""
    paragraphs = [line for _, data in folder(SAMPLE).files for line in data.decode().splitlines() if line.strip()]
    files = []
    for number in range(n):
        chance = random.Random(number)
        lines, size = [f"在第{number + 1}次会议上的讲话"], 0
        while size < characters:
            lines.append(chance.choice(paragraphs))
            size += len(lines[-1])
        files.append((f"{number + 1:05}.txt", "\n".join(lines).encode()))
    return Corpus(f"{n:,} shuffled speeches", tuple(files))
