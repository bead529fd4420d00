"""People of linked companies: told by the system of personnel, and mapped to users.

Sources: ``humanresources-hcmlink-employee-set.md``, ``humanresources-hcmlink-employee-list.md``.
"""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, parse_moment, write_moment
from homeport.domain.hcmlink import companies, reading
from homeport.domain.hcmlink.companies import NOT_FOUND, Row
from homeport.domain.hcmlink.tables import EMPLOYEE, PERSON
from homeport.domain.portal.people import users
from homeport.domain.records.filters import as_map
from homeport.store import Query

NO_LIST = "Parameter 'data' must be a non empty array "
INCOMPLETE = "Item #{place} should have not empty 'employee', 'person', 'data'"
NO_USER = "Item #{place} user '{user}' not found"
NO_COMPANY = "Company '{company}' not found"
NAMES = ("firstname", "lastname")

_PERSON = Query(select(PERSON).where(PERSON.c.COMPANY_ID == bindparam("company"), PERSON.c.CODE == bindparam("code")))
_EMPLOYEE = Query(
    select(EMPLOYEE).where(EMPLOYEE.c.COMPANY_ID == bindparam("company"), EMPLOYEE.c.CODE == bindparam("code"))
)
_EMPLOYEES = Query(select(EMPLOYEE).where(EMPLOYEE.c.PERSON_ID == bindparam("person")).order_by(EMPLOYEE.c.ID))
_MAPPED = Query(
    select(PERSON)
    .where(
        PERSON.c.COMPANY_ID == bindparam("company"),
        PERSON.c.USER_ID.is_not(None),
        PERSON.c.UPDATED_AT > bindparam("since"),
    )
    .order_by(PERSON.c.ID)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


def put(ctx: Ctx, code: Any, given: Any) -> list[str]:
    """Keep what a system of personnel tells of a company's people; what was wrong with which of them."""
    listed = list(as_map(given).values()) if isinstance(given, dict | list) else []
    if not listed:
        return [NO_LIST]
    company = companies.by_code(ctx.tx, code)
    if company is None:
        return [NO_COMPANY.format(company=str(code)[: reading.MOST_LETTERS])]
    found = (_put(ctx, company["ID"], place, each) for place, each in enumerate(listed))
    return [error for error in found if error]


def _put(ctx: Ctx, company: int, place: int, given: Any) -> str:
    said = reading.named(as_map(given)) if isinstance(given, dict) else {}
    try:
        code, person = reading.text(said.get("employee")), reading.text(said.get("person"))
        data = reading.data(said.get("data"))
    except ValueError:
        return INCOMPLETE.format(place=place)
    known = msgspec.json.decode(data)
    if all(is_empty(value) for value in known.values()):
        return INCOMPLETE.format(place=place)
    user = None if is_empty(said.get("userid")) else str(said["userid"])
    if user is not None and not _is_user(ctx, user):
        return NO_USER.format(place=place, user=user[: reading.MOST_LETTERS])
    number = _person(ctx, company, person, known, None if user is None else int(user))
    row = {"PERSON_ID": number, "DATA": data}
    held = ctx.tx.dicts(_EMPLOYEE, company=company, code=code)
    if held:
        ctx.tx.update(EMPLOYEE, {"ID": held[0]["ID"]}, row)
    else:
        ctx.tx.insert(EMPLOYEE, {**row, "COMPANY_ID": company, "CODE": code, "CREATED_AT": ctx.clock.stamp()})
    return ""


def _is_user(ctx: Ctx, given: Any) -> bool:
    try:
        return users.exists(ctx.tx, reading.number(given))
    except ValueError:
        return False


def _person(ctx: Ctx, company: int, code: str, known: Row, user: int | None) -> int:
    """A person by the code; a user is one person in a company, the one that was told last."""
    now, names = ctx.clock.stamp(), reading.named(known)
    title = " ".join(str(names[name]) for name in NAMES if not is_empty(names.get(name)))
    held = next(iter(ctx.tx.dicts(_PERSON, company=company, code=code)), None)
    if user is not None and (held is None or held["USER_ID"] != user):
        ctx.tx.update(PERSON, {"COMPANY_ID": company, "USER_ID": user}, {"USER_ID": None, "UPDATED_AT": now})
    if held is None:
        row = {"COMPANY_ID": company, "CODE": code, "USER_ID": user, "TITLE": title, "CREATED_AT": now}
        return ctx.tx.insert(PERSON, {**row, "UPDATED_AT": now})
    mapped = held["USER_ID"] if user is None else user
    ctx.tx.update(PERSON, {"ID": held["ID"]}, {"USER_ID": mapped, "TITLE": title or held["TITLE"], "UPDATED_AT": now})
    number: int = held["ID"]
    return number


def mapped(ctx: Ctx, code: Any, limit: Any, offset: Any, since: Any) -> list[Row]:
    """A page of the people of a company who are users.

    :param since: a moment, after which they were told; empty for all
    :raises CallError: ``NOT_FOUND``
    """
    company = companies.by_code(ctx.tx, code)
    if company is None:
        raise NOT_FOUND()
    try:
        moment = "" if is_empty(since) else to_stored(parse_moment(since, ctx.clock.zone))
    except (ValueError, OverflowError):
        raise NOT_FOUND() from None
    size, before = reading.bounds(limit, offset)
    found = ctx.tx.dicts(_MAPPED, company=company["ID"], since=moment, limit=size, offset=before)
    return [_shown(ctx, company["CODE"], row) for row in found]


def _shown(ctx: Ctx, company: str, row: Row) -> Row:
    zone = ctx.clock.zone
    return {
        "id": row["ID"],
        "company": company,
        "person": row["CODE"],
        "employees": [
            {
                "id": each["ID"],
                "employee": each["CODE"],
                "data": reading.shown(each["DATA"]),
                "createdAt": write_moment(each["CREATED_AT"], zone),
            }
            for each in ctx.tx.dicts(_EMPLOYEES, person=row["ID"])
        ],
        "userId": row["USER_ID"],
        "title": row["TITLE"],
        "createdAt": write_moment(row["CREATED_AT"], zone),
        "updatedAt": write_moment(row["UPDATED_AT"], zone),
    }
