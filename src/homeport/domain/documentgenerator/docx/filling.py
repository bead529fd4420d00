"""Filling in files of Word: what stands in braces gives way to values, and what holds a list is there once for each of
its items. No expression is ever looked at: a placeholder is a name.

Source: ``api-reference/document-generator/examples/``.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape

from homeport.core import pictures
from homeport.domain.documentgenerator.docx.opening import (
    MAX_UNPACKED,
    PARAGRAPH,
    PLACEHOLDER,
    ROW,
    TEXT,
    UnfitError,
    stories,
)

if TYPE_CHECKING:
    from docx.document import Document

MAX_WIDTH = 5_760_000
"""How wide a picture is at most: 16 centimetres, in the English metric units of Word's files."""

_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)")
_DECLARATIONS = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBERED = re.compile(r'(<wp:docPr[^>]* id=")\d+')


class Picture(NamedTuple):
    """A picture in the place of a placeholder."""

    content: bytes


Value = str | Picture
Resolve = Callable[[str], Value | None]
"""The value of a placeholder by its code; None leaves it as it is."""


class Repeated(NamedTuple):
    """A list, and the placeholders that are of its items.

    :param items: for each item the values of the codes
    :param ends: whether its items have texts that are looked at no more, whatever braces stand in them
    """

    codes: frozenset[str]
    items: Sequence[Mapping[str, Value]]
    ends: bool = False


def fill(document: "Document", lists: Sequence[Repeated], resolve: Resolve) -> bytes:
    """Fill in a file.

    :param lists: in the order in which they are looked at: the items of one may have placeholders of a later one
    :param resolve: leaves the placeholders of lists as they are
    :raises UnfitError: when it comes to too much
    """
    for part in stories(document):
        writer = _Writer(part)
        for each in lists:
            if not each.ends:
                _repeat(part, each, writer)
        _put(part, _substituted(_written(part.element), resolve, writer))
        for each in lists:
            if each.ends:
                _repeat(part, each, writer)
    out = io.BytesIO()
    document.save(out)
    return _undated(out)


def _undated(written: io.BytesIO) -> bytes:
    """A packed file without the moment at which it was packed: of the same parts come the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(written) as dated, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in dated.infolist():
            packed.writestr(zipfile.ZipInfo(part.filename), dated.read(part), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Writer:
    """Writes values into a part, as far as there is room: of each picture's content it keeps one."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._known: dict[bytes, str] = {}
        self._last = 1_000_000
        self._room = MAX_UNPACKED

    def spend(self, size: int) -> None:
        """Take some of the room.

        :raises UnfitError: when there is none left
        """
        self._room -= size
        if self._room < 0:
            raise UnfitError("comes to too much")

    def xml(self, value: Value) -> str:
        """A value as it stands in a text."""
        found = _text(value) if isinstance(value, str) else self._picture(value.content)
        self.spend(len(found))
        return found

    def _picture(self, content: bytes) -> str:
        if content not in self._known:
            self._known[content] = self._drawn(content)
        self._last += 1
        return _NUMBERED.sub(rf"\g<1>{self._last}", self._known[content])

    def _drawn(self, content: bytes) -> str:
        from docx.image.exceptions import (  # noqa: PLC0415
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
        )

        if pictures.size_of(content) is None:
            return ""
        try:
            _, image = self._part.get_or_add_image(io.BytesIO(content))
            inline = self._part.new_pic_inline(io.BytesIO(content), width=min(int(image.width), MAX_WIDTH), height=None)
        except (UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, ZeroDivisionError):
            return ""
        return f"</w:t><w:drawing>{_written(inline)}</w:drawing>" + _OPENING


_OPENING = '<w:t xml:space="preserve">'


