"""Pages of sites: made, changed, copied, moved, published, thrown away.

Source: ``landing/page/methods/``.
"""

import re
import secrets
from typing import Any

from sqlalchemy import and_, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, number_or_none, read_datetime
from homeport.domain.landing import extras, folders, rights, sites, spelling, trash
from homeport.domain.landing.refusals import (
    CODE_FORMAT,
    DENIED,
    IS_MAIN,
    MAY_NOT_TAKE_AWAY,
    NO_CODE,
    NO_FOLDER,
    NO_PAGE,
    NO_SITE,
    UNFIT,
)
from homeport.domain.landing.spelling import Row
from homeport.domain.landing.tables import FOLDER, PAGE, SITE
from homeport.store import Query, Transaction

_TAKEN = frozenset(
    ("TITLE", "CODE", "SITE_ID", "FOLDER_ID", "FOLDER", "DESCRIPTION", "XML_ID", "SITEMAP", "DATE_PUBLIC", "DELETED")
) | {"ADDITIONAL_FIELDS"}
"""What is taken of a page; its template and blocks are not there."""
_NUMBERED = re.compile(r"\w+_\d+_\d+")
_IN_SECTION = Query(
    select(PAGE)
    .join(SITE, and_(SITE.c.ID == PAGE.c.SITE_ID, SITE.c.SECTION == bindparam("section")))
    .where(PAGE.c.ID == bindparam("id"))
)
_OF_CODE = Query(
    select(PAGE).where(PAGE.c.SITE_ID == bindparam("site"), PAGE.c.CODE == bindparam("code")).order_by(PAGE.c.ID)
)
_BY_ID = Query(select(PAGE).where(PAGE.c.ID == bindparam("id")))
_FOLDERS = Query(select(FOLDER).where(FOLDER.c.SITE_ID == bindparam("site"), FOLDER.c.CODE == bindparam("code")))
_OTHERS = Query(
    select(PAGE.c.ID)
    .where(PAGE.c.SITE_ID == bindparam("site"), PAGE.c.ID != bindparam("id"), PAGE.c.DELETED == "N")
    .limit(1)
)


def stored(tx: Transaction, number: int | None) -> Row | None:
    """A page as it is stored, whoever may see it."""
    return next(iter(tx.dicts(_BY_ID, id=number or 0)), None)


def find(ctx: Ctx, section: str, number: int | None, operation: str = rights.READ, *, thrown: bool = False) -> Row:
    """A page of a site with which the caller may do something.

    :param thrown: whether it may be in the trash
    :raises CallError: ``NO_PAGE`` where the caller may not view it, ``DENIED`` where not do more
    """
    row = next(iter(ctx.tx.dicts(_IN_SECTION, id=number or 0, section=section)), None)
    if row is None or (row["DELETED"] == "Y" and not thrown) or not rights.may(ctx, row["SITE_ID"], rights.READ):
        raise NO_PAGE()
    rights.require(ctx, row["SITE_ID"], operation)
    return row


def add(ctx: Ctx, section: str, given: Row) -> int:
    """Make a page, which is not published; its number. A site's first page is its main one.

    :raises CallError: ``NO_SITE``, ``DENIED``, ``NO_FOLDER``, ``EMPTY``, ``UNFIT``, and those of codes
    """
    site = sites.stored(ctx.tx, number_or_none(given.get("SITE_ID")))
    if site is None or site["SECTION"] != section:
        raise NO_SITE()
    rights.require(ctx, site["ID"], rights.EDIT)
    row: Row = {"TITLE": spelling.text(ctx, given, "TITLE", required=True), "SITE_ID": site["ID"]}
    row["FOLDER_ID"] = folders.within(ctx.tx, site["ID"], given.get("FOLDER_ID"), NO_FOLDER)
    row |= _said(ctx, given)
    code = _code(ctx, given) or spelling.code_of(row["TITLE"])
    row["CODE"] = _free(ctx.tx, site["ID"], row["FOLDER_ID"], code)
    row = {"SITEMAP": "N", "FOLDER": "N", **row, "ACTIVE": "N", "PUBLIC": "N", "DELETED": "N", **spelling.made(ctx)}
    number = ctx.tx.insert(PAGE, row)
    if site["LANDING_ID_INDEX"] is None and row["FOLDER_ID"] is None and row["FOLDER"] == "N":
        ctx.tx.update(SITE, {"ID": site["ID"]}, {"LANDING_ID_INDEX": number})
    extras.put(ctx, extras.OF_PAGE, number, section, given.get("ADDITIONAL_FIELDS"))
    return number


def _said(ctx: Ctx, given: Row) -> Row:
    for name in sorted(given.keys() - _TAKEN):
        ctx.drop("fields", name)
    row = {name: spelling.text(ctx, given, name) or None for name in ("DESCRIPTION", "XML_ID") if name in given}
    return row | {name: "Y" if given[name] == "Y" else "N" for name in ("SITEMAP", "FOLDER") if name in given}


