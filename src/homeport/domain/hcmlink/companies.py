"""Companies of systems of personnel: linked to those of the CRM, with the fields that are known of their people.

Source: ``humanresources-hcmlink-company-*.md``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, or_, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import number_or_none, write_moment
from homeport.domain.crm.entities.company import COMPANY as CRM_COMPANY
from homeport.domain.hcmlink import jobs, reading
from homeport.domain.hcmlink.tables import COMPANY, EMPLOYEE, FIELD, JOB, PERSON, VALUE
from homeport.domain.records.filters import as_map
from homeport.domain.records.row_rules import exists
from homeport.store import Query, Transaction

FAILED = ErrorKind("0", "Operation failed", 200)
NOT_FOUND = ErrorKind("510", "Operation failed", 200)

UNKNOWN = "UNKNOWN"
TYPES = (
    "STRING", "FIRST_NAME", "LAST_NAME", "PATRONYMIC_NAME", "PHONE", "EMAIL", "ADDRESS", "BIRTHDAY", "POSITION",
    "DEPARTMENT", "DOCUMENT_REGISTRATION_NUMBER", "DOCUMENT_UID", "DOCUMENT_DATE", UNKNOWN,
)  # fmt: skip
ENTITIES = ("EMPLOYEE", "COMPANY", "DOCUMENT", UNKNOWN)
TTL = 86_400
"""How many seconds values are kept unless said."""

_IN_CRM = exists(CRM_COMPANY.table)
_BY_ID = Query(select(COMPANY).where(COMPANY.c.ID == bindparam("id")))
_BY_CODE = Query(select(COMPANY).where(COMPANY.c.CODE == bindparam("code")))
_BY_EITHER = Query(
    select(COMPANY)
    .where(or_(COMPANY.c.CODE == bindparam("code"), COMPANY.c.CRM_COMPANY_ID == bindparam("crm")))
    .order_by(COMPANY.c.ID)
)
_PAGE = Query(select(COMPANY).order_by(COMPANY.c.ID).limit(bindparam("limit")).offset(bindparam("offset")))
_OF_USER = Query(
    select(COMPANY, PERSON.c.CODE.label("PERSON"))
    .join(PERSON, PERSON.c.COMPANY_ID == COMPANY.c.ID)
    .where(PERSON.c.USER_ID == bindparam("user"))
    .order_by(COMPANY.c.ID)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_FIELDS = Query(select(FIELD).where(FIELD.c.COMPANY_ID == bindparam("company")).order_by(FIELD.c.ID))
_FORGET_VALUES = Query(
    delete(VALUE).where(
        VALUE.c.EMPLOYEE_ID.in_(select(EMPLOYEE.c.ID).where(EMPLOYEE.c.COMPANY_ID == bindparam("company")))
    )
)

Row = dict[str, Any]


def find(tx: Transaction, number: int) -> Row | None:
    """A company by its number."""
    return next(iter(tx.dicts(_BY_ID, id=number)), None)


def by_code(tx: Transaction, code: Any) -> Row | None:
    """A company by its code."""
    return next(iter(tx.dicts(_BY_CODE, code=str(code))), None)


def by_code_or_crm(tx: Transaction, named: Any) -> Row | None:
    """A company by its code, or by the number of that of the CRM."""
    text = str(named)
    found = tx.dicts(_BY_EITHER, code=text, crm=number_or_none(text) or 0)
    return next((row for row in found if row["CODE"] == text), next(iter(found), None))


def fields_of(tx: Transaction, company: int) -> list[Row]:
    """The fields that are known of a company's people."""
    return tx.dicts(_FIELDS, company=company)


def add(ctx: Ctx, given: Mapping[str, Any]) -> int:
    """Link a company, and ask the application for its people; the number.

    :raises CallError: ``FAILED``, ``NOT_FOUND``
    """
    row, fields = _read(given, FAILED)
    if by_code(ctx.tx, row["CODE"]) is not None:
        raise FAILED()
    _require_in_crm(ctx.tx, row)
    number = ctx.tx.insert(COMPANY, {**row, "CREATED_AT": ctx.clock.stamp()})
    _put_fields(ctx.tx, number, fields)
    jobs.begin(ctx, number, row["CODE"])
    return number


