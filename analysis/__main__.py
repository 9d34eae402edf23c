"""
The command line: annotate one text, or index a folder into a workspace.

Exit codes: 0 done; 1 something could not be read (named on the error stream; the rest was done); 2 the call itself was wrong; 130 stopped by the user.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis import __version__
from analysis.errors import YanjingError

EXIT_FAILED, EXIT_STOPPED = 1, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except YanjingError as error:
        print(f"analysis: {error}", file=sys.stderr)
        return EXIT_FAILED
    except OSError as error:
        print(f"analysis: {error.filename or ''}: {error.strerror}", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("analysis: stopped; what was done by then is stored", file=sys.stderr)
        return EXIT_STOPPED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis", description="言镜 Yanjing: read Chinese official speeches as data.")
    parser.add_argument("--version", action="version", version=f"yanjing {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    annotate = commands.add_parser(
        "annotate",
        help="print the outline and the slogans of one text",
        description="Print what is found in one text: outline, slogans, parallels. Offsets are character positions in the file as decoded.",
    )
    annotate.add_argument("text", type=Path, metavar="TEXT", help="a .txt, .md or .docx file")
    annotate.add_argument("--format", choices=["json", "text"], default="text", help="json: one object; text: the outline indented, then the slogans")
    annotate.set_defaults(run=_annotate)
    index = commands.add_parser(
        "index",
        help="import a folder of speeches into a workspace",
        description="Import every readable file below a folder. All that can be read is stored in one transaction; files that can't be read are named.",
    )
    index.add_argument("folder", type=Path, metavar="DIR", help="a folder with .txt, .md or .docx files, one speech a file")
    index.add_argument(
        "--workspace",
        type=Path,
        default=Path(os.environ.get("YANJING_WORKSPACE") or "workspace"),
        metavar="W",
        help="the folder that holds the workspace (default: YANJING_WORKSPACE, else ./workspace)",
    )
    index.add_argument("--quiet", action="store_true", help="no progress bar")
    index.set_defaults(run=_index)
    return parser


def _annotate(options: argparse.Namespace) -> int:
    from analysis.annotation.report import report
    from analysis.reading.read import read

    found = report(read(options.text.name, options.text.read_bytes()))
    if options.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for unit in found["outline"]:
        print("  " * (unit["level"] - 1) + unit["marker"] + unit["heading"])
    for slogan in found["slogans"]:
        print(f"{slogan['form']}\t{len(slogan['starts'])}\t{'、'.join(slogan['expansion'] or [])}")
    return 0


def _index(options: argparse.Namespace) -> int:
    from tqdm import tqdm

    from analysis.corpus.build import folder_files, open_workspace, read_files, same_words
    from analysis.model import Lexicon

    if not options.folder.is_dir():
        print(f"analysis: {options.folder} is not a folder; give the folder that holds the speeches", file=sys.stderr)
        return 2
    files = folder_files(options.folder)
    if not files:
        print(f"analysis: no .txt, .md or .docx file below {options.folder}", file=sys.stderr)
        return EXIT_FAILED
    found = read_files((str(path.relative_to(options.folder)), path.read_bytes()) for path in files)
    store = open_workspace(options.workspace, sample=False)
    try:
        with tqdm(total=len(found.speeches), unit="speech", disable=options.quiet) as bar:

            def progress(done: int, total: int, what: str) -> bool:  # noqa: ARG001  the bar has its total
                bar.set_postfix_str(what[:20])
                bar.update(done - bar.n)
                return True

            known = same_words(store, found.speeches)
            new = [speech for speech in found.speeches if speech.id not in known]
            store.add(new, Lexicon(tuple(store.get_meta("own_words") or ())), progress)
    finally:
        store.close()
    for failure in found.failures:
        print(f"analysis: {failure}", file=sys.stderr)
    for speech in found.speeches:
        if speech.id in known:
            print(f"analysis: {speech.source_name}: its words are there already (“{known[speech.id]}”); not imported again", file=sys.stderr)
    print(f"{len(new)} speeches imported into {options.workspace}, {len(known)} there already, {len(found.failures)} not read")
    return EXIT_FAILED if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
