"""Files of Word without what whoever shows them would fetch from elsewhere: they come from strangers, and the program
that makes PDF of them follows links into this machine and its network.
"""

import io
from typing import Any

from homeport.domain.documentgenerator.docx.opening import WORD, UnfitError, opened

_SIMPLE, _INSTRUCTION = f"{{{WORD}}}fldSimple", f"{{{WORD}}}instr"
_PIECES = (f"{{{WORD}}}instrText", f"{{{WORD}}}delInstrText")
_HARMLESS = {
    "PAGE",
    "NUMPAGES",
    "SECTIONPAGES",
    "DATE",
    "TIME",
    "HYPERLINK",
    "TOC",
    "PAGEREF",
    "REF",
    "SEQ",
    "STYLEREF",
}
"""Fields that bring nothing in from elsewhere; others are shown as they were last."""
_OTHER_KINDS = ("/aFChunk", "/oleObject", "/package", "/control", "/subDocument", "/attachedTemplate", "/vbaProject")
"""What ends the types of relations to files of other kinds, which have links of their own."""


def closed(content: bytes) -> bytes:
    """A file without links to what is elsewhere, fields that include files, and parts of other kinds.

    :raises UnfitError: when it is no file of Word: whoever shows it would take it for what it is
    """
    document = opened(content)
    package = document.part.package
    for holder in (package, *package.iter_parts()):
        for name, relation in list(holder.rels.items()):
            if relation.reltype.endswith(_OTHER_KINDS):
                del holder.rels[name]
            elif relation.is_external and not relation.reltype.endswith("/hyperlink"):
                relation._target = "about:blank"
    for part in package.iter_parts():
        if hasattr(part, "element"):
            _calm(part.element)
        elif part.content_type.endswith("xml"):
            part._blob = _calmed(part.blob)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _calmed(content: bytes) -> bytes:
    """A part that the library leaves as it is, such as footnotes."""
    from docx.oxml.parser import parse_xml  # noqa: PLC0415  takes long to import, and few calls need it
    from lxml import etree  # noqa: PLC0415

    try:
        root = parse_xml(content)
    except etree.XMLSyntaxError as error:
        raise UnfitError(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise UnfitError("declares what may stand for other files")
    _calm(root)
    found: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return found


def _calm(root: Any) -> None:
    for field in root.iter(_SIMPLE):
        field.set(_INSTRUCTION, _harmless(field.get(_INSTRUCTION) or ""))
    for piece in root.iter(*_PIECES):
        piece.text = _harmless(piece.text or "")


def _harmless(instruction: str) -> str:
    words = instruction.split()
    return instruction if words and words[0].upper() in _HARMLESS else ""
