"""
An e-book (EPUB 2 and 3) becomes the text of its chapters in the order of its spine, read as web pages are (html.py), without its table of contents.

The container is a zip with a list of files in it; opening it is package.py, its XML is parsed by lxml, and the chapters by Selectolax. A well-kept library
for the list alone with a licence that fits was not found (docs/decisions/0011-web-tables-archives.md).
"""

import re
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from analysis.reading.extracted import Extracted
from analysis.reading.facts import facts
from analysis.reading.html import Page, decoded
from analysis.reading.html_guard import tangled
from analysis.reading.html_notes import note_links
from analysis.reading.package import Package

_FORMAT = "EPUB"
_CHAPTERS = frozenset(("application/xhtml+xml", "text/html", "application/x-dtbook+xml"))
_FONT_LOCKS = frozenset(("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"))
"""What hides embedded fonts from copying; the text is open."""

_NAMESPACE = re.compile(r"^\{.*\}")


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text of all chapters; notes stand at its end. Raise ReadingError for a book that is locked or torn."""
    from selectolax.lexbor import LexborHTMLParser

    package = Package.open(name, data, _FORMAT)
    root = package.xml("META-INF/container.xml").find(".//{*}rootfile")
    if root is None:
        raise package.error("no_body")
    path = unquote(root.get("full-path", ""))
    book = package.xml(path)
    _refuse_locked(package)
    trees = {part: LexborHTMLParser(_source(package, part, encoding)) for part in _spine(book, path)}
    page = Page(*note_links(trees))
    for tree in trees.values():
        page.read(tree.body)
    return page.extracted(facts(*(_said(book, key) for key in ("title", "creator", "date"))))


def _spine(book: Any, path: str) -> list[str]:
    """The paths of the chapters in reading order, without the book's own table of contents."""
    items = {item.get("id"): item for item in book.iterfind("{*}manifest/{*}item")}
    listed = {
        normpath(join(dirname(path), unquote(ref.get("href", "")))).partition("#")[0] for ref in book.iterfind("{*}guide/{*}reference[@type='toc']")
    }
    found: dict[str, None] = {}
    for ref in book.iterfind("{*}spine/{*}itemref"):
        item = items.get(ref.get("idref"))
        if item is None or item.get("media-type") not in _CHAPTERS or "nav" in (item.get("properties") or "").split():
            continue
        part = normpath(join(dirname(path), unquote(item.get("href", ""))))
        if part not in listed:
            found[part] = None
    return list(found)


def _source(package: Package, part: str, encoding: str | None) -> str:
    """
    Return a chapter as HTML. XHTML may close an element in its opening tag (<a id="x"/>), which a page's parser does not see, so well-formed chapters
    are written anew by lxml; named characters (&nbsp;) stand in no XML.
    """
    from html.entities import html5

    from lxml import etree

    data = package.read(part)
    if b"<!ENTITY" in data:
        raise package.error("entities")
    named = re.sub(rb"&([A-Za-z][A-Za-z0-9]{1,31};)", lambda m: _numbered(m[0], html5.get(m[1].decode())), data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(named, parser)
    except (etree.XMLSyntaxError, ValueError):
        source = decoded(f"{package.name}: {part}", data, encoding)[1]
        if tangled(source):
            raise package.error("tangled") from None
        return source
    for element in root.iter(etree.Element):
        element.tag = _NAMESPACE.sub("", element.tag)
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, method="html", encoding="unicode"))


def _numbered(entity: bytes, characters: str | None) -> bytes:
    if characters is None or characters in "&<>\"'":
        return entity
    return "".join(f"&#{ord(c)};" for c in characters).encode()


def _refuse_locked(package: Package) -> None:
    """Refuse a book of which more than the fonts is encrypted."""
    if "META-INF/encryption.xml" not in package:
        return
    for locked in package.xml("META-INF/encryption.xml").iterfind(".//{*}EncryptedData"):
        method = locked.find("{*}EncryptionMethod")
        if method is None or method.get("Algorithm") not in _FONT_LOCKS:
            raise package.error("copy_protected")


def _said(book: Any, key: str) -> str:
    found = book.find(f"{{*}}metadata/{{http://purl.org/dc/elements/1.1/}}{key}")
    return (found.text or "") if found is not None else ""
