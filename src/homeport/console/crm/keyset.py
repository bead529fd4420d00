"""Pages by key: the next page is what comes after the last record of this one, however many came before.

Nothing is counted and nothing skipped, so that the last page costs what the first does. The filters are those of
``crm.item.list``, where a text can be null or empty: ``%name: ""`` finds whatever is not null.
"""

import json
from typing import Any, NamedTuple

Item = dict[str, Any]
Filter = dict[str, Any]

SHOWN = 40
"""Records on a page. One call answers up to 50, so that those beyond say whether there is another page."""

_UNREADABLE = (ValueError, TypeError, RecursionError)


class Key(NamedTuple):
    """Where a page begins or ends: the value of the field that it is sorted by, and the record's id."""

    value: Any
    entity_id: int

    def __str__(self) -> str:
        return json.dumps([self.value, self.entity_id], ensure_ascii=False)


def read_key(text: str) -> Key | None:
    """A key as an address has it; None when it is none."""
    try:
        value, entity_id = json.loads(text)
        if isinstance(value, dict | list) or not 0 < int(entity_id) < 2**63:
            return None
        return Key(value, int(entity_id))
    except _UNREADABLE:
        return None


class Order(NamedTuple):
    """How a list is sorted, and where in it a page is.

    :param after: the record before the page
    :param before: the record after the page, when it was turned to backwards
    """

    field: str
    descending: bool
    after: Key | None = None
    before: Key | None = None

    @property
    def backwards(self) -> bool:
        """Whether the page is read from its end."""
        return self.before is not None

    @property
    def sorting(self) -> dict[str, str]:
        """For the ``order`` of the call."""
        word = "DESC" if self.descending is not self.backwards else "ASC"
        return {self.field: word, "id": word}

    def filter(self) -> Filter:
        """For the ``filter`` of the call: what is beyond the key."""
        key = self.before or self.after
        if key is None:
            return {}
        falling = self.descending is not self.backwards
        beyond = "<id" if falling else ">id"
        if self.field == "id":
            return {beyond: key.entity_id}
        null, known = {f"!%{self.field}": ""}, {f"%{self.field}": ""}
        ways: list[Filter]
        if key.value is None:  # nulls come first when rising
            ways = [{**null, beyond: key.entity_id}, *([] if falling else [known])]
        elif key.value == "":
            ways = [{f"=%{self.field}": "", beyond: key.entity_id}]
            ways.append(null if falling else {**known, f"!=%{self.field}": ""})
        else:
            ways = [
                {f"{'<' if falling else '>'}{self.field}": key.value},
                {f"={self.field}": key.value, beyond: key.entity_id},
                *([null] if falling else []),
            ]
        return {"0": {"logic": "OR", **{str(number): way for number, way in enumerate(ways)}}}


class Turned(NamedTuple):
    """A page of records with the keys of its neighbours; None where there is none."""

    items: list[Item]
    before: Key | None
    after: Key | None


def turn(order: Order, found: list[Item]) -> Turned:
    """The page within what a call answered."""
    more = len(found) > SHOWN
    items = found[:SHOWN]
    if order.backwards:
        items.reverse()
    if not items:
        return Turned([], None, None)
    first, last = (Key(items[end].get(order.field), items[end]["id"]) for end in (0, -1))
    earlier = more if order.backwards else order.after is not None
    later = True if order.backwards else more
    return Turned(items, first if earlier else None, last if later else None)
