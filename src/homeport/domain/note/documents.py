"""Documents of knowledge bases: a tree of pages in Markdown, found by their words.

Source: ``api-reference/note/document/``.
"""

from collections import deque
from collections.abc import Hashable
from html import escape
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, func, select, true

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.errors_v3 import ACCESS_DENIED, DTO_VALIDATION, ENTITY_NOT_FOUND
from homeport.core.rights import Operation
from homeport.domain.note import bases
from homeport.domain.note.tables import ACTIVE, ARCHIVED, BASE, DOCUMENT, DOCUMENT_FIELDS, TRASHED
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import Filter, Filterable
from homeport.domain.records.v3 import kinds as k
from homeport.domain.records.v3.entity import Entity, P
from homeport.store import Query
from homeport.store.texts import fold

TOO_LARGE = ErrorKind("NOTE_MARKDOWN_TOO_LARGE", "Document content is too large: at most 1 048 576 bytes")
WRONG_PARENT = ErrorKind("NOTE_INVALID_PARENT", "The parent document does not belong to the specified collection")
EMPTY = ErrorKind("NOTE_EMPTY_UPDATE", "The request does not contain any modifiable fields")
TOO_SHORT = ErrorKind("NOTE_SEARCH_QUERY_TOO_SHORT", "Search query is too short")
TOO_LONG = ErrorKind("NOTE_SEARCH_QUERY_TOO_LONG", "Search query is too long")

MAX_BYTES = 1_048_576
SHORTEST, LONGEST = 3, 200
MOST_NODES = 5_000
"""Of a tree that is answered."""
IN_TITLE, IN_TEXT = 1.0, 0.5
"""How relevant a match is."""
AROUND = 60
"""Characters that are shown on either side of a match."""

_LAST = Query(
    select(func.max(DOCUMENT.c.POSITION)).where(
        DOCUMENT.c.COLLECTION_ID == bindparam("base"),
        func.coalesce(DOCUMENT.c.PARENT_ID, 0) == bindparam("parent"),
    )
)
_CHILDREN = Query(select(DOCUMENT.c.ID).where(DOCUMENT.c.PARENT_ID == bindparam("id")).order_by(DOCUMENT.c.ID))
_TREE = Query(
    select(DOCUMENT.c.ID, DOCUMENT.c.COLLECTION_ID, DOCUMENT.c.PARENT_ID, DOCUMENT.c.TITLE, DOCUMENT.c.POSITION)
    .where(DOCUMENT.c.COLLECTION_ID == bindparam("base"), DOCUMENT.c.STATE == bindparam("state"))
    .order_by(DOCUMENT.c.POSITION, DOCUMENT.c.ID)
)
_TEXT = Query(select(DOCUMENT.c.MARKDOWN).where(DOCUMENT.c.ID == bindparam("id")))


