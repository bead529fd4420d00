"""Folders of sites, with what happens to the pages within.

Source: the pages of ``landing/site/`` that end in ``-folder.md``.
"""

from typing import Any

from sqlalchemy import and_, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none, read_flag
from homeport.domain.landing import rights, spelling, trash
from homeport.domain.landing.refusals import DENIED, FOLDER_TAKEN
from homeport.domain.landing.spelling import Row
from homeport.domain.landing.tables import FOLDER, PAGE, SITE
from homeport.store import Query, Transaction

DEEPEST = 50

_BY_ID = Query(select(FOLDER).where(FOLDER.c.ID == bindparam("id")))
_IN_SECTION = Query(
    select(FOLDER)
    .join(SITE, and_(SITE.c.ID == FOLDER.c.SITE_ID, SITE.c.SECTION == bindparam("section")))
    .where(FOLDER.c.ID == bindparam("id"))
)
_BELOW = Query(select(FOLDER).where(FOLDER.c.PARENT_ID == bindparam("parent")))
_SAME = Query(
    select(FOLDER.c.ID, FOLDER.c.PARENT_ID).where(
        FOLDER.c.SITE_ID == bindparam("site"), FOLDER.c.CODE == bindparam("code")
    )
)
_PAGES = Query(select(PAGE.c.ID).where(PAGE.c.FOLDER_ID == bindparam("folder")))
_PAGE_IN = Query(select(PAGE.c.ID).where(PAGE.c.ID == bindparam("id"), PAGE.c.SITE_ID == bindparam("site")))
_OF_SITE = Query(select(FOLDER.c.ID).where(FOLDER.c.SITE_ID == bindparam("site"), FOLDER.c.DELETED == "N"))


def stored(tx: Transaction, number: int | None) -> Row | None:
    """A folder as it is stored."""
    return next(iter(tx.dicts(_BY_ID, id=number or 0)), None)


def find(ctx: Ctx, section: str, number: int | None, operation: str) -> Row:
    """A folder of a site with which the caller may do something.

    :raises CallError: ``DENIED``
    """
    row = next(iter(ctx.tx.dicts(_IN_SECTION, id=number or 0, section=section)), None)
    if row is None:
        raise DENIED()
    rights.require(ctx, row["SITE_ID"], operation)
    return row


def within(tx: Transaction, site: int, given: Any, refusal: ErrorKind) -> int | None:
    """The number of a folder of a site; None for the site's root.

    :raises CallError: ``refusal`` for another's, or none
    """
    if is_empty(given) or given in (0, "0", False):
        return None
    row = stored(tx, number_or_none(given))
    if row is None or row["SITE_ID"] != site:
        raise refusal()
    found: int = row["ID"]
    return found


def chain(tx: Transaction, number: int | None) -> list[Row]:
    """A folder with those that it is in, the innermost first."""
    found: list[Row] = []
    while number is not None and len(found) < DEEPEST:
        row = stored(tx, number)
        assert row is not None
        found.append(row)
        number = row["PARENT_ID"]
    return found


def add(ctx: Ctx, site: int, given: Row) -> int:
    """Make a folder in a site; its number.

    :raises CallError: ``EMPTY``, ``UNFIT``, ``SLASH``, ``FOLDER_TAKEN``, ``DENIED`` for a parent of another site
    """
    title = spelling.text(ctx, given, "TITLE", required=True)
    code = spelling.code(ctx, given) or spelling.code_of(title)
    parent = within(ctx.tx, site, given.get("PARENT_ID"), DENIED)
    if len(chain(ctx.tx, parent)) >= DEEPEST:
        raise DENIED()
    _require_free(ctx.tx, site, parent, code)
    active = read_flag(given.get("ACTIVE"), ctx.clock.zone)
    row = {"SITE_ID": site, "PARENT_ID": parent, "TITLE": title, "CODE": code, "ACTIVE": active, "DELETED": "N"}
    return ctx.tx.insert(FOLDER, {**row, **spelling.made(ctx)})


