"""Values of fields as people read them."""

from datetime import datetime
from typing import Any, NamedTuple

from homeport.console.crm.kinds import Kind
from homeport.console.crm.names import Entry, Names
from homeport.core import owner

Item = dict[str, Any]

LINKED = {
    "crm_lead": owner.LEAD,
    "crm_deal": owner.DEAL,
    "crm_contact": owner.CONTACT,
    "crm_company": owner.COMPANY,
    "crm_quote": owner.QUOTE,
}
"""The types of records that types of fields lead to."""

SCHEMES = {"PHONE": "tel:", "EMAIL": "mailto:"}


THIN = "\u202f"
"""A narrow space, between thousands."""


class Link(NamedTuple):
    """A text that leads somewhere; without a path only a text."""

    title: str
    path: str = ""
    icon: str = ""


class Moment(NamedTuple):
    """A moment for people and for machines."""

    text: str
    iso: str


class Shown(NamedTuple):
    """A field's value as it is shown.

    :param form: ``text``, ``number``, ``links``, ``moment``, ``entry``
    """

    name: str
    title: str
    form: str
    value: Any

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.value


def day(iso: str | None) -> Moment | None:
    """A date."""
    if not iso:
        return None
    moment = datetime.fromisoformat(iso)
    return Moment(f"{moment.day} {moment:%b %Y}", moment.date().isoformat())


def moment(iso: str | None) -> Moment | None:
    """A date with the time of day."""
    if not iso:
        return None
    found = datetime.fromisoformat(iso)
    return Moment(f"{found.day} {found:%b %Y, %H:%M}", iso)


def money(amount: Any, currency: str | None) -> str:
    """An amount of money; cents only where there are some."""
    number = float(amount or 0)
    text = f"{number:,.0f}" if number.is_integer() else f"{number:,.2f}"
    return f"{text.replace(',', THIN)} {currency or ''}".strip()


def linked_type(described: dict[str, Any]) -> int | None:
    """The type of the records that a field leads to."""
    parent = described.get("settings", {}).get("parentEntityTypeId")
    return parent or LINKED.get(described["type"])


def directory_of(kind: Kind, name: str, described: dict[str, Any], item: Item) -> str:
    """The directory that a field's values are from; stages depend on the record's pipeline."""
    if name in ("stageId", "previousStageId"):
        return kind.directory(int(item.get("categoryId") or 0))
    return str(described.get("statusType", ""))


def want(names: Names, kind: Kind, name: str, described: dict[str, Any], item: Item) -> None:
    """Note what must be known to show a field of a record."""
    value = item.get(name)
    if described.get("isDynamic"):
        for user_id in _several(value) if described["type"] == "employee" else []:
            names.want_person(user_id)
        return
    type_id = linked_type(described)
    if described["type"] == "crm_status":
        names.want_directory(directory_of(kind, name, described, item))
    elif described["type"] == "user":
        for user_id in _several(value):
            names.want_person(user_id)
    elif type_id:
        for entity_id in _several(value):
            names.want_record(type_id, entity_id)


def show(  # noqa: PLR0911  a case for each type
    names: Names, kind: Kind, name: str, described: dict[str, Any], item: Item
) -> Shown:
    """A field of a record, when what was noted is known."""
    value = item.get(name)
    title = described.get("title") or name
    if described["type"] == "file":
        return Shown(name, title, "links", [_file(each) for each in _several(value)])
    if described.get("isDynamic"):
        if described["type"] == "employee":
            return Shown(name, title, "text", ", ".join(names.person(user_id) for user_id in _several(value)))
        values = value if isinstance(value, list) else [] if value is None else [value]
        return Shown(name, title, "text", ", ".join(_user_field(described, each) for each in values))
    type_id = linked_type(described)
    match described["type"]:
        case "user":
            text = ", ".join(names.person(user_id) for user_id in _several(value))
            return Shown(name, title, "text", text)
        case "crm_status":
            found = names.entry(directory_of(kind, name, described, item), value) if value else None
            return Shown(name, title, "entry" if name == "stageId" else "text", _entry(name, found))
        case "date":
            return Shown(name, title, "moment", day(value))
        case "datetime":
            return Shown(name, title, "moment", moment(value))
        case "char" | "boolean":
            return Shown(name, title, "text", {"Y": "Yes", "N": "No"}.get(value or "", ""))
        case "double":
            return Shown(name, title, "number", "" if value is None else money(value, item.get("currencyId")))
        case "integer" if name == "probability" and value is not None:
            return Shown(name, title, "number", f"{value} %")
        case _ if type_id:
            return Shown(name, title, "links", [_record(names, type_id, entity_id) for entity_id in _several(value)])
    return Shown(name, title, "text", "" if value is None or isinstance(value, dict | list) else str(value))


def _user_field(described: dict[str, Any], value: Any) -> str:
    """A value of a field that people have added."""
    match described["type"]:
        case "enumeration":
            return next((entry["VALUE"] for entry in described["items"] if entry["ID"] == str(value)), "")
        case "boolean":
            return {"Y": "Yes", "N": "No"}.get(value, "")
        case "date":
            found = day(str(value))
            return found.text if found else ""
        case "datetime":
            found = moment(str(value))
            return found.text if found else ""
        case "money":
            amount, _, currency = str(value).partition("|")
            return money(amount, currency)
    return str(value)


def reached(item: Item, kind: str) -> list[Link]:
    """The phones, or the e-mail addresses and so on, of a record."""
    return [
        Link(each["value"], _address(kind, each["value"]), each["valueType"])
        for each in item.get("fm", [])
        if each["typeId"] == kind
    ]


def _address(kind: str, value: str) -> str:
    """Where a phone or an address leads; what only looks like a website leads nowhere."""
    if kind in SCHEMES:
        return f"{SCHEMES[kind]}{value}"
    return value if value.startswith(("https://", "http://")) else ""


def _several(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [value] if value else []


def _file(held: Any) -> Link:
    """A file of a field; of what was changed only its number is known."""
    return (
        Link(f"File {held['id']}", held["url"], "file") if isinstance(held, dict) else Link(f"File {held}", icon="file")
    )


def _record(names: Names, type_id: int, entity_id: Any) -> Link:
    found = names.record(type_id, entity_id)
    if found is None:  # gone, or not for this person: the id says no more than the field itself
        return Link(f"#{entity_id}")
    return Link(found.title, found.path, found.kind.icon)


def _entry(name: str, found: Entry | None) -> Entry | str | None:
    return found if found is None or name == "stageId" else found.title
