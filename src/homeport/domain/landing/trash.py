"""The trash: what is in it is deleted after 30 days.

Sources: ``landing-site-mark-delete.md``, ``landing-landing-mark-delete.md``, ``landing-site-mark-folder-delete.md``.
"""

from sqlalchemy import bindparam, null, select, update

from homeport.core.ctx import Ctx
from homeport.domain.landing import extras, roles
from homeport.domain.landing.tables import BINDING, DOMAIN
from homeport.domain.landing.tables import FOLDER as FOLDERS
from homeport.domain.landing.tables import PAGE as PAGES
from homeport.domain.landing.tables import SITE as SITES
from homeport.domain.records import timers
from homeport.store import Query, Transaction

SITE, FOLDER, PAGE = "landing.site", "landing.folder", "landing.page"
SECONDS = 30 * 86_400
_PAGES_OF = Query(select(PAGES.c.ID).where(PAGES.c.SITE_ID == bindparam("site")))
_FOLDERS_OF = Query(select(FOLDERS.c.ID).where(FOLDERS.c.SITE_ID == bindparam("site")))
_PAGES_IN = Query(select(PAGES.c.ID).where(PAGES.c.FOLDER_ID == bindparam("folder")))
_BELOW = Query(select(FOLDERS.c.ID).where(FOLDERS.c.PARENT_ID == bindparam("folder")))
_DOMAIN = Query(select(SITES.c.DOMAIN_ID).where(SITES.c.ID == bindparam("id")))
_USED = Query(select(SITES.c.ID).where(SITES.c.DOMAIN_ID == bindparam("domain")).limit(1))
_NAMED = Query(select(DOMAIN.c.NAME).where(DOMAIN.c.ID == bindparam("domain")))
_POINTS = [
    Query(update(SITES).where(SITES.c[name] == bindparam("page")).values({name: null()}))
    for name in ("LANDING_ID_INDEX", "LANDING_ID_404", "LANDING_ID_503")
]
_POINTS_IN_FOLDERS = Query(update(FOLDERS).where(FOLDERS.c.INDEX_ID == bindparam("page")).values(INDEX_ID=null()))


def keep_until(ctx: Ctx, kind: str, number: int) -> None:
    """Delete something 30 days from now, unless it is restored."""
    timers.put(ctx.tx, kind, number, ctx.clock.now() + SECONDS)


def keep(tx: Transaction, kind: str, number: int) -> None:
    """Do not delete something after all."""
    timers.put(tx, kind, number, None)


def delete_page(tx: Transaction, number: int) -> None:
    """Delete a page with all that belongs to it."""
    keep(tx, PAGE, number)
    extras.forget(tx, extras.OF_PAGE, number)
    unpoint(tx, number)
    tx.delete(PAGES, ID=number)


def unpoint(tx: Transaction, page: int) -> None:
    """Let a page be the main one of no site or folder any more."""
    for query in (*_POINTS, _POINTS_IN_FOLDERS):
        tx.execute(query, page=page)


def delete_folder(tx: Transaction, number: int) -> None:
    """Delete a folder with all that is in it."""
    for (below,) in tx.all(_BELOW, folder=number):
        delete_folder(tx, below)
    for (page,) in tx.all(_PAGES_IN, folder=number):
        delete_page(tx, page)
    keep(tx, FOLDER, number)
    tx.delete(FOLDERS, ID=number)


def delete_site(tx: Transaction, number: int) -> None:
    """Delete a site with all that belongs to it; its domain is free then."""
    for (page,) in tx.all(_PAGES_OF, site=number):
        delete_page(tx, page)
    for (folder,) in tx.all(_FOLDERS_OF, site=number):
        keep(tx, FOLDER, folder)
    tx.delete(FOLDERS, SITE_ID=number)
    tx.delete(BINDING, SITE_ID=number)
    roles.forget_site(tx, number)
    extras.forget(tx, extras.OF_SITE, number)
    keep(tx, SITE, number)
    domain = tx.value(_DOMAIN, id=number)
    tx.delete(SITES, ID=number)
    release(tx, domain)


def release(tx: Transaction, domain: int) -> None:
    """Let go of a domain that no site has; that of the portal stays."""
    if tx.one(_USED, domain=domain) is None and tx.value(_NAMED, domain=domain):
        tx.delete(DOMAIN, ID=domain)