def change(ctx: Ctx, number: int, given: Mapping[str, Any]) -> None:
    """Say a company anew; of its fields, those go that are not said again.

    :raises CallError: ``NOT_FOUND``
    """
    row, fields = _read(given, NOT_FOUND)
    other = by_code(ctx.tx, row["CODE"])
    if find(ctx.tx, number) is None or (other is not None and other["ID"] != number):
        raise NOT_FOUND()
    _require_in_crm(ctx.tx, row)
    ctx.tx.update(COMPANY, {"ID": number}, row)
    _put_fields(ctx.tx, number, fields)


def delete_company(ctx: Ctx, number: int) -> None:
    """Link a company no longer.

    :raises CallError: ``NOT_FOUND``
    """
    if find(ctx.tx, number) is None:
        raise NOT_FOUND()
    ctx.tx.execute(_FORGET_VALUES, company=number)
    for table in (EMPLOYEE, PERSON, FIELD, JOB):
        ctx.tx.delete(table, COMPANY_ID=number)
    ctx.tx.delete(COMPANY, ID=number)


def listed(ctx: Ctx, limit: Any, offset: Any, user: int | None = None) -> list[Row]:
    """A page of companies with their fields.

    :param user: whose they must be, as a person there; None for all
    """
    size, before = reading.bounds(limit, offset)
    if user is None:
        found = ctx.tx.dicts(_PAGE, limit=size, offset=before)
    else:
        found = ctx.tx.dicts(_OF_USER, user=user, limit=size, offset=before)
    return [_shown(ctx, row) for row in found]


def of_user(ctx: Ctx, limit: Any, offset: Any) -> list[Row]:
    """A page of the companies in which the caller is somebody, briefly."""
    found = listed(ctx, limit, offset, ctx.actor.user_id)
    return [{name: value for name, value in row.items() if name not in ("createdAt", "fields")} for row in found]


def _shown(ctx: Ctx, row: Row) -> Row:
    person = {"person": row["PERSON"]} if "PERSON" in row else {}
    return {
        "id": row["ID"],
        "company": row["CODE"],
        "crmCompanyId": row["CRM_COMPANY_ID"],
        "title": row["TITLE"],
        "data": reading.shown(row["DATA"]),
        "createdAt": write_moment(row["CREATED_AT"], ctx.clock.zone),
        "fields": [
            {"field": each["CODE"], "title": each["TITLE"], "type": each["TYPE"], "ttl": each["TTL"]}
            for each in fields_of(ctx.tx, row["ID"])
        ],
        **person,
    }


def _read(given: Mapping[str, Any], refusal: ErrorKind) -> tuple[Row, list[Row]]:
    said = reading.named(given)
    try:
        row = {
            "CODE": reading.text(said.get("company")),
            "CRM_COMPANY_ID": reading.number(said.get("crmcompanyid")),
            "TITLE": reading.text(said.get("title")),
            "DATA": reading.data(said.get("data")),
        }
        fields = [_field(each) for each in as_map(said.get("fields")).values()]
        if not fields or len({each["CODE"] for each in fields}) < len(fields) or len(fields) > reading.MOST:
            raise ValueError("no fields, or one twice")
    except ValueError:
        raise refusal() from None
    return row, fields


def _field(given: Any) -> Row:
    said = reading.named(as_map(given))
    kind, entity = said.get("type") or UNKNOWN, said.get("entitytype") or UNKNOWN
    if kind not in TYPES or entity not in ENTITIES:
        raise ValueError("no such type")
    ttl = said.get("ttl")
    return {
        "CODE": reading.text(said.get("field")),
        "TITLE": reading.text(said.get("title")),
        "TYPE": kind,
        "ENTITY_TYPE": entity,
        "TTL": TTL if ttl in (None, "") else reading.number(ttl),
    }


def _require_in_crm(tx: Transaction, row: Row) -> None:
    if tx.one(_IN_CRM, id=row["CRM_COMPANY_ID"]) is None:
        raise NOT_FOUND()


def _put_fields(tx: Transaction, company: int, fields: list[Row]) -> None:
    """Fields by their codes: those that are there are changed, and keep their values."""
    there = {each["CODE"]: each["ID"] for each in fields_of(tx, company)}
    for each in fields:
        number = there.pop(each["CODE"], None)
        if number is None:
            tx.insert(FIELD, {**each, "COMPANY_ID": company})
        else:
            tx.update(FIELD, {"ID": number}, each)
    for number in there.values():
        tx.delete(VALUE, FIELD_ID=number)
        tx.delete(FIELD, ID=number)
