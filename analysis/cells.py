"""Cells of a CSV that a spreadsheet would run as a formula: a cell may come from anyone's document, so it goes out with an apostrophe before it."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with; the full-width signs too, in East Asian versions."""


def harmless(cell: str) -> str:
    """Return a text as it is written into a cell: with an apostrophe where a spreadsheet would run it, or where `bare` would take one off."""
    return f"'{cell}" if _runs(cell) else cell


def bare(cell: str) -> str:
    """Return the text that `harmless` was given."""
    return cell[1:] if cell.startswith("'") and _runs(cell) else cell


def _runs(cell: str) -> bool:
    return cell.lstrip("'").startswith(_FORMULA)