def _repeat(part: Any, of: Repeated, writer: _Writer) -> None:
    """Put what holds placeholders of a list once for each item."""
    for parent, first, last in _units(part.element, of.codes):
        unit = list(parent)[first : last + 1]
        pieces = _TEXT.split("".join(_bare(each, part.element) for each in unit))
        # of a list without items what holds it stays, once and empty: a table has a row at least
        items = of.items or [dict.fromkeys(of.codes, "")]
        writer.spend(len(items) * sum(map(len, pieces)))
        filled = "".join(_with_item(pieces, of.codes, item, writer) for item in items)
        made = _parsed(_wrapped(filled, part.element))
        for each in list(made):
            unit[0].addprevious(each)
        for each in unit:
            parent.remove(each)


def _units(root: Any, codes: frozenset[str]) -> list[tuple[Any, int, int]]:
    """What is repeated for a list: a parent, and its first and last child that hold placeholders. Rows of a table are,
    the outer ones of tables within each other; what is in no row is with all that stands between."""
    rows = {
        text: next(text.iterancestors(ROW), None)
        for text in root.iter(TEXT)
        if not codes.isdisjoint(PLACEHOLDER.findall(text.text or ""))
        and next(text.iterancestors(PARAGRAPH), None) is not None  # else no reader shows it
    }
    inner = {row for row in rows.values() if row is not None}
    found: dict[Any, list[Any]] = {}
    bare = next((text for text, row in rows.items() if row is None), None)
    if bare is not None:
        story = next(bare.iterancestors(PARAGRAPH)).getparent()
        found[story] = [each for each in story if any(text in rows for text in each.iter(TEXT))]
        inner -= {row for each in found[story] for row in each.iter(ROW)}
    for row in root.iter(ROW):
        if row in inner and not any(above in inner for above in row.iterancestors(ROW)):
            found.setdefault(row.getparent(), []).append(row)
    return [(parent, parent.index(children[0]), parent.index(children[-1])) for parent, children in found.items()]


def _with_item(pieces: Sequence[str], codes: frozenset[str], item: Mapping[str, Value], writer: _Writer) -> str:
    """A unit with the values of an item.

    :param pieces: between its texts, and around them; each text with its tags is three
    """

    def resolve(code: str) -> Value | None:
        return item.get(code, "") if code in codes else None

    found = list(pieces)
    for place in range(2, len(found), 4):
        if "{" in found[place]:
            found[place] = _replaced(found[place], resolve, writer)
    return "".join(found)


def _substituted(xml: str, resolve: Resolve, writer: _Writer) -> str:
    pieces = _TEXT.split(xml)
    for place in range(2, len(pieces), 4):
        if "{" in pieces[place]:
            pieces[place] = _replaced(pieces[place], resolve, writer)
    return "".join(pieces)


def _replaced(text: str, resolve: Resolve, writer: _Writer) -> str:
    def value(found: re.Match[str]) -> str:
        value = resolve(found[1])
        if value is None:
            return found[0]
        return writer.xml(value)

    return PLACEHOLDER.sub(value, text)


def _text(value: str) -> str:
    lines = _UNWRITABLE.sub("", value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return f"</w:t><w:br/>{_OPENING}".join(map(escape, lines))


def _written(element: Any) -> str:
    from lxml import etree  # noqa: PLC0415

    found: str = etree.tostring(element, encoding="unicode")
    return found


def _bare(element: Any, root: Any) -> str:
    """An element without the declarations of names that its root has too."""
    tail, element.tail = element.tail, None
    text = _written(element)
    element.tail = tail
    head, closing, rest = text.partition(">")
    return _DECLARATIONS.sub(lambda found: "" if found[0] in _declared(root) else found[0], head) + closing + rest


def _declared(root: Any) -> set[str]:
    return {f' xmlns{f":{name}" if name else ""}="{uri}"' for name, uri in root.nsmap.items()}


def _wrapped(xml: str, root: Any) -> str:
    return f"<w:body{''.join(sorted(_declared(root)))}>{xml}</w:body>"


def _parsed(xml: str) -> Any:
    from docx.oxml.parser import parse_xml  # noqa: PLC0415

    return parse_xml(xml)


def _put(part: Any, xml: str) -> None:
    part._element = _parsed(xml)
