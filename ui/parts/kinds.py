"""Kinds of speech go by neutral ids; a kind of the user's own has an id made from its name, and its name is kept in the workspace."""

from analysis.model import digest
from ui.cache import store
from ui.words import LANGUAGES, Words

_OWN = "own_kinds"


def kind_id(label: str) -> str:
    """Return the id of a kind by its name in either language; a new name gets a new id, which is kept."""
    name = label.strip()
    if not name:
        return "other"
    for language in LANGUAGES:
        for known, text in Words(language).of("kind").items():
            if text == name:
                return known
    key = "k" + digest(name, length=8)
    if key not in (store().get_meta(_OWN) or {}):
        store().merge_meta(_OWN, {key: name})
    return key
