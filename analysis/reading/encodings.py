"""
A text's bytes become characters: by its mark, else as strict UTF-8, else as whichever of GB18030 and Big5 gives the likelier Chinese.

Nearly every Big5 text also decodes as GB18030, into nonsense, so “it decodes” proves nothing. Both standards sort their characters into common and
rare ones (GB 2312 level 1, rows 16–55; Big5 level 1, lead bytes A4–C5). In passages of 50 characters from public reports common ones make up .92 and
more of the right decoding and .69 at most of the wrong one. So the larger share wins, and one below FLOOR is refused rather than shown as nonsense.
"""

import re
from dataclasses import dataclass
from functools import cache

from analysis.errors import NotTextError, SettingsError, UndecodableError

ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5")
"""The encodings a text can be said to be in by hand."""

FLOOR = 0.7
"""The least share of common characters. Of passages of ten characters the right decoding has .80 and more, UTF-8 cut off in mid-character .50 at most."""

RUBBISH = 0.05
"""The largest share of codes that are no characters: random bytes have 11 %, real texts seldom one."""

_SAMPLE = 20_000  # characters are enough to tell encodings apart
_CODECS = {"utf-8": ("utf-8",), "utf-16": ("utf-16",), "gb18030": ("gb18030",), "big5": ("cp950", "big5hkscs")}
# Big5 as Windows writes it, and with the Hong Kong characters where that fails.
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PUNCTUATION = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·－％％　０１２３４５６７８９．①②③④⑤⑥⑦⑧⑨⑩●○〇"
_NO_CHARACTER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffd-\uffff]")
_CONTROL_BYTES = bytes([*range(0x09), *range(0x0E, 0x20), 0x7F])


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to decode a text; `score` is the share of common characters among those beyond ASCII."""

    encoding: str
    text: str
    score: float


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
    for encoding in ("gb18030", "big5"):
        text = _try(data, encoding)
        if isinstance(text, str):
            found.append(Candidate(encoding, text, _commonness(text)))
    return sorted(found, key=lambda c: -c.score)


def _try(data: bytes, encoding: str) -> str | int:
    """Return the text, or the byte at which every codec of this encoding has failed."""
    furthest = 0
    for codec in _CODECS[encoding]:
        try:
            return data.decode(codec)
        except UnicodeDecodeError as error:
            furthest = max(furthest, error.start)
    return furthest


def _as_told(name: str, data: bytes, encoding: str) -> tuple[str, str]:
    wanted = encoding.lower().replace("_", "-")
    if wanted not in _CODECS:
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
    found = candidates(data)
    if found and found[0].score >= FLOOR:
        return found[0].encoding, found[0].text
    share = 1 - len(data.translate(None, _CONTROL_BYTES)) / len(data)
    if share > RUBBISH:
        raise NotTextError(name=name, share=f"{share:.0%}")
    # What decodes into nonsense failed as UTF-8; what decodes in nothing failed where the longest attempt ended.
    failures = [_try(data, encoding) for encoding in ("utf-8", "gb18030", "big5")]
    positions = failures[:1] if found else failures
    raise UndecodableError(name=name, allowed="UTF-8, GB18030, Big5", position=max(p for p in positions if isinstance(p, int)) + 1)


def _commonness(text: str) -> float:
    beyond = [c for c in text[:_SAMPLE] if c > "\x7f"]
    common = _common()
    return sum(c in common for c in beyond) / len(beyond) if beyond else 0.0


@cache
def _common() -> frozenset[str]:
    """The common characters of both standards, taken from the codecs themselves."""
    simplified = bytes(b for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for b in (row, cell)).decode("gb2312", "ignore")
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    traditional = bytes(b for lead in range(0xA4, 0xC6) for cell in cells for b in (lead, cell)).decode("big5", "ignore")
    return frozenset(simplified + traditional + _PUNCTUATION)


def _refuse_rubbish(name: str, text: str) -> None:
    if _NO_CHARACTER.search(text) is None:
        return
    share = len(_NO_CHARACTER.findall(text)) / len(text)
    if share > RUBBISH:
        raise NotTextError(name=name, share=f"{share:.0%}")