def change(ctx: Ctx, folder: Row, given: Row) -> None:
    """Change a folder; without a parent it goes to the root of the site.

    :raises CallError: as :func:`add`, and ``DENIED`` for a parent within the folder
    """
    row: Row = {"PARENT_ID": within(ctx.tx, folder["SITE_ID"], given.get("PARENT_ID"), DENIED)}
    above = [each["ID"] for each in chain(ctx.tx, row["PARENT_ID"])]
    if folder["ID"] in above or len(above) + _depth(ctx.tx, folder["ID"]) > DEEPEST:
        raise DENIED()
    if "TITLE" in given:
        row["TITLE"] = spelling.text(ctx, given, "TITLE", required=True)
    row["CODE"] = spelling.code(ctx, given) or folder["CODE"]
    _require_free(ctx.tx, folder["SITE_ID"], row["PARENT_ID"], row["CODE"], but=folder["ID"])
    if "INDEX_ID" in given:
        index = number_or_none(given["INDEX_ID"])
        if index and ctx.tx.one(_PAGE_IN, id=index, site=folder["SITE_ID"]) is None:
            raise DENIED()
        row["INDEX_ID"] = index or None
    if "ACTIVE" in given:
        row["ACTIVE"] = read_flag(given["ACTIVE"], ctx.clock.zone)
    ctx.tx.update(FOLDER, {"ID": folder["ID"]}, {**row, **spelling.changed(ctx)})


def _depth(tx: Transaction, number: int) -> int:
    return 1 + max((_depth(tx, each["ID"]) for each in tx.dicts(_BELOW, parent=number)), default=0)


def _require_free(tx: Transaction, site: int, parent: int | None, code: str, but: int = 0) -> None:
    taken = tx.all(_SAME, site=site, code=code)
    if any(within == parent and number != but for number, within in taken):
        raise FOLDER_TAKEN()


def throw_away(ctx: Ctx, folder: Row) -> None:
    """Move a folder to the trash with all that is in it, and publish none of that any more."""
    trash.keep_until(ctx, trash.FOLDER, folder["ID"])
    _throw_away(ctx, folder["ID"])


def _throw_away(ctx: Ctx, number: int) -> None:
    ctx.tx.update(FOLDER, {"ID": number}, {"DELETED": "Y", "ACTIVE": "N", **spelling.changed(ctx)})
    ctx.tx.update(PAGE, {"FOLDER_ID": number}, {"DELETED": "Y", "ACTIVE": "N", "PUBLIC": "N", **spelling.changed(ctx)})
    for each in ctx.tx.dicts(_BELOW, parent=number):
        _throw_away(ctx, each["ID"])


def restore(ctx: Ctx, folder: Row) -> None:
    """Take a folder out of the trash with the pages and folders in it; nothing is published by that."""
    trash.keep(ctx.tx, trash.FOLDER, folder["ID"])
    ctx.tx.update(FOLDER, {"ID": folder["ID"]}, {"DELETED": "N", **spelling.changed(ctx)})
    ctx.tx.update(PAGE, {"FOLDER_ID": folder["ID"]}, {"DELETED": "N", **spelling.changed(ctx)})
    for (page,) in ctx.tx.all(_PAGES, folder=folder["ID"]):
        trash.keep(ctx.tx, trash.PAGE, page)
    for each in ctx.tx.dicts(_BELOW, parent=folder["ID"]):
        restore(ctx, each)


def publish(ctx: Ctx, number: int | None, *, active: bool = True) -> None:
    """Publish a folder with those that it is in, or take them back."""
    for each in chain(ctx.tx, number):
        ctx.tx.update(FOLDER, {"ID": each["ID"]}, {"ACTIVE": "Y" if active else "N", **spelling.changed(ctx)})


def publish_all(ctx: Ctx, site: int, *, active: bool) -> None:
    """Publish the folders of a site that are not in the trash, or take them back."""
    for (number,) in ctx.tx.all(_OF_SITE, site=site):
        ctx.tx.update(FOLDER, {"ID": number}, {"ACTIVE": "Y" if active else "N", **spelling.changed(ctx)})
