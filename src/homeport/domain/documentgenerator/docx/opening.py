"""Opening files of Word that strangers send, and what stands in braces in them.

Nothing in a file is run or fetched: entities are not resolved, and nothing is unpacked that is out of proportion.
Source: ``api-reference/document-generator/templates/index.md``.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes that a file may have unpacked: a few packed ones can come to gigabytes."""
MAX_PARTS = 2_000

PLACEHOLDER = re.compile(r"\{([^\W\d]\w*)\}")
"""What is filled in: the code of a field in braces."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{WORD}}}"
TEXT, PARAGRAPH, ROW = f"{_W}t", f"{_W}p", f"{_W}tr"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class UnfitError(Exception):
    """No file of Word, or one that cannot be read."""


def opened(content: bytes) -> "Document":
    """A file of Word, with every placeholder in one piece.

    :raises UnfitError: when it is none, or out of all proportion
    """
    import docx  # noqa: PLC0415  takes long to import, and few calls need it
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            # what a part says of its size holds: no more than that is ever read of it
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise UnfitError("unpacks to too much")
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, OpcError, etree.XMLSyntaxError) as error:
        raise UnfitError(str(error)) from error
    except (KeyError, ValueError, AttributeError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnfitError(f"a part is missing or broken: {error}") from error
    for part in stories(document):
        if part.element.getroottree().docinfo.doctype:
            raise UnfitError("declares what may stand for other files")
        if part.element.nsmap.get("w") != WORD:
            part._element = _prefixed(part.element)
        for paragraph in part.element.iter(PARAGRAPH):
            _mend(paragraph)
    return document


def stories(document: "Document") -> Iterator[Any]:
    """The parts of a file that have text: its body, heads and feet."""
    from docx.parts.story import StoryPart  # noqa: PLC0415

    for part in document.part.package.iter_parts():
        if isinstance(part, StoryPart):
            yield part


def codes(document: "Document") -> list[str]:
    """The codes that stand in braces in a file, each once, in their order."""
    found: dict[str, None] = {}
    for part in stories(document):
        for text in part.element.iter(TEXT):
            found.update(dict.fromkeys(PLACEHOLDER.findall(text.text or "")))
    return list(found)


def _prefixed(root: Any) -> Any:
    """What a part has, with names of Word's as most files write them: filling looks for them as they are written."""
    known = {prefix: uri for prefix, uri in root.nsmap.items() if uri != WORD and prefix != "w"}
    found = root.makeelement(root.tag, dict(root.attrib), nsmap={**known, "w": WORD})
    found.text = root.text
    found.extend(list(root))
    return found


def _mend(paragraph: Any) -> None:
    """Put each placeholder of a paragraph into one piece of text: word processors cut texts anywhere."""
    texts = [text for text in paragraph.iter(TEXT) if next(text.iterancestors(PARAGRAPH)) is paragraph]
    whole = "".join(text.text or "" for text in texts)
    if "{" not in whole:
        return
    ends, at = [], 0
    for text in texts:
        at += len(text.text or "")
        ends.append(at)
    for found in PLACEHOLDER.finditer(whole):
        # the piece in which it begins reaches to its end, and those that end within it are empty
        ends = [found.end() if found.start() < end < found.end() else end for end in ends]
    for text, (begin, end) in zip(texts, pairwise((0, *ends)), strict=True):
        text.text = whole[begin:end]
        text.set(_SPACE, "preserve")
