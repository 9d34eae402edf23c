"""
A text is cut into the words of one lexicon: jieba's dictionary and algorithm, with the user's own words kept whole.

The engine is rjieba, the same algorithm and dictionary in Rust (docs/decisions/0002-segmentation.md); jieba itself is the oracle in the tests and
the engine where rjieba has no wheel. Each lexicon has an engine of its own: one user's words never reach another, and the module-level tokenizers
of both packages are never touched.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Protocol

from analysis.errors import LexiconError
from analysis.model import Lexicon

OWN_WORD_TAG = "nz"
"""The tag of own words: a proper name, so that the choice of content words never hides them."""

CONTENT_TAGS = ("n", "v", "a", "i", "l", "j")
"""First letters of the tags that make a content word (nouns, verbs, adjectives, idioms, set phrases, abbreviations)."""

MAX_WORD_LENGTH = 40

KINDS_KEPT = 200_000


class Engine(Protocol):
    """What is asked of a segmenter: `cut` covers the text without gap, `tags` gives the part of speech of each of some words."""

    def cut(self, text: str) -> list[str]: ...

    def tags(self, words: Sequence[str]) -> list[str]: ...


class _Rust:
    def __init__(self, words: Iterable[str]) -> None:
        from rjieba import Jieba

        self._jieba = Jieba()
        for word in words:
            self._jieba.add_word(word, self._jieba.suggest_freq(word), OWN_WORD_TAG)
        self._own = frozenset(words)

    def cut(self, text: str) -> list[str]:
        words: list[str] = self._jieba.cut(text)
        return words

    def tags(self, words: Sequence[str]) -> list[str]:
        """Tag words in one call, a line each; no word holds a line break, and none reaches over one."""
        tags: list[str] = []
        last = "x"
        for piece, tag in self._jieba.tag("\n".join(words) + "\n"):
            if piece == "\n":
                tags.append(last)
                last = "x"
            else:
                last = tag  # in Chinese the last piece of a word is its head
        return [OWN_WORD_TAG if word in self._own else tag for word, tag in zip(words, tags, strict=True)]


class _Python:
    def __init__(self, words: Iterable[str]) -> None:
        import jieba
        import jieba.posseg

        self._jieba = jieba.Tokenizer()
        self._jieba.initialize()
        for word in words:
            self._jieba.add_word(word, self._jieba.suggest_freq(word), OWN_WORD_TAG)
        self._tagger = jieba.posseg.POSTokenizer(self._jieba)
        self._own = frozenset(words)

    def cut(self, text: str) -> list[str]:
        words: list[str] = self._jieba.lcut(text)
        return words

    def tags(self, words: Sequence[str]) -> list[str]:
        return [OWN_WORD_TAG if word in self._own else self._tag(word) for word in words]

    def _tag(self, word: str) -> str:
        pieces = self._tagger.lcut(word)
        return str(pieces[-1].flag) if pieces else "x"


@lru_cache(maxsize=4)
def engine(lexicon: Lexicon) -> Engine:
    """Return the engine of a lexicon (0.1 s and 24 MB each; four are kept)."""
    try:
        return _Rust(lexicon.words)
    except ImportError:
        return reference_engine(lexicon)


def reference_engine(lexicon: Lexicon) -> Engine:
    """Return jieba 0.42.1 itself with the same words: the oracle of the tests."""
    return _Python(lexicon.words)


def lexicon_of(lines: str) -> Lexicon:
    """
    Make a lexicon of own words, one a line; blank lines and repeats are passed over.

    Raises:
        LexiconError: a word is longer than 40 characters or holds white space, or would be cut apart all the same: jieba first splits a text at
            punctuation (and at 〇), so `双随机、一公开` can't be a token.

    """
    words = tuple(sorted({line.strip() for line in lines.splitlines() if line.strip()}))
    for word in words:
        if len(word) > MAX_WORD_LENGTH or any(c.isspace() or not c.isprintable() for c in word):
            raise LexiconError(given=word[:MAX_WORD_LENGTH], allowed="word_shape")
    lexicon = Lexicon(words)
    for word in words:
        if engine(lexicon).cut(word) != [word]:
            raise LexiconError(given=word, allowed="word_cut")
    return lexicon


@lru_cache(maxsize=KINDS_KEPT)
def kind_of(term: str) -> str:
    """Tell a token's kind: `word` (holds a Han character), `number`, `latin`, `blank` or `punctuation`."""
    if "\u4e00" <= term[0] <= "\u9fff" or any(is_han(c) for c in term):
        return "word"
    if any(c.isdigit() for c in term):
        return "number"
    if any(c.isalpha() for c in term):
        return "latin"
    return "blank" if term.isspace() else "punctuation"


def is_han(char: str) -> bool:
    """Whether a character is a Han character (Unicode script Han: ideographs with extensions and compatibility forms, 々 and 〇)."""
    code = ord(char)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or code in {0x3005, 0x3007} or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
