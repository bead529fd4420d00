"""Sites: made, changed, published, thrown away.

Source: ``landing/site/``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, select, update

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, number_or_none
from homeport.domain.landing import addresses, extras, folders, rights, roles, sections, spelling, trash
from homeport.domain.landing.refusals import (
    DENIED,
    DOMAIN_DISABLED,
    DOMAIN_TAKEN,
    DOMAIN_TRASHED,
    NO_DOMAIN,
    NOT_EMPTY,
    WRONG_DOMAIN,
)
from homeport.domain.landing.spelling import Row
from homeport.domain.landing.tables import DOMAIN, PAGE, SITE
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction, constant

MAIN_PAGES = ("LANDING_ID_INDEX", "LANDING_ID_404", "LANDING_ID_503")
COMPUTED = ("DOMAIN_NAME", "PUBLIC_URL", "PREVIEW_PICTURE", "PHONE")
"""Fields that lists have where they are asked for by name."""

_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_BY_ID = Query(select(SITE).where(SITE.c.ID == bindparam("id")))
_TAKEN = Query(select(SITE.c.ID).where(SITE.c.CODE == bindparam("code")))
_BY_PATH = Query(select(SITE).where(SITE.c.CODE == bindparam("code"), SITE.c.SECTION == bindparam("section")))
_DOMAIN = Query(select(DOMAIN.c.ID, DOMAIN.c.NAME).where(DOMAIN.c.NAME == bindparam("name")))
_DOMAIN_BY_ID = Query(select(DOMAIN.c.ID, DOMAIN.c.NAME).where(DOMAIN.c.ID == bindparam("id")))
_OWNER = Query(select(SITE.c.ID, SITE.c.DELETED).where(SITE.c.DOMAIN_ID == bindparam("domain")))
_HAS_PAGES = Query(select(PAGE.c.ID).where(PAGE.c.SITE_ID == bindparam("site")).limit(1))
_PAGE_OF = Query(select(PAGE.c.ID).where(PAGE.c.ID == bindparam("id"), PAGE.c.SITE_ID == bindparam("site")))


def stored(tx: Transaction, number: int | None) -> Row | None:
    """A site as it is stored, whoever may see it."""
    return next(iter(tx.dicts(_BY_ID, id=number or 0)), None)


def find(ctx: Ctx, section: str, number: int | None, operation: str) -> Row:
    """A site of a section with which the caller may do something.

    :raises CallError: ``DENIED``
    """
    row = stored(ctx.tx, number)
    if row is None or row["SECTION"] != section:
        raise DENIED()
    rights.require(ctx, row["ID"], operation)
    return row


def at(tx: Transaction, code: str) -> Row | None:
    """The site for everybody that an address means."""
    return next(iter(tx.dicts(_BY_PATH, code=code, section=sections.PLAIN)), None)


def add(ctx: Ctx, section: str, given: Row) -> int:
    """Make a site, which is not published; its number.

    :raises CallError: ``DENIED``, ``EMPTY``, ``UNFIT``, ``SLASH``, and those of domains
    """
    kind = given.get("TYPE") or sections.PLAIN
    if kind not in sections.TYPES[section] or not roles.may_create(ctx, section):
        raise DENIED()
    title = spelling.text(ctx, given, "TITLE", required=True)
    code = spelling.code(ctx, given)
    row: Row = {"SECTION": section, "TITLE": title, "TYPE": kind, "ACTIVE": "N", "DELETED": "N"}
    row |= {name: spelling.text(ctx, given, name) or None for name in ("DESCRIPTION", "XML_ID")}
    row["DOMAIN_ID"] = _domain(ctx, given.get("DOMAIN_ID"), 0)
    row["CODE"] = _free(ctx.tx, code, title)
    number = ctx.tx.insert(SITE, {**row, "LANG": "en", **spelling.made(ctx)})
    extras.put(ctx, extras.OF_SITE, number, section, given.get("ADDITIONAL_FIELDS"))
    return number


def change(ctx: Ctx, site: Row, given: Row) -> None:
    """Change what is said of a site.

    :raises CallError: as :func:`add`; ``DENIED`` for main pages that are no pages of the site
    """
    row: Row = {}
    if "TITLE" in given:
        row["TITLE"] = spelling.text(ctx, given, "TITLE", required=True)
    row |= {name: spelling.text(ctx, given, name) or None for name in ("DESCRIPTION", "XML_ID") if name in given}
    if "TYPE" in given:
        if given["TYPE"] not in sections.TYPES[site["SECTION"]]:
            raise DENIED()
        row["TYPE"] = given["TYPE"]
    if "CODE" in given:
        row["CODE"] = _free(ctx.tx, spelling.code(ctx, given), row.get("TITLE") or site["TITLE"], site["ID"])
    for name in MAIN_PAGES:
        if name in given:
            page = number_or_none(given[name]) or None
            if page and ctx.tx.one(_PAGE_OF, id=page, site=site["ID"]) is None:
                raise DENIED()
            row[name] = page
    if not is_empty(given.get("DOMAIN_ID")):
        row["DOMAIN_ID"] = _domain(ctx, given["DOMAIN_ID"], site["ID"])
    ctx.tx.update(SITE, {"ID": site["ID"]}, {**row, **spelling.changed(ctx)})
    if row.get("DOMAIN_ID", site["DOMAIN_ID"]) != site["DOMAIN_ID"]:
        trash.release(ctx.tx, site["DOMAIN_ID"])
    extras.put(ctx, extras.OF_SITE, site["ID"], site["SECTION"], given.get("ADDITIONAL_FIELDS"))


def _free(tx: Transaction, code: str, title: str, but: int = 0) -> str:
    """A code that no other site has: all of them are below one address."""
    wanted = code or spelling.code_of(title, "site")
    if wanted.isdecimal():
        wanted = f"site{wanted}"
    free, turn = wanted, 1
    while any(number != but for (number,) in tx.all(_TAKEN, code=free)):
        turn += 1
        free = f"{wanted}{turn}"
    return free


def _domain(ctx: Ctx, given: Any, site: int) -> int:
    """The number of the domain that a site is to have; said by no name, it is that of the portal.

    :raises CallError: ``NO_DOMAIN``, ``WRONG_DOMAIN``, ``DOMAIN_DISABLED``, ``DOMAIN_TAKEN``, ``DOMAIN_TRASHED``
    """
    if is_empty(given):
        row = ctx.tx.one(_DOMAIN, name="")
        return ctx.tx.insert(DOMAIN, {"NAME": ""}) if row is None else int(row[0])
    number = number_or_none(given)
    if number is not None:
        row = ctx.tx.one(_DOMAIN_BY_ID, id=number)
        if row is None:
            raise NO_DOMAIN()
    else:
        name = str(given).strip().lower()
        if not _HOST.fullmatch(name) or len(name) > spelling.MOST_LETTERS:
            raise WRONG_DOMAIN()
        if "bitrix" in name:
            raise DOMAIN_DISABLED()
        row = ctx.tx.one(_DOMAIN, name=name)
        if row is None:
            return ctx.tx.insert(DOMAIN, {"NAME": name})
    owner = ctx.tx.one(_OWNER, domain=row[0]) if row[1] else None
    if owner is not None and owner[0] != site:
        raise (DOMAIN_TRASHED if owner[1] == "Y" else DOMAIN_TAKEN)()
    return int(row[0])


def delete(ctx: Ctx, site: Row) -> None:
    """Delete a site that has no pages, not even in the trash.

    :raises CallError: ``NOT_EMPTY``
    """
    if ctx.tx.one(_HAS_PAGES, site=site["ID"]) is not None:
        raise NOT_EMPTY()
    trash.delete_site(ctx.tx, site["ID"])


def throw_away(ctx: Ctx, site: Row) -> None:
    """Move a site to the trash; it is not published any more."""
    trash.keep_until(ctx, trash.SITE, site["ID"])
    ctx.tx.update(SITE, {"ID": site["ID"]}, {"DELETED": "Y", "ACTIVE": "N", **spelling.changed(ctx)})


def restore(ctx: Ctx, site: Row) -> None:
    """Take a site out of the trash; it is not published by that."""
    trash.keep(ctx.tx, trash.SITE, site["ID"])
    ctx.tx.update(SITE, {"ID": site["ID"]}, {"DELETED": "N", **spelling.changed(ctx)})


_PUBLISH = Query(
    update(PAGE)
    .where(PAGE.c.SITE_ID == bindparam("site"), PAGE.c.ACTIVE == "Y", PAGE.c.DELETED == "N")
    .values(PUBLIC=constant("Y"), DATE_PUBLIC=bindparam("now"))
)
_TAKE_BACK = Query(update(PAGE).where(PAGE.c.SITE_ID == bindparam("site")).values(PUBLIC=constant("N")))


def publish(ctx: Ctx, site: Row) -> None:
    """Publish a site with its folders, and of its pages those that are active.

    :raises CallError: ``DENIED`` for one in the trash
    """
    if site["DELETED"] == "Y":
        raise DENIED()
    ctx.tx.update(SITE, {"ID": site["ID"]}, {"ACTIVE": "Y", **spelling.changed(ctx)})
    folders.publish_all(ctx, site["ID"], active=True)
    ctx.tx.execute(_PUBLISH, site=site["ID"], now=ctx.clock.stamp())


def take_back(ctx: Ctx, site: Row) -> None:
    """Publish a site no longer, nor its folders and pages."""
    ctx.tx.update(SITE, {"ID": site["ID"]}, {"ACTIVE": "N", **spelling.changed(ctx)})
    folders.publish_all(ctx, site["ID"], active=False)
    ctx.tx.execute(_TAKE_BACK, site=site["ID"])


def computed(ctx: Ctx, site: Row, names: list[str]) -> Row:
    """What lists are asked for of a site that is not stored."""
    found: Row = {}
    if "DOMAIN_NAME" in names:
        row = ctx.tx.one(_DOMAIN_BY_ID, id=site["DOMAIN_ID"])
        found["DOMAIN_NAME"] = (row and row[1]) or ctx.address.partition("://")[2]
    if "PUBLIC_URL" in names:
        found["PUBLIC_URL"] = addresses.of_site(ctx, site)
    if "PREVIEW_PICTURE" in names:
        found["PREVIEW_PICTURE"] = addresses.preview(ctx.tx, site["LANDING_ID_INDEX"])
    if "PHONE" in names:
        found["PHONE"] = None
    return found


def fields_of(given: Any) -> Row:
    """Fields as a client sent them, by their names in capitals."""
    return {name.upper(): value for name, value in as_map(given).items()}
