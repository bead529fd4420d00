"""Values of fields: what a system of personnel tells of employees, kept as long as the field says.

Source: ``humanresources-hcmlink-field-value-set.md``.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, read_string
from homeport.domain.hcmlink import companies, jobs, reading
from homeport.domain.hcmlink.people import NO_COMPANY, NO_LIST
from homeport.domain.hcmlink.tables import EMPLOYEE, VALUE
from homeport.domain.records.filters import as_map
from homeport.store import Query

NO_FIELD = "Item #{place} field '{code}' not found for company '{company}'"
NO_EMPLOYEE = "Item #{place} employee '{code}' not found for company '{company}'"
NO_VALUE = "Item #{place} should have not empty 'value'"

_EMPLOYEE = Query(
    select(EMPLOYEE.c.ID).where(EMPLOYEE.c.COMPANY_ID == bindparam("company"), EMPLOYEE.c.CODE == bindparam("code"))
)
_EXPIRED = Query(delete(VALUE).where(VALUE.c.EXPIRES_AT <= bindparam("now")))


def put(ctx: Ctx, named: Any, given: Any, job: Any) -> list[str]:
    """Keep values of employees; what was wrong with which of them.

    :param named: the company's code, or the number of that of the CRM; empty where the job says it
    """
    listed = list(as_map(given).values()) if isinstance(given, dict | list) else []
    if not listed:
        return [NO_LIST]
    if is_empty(named) and isinstance(job, dict):
        company = companies.find(ctx.tx, jobs.find(ctx.tx, reading.named(job).get("id"))["COMPANY_ID"])
    else:
        company = companies.by_code_or_crm(ctx.tx, named)
    if company is None:
        return [NO_COMPANY.format(company=str(named)[: reading.MOST_LETTERS])]
    ctx.tx.execute(_EXPIRED, now=ctx.clock.stamp())
    fields = {row["CODE"]: row for row in companies.fields_of(ctx.tx, company["ID"])}
    found = (_put(ctx, company, fields, place, each) for place, each in enumerate(listed))
    return [error for error in found if error]


def _put(ctx: Ctx, company: companies.Row, fields: dict[str, companies.Row], place: int, given: Any) -> str:
    said = reading.named(as_map(given)) if isinstance(given, dict) else {}
    code, field = str(said.get("employee") or ""), str(said.get("field") or "")
    words = {"place": place, "company": company["CODE"]}
    if field not in fields:
        return NO_FIELD.format(**words, code=field[: reading.MOST_LETTERS])
    employee = ctx.tx.value(_EMPLOYEE, company=company["ID"], code=code)
    if employee is None:
        return NO_EMPLOYEE.format(**words, code=code[: reading.MOST_LETTERS])
    try:
        value = read_string(said.get("value"), ctx.clock.zone)
    except ValueError:
        value = None
    if not value:
        return NO_VALUE.format(place=place)
    ends = datetime.fromtimestamp(ctx.clock.now(), UTC) + timedelta(seconds=min(fields[field]["TTL"], 10**9))
    key = {"EMPLOYEE_ID": employee, "FIELD_ID": fields[field]["ID"]}
    ctx.tx.delete(VALUE, **key)
    ctx.tx.insert(VALUE, {**key, "VALUE": value, "EXPIRES_AT": to_stored(ends)})
    return ""
