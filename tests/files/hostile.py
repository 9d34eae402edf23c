"""Files as an attacker, a torn disk or a careless program makes them, built small so that a test can say exactly what is in them."""

import io
import struct
import zipfile
from collections.abc import Mapping

from tests.conftest import ROOT
from tests.files import tiny_pdf

FILES = ROOT / "tests" / "files"
ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a '笑笑笑笑笑笑笑笑笑笑'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
"""Entities of entities: 笑 a thousand million times, were they written out."""


def sound(ending: str) -> bytes:
    """A sound document of this format."""
    return (FILES / "round" / f"notice.{ending}").read_bytes()


def packed(files: Mapping[str, bytes | str]) -> bytes:
    """A zip of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def changed(data: bytes, part: str, change: bytes | tuple[bytes, bytes] | None) -> bytes:
    """A zip with a part replaced, changed (what, into what), or taken out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    if change is None:
        del files[part]
    elif isinstance(change, tuple):
        assert change[0] in files[part]
        files[part] = files[part].replace(*change, 1)
    else:
        files[part] = change
    return packed(files)


def exploding(data: bytes, part: str) -> bytes:
    """A document whose part declares entities within entities and uses them in its text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(part).decode()
    head, _, body = xml.partition("?>")
    return changed(data, part, f"{head}?>{ENTITIES}{body}".encode())


def locked(data: bytes) -> bytes:
    """A zip whose entries say that they are encrypted."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            flags = struct.unpack_from("<H", out, at + offset)[0]
            struct.pack_into("<H", out, at + offset, flags | 1)
            at = out.find(mark, at + 4)
    return bytes(out)


def nested(depth: int) -> bytes:
    """A zip in a zip in a zip."""
    data = packed({"讲话.txt": "同志们：开会。"})
    for level in range(depth):
        data = packed({f"{level}.zip": data})
    return data


def endless() -> bytes:
    """A PDF whose page tree comes back to its root."""
    return tiny_pdf.file([tiny_pdf.CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 5>>", b"<</Type/Pages/Kids[2 0 R 3 0 R]/Parent 2 0 R/Count 5>>"])


def workbook(rows: str) -> bytes:
    """An Excel workbook of one sheet, its rows as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="S" sheetId="1" r:id="r"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><worksheet xmlns="{main}"><dimension ref="A1"/><sheetData>{rows}</sheetData></worksheet>',
        }
    )
