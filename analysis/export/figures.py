"""Figures as files that look the same anywhere: each carries the glyphs it shows, and nothing in it is fetched from a network."""

import base64
import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from analysis.fonts import FAMILIES, subset_woff2
from analysis.model import Recipe

PICTURE_JS = Path(__file__).with_name("picture.js")
"""The function `yanjingPicture`, which both the page's export and the command line use."""

ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "−–—…·，。、：；（）“”‘’％‰×°零一二三四五六七八九十百千万亿年月日"
"""What Plotly may write of its own accord (numbers, minus signs, dates), and what labels are finished with."""

_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
"""Tells the browser to let the file load nothing at all, whatever the libraries in it may want."""


def characters(fig: go.Figure) -> str:
    """Every character in any text of a figure, hover texts included, sorted."""
    return "".join(sorted(set(ALWAYS).union(*_texts(json.loads(fig.to_json())))))


def embedded_css(fig: go.Figure, beside: str = "") -> str:
    """Return @font-face rules for the families the figure names, holding just its characters and those that stand *beside* it (8 to 40 kB)."""
    families = {text for text in _texts(json.loads(fig.to_json())) if any(family in text for family in FAMILIES)}
    named = [family for family in FAMILIES if any(family in text for text in families)]
    shown = "".join(sorted(set(characters(fig)) | {c for c in beside if c.isprintable()}))
    return "".join(_font_face(family, shown) for family in named)


def html_bytes(fig: go.Figure, recipe: Recipe, title: str, *, lang: str = "zh-CN") -> bytes:
    """
    Return a page that stands alone: the figure with its hover texts, Plotly itself, the font, and the recipe below.

    The figure is drawn once its font is there, since Plotly measures labels before it places them.
    """
    figure = _in_script(fig.to_json())
    ground = fig.layout.paper_bgcolor or "#FAF8F3"
    colour = fig.layout.font.color or "#221E1A"
    family = "Noto Sans SC" if "Noto Sans SC" in (css := embedded_css(fig, title + recipe.to_json())) else "sans-serif"
    page = f"""<!DOCTYPE html>
<html lang="{escape(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width">
<title>{escape(title)}</title>
<style>{css}
body{{margin:2rem auto;max-width:60rem;padding:0 1rem;background:{ground};color:{colour};font:15px/1.6 "{family}",sans-serif}}
h1{{font-size:1.3rem;font-weight:400}} pre{{font-size:.8rem;white-space:pre-wrap;overflow-wrap:anywhere}}</style>
<script>{get_plotlyjs()}</script>
</head>
<body>
<h1>{escape(title)}</h1>
<div id="figure"></div>
<pre id="recipe">{escape(recipe.to_json())}</pre>
<script>
const figure = {figure};
const config = {{displaylogo: false, displayModeBar: false, responsive: true}};
Promise.all([...document.fonts].map((face) => face.load())).finally(() => Plotly.newPlot("figure", figure.data, figure.layout, config));
</script>
</body>
</html>
"""
    return page.encode()


def svg_with_font(svg: str, css: str) -> str:
    """Put *css* into an SVG; as an image it sees no other fonts than its own and the system's."""
    return re.sub(r"<svg\b[^>]*>", lambda tag: f"{tag[0]}<defs><style>{css}</style></defs>", svg, count=1) if css else svg


def _font_face(family: str, shown: str) -> str:
    data = base64.b64encode(subset_woff2(shown, family)).decode()  # type: ignore[arg-type]
    return f'@font-face{{font-family:"{family}";src:url(data:font/woff2;base64,{data}) format("woff2")}}'


def _in_script(text: str) -> str:
    """JSON that can stand in a script element: nothing in it can close the element or open a comment."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _texts(value: Any) -> Iterator[str]:
    """All strings in a figure's JSON but its packed numbers."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, item in value.items() if key != "bdata" for text in _texts(item))
    elif isinstance(value, list):
        yield from (text for item in value for text in _texts(item))
