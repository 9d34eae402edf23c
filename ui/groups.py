"""The researcher's own columns (省份, 届次) make groups: each value of each column is one, by a neutral id that can stand in a link."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ui.view import key_of


@dataclass(frozen=True, slots=True)
class Group:
    """The speeches that have a value in an own column, by their ids."""

    column: str
    value: str
    ids: tuple[str, ...]


def own_groups(speeches: pd.DataFrame) -> dict[str, Group]:
    """Return id → group of all own columns of *speeches* (`corpus.queries.speeches`), by column and value; empty cells make none."""
    members: dict[tuple[str, str], list[str]] = {}
    for id_, own in zip(speeches["id"], speeches["own"], strict=True):
        for column, value in json.loads(own).items():
            if value:
                members.setdefault((column, value), []).append(id_)
    return {group_key(*name): Group(*name, tuple(ids)) for name, ids in sorted(members.items())}


def group_key(column: str, value: str) -> str:
    """Return the neutral id of a group."""
    return "g" + key_of(f"{column}\0{value}")


def in_groups(speeches: pd.DataFrame, chosen: Iterable[str]) -> pd.Series:
    """Return which speeches are in the chosen groups: in one of each column that any is chosen of; an id that is no group's leaves none."""
    groups = own_groups(speeches)
    wanted: dict[str, set[str]] = {}
    for key in chosen:
        group = groups.get(key)
        wanted.setdefault(group.column if group else "", set()).update(group.ids if group else ())
    kept = pd.Series(data=True, index=speeches.index)
    for ids in wanted.values():
        kept &= speeches["id"].isin(ids)
    return kept
