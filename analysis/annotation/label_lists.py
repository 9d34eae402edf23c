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
from importlib.util import find_spec
from pathlib import Path

from analysis.annotation.label_shapes import NUMERAL
from analysis.annotation.numerals import LABELLING
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
_ROW = re.compile(r"^([\u4e00-\u9fff]{2,4}) (\d+) (q|(?<=\d\d )[a-z]+)$", re.MULTILINE)
_COMMON = 50  # uses a word has in jieba's dictionary to be common: 公分 has 86, 农经 3
_NAMES = frozenset(("nr", "nrt", "nrfg", "ns", "nt", "nz"))
_NUMERALS = frozenset(LABELLING)
_LOOSE = frozenset("上下内外前后中为于与和以而之")


@dataclass(frozen=True, slots=True)
class Label:
    """
    A known label: `before` is how many characters stand before its first numeral, `ahead` how many before that numeral's last one.

    `only_quoted` says that it is a label only where quoted.
    """

    form: str
    cls: SloganClass
    before: int
    ahead: int
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
            filed[form[found.end() - 1 : found.end() + 2]].append(Label(form, cls, found.start(), found.end() - 1, entry != form))
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
def longer_words() -> Mapping[str, bool]:
    """
    Common words of two to four characters that a label's last characters may begin (公里, 控制器, 经济特区), and whether each is a measure word.

    From jieba's dictionary. Left out are names, words with a numeral, and what ends in a place or a particle (…上, …为), which may as well follow a label.
    """
    found = find_spec("jieba")
    if found is None or found.origin is None:
        return {}
    rows = _ROW.findall(Path(found.origin).with_name("dict.txt").read_text(encoding="utf-8"))
    common = ((word, tag) for word, uses, tag in rows if (tag == "q" or int(uses) >= _COMMON) and tag not in _NAMES)
    return {word: tag == "q" for word, tag in common if word[-1] not in _LOOSE and _NUMERALS.isdisjoint(word)}


def _entries(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [entry for line in lines if not line.startswith("#") for entry in line.split()]
