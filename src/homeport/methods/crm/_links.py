"""The methods of a record's links, made from a table: ``add delete fields items.get items.set items.delete``."""

from typing import Any
from zoneinfo import ZoneInfo

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_flag, read_integer
from homeport.domain.crm.record import link_rows
from homeport.domain.crm.record.link_rows import Links, Wanted
from homeport.domain.crm.record.lists import MAX_IDS
from homeport.domain.records import at_hand
from homeport.domain.records.descriptions import described
from homeport.methods.family import as_array, as_id
from homeport.rpc import Method, NoParams, Params
from homeport.rpc.method import Handler, make

BAD_ID = ErrorKind("", "The parameter 'ownerEntityID' is invalid or not defined.")
BAD_ID_OF_ITEMS = ErrorKind("", "The parameter ownerEntityID is invalid or not defined.")
NO_FIELDS = ErrorKind("", "The parameter 'fields' must be array.")
NO_ITEM = ErrorKind("", "The parameter 'item' must be array.")
NO_ITEMS = ErrorKind("", "The parameter items must be array.")

_NO_ZONE = ZoneInfo("UTC")


class OfRecord(Params):
    id: Any = None


class Get(OfRecord):
    filter: Any = None
    order: Any = None


class WithFields(OfRecord):
    fields: Any = None


class WithItems(OfRecord):
    items: Any = None


def linked(prefix: str, links: Links) -> list[Method]:
    """The methods of a kind of links.

    :param prefix: for example ``crm.deal.contact``
    """

    def add(ctx: Ctx, p: WithFields) -> bool:
        record_id = as_id(p.id, BAD_ID)
        return link_rows.add(ctx, links, record_id, _wanted(links, _array(p.fields, NO_FIELDS), link_rows.UNFIT))

    def delete(ctx: Ctx, p: WithFields) -> bool:
        record_id = as_id(p.id, BAD_ID)
        other = _wanted(links, _array(p.fields, NO_ITEM), link_rows.UNFIT).id
        return link_rows.remove(ctx, links, record_id, other)

    def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
        return {
            "SORT": described("integer", "Sorting"),
            "IS_PRIMARY": described("char", "Primary"),
            links.column: described("integer", links.title, required=True),
        }

    def get(ctx: Ctx, p: Get) -> list[dict[str, Any]]:
        found = link_rows.rows(ctx, links, as_id(p.id, BAD_ID_OF_ITEMS))
        return at_hand.chosen(ctx, found, (links.column, "SORT"), filter=p.filter, order=p.order)

    def set_(ctx: Ctx, p: WithItems) -> bool:
        record_id, items = as_id(p.id, BAD_ID_OF_ITEMS), list(_array(p.items, NO_ITEMS).values())
        if len(items) > MAX_IDS or not all(isinstance(item, dict) for item in items):
            raise link_rows.UNFIT_ITEMS()
        link_rows.replace_all(ctx, links, record_id, [_wanted(links, item, link_rows.UNFIT_ITEMS) for item in items])
        return True

    def clear(ctx: Ctx, p: OfRecord) -> bool:
        link_rows.clear(ctx, links, as_id(p.id, BAD_ID_OF_ITEMS))
        return True

    def of(verb: str, handler: Handler, params: type[Params], summary: str, *errors: ErrorKind, **rules: Any) -> Method:
        name = f"{prefix}.{verb}"
        return make(name, handler, params=params, summary=summary, errors=tuple(dict.fromkeys(errors)), **rules)

    noun, other = prefix.split(".")[1:]
    denied = (links.all_denied, link_rows.DENIED)
    gone = () if links.lenient else (links.dialect.not_found,)
    one = (BAD_ID, *denied, links.dialect.not_found, link_rows.UNFIT, link_rows.UNSEEN)
    several = (BAD_ID_OF_ITEMS, NO_ITEMS, *denied, links.dialect.not_found, link_rows.UNFIT_ITEMS, link_rows.UNSEEN)
    return [
        of("add", add, WithFields, f"Link one more {other} to a {noun}.", *one, NO_FIELDS, writes=True),
        of("delete", delete, WithFields, f"Take a {other} from a {noun}.", *one, NO_ITEM, writes=True),
        of("fields", fields, NoParams, f"Describe the fields of a link from a {noun} to a {other}."),
        of("items.get", get, Get, f"List the links of a {noun}: {other}s.", BAD_ID_OF_ITEMS, *denied, *gone),
        of("items.set", set_, WithItems, f"Put links in place of those that a {noun} has.", *several, writes=True),
        of(
            "items.delete",
            clear,
            OfRecord,
            f"Take all links from a {noun}: {other}s.",
            *(BAD_ID_OF_ITEMS, *denied, *gone),
            writes=True,
        ),
    ]


def _array(given: Any, refusal: ErrorKind) -> dict[str, Any]:
    """A PHP array that must be there, though it may be empty."""
    if given is None or given == "":
        raise refusal()
    return as_array(given, "", refusal)


def _wanted(links: Links, given: dict[str, Any], unfit: ErrorKind) -> Wanted:
    named = {name.upper(): value for name, value in given.items()}
    try:
        sort = read_integer(named.get("SORT"), _NO_ZONE)
    except ValueError:
        raise unfit() from None
    primary = read_flag(named.get("IS_PRIMARY"), _NO_ZONE) == "Y"
    return Wanted(as_id(named.get(links.column), unfit), sort, primary)
