"""Records in forms: an input for each field by its type, and what was typed back into fields."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from homeport.console.crm import showing
from homeport.console.crm.framed import Framed
from homeport.console.crm.kinds import Kind, Kinds
from homeport.console.crm.names import Named, Names
from homeport.console.crm.search import read_number
from homeport.domain.portal.apps import field_types

Fields = dict[str, dict[str, Any]]

LONG = frozenset({"comments", "content", "terms", "sourceDescription", "bankingDetails"})
"""Fields whose texts have several lines."""

CHANNELS = {
    "PHONE": ("Phone", "tel", ("WORK", "MOBILE", "HOME", "FAX", "MAILING", "OTHER")),
    "EMAIL": ("E-mail", "email", ("WORK", "HOME", "MAILING", "OTHER")),
    "WEB": ("Website", "text", ("WORK", "HOME", "OTHER")),
    "IM": ("Messenger", "text", ("TELEGRAM", "WHATSAPP", "VIBER", "SKYPE", "OTHER")),
}
"""Multifields: what they are called, the type of their inputs, and the kinds of their values."""

_SKIPPED = ("file", "location", "object", "crm_multifield", "crm_category")
_INPUTS = {"integer": "number", "double": "number"}


class Input(NamedTuple):
    """An input of a form.

    :param form: ``select``, ``flag``, ``people``, ``records``, ``lines``, ``frame``, else the type of an HTML input
    :param options: (value, title) pairs to choose from
    :param chosen: the ids of the people that are chosen, where several can be
    :param records: those that are linked now
    :param several: whether several records can be linked
    :param type_id: of the records
    :param framed: what an application shows in its place
    """

    name: str
    title: str
    form: str
    value: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    chosen: Any = None
    records: tuple[Named, ...] = ()
    several: bool = False
    type_id: int = 0
    framed: Framed | None = None


class Channel(NamedTuple):
    """A phone, an e-mail address and so on in a form.

    :param key: the id of the value, or ``new`` and its type
    """

    key: str
    kind: str
    title: str
    form: str
    value: str
    value_type: str
    value_types: tuple[str, ...]


def editable(fields: Fields, name: str) -> bool:
    """Whether a form can have the field."""
    described = fields.get(name)
    return (
        described is not None
        and not described.get("isReadOnly")
        and not described.get("isImmutable")
        and described["type"] not in _SKIPPED
        and not (
            described.get("isDynamic")
            and described["isMultiple"]
            and not field_types.is_of_application(described["type"])
        )
    )


def typed(described: dict[str, Any], value: Any) -> str:
    """A value as an input has it."""
    match described["type"]:
        case "char" | "boolean":
            return value or "N"
        case "date":
            return (value or "")[:10]
        case "datetime":
            return (value or "")[:16]
        case "user" | "integer" | "double" | "string" | "text" | "crm_status" | "crm_currency":
            return "" if value is None else str(value)
    return str(value) if value else ""  # of links, 0 is none


@dataclass
class Form:
    """The form of a record.

    :param people: who can be responsible
    :param item: the record; what a new one starts with
    :param framed: the fields that applications show
    """

    kinds: Kinds
    kind: Kind
    fields: Fields
    names: Names
    people: list[tuple[int, str]]
    item: dict[str, Any]
    framed: Mapping[str, Framed]

    def inputs(self, chosen: Sequence[str]) -> list[Input]:
        """The inputs of some fields, filled in."""
        return [self._input(name, self.fields[name]) for name in chosen if self._has_input(name)]

    def _has_input(self, name: str) -> bool:
        """Whether the form has an input for a field. Several values that are added have one only by an application."""
        described = self.fields[name]
        several = described.get("isDynamic") and described["isMultiple"]
        return editable(self.fields, name) and (not several or name in self.framed)

    def _input(self, name: str, described: dict[str, Any]) -> Input:  # noqa: PLR0911  a case for each type
        value = self.item.get(name)
        text = typed(described, value)
        title = described["title"]
        required = bool(described["isRequired"])
        type_id = showing.linked_type(described)
        several = bool(described["isMultiple"])
        if name in self.framed:
            held = json.dumps(value or []) if several else text
            return Input(name, title, "frame", held, framed=self.framed[name])
        match described["type"]:
            case "enumeration":
                entries = ((entry["ID"], entry["VALUE"]) for entry in described["items"])
                return Input(name, title, "select", text, required=required, options=(("", ""), *entries))
            case "employee":
                options = (("", ""), *self._people([value]))
                return Input(name, title, "select", text, required=required, options=options)
            case _ if described.get("isDynamic") and described["type"] not in ("boolean", "date", "datetime"):
                return Input(name, title, _INPUTS.get(described["type"], "text"), text, required=required)
            case "user":
                people = self._people((value or []) if several else [value])
                return Input(name, title, "people" if several else "select", text, options=people, chosen=value)
            case "crm_status":
                return Input(name, title, "select", text, options=self._entries(name, described, text))
            case _ if type_id:
                ids = value if isinstance(value, list) else [value] if value else []
                records = tuple(self._linked(type_id, entity_id) for entity_id in ids)
                return Input(name, title, "records", records=records, several=several, type_id=type_id)
            case "char" | "boolean":
                return Input(name, title, "flag", text)
            case "date":
                return Input(name, title, "date", text)
            case "datetime":
                return Input(name, title, "datetime-local", text)
        if described["type"] == "text" or name in LONG:
            return Input(name, title, "lines", text)
        return Input(name, title, _INPUTS.get(described["type"], "text"), text, required=required)

    def _people(self, ids: list[Any]) -> tuple[tuple[str, str], ...]:
        """Whom one can choose; whoever is chosen already, even if they have left."""
        known = {user_id for user_id, _ in self.people}
        gone = [(user_id, self.names.person(user_id)) for user_id in ids if user_id and user_id not in known]
        return tuple((str(user_id), name) for user_id, name in (*self.people, *gone))

    def _entries(self, name: str, described: dict[str, Any], code: str) -> tuple[tuple[str, str], ...]:
        """The entries of a directory, none of them, and the one that is chosen, even if the directory has lost it."""
        entries = self.names.entries(showing.directory_of(self.kind, name, described, self.item))
        options = {"": "", **{entry.code: entry.title for entry in entries}}
        return tuple({code: code, **options}.items())

    def _linked(self, type_id: int, entity_id: int) -> Named:
        """A record that is linked. One that the person may not read stays so, though its name is not told."""
        kind = self.kinds.by_type[type_id]
        return self.names.record(type_id, entity_id) or Named(kind, entity_id, kind.one)


def want_choices(names: Names, kind: Kind, name: str, described: dict[str, Any], item: dict[str, Any]) -> None:
    """Note what must be known to choose a value of a field."""
    if described["type"] == "crm_status" and not described.get("isDynamic"):
        names.want_directory(showing.directory_of(kind, name, described, item))


def channels(kind: Kind, item: dict[str, Any]) -> list[Channel]:
    """The phones, addresses and so on of a record, with an empty one of each type to add one."""
    found = []
    for name in kind.reached_by:
        title, form, types = CHANNELS[name]
        for each in item.get("fm", []):
            if each["typeId"] == name:
                known = types if each["valueType"] in types else (each["valueType"], *types)
                found.append(Channel(str(each["id"]), name, title, form, each["value"], each["valueType"], known))
        found.append(Channel(f"new-{name}", name, title, form, "", types[0], types))
    return found


def read(fields: Fields, form: dict[str, str]) -> dict[str, Any]:
    """The fields of a form, for ``crm.item.add`` and ``crm.item.update``."""
    given: dict[str, Any] = {}
    for key, text in form.items():
        name, _, part = key.removeprefix("f.").partition(".")
        if not key.startswith("f.") or not editable(fields, name):
            continue
        if fields[name]["isMultiple"] and fields[name].get("isDynamic"):
            given[name] = _listed(text)
        elif fields[name]["isMultiple"]:
            ids = given.setdefault(name, [])
            if read_number(part) is not None:
                ids.append(int(part))
        else:
            given[name] = text.replace("\r\n", "\n")
    values = _read_channels(form)
    return given | ({"fm": values} if values else {})


def _listed(text: str) -> list[str]:
    """Several values as a form carries them for an application."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def changed(fields: Fields, item: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What of a form differs from the record that it was filled in with: only that is written."""
    known = {each["id"]: (each["valueType"], each["value"]) for each in item.get("fm", [])}
    found = {
        name: value
        for name, value in given.items()
        if name != "fm"
        and value != (item.get(name) if fields[name]["isMultiple"] else typed(fields[name], item.get(name)))
    }
    values = [
        each
        for each in given.get("fm", [])
        if "id" not in each or known.get(int(each["id"])) != (each["valueType"], each["value"])
    ]
    return found | ({"fm": values} if values else {})


def _read_channels(form: dict[str, str]) -> list[dict[str, str]]:
    found = []
    for key, text in form.items():
        if not (key.startswith("fm.") and key.endswith(".value")):
            continue
        entry = key.removeprefix("fm.").removesuffix(".value")
        told = {"typeId": form.get(f"fm.{entry}.kind", ""), "valueType": form.get(f"fm.{entry}.type", "")}
        if read_number(entry) is not None:
            found.append({**told, "id": entry, "value": text.strip()})
        elif text.strip():
            found.append({**told, "value": text.strip()})
    return found
