"""
The command line: show how a file is read, annotate it, or import files and folders into a workspace. What each command does stands in `commands/`.

Exit codes: 0 done; 1 something could not be read (named on the error stream; the rest was done); 2 the call itself was wrong; 130 stopped by the user.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis import __version__
from analysis.errors import YanjingError
from analysis.reading.encodings import ENCODINGS
from analysis.reading.repairs import KINDS

EXIT_FAILED, EXIT_STOPPED = 1, 130

REPAIRS = (*KINDS, "page_furniture", "contents", "note_mark", "han_space")
"""All repairs that can be switched off: those of every text, and those that formats with a layout find."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except YanjingError as error:
        print(f"analysis: {error}", file=sys.stderr)
        return EXIT_FAILED
    except BrokenPipeError:  # the reader of our output had enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FAILED
    except OSError as error:
        print(f"analysis: {error.filename or ''}: {error.strerror}", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("analysis: stopped", file=sys.stderr)
        return EXIT_STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="言镜 Yanjing: read Chinese official speeches as data.")
    parser.add_argument("--version", action="version", version=f"yanjing {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_read(commands)
    _add_annotate(commands)
    _add_index(commands)
    return parser


def _add_read(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    read = commands.add_parser(
        "read",
        help="print a file's text as it would be stored",
        description="Print the text of a file as it would be stored. Where an archive or a table holds several, each stands behind a line ==> its name <==.",
    )
    _add_file(read)
    read.add_argument(
        "--report",
        action="store_true",
        help="say on the error stream how it was read, a JSON object a speech: metadata, encoding, repairs, remarks, what was left out",
    )
    read.add_argument("--off", nargs="+", choices=REPAIRS, default=[], metavar="KIND", help=f"repairs not to make: {', '.join(REPAIRS)}")
    read.set_defaults(run=_read)


def _add_annotate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    annotate = commands.add_parser(
        "annotate",
        help="print the outline and the slogans of a text",
        description="Print what is found in a text: outline, slogans, parallels. Offsets are character positions in the text as decoded, before repairs.",
    )
    _add_file(annotate)
    annotate.add_argument(
        "--format",
        choices=["json", "text"],
        default="text",
        help="json: one object, or a list of them for an archive or a table; text: the outline indented, then the slogans",
    )
    annotate.set_defaults(run=_annotate)


def _add_file(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="FILE", help="a file of any format that can be imported")
    command.add_argument(
        "--encoding", choices=ENCODINGS, metavar="E", help=f"the encoding of its text, where it is taken wrongly: {', '.join(ENCODINGS)}"
    )


def _add_index(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    index = commands.add_parser(
        "index",
        help="import files and folders into a workspace",
        description="Import files, and every file below folders that can be read. What can't be read is named, the rest is stored part by part; "
        "Ctrl-C ends the import, and what was stored by then stays. Files whose words are there already are not imported again.",
    )
    index.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a folder, a file with one speech, a zip, or a table with a speech a row")
    index.add_argument(
        "--workspace",
        type=Path,
        default=Path(os.environ.get("YANJING_WORKSPACE") or "workspace"),
        metavar="W",
        help="the folder that holds the workspace (default: YANJING_WORKSPACE, else ./workspace)",
    )
    index.add_argument(
        "--same",
        choices=["variant", "keep", "skip"],
        default="variant",
        help="a speech that is there already from another source (four fifths and more of the longer text agree): "
        "variant: import it, counted once (default); keep: import it as any other; skip: leave it out. It is named in every case",
    )
    index.add_argument(
        "--split",
        action="store_true",
        help="take files that hold several speeches (collections) apart, each speech by itself; without it such files are named and imported as one",
    )
    index.add_argument("--failures", type=Path, metavar="FILE.csv", help="write what could not be read, and why, to this file")
    index.add_argument("--quiet", action="store_true", help="no progress bar")
    index.set_defaults(run=_index)


def _read(options: argparse.Namespace) -> int:
    from analysis.commands import read

    return EXIT_FAILED if read.show(options.file, encoding=options.encoding, off=options.off, report=options.report) else 0


def _annotate(options: argparse.Namespace) -> int:
    from analysis.commands import annotate

    return EXIT_FAILED if annotate.show(options.file, encoding=options.encoding, as_json=options.format == "json") else 0


def _index(options: argparse.Namespace) -> int:
    from analysis.commands import index

    missing = [str(path) for path in options.paths if not path.exists()]
    if missing:
        print(f"analysis: there is no {', no '.join(missing)}; give folders or files with speeches", file=sys.stderr)
        return 2
    ended = index.run(options.paths, options.workspace, same=options.same, split=options.split, failures_to=options.failures, quiet=options.quiet)
    return EXIT_STOPPED if ended.stopped else EXIT_FAILED if ended.failures or not ended.files else 0


if __name__ == "__main__":
    sys.exit(main())