def _code(ctx: Ctx, given: Row) -> str:
    """What a page is to be called in its address; empty where it is to be called by its title.

    :raises CallError: ``SLASH``, ``NO_CODE``, ``CODE_FORMAT``
    """
    if given.get("CODE") == "" and "FOLDER" not in given:
        raise NO_CODE()
    code = spelling.code(ctx, given)
    if _NUMBERED.fullmatch(code):
        raise CODE_FORMAT()
    return code


def _free(tx: Transaction, site: int, folder: int | None, code: str, but: int = 0) -> str:
    free = code
    while any(row["FOLDER_ID"] == folder and row["ID"] != but for row in tx.dicts(_OF_CODE, site=site, code=free)):
        free = f"{code}_{secrets.token_hex(2)}"
    return free


def change(ctx: Ctx, section: str, page: Row, given: Row) -> None:
    """Change what is said of a page.

    :raises CallError: as :func:`add`, and ``IS_MAIN``
    """
    row = _said(ctx, given)
    if "TITLE" in given:
        row["TITLE"] = spelling.text(ctx, given, "TITLE", required=True)
    site = page["SITE_ID"]
    if not is_empty(given.get("FOLDER_ID")):
        row["FOLDER_ID"] = folders.within(ctx.tx, site, given["FOLDER_ID"], NO_FOLDER)
    if not is_empty(given.get("SITE_ID")):
        row |= _to_site(ctx, section, page, number_or_none(given["SITE_ID"]))
    code = _code(ctx, given) if "CODE" in given else ""
    to, folder = row.get("SITE_ID") or site, row.get("FOLDER_ID", page["FOLDER_ID"])
    wanted = code or (spelling.code_of(row.get("TITLE") or page["TITLE"]) if "CODE" in given else page["CODE"])
    row["CODE"] = _free(ctx.tx, to, folder, wanted, page["ID"])
    if "DATE_PUBLIC" in given:
        rights.require(ctx, site, rights.PUBLISH)
        row["DATE_PUBLIC"] = _moment(ctx, given["DATE_PUBLIC"])
    if "DELETED" in given:
        rights.require(ctx, site, rights.DELETE)
        if given["DELETED"] == "Y":
            throw_away(ctx, page)
        else:
            restore(ctx, page)
        row |= {"ACTIVE": "N", "PUBLIC": "N"}
    ctx.tx.update(PAGE, {"ID": page["ID"]}, {**row, **spelling.changed(ctx)})
    extras.put(ctx, extras.OF_PAGE, page["ID"], section, given.get("ADDITIONAL_FIELDS"))


def _moment(ctx: Ctx, given: Any) -> str | None:
    try:
        return read_datetime(given, ctx.clock.zone)
    except ValueError:
        raise UNFIT(name="DATE_PUBLIC") from None


def _to_site(ctx: Ctx, section: str, page: Row, number: int | None) -> Row:
    """What becomes of a page that goes to another site: it is the main one of no site and folder any more,
    and not published where the caller may not publish.

    :raises CallError: ``NO_SITE``, ``DENIED``, ``MAY_NOT_TAKE_AWAY``
    """
    site = sites.stored(ctx.tx, number)
    if site is None or site["SECTION"] != section:
        raise NO_SITE()
    if site["ID"] == page["SITE_ID"]:
        return {}
    rights.require(ctx, site["ID"], rights.EDIT)
    if not rights.may(ctx, page["SITE_ID"], rights.DELETE):
        raise MAY_NOT_TAKE_AWAY()
    trash.unpoint(ctx.tx, page["ID"])
    shown = {} if rights.may(ctx, site["ID"], rights.PUBLISH) else {"ACTIVE": "N", "PUBLIC": "N"}
    return {"SITE_ID": site["ID"], "FOLDER_ID": None, **shown}


def copy(ctx: Ctx, section: str, page: Row, to_site: int | None, to_folder: int | None) -> int:
    """Make a page like another, which is not published; its number. In no folder of the site, it is in the root.

    :raises CallError: ``NO_SITE``, ``DENIED``
    """
    site = sites.stored(ctx.tx, to_site or page["SITE_ID"])
    if site is None or site["SECTION"] != section:
        raise NO_SITE()
    rights.require(ctx, site["ID"], rights.EDIT)
    folder = folders.stored(ctx.tx, to_folder)
    within = folder["ID"] if folder is not None and folder["SITE_ID"] == site["ID"] else None
    row = {name: page[name] for name in ("TITLE", "DESCRIPTION", "XML_ID", "SITEMAP", "FOLDER", "RULE")}
    code = _free(ctx.tx, site["ID"], within, page["CODE"])
    row |= {"SITE_ID": site["ID"], "FOLDER_ID": within, "CODE": code, "ACTIVE": "N", "PUBLIC": "N", "DELETED": "N"}
    number = ctx.tx.insert(PAGE, {**row, **spelling.made(ctx)})
    if site["LANDING_ID_INDEX"] is None and within is None and row["FOLDER"] == "N":
        ctx.tx.update(SITE, {"ID": site["ID"]}, {"LANDING_ID_INDEX": number})
    extras.copy(ctx.tx, extras.OF_PAGE, page["ID"], number)
    return number


