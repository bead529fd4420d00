"""Jobs: what applications are asked to do, and how far they are.

A company that is linked is asked for its people. Sources: ``hcm-link/index.md``, ``humanresources-hcmlink-job-*.md``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import write_moment
from homeport.domain.events.emission import tell
from homeport.domain.hcmlink import reading
from homeport.domain.hcmlink.events import LIST_REQUESTED, SCOPE_NAME
from homeport.domain.hcmlink.tables import JOB
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

FAILED = ErrorKind("0", "Operation failed", 200)

STARTED, IN_PROGRESS, DONE, CANCELED = "STARTED", "IN_PROGRESS", "DONE", "CANCELED"
OVER = frozenset({DONE, CANCELED})

_BY_ID = Query(select(JOB).where(JOB.c.ID == bindparam("id")))


def begin(ctx: Ctx, company: int, code: str) -> int:
    """Ask applications for the people of a company; the number of the job."""
    now = ctx.clock.stamp()
    row = {"COMPANY_ID": company, "STATUS": STARTED, "TOTAL": 0, "SENT": 0, "DATA": "{}"}
    job = ctx.tx.insert(JOB, {**row, "CREATED_AT": now, "UPDATED_AT": now})
    told = {"jobId": job, "company": code, "date": write_moment(now, ctx.clock.zone)}
    tell(ctx, (LIST_REQUESTED,), told, SCOPE_NAME)
    return job


def find(tx: Transaction, given: Any) -> dict[str, Any]:
    """A job by its number, as a client sent it.

    :raises CallError: ``FAILED``
    """
    try:
        rows = tx.dicts(_BY_ID, id=reading.number(given))
    except ValueError:
        rows = []
    if not rows:
        raise FAILED()
    return rows[0]


def is_alive(tx: Transaction, given: Any) -> bool:
    """Whether a job is still to be done.

    :raises CallError: ``FAILED`` when there is none
    """
    return find(tx, given)["STATUS"] not in OVER


def change(ctx: Ctx, given: Any, fields: Any) -> None:
    """Say how far a job is; one that is over stays as it is.

    :raises CallError: ``FAILED``
    """
    job = find(ctx.tx, given)
    said = reading.named(as_map(fields)) if isinstance(fields, dict | list) else {}
    status = said.get("status")
    if job["STATUS"] in OVER or status not in (IN_PROGRESS, DONE, CANCELED):
        raise FAILED()
    row: dict[str, Any] = {"STATUS": status, "UPDATED_AT": ctx.clock.stamp()}
    try:
        row |= {name.upper(): reading.number(said[name]) for name in ("total", "sent") if said.get(name) is not None}
        if said.get("data") is not None:
            row["DATA"] = reading.data(said["data"])
    except ValueError:
        raise FAILED() from None
    ctx.tx.update(JOB, {"ID": job["ID"]}, row)


def change_named(ctx: Ctx, given: Any) -> None:
    """Change a job that is said beside something else, where it is.

    :raises CallError: ``FAILED``
    """
    if given in (None, "", [], {}):
        return
    said: Mapping[str, Any] = reading.named(as_map(given)) if isinstance(given, dict | list) else {}
    change(ctx, said.get("id"), said.get("fields"))
