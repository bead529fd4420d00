"""User fields of records: made and changed by the rules that the REST methods have."""

from collections.abc import Mapping
from typing import Any

from homeport.domain.crm.record.user_fields import entity_id_of, home_of, type_id_of
from homeport.domain.declared.author import Author
from homeport.domain.declared.part import Part, Values, Work
from homeport.domain.declared.reading import Entry
from homeport.domain.user_fields import defining
from homeport.domain.user_fields.definitions import LABELS, Definition, find, of
from homeport.domain.user_fields.tables import FIELD

_SHOWN = LABELS[:3]
"""The texts that name a field."""


class UserFields(Part[int]):
    """User fields, known by whose they are and by their names."""

    numbers = FIELD

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def find(self, entry: Entry) -> int | None:
        type_id, name = entry.values.get("ENTITY"), str(entry.values.get("FIELD_NAME"))
        entity_id = entity_id_of(self.tx, type_id) if isinstance(type_id, int) else None
        if entity_id is None:
            return None
        full = defining.full_name(name, home_of(self.tx, entry.values["ENTITY"]).prefix)
        return next((found.id for found in of(self.tx, entity_id).fields if found.name == full), None)

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = find(self.tx, record_id)
        if found is None:
            return None
        entries = [(item.value, item.sort, item.by_default, item.xml_id) for item in found.items]
        return {**found.row(), "SETTINGS": found.settings, "LABEL": found.labels, "LIST": entries}

    def add(self, entry: Entry, values: Values) -> int:
        given = {**values, "LIST": _entries(values, ())}
        return defining.add(self._author.ctx, home_of(self.tx, values["ENTITY"]), given).id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        found = find(self.tx, record_id)
        assert found is not None
        home = home_of(self.tx, values["ENTITY"])
        _require_same(found, values, type_id_of(self.tx, found.entity_id), home.prefix)
        given = {name: value for name, value in values.items() if name not in ("LABEL", "LIST")}
        if "LABEL" in values:
            given |= dict.fromkeys(_SHOWN, values["LABEL"])
        if "LIST" in values:
            given["LIST"] = _entries(values, found.items)
        defining.change(self._author.ctx, home, found, given)


def _require_same(found: Definition, values: Values, type_id: int | None, prefix: str) -> None:
    """What is of a field from its beginning stays."""
    stays = {
        "ENTITY": values["ENTITY"] == type_id,
        "FIELD_NAME": defining.full_name(values["FIELD_NAME"], prefix) == found.name,
        "USER_TYPE_ID": values["USER_TYPE_ID"] == found.type_name,
        "MULTIPLE": values.get("MULTIPLE", found.several) == found.several,
    }
    for name, same in stays.items():
        if not same:
            raise ValueError(f"{name}: it stays as it is once the field is there; another one needs another name")


def _entries(values: Values, there: tuple[Any, ...]) -> list[dict[str, Any]]:
    """The entries that a file says, as a client would send them to have these instead of those that there are."""
    by_code = {item.xml_id: item.id for item in there}
    by_value = {item.value: item.id for item in there}
    wanted: list[Mapping[str, Any]] = values.get("LIST", [])
    found = []
    for place, entry in enumerate(wanted, start=1):
        number = by_code.get(entry.get("XML_ID")) or by_value.get(entry["VALUE"])
        found.append({"SORT": place * 10, "DEF": "N", **entry, **({"ID": number} if number else {})})
    kept = {entry.get("ID") for entry in found}
    gone = [{"ID": item.id, "DEL": "Y"} for item in there if item.id not in kept]
    return gone + found
