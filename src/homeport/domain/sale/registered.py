"""What applications register with the store: handlers, and what is made of them: payment systems, delivery services,
cash registers. Administrators set them up, and an application changes its own alone.

Sources: ``api-reference/pay-system/``, ``api-reference/sale/delivery/``, ``api-reference/sale/cashbox/``.
"""

import binascii
import re
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Column, Integer, Table, bindparam, select

from homeport.core import uploads
from homeport.core import values as v
from homeport.core.errors import ErrorKind
from homeport.core.uploads import Upload
from homeport.domain.files import files
from homeport.domain.files.files import Refusals
from homeport.domain.records.collection import Change, Hook
from homeport.domain.records.dialect import CLASSIC
from homeport.store import Query

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
UNDEFINED = ErrorKind("ERROR_CHECK_FAILURE", "Parameter {field} is not defined")
WRONG = ErrorKind("ERROR_CHECK_FAILURE", "Parameter {field} is wrong")

REGISTERED = replace(
    CLASSIC, texts=False, denied=DENIED, unreadable=DENIED, invalid=WRONG, required=UNDEFINED, keeps_empty=False
)
"""Fields in capitals, numbers, bare ids and rows; whatever is missing or wrong has one code."""
HANDLERS = replace(REGISTERED, texts=True)
"""Handlers answer texts."""

NO_ROOM = Refusals(ErrorKind("ERROR_CHECK_FAILURE", "The logo cannot be saved"), WRONG)

_ADDRESS = re.compile(r"https?://[^\s/]+.*")


def _read_object(value: Any, zone: ZoneInfo) -> str | None:
    if not isinstance(value, dict | list):
        raise ValueError("not an object")
    text: str | None = v.OBJECT.read(value, zone)
    return text


OBJECT = replace(v.OBJECT, read=_read_object)
"""A structure, which is answered as it came."""


def app_column() -> Column[Any]:
    """The application that has made a row; nothing for a webhook."""
    return Column("APP_ID", Integer)


def owned(change: Change) -> None:
    """An application changes and deletes what it has made itself; a new row is its own."""
    app = change.ctx.credential.app
    if not change.old:
        change.new["APP_ID"] = app.id if app else None
        return
    owner = change.ctx.tx.value(_owner(change.collection.table), id=change.old["ID"])
    if app is not None and owner is not None and owner != app.id:
        raise DENIED()


@cache
def _owner(table: Table) -> Query:
    return Query(select(table.c.APP_ID).where(table.c.ID == bindparam("id")))


def read_logo(value: Any, zone: ZoneInfo) -> Any:
    """A picture in base64, kept aside until the row is written."""
    if v.is_empty(value):
        return None
    try:
        return Upload("logo", uploads.read_content(value))
    except binascii.Error:
        raise ValueError("not base64") from None


LOGO = replace(v.LINK, read=read_logo)


def pictured(change: Change) -> None:
    """A logo is a file of its own, which goes when another one comes."""
    if "LOGOTYPE" not in change.said:
        return
    if change.old.get("LOGOTYPE"):
        files.forget(change.ctx.tx, change.old["LOGOTYPE"])
    upload = change.new["LOGOTYPE"]
    change.new["LOGOTYPE"] = None if upload is None else files.save(change.ctx, upload, NO_ROOM).id


def unpictured(change: Change) -> None:
    """A logo goes with what it stands for."""
    if change.old.get("LOGOTYPE"):
        files.forget(change.ctx.tx, change.old["LOGOTYPE"])


def addresses(field: str, *required: str, optional: tuple[str, ...] = ()) -> Hook:
    """A structure names addresses that calls can be sent to."""

    def check(change: Change) -> None:
        if change.new.get(field) is None:
            return
        given = msgspec.json.decode(change.new[field])
        if not isinstance(given, dict):
            raise change.dialect.invalid(field=field)
        for name in required:
            if not given.get(name):
                raise change.dialect.required(field=f"{field}[{name}]")
        for name in (*required, *optional):
            if given.get(name) and not (isinstance(given[name], str) and _ADDRESS.fullmatch(given[name])):
                raise change.dialect.invalid(field=f"{field}[{name}]")

    return check
