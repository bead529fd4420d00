"""External lines: the numbers by which an application makes and takes calls. They go with the application.

Source: ``api-reference/telephony/telephony-external-line-add.md`` and the pages beside it.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_flag
from homeport.domain.telephony.reading import app_of, text
from homeport.domain.telephony.tables import LINE
from homeport.store import Query, Transaction

NO_NUMBER = ErrorKind("ERROR_CORE", "NUMBER should not be empty")
TAKEN = ErrorKind("ERROR_CORE", "Line already exists")
NOTHING = ErrorKind("ERROR_CORE", "There are no fields to update")
NOT_FOUND = ErrorKind("ERROR_CORE", "Could not find line with number {number}")

Row = dict[str, Any]

_ONE = Query(select(*LINE.c).where(LINE.c.APP_ID == bindparam("app_id"), LINE.c.NUMBER == bindparam("number")))
_OF_APP = Query(
    select(LINE.c.NUMBER, LINE.c.NAME, LINE.c.CRM_AUTO_CREATE)
    .where(LINE.c.APP_ID == bindparam("app_id"))
    .order_by(LINE.c.NUMBER)
)


def add(ctx: Ctx, number: Any, name: Any, creates: Any) -> int:
    """Add a line to the application that calls; its id.

    :param creates: ``Y``, as without it, where calls that go out by it make clients
    :raises CallError: ``NO_NUMBER``, ``TAKEN``
    """
    called = _number(number)
    if find(ctx.tx, app_of(ctx), called) is not None:
        raise TAKEN()
    row = {"APP_ID": app_of(ctx), "NUMBER": called, "NAME": text(name), "CRM_AUTO_CREATE": _flag(ctx, creates)}
    return ctx.tx.insert(LINE, row)


def change(ctx: Ctx, number: Any, name: Any, creates: Any) -> int:
    """Change a line of the application that calls; its id.

    :param name: None to leave it
    :param creates: None to leave it
    :raises CallError: ``NO_NUMBER``, ``NOTHING``, ``NOT_FOUND``
    """
    called = _number(number)
    new = {} if name is None else {"NAME": text(name)}
    new |= {} if creates is None else {"CRM_AUTO_CREATE": _flag(ctx, creates)}
    if not new:
        raise NOTHING()
    found = _require(ctx, called)
    ctx.tx.update(LINE, {"ID": found["ID"]}, new)
    return int(found["ID"])


def delete(ctx: Ctx, number: Any) -> None:
    """Delete a line of the application that calls.

    :raises CallError: ``NO_NUMBER``, ``NOT_FOUND``
    """
    ctx.tx.delete(LINE, ID=_require(ctx, _number(number))["ID"])


def listed(ctx: Ctx) -> list[Row]:
    """The lines of the application that calls."""
    return ctx.tx.dicts(_OF_APP, app_id=app_of(ctx))


def find(tx: Transaction, app_id: int, number: str) -> Row | None:
    """A line of an application."""
    return next(iter(tx.dicts(_ONE, app_id=app_id, number=number)), None)


def forget_application(tx: Transaction, app_id: int) -> None:
    """Delete the lines of an application that is uninstalled."""
    tx.delete(LINE, APP_ID=app_id)


def _require(ctx: Ctx, number: str) -> Row:
    found = find(ctx.tx, app_of(ctx), number)
    if found is None:
        raise NOT_FOUND(number=number)
    return found


def _number(given: Any) -> str:
    called = text(given)
    if not called:
        raise NO_NUMBER()
    return called


def _flag(ctx: Ctx, given: Any) -> str:
    return read_flag("Y" if given in (None, "") else given, ctx.clock.zone)
