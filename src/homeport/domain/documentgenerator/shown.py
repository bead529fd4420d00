"""Documents as methods answer them, with the addresses of their files.

Sources: ``document-generator-document-get.md``, ``-list.md``; ``crm-document-generator-document-get.md``, ``-list.md``.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.core.ctx import Ctx, Page
from homeport.core.rights import Operation
from homeport.core.values import write_moment
from homeport.domain.documentgenerator import conversion, making, permissions
from homeport.domain.documentgenerator.documents import LINK
from homeport.domain.documentgenerator.generators import DOCUMENT_NOT_FOUND, Generator
from homeport.domain.documentgenerator.tables import DOCUMENT
from homeport.domain.files import doors, files, public
from homeport.domain.files.files import Stored
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.store import Query, padded, statements

WORD, PDF, IMAGE = "FILE_ID", "PDF_ID", "IMAGE_ID"
_URLS = {WORD: "downloadUrl", PDF: "pdfUrl", IMAGE: "imageUrl"}

Extra = Callable[[Ctx, Values], Values]
"""What a family answers of a document beside what all have."""


def whole(ctx: Ctx, of: Generator, row: Values, extra: Extra, *, numbers: tuple[str, ...] = ()) -> Values:
    """A document alone.

    :param numbers: what of it is a number, else a text
    """
    zone = ctx.clock.zone
    found: Values = {
        "publicUrl": public.address_of(ctx, LINK, row["ID"], row["LINKS"]) if row["IS_SHARED"] == "Y" else None,
        "title": row["TITLE"],
        "number": row["NUMBER"],
        "id": str(row["ID"]),
        "createTime": write_moment(row["CREATE_TIME"], zone),
        "createdBy": str(row["CREATED_BY"]),
        "updateTime": write_moment(row["UPDATE_TIME"], zone),
        "updatedBy": None if row["UPDATED_BY"] is None else str(row["UPDATED_BY"]),
        "stampsEnabled": row["STAMPS"] == "Y",
        "isTransformationError": row["STATE"] == conversion.FAILED,
        "values": making.values_of(row),
        "templateId": str(row["TEMPLATE_ID"]),
        "pullTag": f"TRANSFORMDOCUMENT{row['ID']}",
        "emailDiskFile": row["DISK_OBJECT_ID"],
    }
    if row["TROUBLE"]:
        code, _, text = row["TROUBLE"].partition("|")
        found |= {"transformationErrorCode": code, "transformationErrorMessage": text}
    if row["VIEWED"]:
        found["publicUrlView"] = {"time": write_moment(row["VIEWED"], zone)}
    for name in numbers:
        found[name] = None if found[name] is None else int(found[name])
    found |= _addresses(ctx, of, row)
    if row[PDF]:
        found |= {"printUrl": found["pdfUrl"], "printUrlMachine": found["pdfUrl"]}
    return found | extra(ctx, row)


def page(ctx: Ctx, of: Generator, select: Any, filter: Any, order: Any, start: Any) -> Page:  # noqa: A002  as documented
    """A page of documents, with the addresses of their files.

    :raises CallError: the family's refusal
    """
    names = reading.names_of(select)
    found = reading.page(
        ctx,
        of.documents,
        of.document_dialect,
        select=["id", *names] if names and reading.EVERY not in names else [],
        filter=filter,
        order=order,
        start=start,
    )
    ids = [int(row["id"]) for row in found.result]
    known = _files_of(ctx, ids)
    for number, row in zip(ids, found.result, strict=True):
        row.update(_addresses(ctx, of, known[number]), stampsEnabled=known[number]["STAMPS"] == "Y")
        row["values"] = row.get("values") or None
    return found


def content(ctx: Ctx, of: Generator, number: int, which: str) -> Stored:
    """A file of a document that the caller may read.

    :param which: :data:`WORD`, :data:`PDF` or :data:`IMAGE`
    :raises CallError: the family's refusals, ``DOCUMENT_NOT_FOUND``
    """
    row = making.stored(ctx.tx, number)
    if row is None or row["MODULE_ID"] != of.module:
        raise DOCUMENT_NOT_FOUND()
    if not reading.may(ctx, of.documents, Operation.READ, {"ID": number}):
        raise permissions.ACCESS_DENIED()
    found = files.find(ctx.tx, row[which]) if which in _URLS and row[which] else None
    if found is None:
        raise DOCUMENT_NOT_FOUND()
    return found


def _addresses(ctx: Ctx, of: Generator, row: Values) -> Values:
    found: Values = {}
    for column, name in _URLS.items():
        if row[column]:
            url = doors.download_url(ctx, f"{of.door}.document", row["ID"], column)
            found |= {name: url, f"{name}Machine": url}
    return found


def _files_of(ctx: Ctx, ids: list[int]) -> dict[int, Values]:
    if not ids:
        return {}
    wanted = [*ids, *[ids[-1]] * (padded(len(ids)) - len(ids))]
    rows = ctx.tx.dicts(_rows(len(wanted)), **{f"n{place}": number for place, number in enumerate(wanted)})
    return {row["ID"]: row for row in rows}


@statements
def _rows(count: int) -> Query:
    places: list[BindParameter[int]] = [bindparam(f"n{place}") for place in range(count)]
    columns = (DOCUMENT.c[name] for name in ("ID", "STAMPS", *_URLS))
    return Query(select(*columns).where(DOCUMENT.c.ID.in_(places)))