def move(ctx: Ctx, section: str, page: Row, to_site: int | None, to_folder: int | None) -> None:
    """Move a page to another site, or to a folder of its own one.

    :raises CallError: ``DENIED``, ``MAY_NOT_TAKE_AWAY``, ``NO_FOLDER``
    """
    target = to_site or page["SITE_ID"]
    site = sites.stored(ctx.tx, target)
    if site is None or site["SECTION"] != section or not rights.may(ctx, target, rights.EDIT):
        raise DENIED()
    if not rights.may(ctx, page["SITE_ID"], rights.DELETE):
        raise MAY_NOT_TAKE_AWAY()
    if to_folder and target != page["SITE_ID"]:
        raise NO_FOLDER()
    folder = folders.within(ctx.tx, target, to_folder, NO_FOLDER)
    row = _to_site(ctx, section, page, target)
    code = _free(ctx.tx, target, folder, page["CODE"], page["ID"])
    ctx.tx.update(PAGE, {"ID": page["ID"]}, {**row, "FOLDER_ID": folder, "CODE": code, **spelling.changed(ctx)})


def publish(ctx: Ctx, page: Row) -> None:
    """Publish a page with the folders that it is in, and its site."""
    said = {"ACTIVE": "Y", "PUBLIC": "Y", "DATE_PUBLIC": ctx.clock.stamp(), **spelling.changed(ctx)}
    ctx.tx.update(PAGE, {"ID": page["ID"]}, said)
    folders.publish(ctx, page["FOLDER_ID"])
    ctx.tx.update(SITE, {"ID": page["SITE_ID"]}, {"ACTIVE": "Y", **spelling.changed(ctx)})


def take_back(ctx: Ctx, page: Row) -> None:
    """Publish a page no longer."""
    ctx.tx.update(PAGE, {"ID": page["ID"]}, {"ACTIVE": "N", "PUBLIC": "N", **spelling.changed(ctx)})


def throw_away(ctx: Ctx, page: Row) -> None:
    """Move a page to the trash; it is not published any more.

    :raises CallError: ``IS_MAIN`` for the main page of a site that has others
    """
    site = sites.stored(ctx.tx, page["SITE_ID"])
    assert site is not None
    others = ctx.tx.one(_OTHERS, site=site["ID"], id=page["ID"])
    if site["LANDING_ID_INDEX"] == page["ID"] and others is not None:
        raise IS_MAIN()
    trash.keep_until(ctx, trash.PAGE, page["ID"])
    gone = {"DELETED": "Y", "ACTIVE": "N", "PUBLIC": "N", **spelling.changed(ctx)}
    ctx.tx.update(PAGE, {"ID": page["ID"]}, gone)


def restore(ctx: Ctx, page: Row) -> None:
    """Take a page out of the trash; it is not published by that."""
    trash.keep(ctx.tx, trash.PAGE, page["ID"])
    ctx.tx.update(PAGE, {"ID": page["ID"]}, {"DELETED": "N", "ACTIVE": "N", **spelling.changed(ctx)})


def at(tx: Transaction, site: Row, path: str) -> Row | None:
    """The page of a site that a path means, published or not: of the root and of folders, their main pages."""
    parent, index, codes = None, site["LANDING_ID_INDEX"], [each for each in path.split("/") if each]
    for place, code in enumerate(codes):
        within = (row for row in tx.dicts(_FOLDERS, site=site["ID"], code=code) if row["DELETED"] == "N")
        folder = next((row for row in within if row["PARENT_ID"] == parent), None)
        if folder is None:
            found = (row for row in tx.dicts(_OF_CODE, site=site["ID"], code=code) if row["DELETED"] == "N")
            last = next((row for row in found if row["FOLDER_ID"] == parent), None)
            return last if place == len(codes) - 1 else None
        parent, index = folder["ID"], folder["INDEX_ID"]
    page = stored(tx, index)
    return page if page is not None and page["DELETED"] == "N" else None


def is_in_thrown(tx: Transaction, page: Row) -> bool:
    """Whether a page is in a folder that is in the trash."""
    return any(folder["DELETED"] == "Y" for folder in folders.chain(tx, page["FOLDER_ID"]))
