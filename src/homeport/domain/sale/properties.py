"""Properties of orders and of shipments: they are declared alike, and differ in what has values of them.

Sources: ``api-reference/sale/property/``, ``shipment-property/``.
"""

import re
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.domain.records.row_rules import names, not_emptied
from homeport.domain.sale import person_types
from homeport.domain.sale.kinds import STORE
from homeport.domain.sale.property_fields import (
    GROUP,
    KINDS,
    OF_KIND,
    ORDER_VALUE,
    PROPERTY,
    PROPERTY_FIELDS,
    SETTINGS_OF,
    SHIPMENT_VALUE,
    forget_property,
)
from homeport.store import Query, Transaction

NOT_FOUND = ErrorKind("200840400001", "property does not exist")
NO_PAYER = ErrorKind("200850000005", "The payer type is empty")
NOT_ADDED = ErrorKind("200850000006", "The payer type or the group does not exist, or they do not belong together")
FILTER_NOT_SAID = ErrorKind("200850000009", "isFiltered must be said of a property with several values")
NOT_FILTERED = ErrorKind("200850000010", "A property with several values cannot be filtered by")
LOCATION_NOT_SAID = ErrorKind("200850000011", "multiple must be said of the buyer's location")
ONE_LOCATION = ErrorKind("200850000012", "The buyer's location has one value")
TAX_NOT_SAID = ErrorKind("200850000013", "multiple must be said of the location that taxes depend on")
ONE_TAX_LOCATION = ErrorKind("200850000014", "The location that taxes depend on has one value")
PROFILE_NOT_SAID = ErrorKind("200850000015", "required must be said of the name of a profile")
PROFILE_REQUIRED = ErrorKind("200850000016", "The name of a profile must be filled")

_GOES_WITH = (
    (None, "MULTIPLE", "IS_FILTERED", "N", FILTER_NOT_SAID, NOT_FILTERED),
    ("LOCATION", "IS_LOCATION", "MULTIPLE", "N", LOCATION_NOT_SAID, ONE_LOCATION),
    ("LOCATION", "IS_LOCATION4TAX", "MULTIPLE", "N", TAX_NOT_SAID, ONE_TAX_LOCATION),
    ("STRING", "IS_PROFILE_NAME", "REQUIRED", "Y", PROFILE_NOT_SAID, PROFILE_REQUIRED),
)
"""Of a kind of property: who says yes to a flag must say another, and say this."""
RULES = tuple(kind for row in _GOES_WITH for kind in row[4:])

_GROUP_OF = Query(select(GROUP.c.PERSON_TYPE_ID).where(GROUP.c.ID == bindparam("id")))


def _fit_together(change: Change) -> None:
    kind = change.row.get("TYPE")
    for of_kind, flag, other, wanted, unsaid, wrong in _GOES_WITH:
        if change.said.get(flag) != "Y" or of_kind not in (None, kind):
            continue
        if other not in change.said:
            raise unsaid()
        if change.said[other] != wanted:
            raise wrong()


def _in_group_of_payers(change: Change) -> None:
    if change.old or change.new.get("PROPS_GROUP_ID") is None:
        return
    if change.ctx.tx.value(_GROUP_OF, id=change.new["PROPS_GROUP_ID"]) != change.new.get("PERSON_TYPE_ID"):
        raise NOT_ADDED()


def _sound_settings(change: Change) -> None:
    """Settings are those of the kind, as texts, and numbers where numbers belong."""
    if change.new.get("SETTINGS") is None:
        return
    known = SETTINGS_OF.get(change.row.get("TYPE", ""), {})
    given = msgspec.json.decode(change.new["SETTINGS"])
    settings = {name: str(value) for name, value in given.items() if name in known}
    for name, value in settings.items():
        if known[name] == "integer" and not re.fullmatch(r"-?\d{1,18}", value):
            raise change.dialect.misfit(PROPERTY_FIELDS.by_name["SETTINGS"])
    change.new["SETTINGS"] = msgspec.json.encode(settings).decode() if settings else None


