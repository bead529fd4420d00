"""The entries of a list's property of the type list: by numbers, and new ones by names that a client makes up.

Source: ``lists-field-add.md``, ``lists-field-update.md``.
"""

import secrets
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_integer, read_string
from homeport.domain.iblock.tables import ENUM, VALUE
from homeport.domain.lists.tables import OWNER
from homeport.domain.portal import generation
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

MOST = 500
"""Entries that one call writes."""

_OF = Query(select(ENUM).where(ENUM.c.PROPERTY_ID == bindparam("property")).order_by(ENUM.c.SORT, ENUM.c.ID))

Row = dict[str, Any]


def of(tx: Transaction, number: int) -> list[Row]:
    """The entries of a property, in their order."""
    return tx.dicts(_OF, property=number)


def put(ctx: Ctx, number: int, said: Row, refusal: ErrorKind) -> None:
    """Write the entries that are said: ``LIST`` by their numbers, behind these each line of ``LIST_TEXT_VALUES``.

    One whose text is emptied goes; those that are not said stay. ``LIST_DEF`` says which are held by default.

    :raises CallError: ``refusal``
    """
    given = as_map(said.get("LIST")) if isinstance(said.get("LIST"), dict | list) else {}
    lines = str(said.get("LIST_TEXT_VALUES") or "").splitlines()
    new = [line.strip() for line in lines if line.strip()]
    if len(given) + len(new) > MOST:
        raise refusal()
    held = {str(row["ID"]): row for row in of(ctx.tx, number)}
    called: dict[str, int] = {key: row["ID"] for key, row in held.items()}
    for key, each in given.items():
        row = _row(ctx, as_map(each), refusal)
        if key in held and not row["VALUE"]:
            ctx.tx.delete(ENUM, ID=held[key]["ID"])
            ctx.tx.delete(VALUE, PROPERTY_ID=number, NUMBER=float(held[key]["ID"]))
            del called[key]
        elif key in held:
            ctx.tx.update(ENUM, {"ID": held[key]["ID"]}, row)
        elif row["VALUE"]:
            called[key] = _insert(ctx.tx, number, {"SORT": 500, "DEF": "N", **row})
    last = max((row["SORT"] or 0 for row in of(ctx.tx, number)), default=0)
    for place, text in enumerate(new, 1):
        _insert(ctx.tx, number, {"VALUE": text, "SORT": last + 10 * place, "DEF": "N"})
    chosen = said.get("LIST_DEF")
    if not is_empty(chosen):
        named = {str(each) for each in (as_map(chosen).values() if isinstance(chosen, dict | list) else (chosen,))}
        for key, entry in called.items():
            ctx.tx.update(ENUM, {"ID": entry}, {"DEF": "Y" if key in named else "N"})
    generation.changed(ctx.tx)


def _row(ctx: Ctx, given: Row, refusal: ErrorKind) -> Row:
    said = {str(name).upper(): value for name, value in given.items()}
    found: Row = {}
    try:
        found["VALUE"] = (read_string(said.get("VALUE"), ctx.clock.zone) or "").strip()
        if not is_empty(said.get("SORT")):
            found["SORT"] = read_integer(said["SORT"], ctx.clock.zone)
    except ValueError:
        raise refusal() from None
    if "DEF" in said:
        found["DEF"] = "Y" if said["DEF"] == "Y" else "N"
    return found


def _insert(tx: Transaction, number: int, row: Row) -> int:
    return tx.insert(ENUM, {**row, "PROPERTY_ID": number, "OWNER": OWNER, "XML_ID": secrets.token_hex(8)})
