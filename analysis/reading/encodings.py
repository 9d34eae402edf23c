"""
A text's bytes become characters: by its mark, else as strict UTF-8, else as whichever of GB18030, Big5 and UTF-16 gives the likelier Chinese.

Nearly every Big5 text also decodes as GB18030, into nonsense, so “it decodes” proves nothing: the larger share of common characters wins
(`common.commonness`), and one below FLOOR is refused rather than shown as nonsense. How much larger it was is `margin`, so that a page can show it and
offer the other.
"""

import re
from dataclasses import dataclass

from analysis.errors import NotTextError, SettingsError, UndecodableError
from analysis.reading import mojibake
from analysis.reading.common import commonness

ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5")
"""The encodings a text can be said to be in by hand."""

FLOOR = 0.7
"""The least share of common characters. Of passages of ten characters the right decoding has .80 and more, UTF-8 cut off in mid-character .50 at most."""

CLEAR = 0.9
"""The least share of common characters for UTF-16 without its mark: any two bytes are some character of it."""

RUBBISH = 0.05
"""The largest share of codes that are no characters: random bytes have 11 %, real texts seldom one."""

_CLEAR_BYTES = 12
_CODECS = {"utf-8": ("utf-8",), "gb18030": ("gb18030",), "big5": ("cp950", "big5hkscs")}
# Big5 as Windows writes it, and with the Hong Kong characters where that fails.
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff]")
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to decode a text; `score` is the share of common characters among those beyond ASCII."""

    encoding: str
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Margin:
    """
    How sure the choice of an encoding was: its score and the score of the likeliest other, shares of common characters from 0 to 1.

    `other` is empty where there was nothing to choose: the text is marked, is strict UTF-8, or decodes in nothing else.
    """

    encoding: str
    score: float
    other: str = ""
    other_score: float = 0.0


def decode(name: str, data: bytes, encoding: str | None = None) -> tuple[str, str]:
    r"""Return the encoding and the text, with \r\n and \r read as \n. `encoding` is one of ENCODINGS, where a person knows better."""
    found = _as_told(name, data, encoding) if encoding else _marked(name, data) or _utf8(data) or _likelier(name, data)
    text = found[1].removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_rubbish(name, text)
    return found[0], text


def candidates(data: bytes) -> list[Candidate]:
    """Return the ways to read bytes that are neither marked nor UTF-8, the likelier first; the scores' distance is how sure the choice is."""
    found = []
    for encoding in ("gb18030", "big5", "utf-16"):
        text = _try(data, encoding)
        if isinstance(text, str):
            score = commonness(text)
            if encoding != "utf-16" or (score >= CLEAR and len(data) >= _CLEAR_BYTES):
                found.append(Candidate(encoding, text, score))
    return sorted(found, key=lambda c: -c.score)


def margin(name: str, data: bytes) -> Margin:
    """Return how sure the encoding is that `decode` finds by itself. Raise ReadingError where it finds none."""
    told = _marked(name, data) or _utf8(data)
    if told:
        return Margin(told[0], commonness(told[1]))
    first, *others = _plausible(name, data)
    return Margin(first.encoding, first.score, *((others[0].encoding, others[0].score) if others else ()))


def _try(data: bytes, encoding: str) -> str | int:
    """Return the text, or the byte at which every codec of this encoding has failed."""
    if encoding == "utf-16":
        return _utf16(data)
    furthest = 0
    for codec in _CODECS[encoding]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    return furthest


def _utf16(data: bytes) -> str | int:
    """Return the text in the order of bytes that the mark says or, without one, the order that gives the likelier Chinese."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codecs: tuple[str, ...] = ("utf-16",)
    else:
        codecs = ("utf-16-le", "utf-16-be")
    texts, furthest = [], 0
    for codec in codecs:
        try:
            texts.append(data.decode(codec))
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    return max(texts, key=commonness) if texts else furthest


def _as_told(name: str, data: bytes, encoding: str) -> tuple[str, str]:
    wanted = encoding.lower().replace("_", "-")
    if wanted not in ENCODINGS:
        raise SettingsError(name="encoding", given=encoding, allowed=", ".join(ENCODINGS))
    text = _try(data, wanted)
    if isinstance(text, int):
        raise UndecodableError(name=name, allowed=wanted.upper(), position=text + 1)
    return wanted, text


def _marked(name: str, data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as_told(name, data, encoding)
    return None


def _utf8(data: bytes) -> tuple[str, str] | None:
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _likelier(name: str, data: bytes) -> tuple[str, str]:
    found = _plausible(name, data)[0]
    return found.encoding, found.text


def _plausible(name: str, data: bytes) -> list[Candidate]:
    """Return the candidates, the first of which is Chinese; raise where none is."""
    found = candidates(data)
    if found and found[0].score >= FLOOR:
        return found
    share = 1 - len(data.translate(None, _CONTROL_BYTES)) / len(data)
    if share > RUBBISH:
        raise NotTextError(name=name, share=f"{share:.0%}")
    # What decodes into nonsense failed as UTF-8; what decodes in nothing failed where the longest attempt ended.
    failures = [_try(data, encoding) for encoding in ("utf-8", "gb18030", "big5")]
    positions = failures[:1] if found else failures
    raise UndecodableError(name=name, allowed="UTF-8, GB18030, Big5", position=max(p for p in positions if isinstance(p, int)) + 1)


def _refuse_rubbish(name: str, text: str) -> None:
    if _NO_CHARACTER.search(text) is None or _rubbish(text) <= RUBBISH:
        return
    share = _rubbish(mojibake.repaired(text))  # a wrong reading of Chinese is full of private codes, and can be read again
    if share > RUBBISH:
        raise NotTextError(name=name, share=f"{share:.0%}")


def _rubbish(text: str) -> float:
    return len(_NO_CHARACTER.findall(text)) / len(text)
