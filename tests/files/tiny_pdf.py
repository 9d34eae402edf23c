"""PDF files of a few objects, written out by hand so that a test can say exactly what is in them, sound or not."""

from collections.abc import Mapping, Sequence

Placed = tuple[str, str]
"""Where a text stands, as six numbers of a text matrix or two (x y), and the text."""

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500 814 939 500]"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def file(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """The bytes of a file with these objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        bytes(out)
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(out))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n" % (len(content), entries) + content + b"\nendstream"


def pages(*contents: Sequence[Placed], size: float = 12, info: Mapping[str, str] | None = None, page: bytes = b"", font: bytes = _FONT) -> bytes:
    """A file of pages 595 by 842 points with the texts placed, in the order given."""
    first = 5
    kids = b" ".join(b"%d 0 R" % (first + 2 * i) for i in range(len(contents)))
    notes = b"".join(b"/%s<%s>" % (key.encode(), ("\ufeff" + value).encode("utf-16-be").hex().encode()) for key, value in (info or {}).items())
    objects = [CATALOG, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(contents)), font, b"<<%s>>" % notes]
    for i, placed in enumerate(contents):
        shown = b"".join(_show(where, text, size) for where, text in placed)
        resources = b"/Resources<</Font<</F 3 0 R>>/XObject<</I %d 0 R>>>>" % (first + 2 * len(contents))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R%s%s>>" % (first + 2 * i + 1, resources, page))
        objects.append(stream(shown))
    picture = b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    return file([*objects, stream(b"\x80", picture)], b"/Info 4 0 R")


def _show(where: str, text: str, size: float) -> bytes:
    if text == "PICTURE":
        return b"q 595 0 0 842 0 0 cm /I Do Q "
    matrix = where if len(where.split()) == 6 else f"1 0 0 1 {where}"
    return f"BT /F {size} Tf {matrix} Tm <{text.encode('utf-16-be').hex()}> Tj ET ".encode()
