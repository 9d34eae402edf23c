"""
The lists of known labels (data/lexicon), arranged so that a numeral met in a text leads straight to the labels built on it.

Every label is filed under the last character of its first numeral and the two after it (or the one, where it ends there): a text of 20,000 characters holds a few hundred
numerals, so that looking each of them up costs less than any one search for any one label.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.annotation.label_shapes import NUMERAL
from analysis.model import SloganClass

_FOLDER = Path(__file__).parents[2] / "data" / "lexicon"
_FILES: dict[str, SloganClass] = {
    "formulations.txt": "slogan",
    "numeral_plans.txt": "plan",
    "numeral_events.txt": "event",
    "numeral_metaphors.txt": "metaphor",
    "numeral_ordinals.txt": "ordinal",
    "numeral_idioms.txt": "idiom",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A known label; `before` is how many characters stand before its first numeral, `only_quoted` that it is one only where quoted."""

    form: str
    cls: SloganClass
    before: int
    numeral: str
    only_quoted: bool


@cache
def known_labels() -> Mapping[str, tuple[Label, ...]]:
    """The labels of all lists by the characters they are filed under, the longest first; what two lists hold belongs to the first."""
    filed: defaultdict[str, list[Label]] = defaultdict(list)
    seen: set[str] = set()
    for name, cls in _FILES.items():
        for entry in _entries(name):
            form = entry.strip("“”")
            found = NUMERAL.search(form)
            if form in seen or found is None or found.end() == len(form):
                continue  # a label that ends with its only numeral (天下第一) can't be filed; none of them is a slogan
            seen.add(form)
            filed[form[found.end() - 1 : found.end() + 2]].append(Label(form, cls, found.start(), found.group(), entry != form))
    return {key: tuple(sorted(labels, key=lambda label: -len(label.form))) for key, labels in filed.items()}


@cache
def known_keys() -> re.Pattern[str]:
    """What finds, in one scan, the places where the characters stand that a label is filed under."""
    tree: defaultdict[str, defaultdict[str, str]] = defaultdict(lambda: defaultdict(str))
    for key in known_labels():
        tree[key[0]][key[1]] += key[2:]
    ends = {key for key in known_labels() if len(key) == 2}
    return re.compile(
        "|".join(f"{first}(?:{'|'.join(_branch(first + c, thirds, ends) for c, thirds in seconds.items())})" for first, seconds in tree.items())
    )


def _branch(two: str, thirds: str, ends: set[str]) -> str:
    second = re.escape(two[1])
    return second if two in ends else f"{second}[{re.escape(thirds)}]"


@cache
def longer_words() -> frozenset[str]:
    """Common words of two to four characters that a label's last characters may begin (公里, 控制器, 经济特区)."""
    lines = (_FOLDER / "longer_words.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    return frozenset(start + rest for start, *rests in rows for rest in (rests[0] if len(start) == 1 else rests))


def _entries(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [entry for line in lines if not line.startswith("#") for entry in line.split()]
