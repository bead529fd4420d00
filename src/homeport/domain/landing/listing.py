"""Lists of sites, folders and pages: all that a filter finds, as far as the caller may view the site."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Table, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.values import number_or_none, read_datetime, read_integer, read_string
from homeport.domain.landing import rights, sections
from homeport.domain.landing.spelling import Row, shown
from homeport.domain.landing.tables import FOLDER, PAGE, SITE
from homeport.domain.records.conditions import clause
from homeport.domain.records.filters import Filter, Filterable, Group, as_map, split
from homeport.domain.records.rows import Order, columns_of, order_of, sorted_by
from homeport.store import Query, statements

HIDDEN = frozenset({"SECTION", "PUBLIC"})
MOST = 2**31


def fields_of(table: Table) -> list[str]:
    """The fields that lists of a table have."""
    return [column.name for column in table.c if column.name not in HIDDEN]


def _reader(column: ColumnElement[Any]) -> Callable[..., Any]:
    if isinstance(column.type, Integer):
        return read_integer
    return read_datetime if str(column.key).startswith("DATE_") else read_string


_FINDS = {
    table: {name: Filterable(name, _reader(table.c[name])) for name in fields_of(table)}
    for table in (SITE, FOLDER, PAGE)
}


def found(
    ctx: Ctx,
    table: Table,
    section: str,
    *,
    filter: Any = None,  # noqa: A002  as documented
    order: Any = None,
    limit: Any = None,
    offset: Any = None,
) -> list[Row]:
    """The rows that a filter finds, of sites that the caller may view; by default those out of the trash alone.

    :param table: of sites, or of folders or pages
    """
    given = {name: value for name, value in as_map(filter).items() if name != "CHECK_PERMISSIONS"}
    if not any(name in given for name in ("DELETED", "=DELETED")):
        given["=DELETED"] = "N"
    finds = _FINDS[table]
    wanted = Filter(given, lambda name: finds.get(name.upper()), ctx)
    by = order_of(ctx, as_map(order).items(), lambda name: name.upper() if name.upper() in finds else None)
    grant, params = rights.grant_of(ctx, rights.READ)
    return ctx.tx.dicts(
        _listing(table, grant, wanted.tree, by),
        section=section,
        limit=number_or_none(limit) or MOST,
        offset=number_or_none(offset) or 0,
        **params,
        **wanted.params,
    )


@statements
def _listing(table: Table, grant: rights.Grant, tree: Group, order: Order) -> Query:
    compare = columns_of(table)
    statement: Select[Any] = select(table)
    if table is not SITE:
        statement = statement.add_columns(SITE.c.DOMAIN_ID).join(SITE, SITE.c.ID == table.c.SITE_ID)
    if table is PAGE:
        statement = statement.where(SITE.c.DELETED == "N")
    return Query(
        statement.where(SITE.c.SECTION == bindparam("section"), rights.covers(grant, SITE), clause(tree, compare))
        .order_by(*sorted_by(table.c.__getitem__, order))
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


def selected(ctx: Ctx, table: Table, given: Any, always: Sequence[str], computed: Sequence[str] = ()) -> list[str]:
    """The fields that a list is asked for: all that are stored without such a word, or by ``*``.

    :param always: fields that it has anyway
    :param computed: those that it has only by name
    """
    known = fields_of(table)
    names = [each.upper() for each in as_map(given).values() if isinstance(each, str)]
    if not isinstance(given, list | dict) or not names or "*" in names:
        return [*known, *(name for name in computed if name in names)]
    for name in names:
        if name not in known and name not in computed:
            ctx.drop("select", name)
    return list(dict.fromkeys([*always, *(name for name in names if name in known or name in computed)]))


def written(ctx: Ctx, row: Row, names: Sequence[str]) -> Row:
    """A row as lists answer it."""
    return {name: shown(ctx, name, row[name]) for name in names if name in row}


def of_section(section: str, given: Any) -> Any:
    """A filter of sites, so that it finds types of a section alone; stores stand for those of both kinds."""
    allowed = sections.TYPES[section]
    narrowed: dict[str, Any] = {}
    for key, value in as_map(given).items():
        operator, name = split(key)
        if name.upper() != "TYPE" or operator not in ("", "="):
            narrowed[key] = value
        elif value == "STORE" and "STORE" in allowed:
            narrowed["TYPE"] = ["STORE", "SMN"]
        else:
            narrowed["TYPE"] = value if isinstance(value, str) and value in allowed else list(allowed)
    return narrowed
