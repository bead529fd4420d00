"""What a list of records was asked for, by its address."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from homeport.console.caller import Caller, Command
from homeport.console.crm import any_field
from homeport.console.crm.added import SORTABLE, Added, day_after, narrowing
from homeport.console.crm.keyset import Key, Order, read_key
from homeport.console.crm.kinds import Kind
from homeport.console.section import Signed
from homeport.core.paging import UNCOUNTED

Fields = dict[str, dict[str, Any]]

MAX_WORDS = 8
_NO_ORDER = frozenset({"user", "crm_status", "crm_lead", "crm_deal", "crm_contact", "crm_company", "crm_quote"})
"""Types of fields whose values are ids and codes: sorted by them, a list is in no order that people see."""


class Search:
    """The words, filters, order and page of a list.

    :param fields: the kind's, as ``crm.item.fields`` describes them
    :param added: those of them that people have added
    :param given: what is asked for; the query of the address unless given
    """

    def __init__(
        self, visit: Signed, kind: Kind, fields: Fields, added: Added, given: Mapping[str, str] | None = None
    ) -> None:
        self.kind = kind
        self.path = kind.path
        """The page that its addresses lead to."""
        self.narrowing = narrowing(added)
        self._types = {name: field.type_name for name, field in added.items()}
        given = visit.request.query_params if given is None else given
        own = tuple(each.name for each in self.narrowing)
        names = ("q", "stage", "responsible", "category", "from", "to", "sort", "by", "columns", *own)
        self.given = {name: given[name].strip() for name in names if given.get(name, "").strip()}
        self.more = any_field.chosen(fields, given.get("by", ""), given.get("add", ""))
        """The fields that it is narrowed by beside those that every list of the kind is."""
        if self.more:
            self.given["by"] = ",".join(each.name for each in self.more)
        for each in self.more:
            self.given |= {name: given[name].strip() for name in each.inputs if given.get(name, "").strip()}
        columns = (kind.headline, *kind.columns)
        self.sortable = {"id", *(name for name in columns if _is_sortable(fields.get(name, _NONE)))}
        self.order = self._order(read_key(given.get("after", "")), read_key(given.get("before", "")))

    def _order(self, after: Key | None, before: Key | None) -> Order:
        sort = self.given.get("sort", "-id")
        if sort.removeprefix("-") not in self.sortable:
            sort = "-id"
        return Order(sort.removeprefix("-"), sort.startswith("-"), None if before else after, before)

    @property
    def category(self) -> int:
        """The pipeline that is asked for."""
        return read_number(self.given.get("category", "")) or 0

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out on purpose."""
        return bool(set(self.given) - {"sort", "columns"})

    @property
    def on_first_page(self) -> bool:
        """Whether the list is seen from its beginning."""
        return self.order.after is None and self.order.before is None

    async def filter(self, call: Caller) -> dict[str, Any]:
        """For ``crm.item.list``, without where the page is."""
        wanted: dict[str, Any] = {}
        for name, key in (("stage", "=stageId"), ("responsible", "=assignedById"), ("category", "=categoryId")):
            if name in self.given:
                wanted[key] = self.given[name]
        if "from" in self.given:
            wanted[">=createdTime"] = self.given["from"]
        if "to" in self.given:
            wanted["<createdTime"] = day_after(self.given["to"])
        for each in self.narrowing:
            if each.name in self.given:
                wanted |= each.conditions(self.given[each.name], self._types[each.name])
        for field in self.more:
            wanted |= field.conditions(self.given)
        if "q" in self.given:
            wanted["1"] = await containing(call, self.kind, self.given["q"])
        return wanted

    def address(self, **changed: Any) -> str:
        """The list with something of it changed; None leaves it out. It begins at the first page unless said."""
        values = {name: value for name, value in {**self.given, **changed}.items() if value is not None}
        query = urlencode({name: str(value) for name, value in values.items()})
        return f"{self.path}{'?' if query else ''}{query}"

    def without(self, name: str) -> str:
        """The list narrowed by a field no longer."""
        left = [each for each in self.more if each.name != name]
        gone = {key: None for each in self.more if each.name == name for key in each.inputs}
        return self.address(by=",".join(each.name for each in left) or None, **gone)

    @property
    def query(self) -> str:
        """All of it but the page, for an address."""
        return self.address().partition("?")[2]

    def sorted_by(self, name: str) -> str:
        """The list sorted by a field, or the other way round."""
        turned = self.order.field == name and not self.order.descending
        return self.address(sort=f"-{name}" if turned else name)


_NONE = {"type": "user"}


def _is_sortable(described: dict[str, Any]) -> bool:
    if described.get("isDynamic"):
        return described["type"] in SORTABLE and not described["isMultiple"]
    return described["type"] not in _NO_ORDER


async def containing(call: Caller, kind: Kind, text: str) -> dict[str, Any]:
    """A filter for records that have all words of a text, each in any of the fields that are searched; or its id, or
    a phone or an e-mail address that contains it.
    """
    words = {
        str(number): {"logic": "OR", **{f"%{name}": word for name in kind.search}}
        for number, word in enumerate(text.split()[:MAX_WORDS])
    }
    ids = await _reached_by(call, kind, text)
    entity_id = read_number(text.removeprefix("#"))
    if entity_id is not None:
        ids.append(entity_id)
    return {"logic": "OR", "0": words, "1": {"@id": ids}} if ids else words


async def _reached_by(call: Caller, kind: Kind, text: str) -> list[int]:
    """Records that a phone or an address belongs to; only the classic methods can look for these."""
    wanted = [name for name, looks in _REACHED.items() if name in kind.reached_by and looks.search(text)]
    commands: dict[str, Command] = {
        name: (f"crm.{kind.code}.list", {"select": ["ID"], "filter": {f"%{name}": text}, "start": UNCOUNTED})
        for name in wanted
    }
    found = await call.several(commands) if commands else {}
    return [int(each["ID"]) for page in found.values() for each in page.result]


_REACHED = {"PHONE": re.compile(r"\d\D*\d\D*\d"), "EMAIL": re.compile("@")}
"""What a text looks like that may be a phone or an address."""


def read_number(text: str) -> int | None:
    """An id as people type it; None when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