def _covers(granted: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    if granted != bases.WRITES:
        return true()
    return row.c.COLLECTION_ID.in_(select(BASE.c.ID).where(BASE.c.CREATED_BY == bindparam("actor")))


def _fit(change: Change) -> None:
    bases.check_title(change.row.get("TITLE"), "title")
    change.new.setdefault("MARKDOWN", change.old.get("MARKDOWN") or "")
    if len((change.new["MARKDOWN"] or "").encode()) > MAX_BYTES:
        raise TOO_LARGE()


def _placed(change: Change) -> None:
    """A new document is the last of those beside it, below one of the same knowledge base."""
    if change.old:
        return
    new, tx = change.new, change.ctx.tx
    parent = new.get("PARENT_ID") or None
    if parent is not None:
        above = reading.stored(change.ctx, DOCUMENTS, {"ID": parent})
        if above is None or above["COLLECTION_ID"] != new["COLLECTION_ID"] or above["STATE"] != ACTIVE:
            raise WRONG_PARENT()
    last = tx.value(_LAST, base=new["COLLECTION_ID"], parent=parent or 0) or 0
    new.update(PARENT_ID=parent, POSITION=last + 1)


DOCUMENTS = Collection(
    noun="document",
    plural="documents",
    table=DOCUMENT,
    fields=DOCUMENT_FIELDS,
    access=Access(bases.grant, _covers),
    before_save=(_fit, _placed, bases.sign),
)

SHOWN = Entity(
    "DocumentDto",
    (
        P("id", k.INT, "ID"),
        P("collectionId", k.INT, "COLLECTION_ID", settable=True, required=True),
        P("parentId", k.INT, "PARENT_ID", settable=True),
        P("title", k.STRING, "TITLE", settable=True, editable=True, required=True),
        P("markdown", k.STRING, "MARKDOWN", settable=True, editable=True),
        P("position", k.INT, "POSITION"),
        P("createdBy", k.INT, "CREATED_BY"),
        P("updatedBy", k.INT, "UPDATED_BY"),
        P("createdAt", bases.UTC, "CREATED_AT"),
        P("updatedAt", bases.UTC, "UPDATED_AT"),
    ),
    collection=DOCUMENTS,
    invalid=DTO_VALIDATION,
    unfit=DTO_VALIDATION,
)
IN_TREE = Entity(
    "DocumentTreeDto",
    (
        P("id", k.INT),
        P("collectionId", k.INT),
        P("parentId", k.INT),
        P("title", k.STRING),
        P("position", k.INT),
        P("children", k.ARRAY),
    ),
)
FOUND = Entity(
    "DocumentSearchDto",
    (
        P("documentId", k.INT),
        P("collectionId", k.INT),
        P("title", k.STRING),
        P("score", k.INT, described_as="float"),
        P("snippet", k.STRING),
        P("sharedAccess", k.BOOL),
    ),
)


def find(
    ctx: Ctx, number: int, operation: Operation = Operation.READ, *, states: tuple[str, ...] = (ACTIVE,)
) -> Values:
    """A stored document that the caller may do something to.

    :param states: those that it may be in
    :raises CallError: ``ACCESS_DENIED``, ``ENTITY_NOT_FOUND``
    """
    bases.require_reader(ctx)
    row = reading.stored(ctx, DOCUMENTS, {"ID": number})
    if row is None or row["STATE"] not in states:
        raise ENTITY_NOT_FOUND(id=number)
    if not reading.may(ctx, DOCUMENTS, operation, {"ID": number}):
        raise ACCESS_DENIED()
    return row


def create(ctx: Ctx, given: Values) -> int:
    """Add a document to a knowledge base that the caller may change; its number."""
    bases.find(ctx, given["COLLECTION_ID"], Operation.WRITE)
    number: int = writing.create(ctx, DOCUMENTS, given, bases.DIALECT)["ID"]
    return number


def change(ctx: Ctx, number: int, given: Values) -> None:
    """Change title or content of a document."""
    find(ctx, number, Operation.WRITE)
    if not given:
        raise EMPTY()
    writing.change(ctx, DOCUMENTS, {"ID": number}, given, bases.DIALECT)


def archive(ctx: Ctx, number: int) -> None:
    """Put a document away, with all below it."""
    find(ctx, number, Operation.WRITE)
    _put(ctx, number, (ACTIVE,), ARCHIVED)


def trash(ctx: Ctx, number: int) -> None:
    """Move a document to the trash, with all below it."""
    find(ctx, number, Operation.DELETE, states=(ACTIVE, ARCHIVED))
    _put(ctx, number, (ACTIVE, ARCHIVED), TRASHED)


def _put(ctx: Ctx, number: int, before: tuple[str, ...], after: str) -> None:
    changed = {"STATE": after, "UPDATED_BY": ctx.actor.user_id, "UPDATED_AT": ctx.clock.stamp()}
    waiting = [number]
    for each in waiting:
        for state in before:
            ctx.tx.update(DOCUMENT, {"ID": each, "STATE": state}, changed)
        waiting += (row[0] for row in ctx.tx.all(_CHILDREN, id=each))


def tree(ctx: Ctx, base: int) -> tuple[list[Values], bool]:
    """The documents of a knowledge base as a tree, and whether it is cut off: after the roots that fit, or within the
    first where that alone does not."""
    bases.find(ctx, base)
    below: dict[int | None, list[Values]] = {}
    rows = ctx.tx.all(_TREE, base=base, state=ACTIVE)
    there = {row[0] for row in rows}
    for number, of, parent, title, position in rows:
        node = {"id": number, "collectionId": of, "parentId": parent, "title": title, "position": position}
        below.setdefault(parent if parent in there else None, []).append(node)
    answer: list[Values] = []
    left = MOST_NODES
    for root in below.get(None, []):
        nodes = _count(root["id"], below)
        if nodes > left:
            if not answer:
                answer.append(_grown(root, below, left))
            return answer, True
        answer.append(_grown(root, below, nodes))
        left -= nodes
    return answer, False


def _count(number: int, below: dict[int | None, list[Values]]) -> int:
    waiting = [number]
    for each in waiting:
        waiting += (node["id"] for node in below.get(each, ()))
    return len(waiting)


def _grown(root: Values, below: dict[int | None, list[Values]], most: int) -> Values:
    """A root with what is below it, level by level, as many as may be."""
    top = {**root, "children": []}
    waiting, left = deque([top]), most - 1
    while waiting:
        node = waiting.popleft()
        for child in below.get(node["id"], ())[:left]:
            grown = {**child, "children": []}
            node["children"].append(grown)
            waiting.append(grown)
            left -= 1
    return top


def search(ctx: Ctx, text: str, limit: int) -> tuple[list[Values], bool]:
    """Documents with a text in their title or content, those with it in their title first; and whether there are more.

    :raises CallError: ``TOO_SHORT``, ``TOO_LONG``
    """
    bases.require_reader(ctx)
    wanted = text.strip()
    if len(wanted) < SHORTEST:
        raise TOO_SHORT()
    if len(wanted) > LONGEST:
        raise TOO_LONG()
    found = [(row, IN_TITLE) for row in _with(ctx, {"%TITLE": wanted}, limit + 1)]
    if len(found) <= limit:
        rest = {"%MARKDOWN": wanted, "!%TITLE": wanted}
        found += [(row, IN_TEXT) for row in _with(ctx, rest, limit + 1 - len(found))]
    return [_match(ctx, row, wanted, score) for row, score in found[:limit]], len(found) > limit


def _with(ctx: Ctx, conditions: dict[str, Any], limit: int) -> list[Values]:
    def field(name: str) -> Filterable:
        return Filterable(name, DOCUMENT_FIELDS.by_name[name].compared)

    parsed = Filter({**conditions, "STATE": ACTIVE}, field, ctx)
    columns = ("ID", "COLLECTION_ID", "TITLE")
    return reading.rows(ctx, DOCUMENTS, columns, parsed.tree, parsed.params, (("ID", True),), limit=limit) or []


def _match(ctx: Ctx, row: Values, text: str, score: float) -> Values:
    content = row["TITLE"] if score == IN_TITLE else ctx.tx.value(_TEXT, id=row["ID"]) or ""
    return {
        "documentId": row["ID"],
        "collectionId": row["COLLECTION_ID"],
        "title": row["TITLE"],
        "score": score,
        "snippet": snippet(content, text),
        "sharedAccess": False,
    }


def snippet(content: str, text: str) -> str:
    """What stands around the first match of a text, which is in bold; as HTML."""
    at = content.lower().find(text.lower())
    if at < 0:
        at = max(fold(content).find(fold(text)), 0)
    before, match = content[max(at - AROUND, 0) : at], content[at : at + len(text)]
    after = content[at + len(text) : at + len(text) + AROUND]
    left, right = "..." if at > AROUND else "", "..." if at + len(text) + AROUND < len(content) else ""
    return f"{left}{escape(before)}<b>{escape(match)}</b>{escape(after)}{right}"
