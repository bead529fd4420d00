"""``note.document.*`` and ``note.file.*``: documents of knowledge bases, and their files."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import (
    ACCESS_DENIED,
    DTO_VALIDATION,
    ENTITY_NOT_FOUND,
    INVALID_PAGINATION,
    REQUEST_VALIDATION,
    UNKNOWN_PROPERTY,
)
from homeport.core.values import Id
from homeport.domain.note import attachments, bases, documents
from homeport.domain.note.documents import FOUND, IN_TREE, SHOWN
from homeport.domain.records.fields import Values
from homeport.domain.records.v3.asking import slice_of, wanted
from homeport.domain.records.v3.reading import shown
from homeport.domain.records.v3.writing import editable, taken
from homeport.methods.family_v3 import ById, family, fields_of
from homeport.rpc import Request, method

NAMING = (REQUEST_VALIDATION, ACCESS_DENIED, ENTITY_NOT_FOUND)

METHODS = [
    *family(
        "note.document",
        SHOWN,
        "add field.list field.get",
        create=documents.create,
        errors={"add": (ENTITY_NOT_FOUND, documents.TOO_LARGE, documents.WRONG_PARENT)},
        of_fields=(ACCESS_DENIED,),
    ),
    *fields_of("note.document.tree", IN_TREE, errors=(ACCESS_DENIED,)),
    *fields_of("note.document.search", FOUND, errors=(ACCESS_DENIED,)),
    *fields_of("note.file", attachments.SHOWN, errors=(ACCESS_DENIED,)),
]


class Update(ById, kw_only=True):
    """Nobody writes a document together with others here: there is nothing unsaved to overwrite."""

    fields: dict[str, Any]
    overwrite: bool = False


class Tree(Request):
    collection_id: Id


class Pagination(Request):
    limit: int = 50


class Search(Request):
    query: str
    pagination: Pagination | None = None


class AddFile(Request):
    document_id: Id
    file_name: str
    file_content: str


class GetFile(ById):
    document_id: Id


@method(
    "note.document.update",
    version=3,
    writes=True,
    errors=(*NAMING, DTO_VALIDATION, UNKNOWN_PROPERTY, documents.EMPTY, documents.TOO_LARGE),
)
def update(ctx: Ctx, p: Update) -> dict[str, Values]:
    """Change the title or the content of a document."""
    documents.change(ctx, p.id, taken(ctx, SHOWN, p.fields, editable))
    return {"item": shown(ctx, wanted(SHOWN, None), [documents.find(ctx, p.id)])[0]}


@method("note.document.get", version=3, errors=NAMING)
def get(ctx: Ctx, p: ById) -> dict[str, Values]:
    """Return a document with its content."""
    return {"item": shown(ctx, wanted(SHOWN, None), [documents.find(ctx, p.id)])[0]}


@method("note.document.archive", version=3, writes=True, errors=NAMING)
def archive(ctx: Ctx, p: ById) -> dict[str, bool]:
    """Put a document away, with all below it."""
    documents.archive(ctx, p.id)
    return {"result": True}


@method("note.document.delete", version=3, writes=True, errors=NAMING)
def delete(ctx: Ctx, p: ById) -> dict[str, bool]:
    """Move a document to the trash, with all below it."""
    documents.trash(ctx, p.id)
    return {"result": True}


@method("note.document.tree.list", version=3, heavy=True, errors=NAMING)
def list_tree(ctx: Ctx, p: Tree) -> dict[str, Any]:
    """Return the documents of a knowledge base as a tree."""
    found, truncated = documents.tree(ctx, p.collection_id)
    return {"items": found, "truncated": truncated}


@method(
    "note.document.search.list",
    version=3,
    heavy=True,
    errors=(REQUEST_VALIDATION, INVALID_PAGINATION, documents.TOO_SHORT, documents.TOO_LONG, ACCESS_DENIED),
)
def search(ctx: Ctx, p: Search) -> dict[str, Any]:
    """Find documents by a text in their title or content."""
    limit = slice_of(bases.LISTED, {"limit": (p.pagination or Pagination()).limit}).limit
    found, more = documents.search(ctx, p.query, limit)
    return {"items": found, "hasMore": more}


@method(
    "note.file.add",
    version=3,
    writes=True,
    errors=(*NAMING, attachments.TOO_LARGE, attachments.WRONG_TYPE),
)
def add_file(ctx: Ctx, p: AddFile) -> dict[str, Values]:
    """Keep a file with a document."""
    return {"item": attachments.add(ctx, p.document_id, p.file_name, p.file_content)}


@method("note.file.get", version=3, errors=NAMING)
def get_file(ctx: Ctx, p: GetFile) -> dict[str, Values]:
    """Say what is known of a file of a document."""
    return {"item": attachments.get(ctx, p.document_id, p.id)}
