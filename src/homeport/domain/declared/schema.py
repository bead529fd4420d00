"""What a file may say: its tables, and the keys of each. The documentation's reference is checked against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from homeport.core import owner
from homeport.core.values import FieldType
from homeport.domain.crm.activity.fields import FIELDS as ACTIVITY_FIELDS
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.dynamic import DYNAMIC_FIELDS
from homeport.domain.crm.entities.multifields import MULTIFIELDS
from homeport.domain.crm.type.smart_processes import LAST_HIGH
from homeport.domain.crm.type.types import SWITCHES
from homeport.domain.declared import kinds
from homeport.domain.declared.kinds import Kind, Look, UnfitError
from homeport.domain.declared.positions import Path
from homeport.domain.portal.people.profile_fields import DATES, TITLES
from homeport.domain.portal.tables import USER_DETAILS
from homeport.domain.records.fields import Field, FieldTable, camel
from homeport.domain.user_fields.types import TYPES as TYPES_OF_FIELDS

USER_TYPES = tuple(TYPES_OF_FIELDS)
_NO_ZONE: Any = None
"""Whether a value fits does not depend on a zone."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table.

    :param about: what it says
    :param column: what the portal calls it
    """

    kind: Kind
    about: str
    column: str
    required: bool = False


Keys = Mapping[str, Key]
"""By the key's name in small letters."""


def _key(name: str, kind: Kind, about: str, column: str = "", *, required: bool = False) -> tuple[str, Key]:
    return name, Key(kind, about, column or name.upper(), required)


