"""
Pictures of figures without a page: kaleido drives an installed Chrome, Chromium or Edge, which draws with our font and from the plotly.js of the package.

The interface doesn't use this: there the user's own browser makes the picture (`ui/parts/figure_export.py`). It serves the command line.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import plotly.graph_objects as go

from analysis.errors import ExportError
from analysis.export.figures import PICTURE_JS, embedded_css

ImageFormat = Literal["png", "svg", "pdf"]

WIDTH, HEIGHT = 800, 480
"""Pixels of a figure as drawn. On a page of text (16 cm) its 13-pixel labels are then 7 points high; drawn wider, they would not be legible there."""

SCALE = 3
"""Pixels of a PNG for each pixel drawn: 2,400 across 16 cm are 380 to the inch, what journals ask for."""

_ONE_AT_A_TIME = Lock()
"""Kaleido's server hands results back in the order of a queue: two threads could get each other's pictures."""


def image_bytes(fig: go.Figure, kind: ImageFormat = "png", *, width: int | None = None, height: int | None = None, scale: float = SCALE) -> bytes:
    """
    Return a picture of *fig*. Starting the browser takes seconds; within `drawing()` it is started once.

    Args:
        fig: the figure.
        kind: png, svg or pdf.
        width: in pixels as drawn; the figure's own, else WIDTH.
        height: the figure's own, else HEIGHT.
        scale: PNG only, pixels of the picture for each pixel drawn.

    Raises:
        ExportError: no browser is installed, or it failed.

    """
    import kaleido

    width, height = width or fig.layout.width or WIDTH, height or fig.layout.height or HEIGHT
    figure = go.Figure(fig).update_layout(meta={"fonts": embedded_css(fig)}, width=width, height=height)
    options = {"format": kind, "width": width, "height": height, "scale": scale if kind == "png" else 1}
    with _ONE_AT_A_TIME, _explained():
        return bytes(kaleido.calc_fig_sync(figure, opts=options, **_startup()))


@contextmanager
def drawing() -> Iterator[None]:
    """Keep one browser for all pictures made within: about 0.3 s each then, instead of 2 to 4."""
    import kaleido

    find_browser()
    kaleido.start_sync_server(page_generator=_page(), silence_warnings=True)
    try:
        yield
    finally:
        kaleido.stop_sync_server(silence_warnings=True)


def find_browser() -> str:
    """Return the path of the browser that will draw, or raise ExportError saying what to install."""
    from choreographer.browsers.chromium import Chromium

    path = Chromium.find_browser(skip_local=False)
    if not path:
        raise _no_browser()
    return str(path)


def _startup() -> dict[str, Any]:
    from kaleido import _global_server

    return {} if _global_server.is_running() else {"kopts": {"page_generator": _page()}}


def _page() -> Any:
    """The page that kaleido draws in: plotly.js from the package, no MathJax (kaleido would fetch that from outside), and our fonts."""
    from kaleido import PageGenerator

    ours = [(path.as_uri(), "utf-8") for path in (PICTURE_JS, Path(__file__).with_name("kaleido.js"))]
    page = PageGenerator(mathjax=False)
    page._scripts.extend(ours)  # noqa: SLF001 - its own argument checks file: addresses as if they were paths
    return page


def _no_browser() -> ExportError:
    return ExportError(detail="no_browser")


@contextmanager
def _explained() -> Iterator[None]:
    from choreographer.browsers.chromium import ChromeNotFoundError

    try:
        yield
    except ChromeNotFoundError as error:
        raise _no_browser() from error
    except Exception as error:  # whatever a browser does wrong, the user learns that the picture failed and why
        raise ExportError(detail="browser_failed") from error
