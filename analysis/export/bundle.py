"""Everything of one figure in one file: the chart, the table behind it, and the recipe, so that none is lost on the way into a paper."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
import plotly.graph_objects as go

from analysis.export.figures import html_bytes
from analysis.export.names import file_name
from analysis.export.tables import csv_bytes, recipe_bytes, xlsx_bytes
from analysis.model import Recipe


def bundle_bytes(
    fig: go.Figure,
    table: pd.DataFrame,
    recipe: Recipe,
    *,
    name: str,
    title: str,
    lang: str = "zh-CN",
    sheets: tuple[str, str] = ("data", "recipe"),
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """
    Return a zip of the chart as a page, the table as CSV and Excel, and the recipe; *pictures* (ending → bytes) go in as well.

    The same input gives the same bytes up to the workbook's own date of creation.
    """
    files = {
        "html": html_bytes(fig, recipe, title, lang=lang),
        "csv": csv_bytes(table),
        "xlsx": xlsx_bytes(table, recipe, sheets=sheets),
        "recipe.json": recipe_bytes(recipe),
        **(pictures or {}),
    }
    return zip_bytes({file_name(name, ending): data for ending, data in files.items()})


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of *files*, all dated 1980, the format's first day: a date would make equal contents unequal files."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, compress_type=ZIP_DEFLATED)
    return file.getvalue()
