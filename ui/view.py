"""
What a page shows is one small value, and it can be written into a link: neutral ids only, never a word of a speech.

A link made in one language opens the same view in the other. Whatever a link carries that is not well-formed is passed over.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.corpus.workspaces import DEFAULT
from analysis.model import digest
from ui.words import LANGUAGES, Language

MOST_IDS_IN_A_LINK = 20
"""Above so many speeches a link carries the id of a saved selection instead."""

TOPS = (30, 20, 50, 100)
"""How many words a chart can show; the first is the usual number."""

_ID = re.compile(r"[a-z0-9_-]{1,24}")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class View:
    """
    The state of a view. Empty tuples and empty strings mean “no restriction”, “nothing chosen”.

    `workspace` is the id of the one it is of.
    years (first, last), kinds, own (groups of own columns, see `ui.groups`), speeches restrict the selection; `chosen` is the id of the clicked thing (see `ui.view.key_of`); `speech` and `sentence` say what is
    read; `a` and `b` are the compared sides (years or speech ids); `part` is the part of a page that is shown, `of` the id of what it is about; `shape` is the chart's form (bars or cloud, shares or characters); `tags` are the
    parts of speech shown, `top` how many words.
    """

    lang: Language = "zh"
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    speeches: tuple[str, ...] = ()
    chosen: str = ""
    speech: str = ""
    sentence: int | None = None
    a: str = ""
    b: str = ""
    shape: str = ""
    part: str = ""
    of: str = ""
    tags: tuple[str, ...] = ()
    top: int = TOPS[0]
    workspace: str = DEFAULT


Save = Callable[[Sequence[str]], str]
Load = Callable[[str], tuple[str, ...] | None]


def encode(view: View, save: Save) -> dict[str, str]:
    """Write a view as query parameters; *save* keeps a large selection and returns its id."""
    params: dict[str, str] = {}
    if view.lang != "zh":
        params["lang"] = view.lang
    if view.workspace != DEFAULT:
        params["w"] = view.workspace
    if view.years:
        params["y"] = "-".join(map(str, dict.fromkeys(view.years)))
    if view.kinds:
        params["k"] = ",".join(view.kinds)
    if view.own:
        params["g"] = ",".join(view.own)
    if len(view.speeches) > MOST_IDS_IN_A_LINK:
        params["sel"] = save(view.speeches)
    elif view.speeches:
        params["d"] = ",".join(view.speeches)
    if view.speech and view.sentence is not None:
        params["s"] = f"{view.speech}.{view.sentence}"
    elif view.speech:
        params["s"] = view.speech
    if view.tags:
        params["p"] = ",".join(view.tags)
    if view.top != TOPS[0]:
        params["n"] = str(view.top)
    params |= {
        key: value for key, value in (("c", view.chosen), ("a", view.a), ("b", view.b), ("v", view.shape), ("t", view.part), ("o", view.of)) if value
    }
    return params


def decode(params: Mapping[str, str], load: Load) -> View:
    """Read a view from query parameters; *load* returns a saved selection's speeches, or None."""
    lang: Language = next((known for known in LANGUAGES if known == params.get("lang")), LANGUAGES[0])
    years = years_of(params.get("y", ""))
    speeches = _ids(params.get("d", ""))
    if "sel" in params and _ID.fullmatch(params["sel"]):
        speeches = load(params["sel"]) or speeches
    speech, _, sentence = params.get("s", "").partition(".")
    one = {key: value if _ID.fullmatch(value := params.get(key, "")) else "" for key in ("c", "a", "b", "v", "t", "o")}
    top = params.get("n", "")
    return View(
        lang=lang,
        years=years,
        kinds=_ids(params.get("k", "")),
        own=_ids(params.get("g", "")),
        speeches=speeches,
        chosen=one["c"],
        speech=speech if _ID.fullmatch(speech) else "",
        sentence=int(sentence) if sentence.isascii() and sentence.isdigit() and len(sentence) <= 6 else None,
        a=one["a"],
        b=one["b"],
        shape=one["v"],
        part=one["t"],
        of=one["o"],
        tags=_ids(params.get("p", "")),
        top=int(top) if top in map(str, TOPS) else TOPS[0],
        workspace=workspace_of(params),
    )


def workspace_of(params: Mapping[str, str]) -> str:
    """Return the id of the workspace that query parameters name, well-formed or the default one's."""
    return params["w"] if _ID.fullmatch(params.get("w", "")) else DEFAULT


def years_of(text: str) -> tuple[int, ...]:
    """Return (first, last) of `2012-2016` or `2012`; nothing where it is neither."""
    years = sorted(int(y) for y in text.split("-") if _YEAR.fullmatch(y))
    return (years[0], years[-1]) if years and len(years) == text.count("-") + 1 <= 2 else ()


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in text.split(",") if _ID.fullmatch(part)))


@lru_cache(maxsize=2**16)
def key_of(text: str) -> str:
    """Return the neutral id that stands in a link for a word."""
    return digest(text, length=8)


def slogan_key(form: str) -> str:
    """Return the neutral id of a slogan: another than that of the word of the same form."""
    return key_of("slogan " + form)
