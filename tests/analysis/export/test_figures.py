import base64
import re
import xml.etree.ElementTree as ET
import zipfile
from io import BytesIO

import pandas as pd
import plotly.graph_objects as go
import pytest
from fontTools.ttLib import TTFont
from plotly.offline import get_plotlyjs

from analysis.export.bundle import bundle_bytes, zip_bytes
from analysis.export.figures import characters, embedded_css, html_bytes, svg_with_font
from analysis.export.names import file_name


def fonts(css):
    return [TTFont(BytesIO(base64.b64decode(data))) for data in re.findall(r"base64,([^)]+)\)", css)]


def test_the_css_holds_the_figure_s_characters_in_each_family_it_names(figure):
    found = fonts(embedded_css(figure))
    assert len(found) == 2
    for font in found:
        assert {ord(c) for c in "发展朱镕基國務院喆堃每万字次0−"} <= set(font.getBestCmap())


def test_numbers_packed_by_plotly_are_not_taken_for_text():
    pd_numbers = pd.Series(range(1000), dtype=float)
    assert "发" not in characters(go.Figure(go.Scatter(y=pd_numbers)))
    assert "发" in characters(go.Figure(go.Scatter(y=pd_numbers, text=pd.Series(["发"] * 1000))))


def test_the_page_stands_alone(figure, recipe):
    page = html_bytes(figure, recipe, "“发展”</title><script>").decode()
    ours = page.replace(get_plotlyjs(), "")
    assert get_plotlyjs() in page
    assert not re.findall(r"https?://|(?:src|href)=[\"']", ours)
    assert "default-src 'none'" in ours
    assert ours.count("</script>") == 2  # our two; neither title, label nor setting closes one
    assert "&lt;/title&gt;" in ours
    assert '"least": 2' in ours.replace("&quot;", '"')


def test_css_goes_into_the_svg():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1"><svg class="x"/></svg>'
    dressed = svg_with_font(svg, "@font-face{font-family:x}")
    assert dressed.count("@font-face") == 1
    assert ET.fromstring(dressed)[0][0].text.startswith("@font-face")  # noqa: S314 - our own text
    assert svg_with_font(svg, "") == svg


def test_the_bundle_holds_chart_table_and_recipe(figure, recipe):
    data = bundle_bytes(figure, pd.DataFrame({"n": [1]}), recipe, name="《2012》讲话/词", title="词", pictures={"png": b"x"})
    names = zipfile.ZipFile(BytesIO(data)).namelist()
    assert names == [f"《2012》讲话-词.{e}" for e in ("html", "csv", "xlsx", "recipe.json", "png")]
    assert zip_bytes({"a": b"1"}) == zip_bytes({"a": b"1"})


@pytest.mark.parametrize(
    ("stem", "safe"),
    [
        ("《2012》讲话：高频词?", "《2012》讲话：高频词.png"),
        ("a/b\\c:d", "a-b-c-d.png"),
        ("../../etc", "etc.png"),
        ("con", "yanjing-con.png"),
        ("", "yanjing.png"),
        ("x\u202egnp", "x-gnp.png"),
        ("长" * 300, "长" * 80 + ".png"),
    ],
)
def test_file_names_are_safe(stem, safe):
    assert file_name(stem, "png") == safe
