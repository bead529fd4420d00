"""Links of a record as rows that clients read and write one by one: which contacts or companies, the primary one, sort.

They are the record's list of ids (:mod:`homeport.domain.crm.record.lists`), and a change of them is a change of the
record: with its rights, its rules and its event.

Sources: ``deals/contacts/``, ``leads/management-communication/``, ``quote/contacts/``, ``contacts/company/``,
``companies/contacts/``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Level, Operation
from homeport.domain.crm import access
from homeport.domain.crm.entities import exists
from homeport.domain.crm.entities.company import COMPANY
from homeport.domain.crm.entities.contact import CONTACT
from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.entities.lead import LEAD
from homeport.domain.crm.entities.quote import QUOTE
from homeport.domain.crm.record import links, lists, records
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.record.lists import Entry
from homeport.domain.records.dialect import Dialect

DENIED = ErrorKind("ACCESS_DENIED", "Access denied!", 403)
UNFIT = ErrorKind("", "The parameter 'fields' is not valid.")
UNFIT_ITEMS = ErrorKind("ERROR_CORE", "The parameter 'items' is not valid.")
UNSEEN = ErrorKind("", "[{type} #{id}] You do not have permission to view this item")

_DIALECT = replace(
    CLASSIC,
    denied=DENIED,
    unreadable=DENIED,
    not_found=ErrorKind("", "Not found."),
    invalid=UNFIT,
    unseen=UNSEEN,
)


@dataclass(frozen=True, slots=True)
class Links:
    """The links of an entity's records to those of another.

    :param field: the list that holds them
    :param to: the other entity
    :param column: what a row calls the other record
    :param title: what the other record is called
    :param dialect: how changes are refused
    :param all_denied: the refusal of somebody who may not do it to any record of the entity
    :param lenient: whether reading and clearing the links of a record that does not exist is no error
    :param keeps_sort: whether a new set leaves the sort indexes of links that are there already, and that it gives none
    """

    entity: Entity
    field: str
    to: Entity
    column: str
    title: str
    dialect: Dialect = _DIALECT
    all_denied: ErrorKind = DENIED
    lenient: bool = False
    keeps_sort: bool = False


class Wanted(NamedTuple):
    """A link as a client asks for it.

    :param sort: None when it is not said
    """

    id: int
    sort: int | None
    primary: bool


CONTACTS_OF_DEAL = Links(DEAL, "CONTACT_IDS", CONTACT, "CONTACT_ID", "Contact", all_denied=ACCESS_DENIED_TEXT)
CONTACTS_OF_LEAD = replace(
    CONTACTS_OF_DEAL,
    entity=LEAD,
    dialect=replace(_DIALECT, not_found=ErrorKind("NOT_FOUND", "Not found.")),
    all_denied=DENIED,
)
CONTACTS_OF_QUOTE = replace(
    CONTACTS_OF_DEAL,
    entity=QUOTE,
    dialect=replace(_DIALECT, takes_any_id=True),
    all_denied=DENIED,
    lenient=True,
)
COMPANIES_OF_CONTACT = Links(CONTACT, "COMPANY_IDS", COMPANY, "COMPANY_ID", "Company", lenient=True, keeps_sort=True)
CONTACTS_OF_COMPANY = Links(COMPANY, "CONTACT_ID", CONTACT, "CONTACT_ID", "Contact", lenient=True, keeps_sort=True)


def rows(ctx: Ctx, of: Links, record_id: int) -> list[dict[str, Any]]:
    """The links of a record, by their sort indexes.

    :raises CallError: a refusal, or that there is no such record where that is said
    """
    record = Owner(of.entity.type_id, record_id)
    _require_any(ctx, of, Operation.READ)
    if not access.may(ctx, Operation.READ, record):
        if exists(ctx.tx, record):
            raise of.dialect.unreadable()
        if not of.lenient:
            raise of.dialect.not_found()
    held = lists.entries_of(ctx.tx, record, of.field)
    primary = held[0].id if held else None
    return [
        {of.column: entry.id, "SORT": entry.sort, "ROLE_ID": 0, "IS_PRIMARY": "Y" if entry.id == primary else "N"}
        for entry in sorted(held, key=lambda entry: entry.sort)
    ]


def add(ctx: Ctx, of: Links, record_id: int, wanted: Wanted) -> bool:
    """Link one more record; False when it is linked already. The first one is the primary one.

    :raises CallError: no such records, or a refusal of either end
    """
    held = _held(ctx, of, record_id)
    if any(entry.id == wanted.id for entry in held):
        return False
    entry = Entry(wanted.id, lists.next_sort(held) if wanted.sort is None else wanted.sort)
    primary = entry if wanted.primary or not held else held[0]
    _put(ctx, of, record_id, primary, (*held, entry))
    return True


def remove(ctx: Ctx, of: Links, record_id: int, other: int) -> bool:
    """Take a link away; False when there was none. The first of those that stay becomes the primary one.

    :raises CallError: no such record, or a refusal of either end
    """
    held = _held(ctx, of, record_id)
    left = [entry for entry in held if entry.id != other]
    if len(left) == len(held):
        return False
    _require_seen(ctx, of, {other})
    _put(ctx, of, record_id, left[0] if left else None, left)
    return True


def replace_all(ctx: Ctx, of: Links, record_id: int, wanted: Sequence[Wanted]) -> None:
    """Put links in place of those that a record had. The first that says so is the primary one, or the first of all.

    :raises CallError: no such records, or a refusal of either end
    """
    held = _held(ctx, of, record_id)
    once: dict[int, Wanted] = {}
    for link in wanted:
        once.setdefault(link.id, link)
    _require_seen(ctx, of, {entry.id for entry in held} - once.keys())
    entries = [Entry(*each) for each in zip(once, _sorts(of, held, list(once.values())), strict=True)]
    primary = next((entry for entry in entries if once[entry.id].primary), None)
    _put(ctx, of, record_id, primary or (entries[0] if entries else None), entries)


def clear(ctx: Ctx, of: Links, record_id: int) -> None:
    """Take all links away but those to records that the caller may not read.

    :raises CallError: no such record where that is said, or a refusal of either end
    """
    if of.lenient and not exists(ctx.tx, Owner(of.entity.type_id, record_id)):
        _require_any(ctx, of, Operation.WRITE)
        return
    _held(ctx, of, record_id)
    _put(ctx, of, record_id, None, ())


def _sorts(of: Links, held: Sequence[Entry], wanted: Sequence[Wanted]) -> list[int]:
    if not of.keeps_sort:
        return [place * lists.STEP if link.sort is None else link.sort for place, link in enumerate(wanted, 1)]
    known = {entry.id: entry.sort for entry in held}
    sorts = [known.get(link.id) if link.sort is None else link.sort for link in wanted]
    last = max((*known.values(), *(sort for sort in sorts if sort is not None)), default=0)
    for place, sort in enumerate(sorts):
        if sort is None:
            last += lists.STEP
            sorts[place] = last
    return [sort for sort in sorts if sort is not None]


def _put(ctx: Ctx, of: Links, record_id: int, primary: Entry | None, entries: Iterable[Entry]) -> None:
    """Change the record, then give its links their sort indexes."""
    record = Owner(of.entity.type_id, record_id)
    before = {entry.id: entry for entry in lists.entries_of(ctx.tx, record, of.field)}
    ordered = sorted(entries, key=lambda entry: (entry != primary, entry.sort))
    records.change(ctx, of.entity, record_id, {of.field: [entry.id for entry in ordered]}, of.dialect)
    wanted = {entry.id: entry for entry in ordered}
    left = [entry.id for entry in lists.entries_of(ctx.tx, record, of.field)]
    lists.put(ctx.tx, record, of.field, [wanted.get(number) or before[number] for number in left])


def _held(ctx: Ctx, of: Links, record_id: int) -> list[Entry]:
    """The links of a record that the caller may change."""
    record = Owner(of.entity.type_id, record_id)
    _require_any(ctx, of, Operation.WRITE)
    if not access.may(ctx, Operation.WRITE, record):
        raise of.dialect.denied() if exists(ctx.tx, record) else of.dialect.not_found()
    return lists.entries_of(ctx.tx, record, of.field)


def _require_any(ctx: Ctx, of: Links, operation: Operation) -> None:
    if ctx.actor.rights.grant(of.entity.type_id, operation).highest is Level.NONE:
        raise of.all_denied()


def _require_seen(ctx: Ctx, of: Links, leaving: Iterable[int]) -> None:
    for number in sorted(leaving):
        if links.is_unseen(ctx, Owner(of.to.type_id, number)):
            raise UNSEEN(type=of.title, id=number)
