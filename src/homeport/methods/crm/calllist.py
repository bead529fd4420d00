"""``crm.calllist.*``: clients who are to be called one after the other."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.domain.crm.calls import call_lists as lists
from homeport.domain.crm.calls.tables import CALL_LIST, FIELDS
from homeport.domain.records import at_hand, reading
from homeport.domain.records.collection import EVERYBODY, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.filters import as_map, split
from homeport.rpc import Params, method

UNKNOWN_FIELD = ErrorKind(
    "100", "Unknown field definition `{field}` ({field}) for \\Bitrix\\Crm\\CallList\\Internals\\CallList Entity."
)
LISTS = Collection(noun="call list", plural="lists", table=CALL_LIST, fields=FIELDS, access=EVERYBODY)


class Put(Params, rename=None):
    entity_type: Any = None
    entities: Any = None
    webform_id: Any = None


class Update(Put, rename=None):
    list_id: Any = None


class ById(Params):
    id: Any = None


class OfList(Params, rename=None):
    list_id: Any = None
    filter: Any = None
    order: Any = None


class Statuses(Params):
    filter: Any = None
    order: Any = None


class List(Params):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


_PUT = (lists.MISSING, lists.NOT_AN_ARRAY, lists.WRONG_FORM)


@method("crm.calllist.add", writes=True, errors=(*_PUT, lists.WRONG_TYPE, lists.WRONG_IDS, lists.NO_ACCESS))
def add(ctx: Ctx, p: Put) -> int:
    """Make a call list of contacts or companies."""
    return lists.add(ctx, p.entity_type, p.entities, p.webform_id)


@method(
    "crm.calllist.update",
    writes=True,
    errors=(
        *_PUT,
        lists.WRONG_TYPE_IN_CHANGE,
        lists.WRONG_IDS_IN_CHANGE,
        lists.NOT_FOUND_IN_CHANGE,
        lists.ANOTHER_TYPE,
        lists.NO_ACCESS_IN_CHANGE,
    ),
)
def update(ctx: Ctx, p: Update) -> bool:
    """Put others on a call list in place of those who were there."""
    lists.change(ctx, p.list_id, p.entity_type, p.entities, p.webform_id)
    return True


@method("crm.calllist.get", errors=(lists.MISSING, lists.NOT_FOUND))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a call list without those who are on it."""
    row = lists.get(ctx, p.id)
    return reading.written(LISTS, CLASSIC, row, ctx.clock.zone) | {"ENTITY_TYPE": lists.NAMES[row["ENTITY_TYPE_ID"]]}


@method("crm.calllist.list", heavy=True, errors=(UNKNOWN_FIELD,))
def list_(ctx: Ctx, p: List) -> Page:
    """List call lists by a filter."""
    for name in (*reading.names_of(p.select), *(split(key)[1] for key in as_map(p.filter)), *as_map(p.order)):
        if name != reading.EVERY and FIELDS.find(name, universal=False) is None:
            raise UNKNOWN_FIELD(field=name)
    return reading.page(ctx, LISTS, CLASSIC, select=p.select, filter=p.filter, order=p.order, start=p.start)


@method(
    "crm.calllist.items.get",
    heavy=True,
    errors=(
        lists.MISSING,
        lists.NOT_POSITIVE,
        lists.NO_SUCH_LIST,
        lists.WRONG_STATUS,
        lists.NO_ACCESS_TO_PARTICIPANTS,
    ),
)
def items_get(ctx: Ctx, p: OfList) -> list[dict[str, Any]]:
    """List who is on a call list, and what became of the call."""
    status = {name.upper().lstrip("="): value for name, value in as_map(p.filter).items()}.get("STATUS")
    numbers = {name: value for name, value in as_map(p.filter).items() if not name.upper().endswith("STATUS")}
    return at_hand.chosen(ctx, lists.participants(ctx, p.list_id, status), ("ID",), filter=numbers, order=p.order)


@method("crm.calllist.statuslist", heavy=True)
def statuslist(ctx: Ctx, p: Statuses) -> list[dict[str, Any]]:
    """List what may become of a call."""
    return at_hand.chosen(ctx, lists.listed_statuses(ctx), ("ID", "SORT"), filter=p.filter, order=p.order)