def _read_type_id(look: Look, path: Path, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not owner.FIRST_DYNAMIC <= value <= LAST_HIGH:
        raise UnfitError(_TYPE_ID.about)
    return value


def _read_holder(look: Look, path: Path, value: Any) -> Any:
    table, _, name = str(value).partition(".")
    if value in ENTITIES:
        return ENTITIES[value]
    if table == ITEMS and name in look.keys.get("types", ()):
        return kinds.Ref("types", name)
    raise UnfitError(_HOLDER.about)


def _read_type(look: Look, path: Path, value: Any) -> str:
    if value not in USER_TYPES:
        raise UnfitError(_TYPE.about)
    return str(value)


def _read_entries(look: Look, path: Path, value: Any) -> list[dict[str, Any]]:
    entries = [{"VALUE": each} if isinstance(each, str) else kinds.plain(each) for each in _listed(value)]
    if not all(isinstance(each, dict) for each in entries):
        raise UnfitError(_ENTRIES.about)
    found = [{name.upper(): said for name, said in each.items()} for each in entries]
    if any(not isinstance(each.get("VALUE"), str) or not each["VALUE"] for each in found):
        raise UnfitError(_ENTRIES.about)
    return found


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UnfitError(_ENTRIES.about)
    return value


def _read_object(look: Look, path: Path, value: Any) -> Any:
    if not isinstance(value, dict | list):
        raise UnfitError("a table or a list")
    return kinds.plain(value)


def _read_anything(look: Look, path: Path, value: Any) -> Any:
    return kinds.plain(value)


_HOLDER = Kind('a table of records, such as `"deals"` or `"items.trips"`', _read_holder)
_TYPE = Kind("one of " + ", ".join(f"`{name}`" for name in USER_TYPES), _read_type)
_ENTRIES = Kind('a list of texts, or of tables such as `{ VALUE = "Oak", XML_ID = "oak" }`', _read_entries)
_ANYTHING = Kind("what its type says", _read_anything)
_TYPE_ID = Kind("a number from 128 to 192, or an even one from 1030", _read_type_id)

MEMBERS = (
    _key("users", kinds.several(kinds.USER), "who", "U"),
    _key("departments", kinds.several(kinds.DEPARTMENT), "whose people, without those of the departments below", "D"),
    _key("departments_and_below", kinds.several(kinds.DEPARTMENT), "whose people, with those below", "DR"),
)

DEPARTMENTS: Keys = dict(
    (
        _key("name", kinds.TEXT, "as people see it", required=True),
        _key(
            "parent",
            kinds.DEPARTMENT,
            "the department above: a new one is in the company itself unless said; 0 for none",
        ),
        _key("head", kinds.USER, "who heads it", "UF_HEAD"),
        _key("sort", kinds.NUMBER, "its place among others; 500 unless said"),
    )
)

USERS: Keys = dict(
    (
        _key("email", kinds.TEXT, "to sign in with; no other user has it", required=True),
        _key("name", kinds.TEXT, "first name"),
        _key("last_name", kinds.TEXT, "last name"),
        _key("admin", kinds.FLAG, "whether an administrator, who may do all", "IS_ADMIN"),
        _key("active", kinds.FLAG, "false: dismissed"),
        _key("extranet", kinds.FLAG, "whether a guest from outside the company", "USER_TYPE"),
        _key("departments", kinds.several(kinds.DEPARTMENT), "where the user works"),
        _key("password", kinds.TEXT, "to sign in with, for tests; stored as a hash"),
        *(
            _key(name.lower(), kinds.MOMENT if name in DATES else kinds.TEXT, TITLES.get(name, name))
            for name in ("SECOND_NAME", "TITLE", "XML_ID", "TIME_ZONE", *USER_DETAILS)
        ),
    )
)

ROLES: Keys = dict(
    (
        _key("name", kinds.TEXT, "as people see it", required=True),
        _key("rights", kinds.RIGHTS, "all that the role allows"),
        *MEMBERS,
        _key("everyone", kinds.FLAG, "whether everyone has it", "AU"),
    )
)

WEBHOOKS: Keys = dict(
    (
        _key("user", kinds.USER, "whom it acts as", "USER_ID", required=True),
        _key("code", kinds.TEXT, "its secret in the URL, for tests; stored as a hash", "CODE_HASH", required=True),
        _key("scope", kinds.SCOPES, "what it may call", "SCOPES", required=True),
        _key("title", kinds.TEXT, "what it is for"),
        _key("expires", kinds.MOMENT, "until when; a date counts to its end"),
        _key("blocked", kinds.FLAG, "true: refused with OVERLOAD_LIMIT"),
    )
)

APPS: Keys = dict(
    (
        _key("title", kinds.TEXT, "as people see it", required=True),
        _key("client_id", kinds.TEXT, "its public key, for tests", required=True),
        _key("client_secret", kinds.TEXT, "its secret, for tests; stored as a hash", "SECRET_HASH", required=True),
        _key("scope", kinds.SCOPES, 'what it may call; ["crm"] unless said', "SCOPES"),
        _key("handler", kinds.TEXT, "the URL of its page", "HANDLER_URL"),
        _key("install", kinds.TEXT, "a URL that completes the installation", "INSTALL_URL"),
        _key("api_only", kinds.FLAG, "whether it has no page"),
        _key("installed", kinds.FLAG, "true: complete its installation, and tell its handler"),
        _key("blocked", kinds.FLAG, "true: refused with OVERLOAD_LIMIT"),
        _key("user", kinds.USER, "the administrator who installs it; the first one unless said", "USER_ID"),
        *MEMBERS,
    )
)

TYPES: Keys = dict(
    (
        _key("entitytypeid", _TYPE_ID, "the type's id in REST", "ENTITY_TYPE_ID", required=True),
        _key("title", kinds.TEXT, "as people see it", required=True),
        _key("code", kinds.TEXT, "a symbolic code"),
        *(_key(camel(name).lower(), kinds.FLAG, f"as in crm.type.add: {camel(name)}", name) for name in SWITCHES),
    )
)

USER_FIELDS: Keys = dict(
    (
        _key("entity", _HOLDER, "whose field it is", required=True),
        _key("name", kinds.TEXT, "its code: `HULL` and `UF_CRM_HULL` are the same", "FIELD_NAME", required=True),
        _key("type", _TYPE, "what it holds", "USER_TYPE_ID", required=True),
        _key("label", kinds.TEXT, "as people see it, in every language"),
        _key("multiple", kinds.FLAG, "whether it holds several values"),
        _key("mandatory", kinds.FLAG, "whether it must hold something"),
        _key("show_filter", kinds.FLAG, "whether lists are filtered by it"),
        _key("sort", kinds.NUMBER, "its place among others; 100 unless said"),
        _key("xml_id", kinds.TEXT, "an external code"),
        _key("settings", Kind("a table", _read_object), "as SETTINGS in crm.deal.userfield.add"),
        _key("list", _ENTRIES, "the entries of a list, in their order; records name them by value or code"),
    )
)

ENTITIES = {
    "companies": owner.COMPANY,
    "contacts": owner.CONTACT,
    "leads": owner.LEAD,
    "deals": owner.DEAL,
    "quotes": owner.QUOTE,
    "invoices": owner.SMART_INVOICE,
}
"""The tables of records, and their type ids."""

ITEMS = "items"
"""The table of tables of items, one for each smart process: ``[items.deliveries.first]``."""

ACTIVITIES = "activities"

_NOT_FIELDS = frozenset({"OWNER_ID", "OWNER_TYPE_ID", "COMMUNICATIONS", "FILES", "WEBDAV_ELEMENTS"})
"""Fields of activities that have keys of their own, or nowhere to be put."""

_PARENTS = {owner.LEAD: "leads", owner.DEAL: "deals", owner.QUOTE: "quotes"}
_LINKS = {
    "user": kinds.USER,
    "crm_company": kinds.reference("companies", "a company"),
    "crm_contact": kinds.reference("contacts", "a contact"),
    "crm_lead": kinds.reference("leads", "a lead"),
    "crm_deal": kinds.reference("deals", "a deal"),
    "crm_quote": kinds.reference("quotes", "a quote"),
}
_EXPECTED: dict[str, tuple[tuple[type, ...], str]] = {
    "integer": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
}


def _field_kind(field: Field) -> Kind:
    if field.name in MULTIFIELDS:
        return kinds.VALUES
    if field.name.startswith("PARENT_ID_"):
        table = _PARENTS[int(field.name.removeprefix("PARENT_ID_"))]
        return kinds.reference(table, f"a {table.removesuffix('s')}")
    link = _LINKS.get(field.type.name)
    if link is not None:
        return kinds.several(link) if field.multiple else link
    return _value_kind(field.type)


def _value_kind(of: FieldType) -> Kind:
    if of.name in ("char", "boolean"):
        return Kind("true or false", _read_flag)
    if of.name in ("date", "datetime"):
        return kinds.MOMENT
    if of.name == "object":
        return Kind("a table or a list", _read_object)
    if of.column == "text":
        return kinds.TEXT
    accepted, about = _EXPECTED[of.column]

    def read(look: Look, path: Path, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, accepted):
            raise UnfitError(about)
        try:
            of.read(value, _NO_ZONE)
        except (ValueError, OverflowError):
            raise UnfitError(about) from None
        return value

    return Kind(about, read)


def _read_flag(look: Look, path: Path, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("Y", "N"):
        return bool(value == "Y")
    raise UnfitError("true or false")


def _fields(table: FieldTable) -> Keys:
    return {
        field.name.lower(): Key(_field_kind(field), field.title, field.name)
        for field in table
        if not field.read_only and field.classic and (field.stored or field.multiple) and field.name not in _NOT_FIELDS
    }


@cache
def records(kind: str) -> Keys:
    """The keys of a table of records: the fields that a client may write, by their classic names."""
    if kind == ACTIVITIES:
        return {
            **_fields(ACTIVITY_FIELDS),
            "owner": Key(kinds.record(), "the record that it belongs to", "OWNER", True),
            "communications": Key(kinds.COMMUNICATIONS, "with whom it is held", "COMMUNICATIONS"),
            "bindings": Key(kinds.several(kinds.record()), "all records that it is shown under", "BINDINGS"),
        }
    return _fields(DYNAMIC_FIELDS if kind.startswith(ITEMS) else BUILT_IN[ENTITIES[kind]].fields)


PEOPLE: Mapping[str, Keys] = {
    "departments": DEPARTMENTS,
    "users": USERS,
    "roles": ROLES,
    "webhooks": WEBHOOKS,
    "apps": APPS,
    "types": TYPES,
    "user_fields": USER_FIELDS,
}
"""The tables whose keys are fixed."""

TABLES = ("settings", *PEOPLE, *ENTITIES, ITEMS, ACTIVITIES)
"""Every table, in the order in which they are applied."""


def user_field(kind: str, name: str) -> Key | None:
    """The key of a user field in a table of records; None where a name cannot be one."""
    column = name.upper()
    holds = kind in ENTITIES or kind.startswith(f"{ITEMS}.")
    return Key(_ANYTHING, "a user field", column) if holds and column.startswith("UF_") else None


def keys_of(kind: str) -> Keys:
    """The keys of each entry of a table."""
    return PEOPLE[kind] if kind in PEOPLE else records(kind)
