import struct

import pytest

from analysis.errors import ExportError
from analysis.export import image


def browser_missing():
    try:
        image.find_browser()
    except ExportError:
        return True
    return False


@pytest.mark.browser
@pytest.mark.skipif(browser_missing(), reason="no Chrome, Chromium or Edge here")
def test_pictures_have_the_font_in_them(figure):
    with image.drawing():
        png = image.image_bytes(figure, "png", width=300, height=200, scale=2)
        svg = image.image_bytes(figure, "svg").decode()
        pdf = image.image_bytes(figure, "pdf")
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (600, 400)
    assert "font/woff2;base64" in svg
    assert "朱镕基" in svg
    assert pdf.startswith(b"%PDF")
    assert b"NotoSansSC" in pdf
    assert figure.layout.meta is None


def test_kaleido_s_page_asks_no_other_host():
    page = image._page().generate_index()
    assert "http" not in page.lower()
    assert "picture.js" in page


def test_without_a_browser_it_says_what_to_install(figure, monkeypatch):
    monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: None)
    with pytest.raises(ExportError, match=r"Chrome, Chromium or Microsoft Edge.*BROWSER_PATH"):
        image.image_bytes(figure)
    with pytest.raises(ExportError, match="Install one"), image.drawing():
        pass
