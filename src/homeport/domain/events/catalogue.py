"""The events that there are: all that this portal has and that can change.

Sources: ``api-reference/events/events.md``, ``contract/events.json``.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from homeport.core import owner

ADD, UPDATE, DELETE = "ADD", "UPDATE", "DELETE"
VERBS = (ADD, UPDATE, DELETE)

APP_INSTALLED = "ONAPPINSTALL"
APP_UNINSTALLED = "ONAPPUNINSTALL"
USER_ADDED = "ONUSERADD"
DEAL_MOVED = "ONCRMDEALMOVETOCATEGORY"

ACTIVITY = "ACTIVITY"
COMMENT = "TIMELINECOMMENT"
TYPE = "TYPE"
CURRENCY = "CURRENCY"
ITEM = "DYNAMICITEM"

CLASSIC = {
    owner.LEAD: "LEAD",
    owner.DEAL: "DEAL",
    owner.COMPANY: "COMPANY",
    owner.CONTACT: "CONTACT",
    owner.QUOTE: "QUOTE",
}
"""The types of records that have events of their own; all others are items."""

BASIC, USER, CRM = "", "user", "crm"


class Event(NamedTuple):
    """An event.

    :param scope: what an application needs to be told of it; empty for nothing
    """

    code: str
    scope: str


def of_crm(noun: str, verb: str) -> str:
    """The code of a change in the CRM."""
    return f"ONCRM{noun}{verb}"


def of_record(entity_type_id: int, verb: str) -> tuple[str, ...]:
    """The codes of a record's change: items have one in general and one of their type."""
    noun = CLASSIC.get(entity_type_id)
    if noun is not None:
        return (of_crm(noun, verb),)
    general = of_crm(ITEM, verb)
    return general, f"{general}_{entity_type_id}"


def events(smart_processes: Iterable[int]) -> Iterator[Event]:
    """Every event.

    :param smart_processes: the type ids of those that the portal has
    """
    yield Event(APP_UNINSTALLED, BASIC)
    yield Event(APP_INSTALLED, BASIC)
    yield Event(USER_ADDED, USER)
    for noun in CLASSIC.values():
        yield from (Event(of_crm(noun, verb), CRM) for verb in VERBS)
        if noun == CLASSIC[owner.DEAL]:
            yield Event(DEAL_MOVED, CRM)
    for noun in (ACTIVITY, COMMENT, ITEM):
        yield from (Event(of_crm(noun, verb), CRM) for verb in VERBS)
    for entity_type_id in (owner.SMART_INVOICE, *smart_processes):
        yield from (Event(of_record(entity_type_id, verb)[1], CRM) for verb in VERBS)
    for noun in (TYPE, CURRENCY):
        yield from (Event(of_crm(noun, verb), CRM) for verb in VERBS)
