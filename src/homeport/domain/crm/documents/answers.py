"""What methods of the CRM's documents take and answer that others do not.

Sources: ``crm-document-generator-document-get.md``, ``-list.md``, ``-upload.md``.
"""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.uploads import Upload
from homeport.domain.crm import papers
from homeport.domain.crm.documents import subjects
from homeport.domain.crm.documents.generator import CRM, NOT_VIEWED, source_of
from homeport.domain.documentgenerator import documents, templates
from homeport.domain.documentgenerator.generators import EMPTY
from homeport.domain.documentgenerator.making import values_of
from homeport.domain.records import reading
from homeport.domain.records.fields import Values
from homeport.store.numbers import amount

WRONG_TYPE = ErrorKind("0", 'Wrong "entityTypeId" field value')
WRONG_RECORD = ErrorKind("0", 'Wrong "entityId" field value')
NOT_LISTED = ErrorKind("ACCESS_DENIED", "Access denied")
UNSELECTABLE = ErrorKind(
    "100",
    "Unknown field definition ENTITY_TYPE_ID (ENTITY_TYPE_ID) for \\Bitrix\\DocumentGenerator\\Model\\Document Entity",
)

LONGEST = 255
_REQUIRED = ("entityTypeId", "fileContent", "region", "entityId", "title", "number")
_WITHOUT = {"STAMPS": "The template has no stamps and signatures", "QR": "The template has no QR code"}


def of_record(ctx: Ctx, row: Values) -> Values:
    """What a document about a record says beside what all do."""
    goods = source_of(ctx, row, values_of(row)).goods
    currency = goods.totals["TOTAL_SUM"].format or {}
    found: Values = {
        "changeStampsEnabled": row["HAS_STAMPS"] == "Y",
        "changeQrCodeEnabled": False,
        "qrCodeEnabled": False,
        "changeQrCodeDisabledReason": _WITHOUT["QR"],
        "products": {
            "currencyId": currency.get("currencyId") or "",
            "totalSum": amount(goods.total),
            "totalRows": goods.size,
        },
        "entityId": str(row["ENTITY_ID"]),
        "entityTypeId": str(row["ENTITY_TYPE_ID"]),
        **not_yet(row),
    }
    if row["HAS_STAMPS"] != "Y":
        found["changeStampsDisabledReason"] = _WITHOUT["STAMPS"]
    return found


def not_yet(row: Values) -> Values:
    """The addresses of what is not made yet: empty, as the page has them then."""
    names = {"PDF_ID": "pdfUrl", "IMAGE_ID": "imageUrl"}
    return {name: "" for column, name in names.items() if not row[column]}


def require_selectable(select: Any) -> None:
    """Refuse a ``select`` that names the type of records, as the page has it.

    :raises CallError: :data:`UNSELECTABLE`
    """
    if any(name.lower() == "entitytypeid" for name in reading.names_of(select)):
        raise UNSELECTABLE()


def require_listable(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Refuse a list of the documents about one record that the caller may not read.

    :raises CallError: :data:`NOT_LISTED`
    """
    said = {key.lstrip("=").lower(): value for key, value in given.items()}
    record = Owner(subjects.number_of(said.get("entitytypeid")), subjects.number_of(said.get("entityid")))
    if all(record) and papers.exists(ctx.tx, record) and not papers.may(ctx, Operation.READ, record):
        raise NOT_LISTED()


def uploaded(ctx: Ctx, given: Mapping[str, Any]) -> Values:
    """Keep a document that comes ready; as it is stored.

    :raises CallError: ``EMPTY``, :data:`WRONG_TYPE`, :data:`WRONG_RECORD`, ``No provider for entityTypeId``, ``Missing
        file content``, ``Could not save file``, the family's refusals
    """
    if CRM.documents.access.grant(ctx, Operation.ADD) is None:
        raise NOT_VIEWED()
    said = {str(name).lower(): value for name, value in given.items()}
    missing = [name for name in _REQUIRED if said.get(name.lower()) in (None, "", [], {})]
    if missing:
        raise EMPTY(field=", ".join(missing))
    subject = subjects.subject_of(said["entitytypeid"], said["entityid"])
    if subject["ENTITY_TYPE_ID"] <= 0:
        raise WRONG_TYPE()
    if subject["ENTITY_ID"] <= 0:
        raise WRONG_RECORD()
    subjects.require(ctx, subject, [])
    if not papers.exists(ctx.tx, subjects.record_of(subject)):
        raise WRONG_RECORD()
    title, number, region = (_text(said[name]) for name in ("title", "number", "region"))
    parts = (("filecontent", ".docx"), ("pdfcontent", ".pdf"), ("imagecontent", ".png"))
    sent = [
        templates.upload_of(said[name], f"{title}{suffix}") if said.get(name) not in (None, "") else Upload("", b"")
        for name, suffix in parts
    ]
    return documents.upload(ctx, CRM, subject, title, number, region, (sent[0], sent[1], sent[2]))


def _text(given: Any) -> str:
    return str(given)[:LONGEST] if isinstance(given, str | int) else ""