def _follow(change: Change) -> None:
    """Values are known by the name and the codes of their property."""
    if change.old:
        said = {"CODE": change.row["CODE"], "NAME": change.row["NAME"]}
        number, code = change.old["ID"], change.row["XML_ID"]
        change.ctx.tx.update(ORDER_VALUE, {"ORDER_PROPS_ID": number}, {**said, "ORDER_PROPS_XML_ID": code})
        change.ctx.tx.update(SHIPMENT_VALUE, {"SHIPMENT_PROPS_ID": number}, {**said, "SHIPMENT_PROPS_XML_ID": code})


def _forgotten(change: Change) -> None:
    forget_property(change.ctx.tx, change.old["ID"])


OF_ORDERS = Collection(
    noun="property",
    plural="properties",
    table=PROPERTY,
    fields=PROPERTY_FIELDS,
    access=STORE,
    within={"ENTITY_TYPE": "ORDER"},
    before_save=(
        not_emptied({"PERSON_TYPE_ID": NO_PAYER}),
        names("PERSON_TYPE_ID", person_types.TABLE, NOT_ADDED, ENTITY_REGISTRY_TYPE=person_types.ORDERS),
        _in_group_of_payers,
        _fit_together,
        _sound_settings,
    ),
    after_save=(_follow,),
    after_delete=(_forgotten,),
)
OF_SHIPMENTS = replace(OF_ORDERS, within={"ENTITY_TYPE": "SHIPMENT"})


def fields_of(ctx: Ctx, dialect: Dialect, kind: str) -> Values:
    """The fields of properties of a kind, with what can be set of them.

    :raises CallError: the dialect's complaint about a kind that there is not
    """
    if kind not in KINDS:
        raise dialect.misfit(PROPERTY_FIELDS.by_name["TYPE"])
    others = {name for names_ in OF_KIND.values() for name in names_} - set(OF_KIND.get(kind, ()))

    def facts(type_name: str, **rules: bool) -> dict[str, Any]:
        return {"isImmutable": False, "isReadOnly": False, "isRequired": False, **rules, "type": type_name}

    found: Values = {}
    for field in PROPERTY_FIELDS:
        if field.name in others:
            continue
        found[field.item] = facts(
            field.type.name, isImmutable=field.immutable, isReadOnly=field.read_only, isRequired=field.required
        )
    if kind in SETTINGS_OF:
        found["settings"]["fields"] = {name: facts(type_name) for name, type_name in SETTINGS_OF[kind].items()}
    else:
        del found["settings"]
    return found


STANDARD = (
    ("Full name", "FIO", person_types.INDIVIDUAL, 1, "IS_PAYER"),
    ("E-mail", "EMAIL", person_types.INDIVIDUAL, 1, "IS_EMAIL"),
    ("Phone", "PHONE", person_types.INDIVIDUAL, 1, "IS_PHONE"),
    ("Delivery address", "ADDRESS", person_types.INDIVIDUAL, 2, "IS_ADDRESS"),
    ("Company", "COMPANY", person_types.COMPANY, 3, "IS_PAYER"),
    ("E-mail", "EMAIL", person_types.COMPANY, 3, "IS_EMAIL"),
    ("Phone", "PHONE", person_types.COMPANY, 3, "IS_PHONE"),
    ("Delivery address", "ADDRESS", person_types.COMPANY, 4, "IS_ADDRESS"),
)
"""What a new portal asks of buyers: name, code, type of payers, group, and what it is used as."""


def install(tx: Transaction) -> None:
    """Write the properties of a new portal; always the same ids."""
    for place, (name, code, payer, group, flag) in enumerate(STANDARD):
        row = {**PROPERTY_FIELDS.defaults, "NAME": name, "CODE": code, "TYPE": "STRING", "SORT": 100 + 10 * place}
        tx.insert(
            PROPERTY, {**row, flag: "Y", "PERSON_TYPE_ID": payer, "PROPS_GROUP_ID": group, "ENTITY_TYPE": "ORDER"}
        )
