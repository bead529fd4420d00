"""Files of documents, and the lines of Markdown by which documents show them.

Source: ``api-reference/note/file/``.
"""

import mimetypes

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.errors_v3 import ENTITY_NOT_FOUND, UNFIT, FieldKind
from homeport.core.rights import Operation
from homeport.core.uploads import Upload, read_content
from homeport.domain.files import files
from homeport.domain.files.files import Refusals
from homeport.domain.note import documents
from homeport.domain.note.tables import ATTACHMENT
from homeport.domain.records.fields import Values
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Entity, P
from homeport.store import Query

WRONG_TYPE = ErrorKind("NOTE_FILE_TYPE_NOT_ALLOWED", "The type of the file is not supported")
TOO_LARGE = ErrorKind("NOTE_FILE_TOO_LARGE", "The file is too large")
NO_CONTENT = FieldKind(UNFIT.code, "invalid base64 payload")
UNSAVED = FieldKind(UNFIT.code, "Failed to save the file")

TYPES = frozenset(
    [
        "png",
        "jpg",
        "jpeg",
        "gif",
        "webp",
        "svg",
        "pdf",
        "txt",
        "md",
        "csv",
        "doc",
        "docx",
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "mp4",
        "webm",
        "mov",
    ]
)
MAX_NAME = 255

SHOWN = Entity(
    "FileDto",
    (
        P("id", k.INT),
        P("documentId", k.INT),
        P("name", k.STRING),
        P("size", k.INT),
        P("mimeType", k.STRING),
        P("assetType", k.STRING),
        P("assetMarkdown", k.STRING),
    ),
)

_GET = Query(
    select(*ATTACHMENT.c).where(ATTACHMENT.c.ID == bindparam("id"), ATTACHMENT.c.DOCUMENT_ID == bindparam("document"))
)


def add(ctx: Ctx, document: int, name: str, content: str) -> Values:
    """Keep a file with a document that the caller may change, as it is answered.

    :param content: in base64
    """
    documents.find(ctx, document, Operation.WRITE)
    kind = name.rpartition(".")[2].lower()
    if kind not in TYPES or len(name) > MAX_NAME or "/" in name or "\0" in name:
        raise WRONG_TYPE()
    try:
        octets = read_content(content)
    except ValueError:
        octets = b""
    if not octets:
        raise NO_CONTENT(field="fileContent")
    refusals = Refusals(lambda: UNSAVED(field="fileContent"), TOO_LARGE)
    stored = files.save(ctx, Upload(name, octets), refusals)
    row = {
        "DOCUMENT_ID": document,
        "FILE_ID": stored.id,
        "MIME_TYPE": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "NAME": name,
        "SIZE": stored.size,
    }
    return _shown({**row, "ID": ctx.tx.insert(ATTACHMENT, row)})


def get(ctx: Ctx, document: int, number: int) -> Values:
    """What is known of a file of a document that the caller reads."""
    documents.find(ctx, document)
    rows = ctx.tx.dicts(_GET, id=number, document=document)
    if not rows:
        raise ENTITY_NOT_FOUND(id=number)
    return _shown(rows[0])


def _shown(row: Values) -> Values:
    family = row["MIME_TYPE"].partition("/")[0]
    asset = family if family in ("image", "video") else "file"
    return {
        "id": row["ID"],
        "documentId": row["DOCUMENT_ID"],
        "name": row["NAME"],
        "size": row["SIZE"],
        "mimeType": row["MIME_TYPE"],
        "assetType": asset,
        "assetMarkdown": f"[[{asset} fileId={row['ID']}]]",
    }
