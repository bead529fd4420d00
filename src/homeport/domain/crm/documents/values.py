"""How fields of records, people and amounts stand in documents."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.amounts import rounded
from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.currency import localizations
from homeport.domain.crm.documents.branches import Branch, Leaf
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import multifields
from homeport.domain.crm.stages import statuses
from homeport.domain.documentgenerator import formats
from homeport.domain.portal.tables import USER
from homeport.domain.records.fields import Field, FieldTable, Values
from homeport.domain.user_fields.fields import UserField
from homeport.store import Query, Transaction

PICTURES = {
    "UF_LOGO": "LOGO",
    "UF_STAMP": "UF_CRM_STAMP",
    "UF_DIRECTOR_SIGN": "UF_CRM_DIRECTOR_SIGN",
    "UF_ACCOUNTANT_SIGN": "UF_CRM_ACCOUNTANT_SIGN",
}
"""What documents call pictures of the own company, and the fields that hold them: people make those of stamps."""
STAMPS = frozenset(PICTURES.values()) - {"LOGO"}
_KINDS = {"PHONE": "Phone", "EMAIL": "E-mail", "WEB": "Website"}
_USER = {
    "NAME": "First name", "LAST_NAME": "Last name", "SECOND_NAME": "Second name", "EMAIL": "E-mail",
    "PERSONAL_PHONE": "Phone", "PERSONAL_MOBILE": "Mobile", "WORK_PHONE": "Work phone", "WORK_POSITION": "Position",
}  # fmt: skip
_USERS = Query(select(*(USER.c[name] for name in _USER)).where(USER.c.ID == bindparam("id")))


def user(tx: Transaction, user_id: int | None, title: str) -> Branch | None:
    """Somebody who works here."""
    row = tx.one(_USERS, id=user_id or 0)
    if row is None:
        return None
    found = dict(zip(_USER, row, strict=True))
    whole = " ".join(filter(None, (found["NAME"], found["LAST_NAME"])))
    leaves = {name: Leaf(label, found[name]) for name, label in _USER.items()}
    return Branch(title, {**leaves, "FORMATTED_NAME": Leaf("Name", whole)})


def ways_to_reach(tx: Transaction, record: Owner) -> dict[str, Leaf]:
    """The first phone, e-mail address and site of a record."""
    rows = multifields.of_record(tx, record)
    return {kind: Leaf(title, multifields.first_of(rows, kind, None)) for kind, title in _KINDS.items()}


def of_row(ctx: Ctx, fields: FieldTable, row: Values, entity: Entity | None = None) -> dict[str, Leaf]:
    """The fields of a stored row.

    :param entity: what it is a record of
    """
    return {
        field.name: _leaf(ctx, field, row, entity) for field in fields if field.name in row and field.name != "ID"
    } | {"ID": Leaf("ID", row.get("ID"))}


def money(tx: Transaction, amount: float | None, currency: str | None) -> str:
    """An amount as its currency is written."""
    known = localizations.of_currency(tx, currency or "")
    ways = known.get("en") or next(iter(known.values()), None) or localizations.default_of(currency or "")
    number = f"{rounded(amount or 0.0, ways['DECIMALS']):,.{ways['DECIMALS']}f}"
    if ways["HIDE_ZERO"] == "Y" and ways["DECIMALS"] and not number.partition(".")[2].strip("0"):
        number = number.partition(".")[0]
    separator = ways["THOUSANDS_SEP"].replace("&nbsp;", "\N{NO-BREAK SPACE}")
    whole, point, rest = number.partition(".")
    written = whole.replace(",", separator) + (ways["DEC_POINT"] if point else "") + rest
    return str(ways["FORMAT_STRING"]).replace("#", written)


def _leaf(ctx: Ctx, field: Field, row: Values, entity: Entity | None) -> Leaf:  # noqa: PLR0911  a kind of field each
    value, title = row[field.name], field.title
    if field.several:
        return Leaf(title, _several(field, value))
    match field.type.name:
        case "crm_status":
            return Leaf(title, _named(ctx.tx, entity, field, row))
        case "user" | "employee":
            found = user(ctx.tx, value, title)
            return Leaf(title, found.leaves["FORMATTED_NAME"].value if found is not None else "")
        case "datetime":
            return Leaf(title, value and stored_to_iso(value, ctx.clock.zone), formats.DATE)
        case "date":
            return Leaf(title, value, formats.DATE)
        case "file":
            kind = formats.STAMP if field.name in STAMPS else formats.IMAGE
            return Leaf(title, _number(value), kind)
        case "enumeration" if isinstance(field, UserField):
            return Leaf(title, _item(field, value))
    currency = next((row[name] for name in ("CURRENCY_ID", "CURRENCY") if name in row), None)
    if field.name in ("OPPORTUNITY", "TAX_VALUE", "PRICE") and currency is not None:
        form: Mapping[str, Any] = {"currencyId": currency, "withZeros": True}
        return Leaf(title, money(ctx.tx, value, currency), "MONEY", form)
    return Leaf(title, _plain(field, value, ctx.clock.zone))


def _named(tx: Transaction, entity: Entity | None, field: Field, row: Values) -> str:
    directory = field.status or ""
    if entity is not None and entity.stages is not None and directory == "{stages}":
        directory = entity.stages.directory_of(entity.type_id, row.get("CATEGORY_ID"))
    names = {item["STATUS_ID"]: item["NAME"] for item in statuses.items_of(tx, directory)}
    return str(names.get(row[field.name], row[field.name] or ""))


def _item(field: UserField, value: Any) -> str:
    return next((item.value for item in field.definition.items if str(item.id) == str(value)), "")


def _several(field: Field, stored: Any) -> Any:
    found = msgspec.json.decode(stored) if isinstance(stored, str) and stored.startswith("[") else stored
    values = found if isinstance(found, list) else [] if found is None else [found]
    if isinstance(field, UserField) and field.type.name == "enumeration":
        values = [_item(field, each) for each in values]
    return ", ".join(formats.text(each) for each in values)


def _plain(field: Field, value: Any, zone: ZoneInfo) -> str:
    return formats.text(field.type.item(value, zone))


def _number(stored: Any) -> int | None:
    return int(stored) if isinstance(stored, int) or (isinstance(stored, str) and stored.isdecimal()) else None
