"""
The figures of the pages without a page: `python -m ui chart words OUT.png`.

Pictures (png, svg, pdf) are drawn by an installed Chrome, Chromium or Edge; html, csv and xlsx need none. A recipe is written beside each file.
Exit codes: 0 done; 1 it could not be made (said on the error stream); 2 the call itself was wrong.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.corpus.build import open_workspace
from analysis.corpus.store import FILE_NAME
from analysis.errors import ExportError, SettingsError, WorkspaceError, YanjingError
from analysis.export.figures import html_bytes
from analysis.export.image import ImageFormat, image_bytes
from analysis.export.tables import csv_bytes, recipe_bytes, xlsx_bytes
from ui.answers.compare import answer_compare, chosen_sides, overlap, side_names
from ui.answers.corpus import answer_corpus
from ui.answers.drawn import Drawn, named
from ui.answers.layout import answer_layout
from ui.answers.slogans import answer_slogans
from ui.answers.words import answer_words
from ui.asked import Asked, ask
from ui.view import View, years_of
from ui.words import LANGUAGES


def _slogans(asked: Asked) -> Drawn | None:
    found = answer_slogans(asked)
    return found.drawn if found else None


def _layout(asked: Asked) -> Drawn | None:
    found = answer_layout(asked)
    return found.strips or found.outline


def _compare(asked: Asked) -> Drawn | None:
    sides = side_names(asked)
    if not sides:
        return None
    first, second = chosen_sides(asked, sides)
    return None if overlap(asked, sides, first, second) else answer_compare(asked, sides, first, second).words


FIGURES: dict[str, Callable[[Asked], Drawn | None]] = {
    "corpus": lambda asked: answer_corpus(asked).drawn,
    "words": lambda asked: answer_words(asked).drawn,
    "cloud": lambda asked: answer_words(asked).drawn,
    "slogans": _slogans,
    "layout": _layout,
    "compare": _compare,
}
PICTURES: dict[str, ImageFormat] = {".png": "png", ".svg": "svg", ".pdf": "pdf"}
TABLES = (".csv", ".xlsx")
KINDS = (*PICTURES, ".html", *TABLES)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.out.suffix.lower() not in KINDS:
        print(f"ui: “{options.out.suffix}” is no kind of file this makes; end the name with one of {' '.join(KINDS)}", file=sys.stderr)
        return 2
    try:
        _write(options)
    except YanjingError as error:
        print(f"ui: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"ui: {error.filename or ''}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ui", description="言镜 Yanjing: the pages' figures and tables, written to files.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    chart = commands.add_parser("chart", help="write a figure or its table to a file, with its recipe beside it")
    chart.add_argument("figure", choices=sorted(FIGURES), help="which page's figure")
    chart.add_argument("out", type=Path, metavar="OUT", help=f"the file to write; its ending says what it is: {' '.join(KINDS)}")
    chart.add_argument("--workspace", type=Path, default=Path(os.environ.get("YANJING_WORKSPACE") or "workspace"), metavar="W", help="the workspace")
    chart.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help="the language of labels (default: zh)")
    chart.add_argument("--years", default="", metavar="FIRST[-LAST]", help="count only these years")
    chart.add_argument("--kinds", default="", metavar="K[,K…]", help="count only these kinds, by their ids")
    chart.add_argument("--sample", action="store_true", help="where there is no workspace yet, make one with the sample corpus")
    chart.add_argument("--dark", action="store_true", help="on a dark ground")
    return parser


def _write(options: argparse.Namespace) -> None:
    if not options.sample and not (options.workspace / FILE_NAME).exists():
        raise WorkspaceError(path=options.workspace, detail="no_workspace")
    store = open_workspace(options.workspace, sample=options.sample)
    try:
        years = years_of(options.years)
        if options.years and not years:
            raise SettingsError(given=options.years, name="--years", allowed="2012 or 2012-2016")
        view = View(
            lang=options.lang, years=years, kinds=tuple(filter(None, options.kinds.split(","))), shape="cloud" if options.figure == "cloud" else ""
        )
        asked = ask(store, view, dark=options.dark)
        unknown = set(view.kinds) - set(asked.speeches["kind"])
        if unknown:
            raise SettingsError(given=", ".join(sorted(unknown)), name="--kinds", allowed=", ".join(sorted(set(asked.speeches["kind"]))))
        drawn = None if asked.rows.empty else FIGURES[options.figure](asked)
        if drawn is None:
            raise ExportError(detail="nothing_to_draw")
        ending = options.out.suffix.lower()
        options.out.write_bytes(_bytes(drawn, asked, ending))
        options.out.with_suffix(".recipe.json").write_bytes(recipe_bytes(drawn.recipe))
    finally:
        store.close()


def _bytes(drawn: Drawn, asked: Asked, ending: str) -> bytes:
    words = asked.words
    table = named(drawn.table, name=drawn.name, columns=drawn.columns, words=words, fields=drawn.fields)
    if ending == ".csv":
        return csv_bytes(table)
    if ending == ".xlsx":
        return xlsx_bytes(table, drawn.recipe, sheets=(words("take.sheet_data"), words("take.sheet_recipe")))
    if ending == ".html":
        return html_bytes(drawn.figure, drawn.recipe, drawn.alt, lang=words("take.lang"))
    return image_bytes(drawn.figure, PICTURES[ending])


if __name__ == "__main__":
    sys.exit(main())
