"""``landing.landing.*``: pages of sites."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.landing import addresses, extras, listing, pages, refusals, rights, sites, trash
from homeport.domain.landing.tables import PAGE
from homeport.domain.records.filters import as_map, split
from homeport.methods.landing._asking import ASKING, UNSET, Listed, OfPage, Scoped, begun, fields, is_marked, number
from homeport.rpc import method

_FINDING = (*ASKING, refusals.NO_PAGE)
_SAYING = (
    refusals.EMPTY,
    refusals.UNFIT,
    refusals.SLASH,
    refusals.NO_CODE,
    refusals.CODE_FORMAT,
    refusals.NO_SITE,
    refusals.NO_FOLDER,
)


class Add(Scoped):
    fields: Any = UNSET


class Update(OfPage):
    fields: Any = UNSET


class Moved(OfPage):
    to_site_id: Any = None
    to_folder_id: Any = None


class Copied(Moved):
    skip_system: Any = None


class Marked(OfPage):
    mark: Any = True


class At(Scoped):
    landing_url: Any = UNSET
    site_id: Any = UNSET


@method("landing.landing.add", writes=True, errors=(*ASKING, *_SAYING))
def add(ctx: Ctx, p: Add) -> int:
    """Make a page in a site, which is not published."""
    section = begun(ctx, p, "fields")
    return pages.add(ctx, section, fields(p.fields))


@method(
    "landing.landing.update", writes=True, errors=(*_FINDING, *_SAYING, refusals.IS_MAIN, refusals.MAY_NOT_TAKE_AWAY)
)
def update(ctx: Ctx, p: Update) -> bool:
    """Change what is said of a page."""
    section = begun(ctx, p, "lid", "fields")
    page = pages.find(ctx, section, number(p.lid, "lid"), rights.SETTINGS, thrown=True)
    pages.change(ctx, section, page, fields(p.fields))
    return True


@method("landing.landing.copy", writes=True, errors=(*_FINDING, refusals.NO_SITE))
def copy(ctx: Ctx, p: Copied) -> int:
    """Make a page like another, in the same site or another."""
    section = begun(ctx, p, "lid")
    page = pages.find(ctx, section, number(p.lid, "lid"), thrown=True)
    return pages.copy(ctx, section, page, number(p.to_site_id, "toSiteId"), number(p.to_folder_id, "toFolderId"))


@method("landing.landing.move", writes=True, errors=(*_FINDING, refusals.MAY_NOT_TAKE_AWAY, refusals.NO_FOLDER))
def move(ctx: Ctx, p: Moved) -> bool:
    """Move a page to another site, or to a folder."""
    section = begun(ctx, p, "lid")
    page = pages.find(ctx, section, number(p.lid, "lid"))
    pages.move(ctx, section, page, number(p.to_site_id, "toSiteId"), number(p.to_folder_id, "toFolderId"))
    return True


@method("landing.landing.getList", heavy=True, errors=ASKING)
def list_(ctx: Ctx, p: Listed) -> list[dict[str, Any]]:
    """List the pages that a filter finds, of sites that the caller may view."""
    section = begun(ctx, p)
    asked = as_map(p.params)
    given = {name: value for name, value in as_map(asked.get("filter")).items() if "." not in name}
    names = listing.selected(ctx, PAGE, asked.get("select"), ())
    rows = listing.found(
        ctx,
        PAGE,
        section,
        filter=given,
        order=asked.get("order"),
        limit=asked.get("limit"),
        offset=asked.get("offset"),
    )
    if any(split(name)[1].upper() == "SITE_ID" for name in given):
        rows = [row for row in rows if not pages.is_in_thrown(ctx.tx, row)]
    return [_shown(ctx, row, [*names, "DOMAIN_ID"], asked) for row in rows]


def _shown(ctx: Ctx, row: dict[str, Any], names: list[str], asked: dict[str, Any]) -> dict[str, Any]:
    shown: dict[str, Any] = listing.written(ctx, row, names)
    if is_marked(asked.get("get_urls")):
        site = sites.stored(ctx.tx, row["SITE_ID"])
        shown["PUBLIC_URL"] = None if site is None else addresses.of_page(ctx, site, row)
    if is_marked(asked.get("get_preview")):
        shown["PREVIEW"] = addresses.preview(ctx.tx, row["ID"])
    if is_marked(asked.get("check_area")):
        shown["IS_AREA"] = False
    return shown


@method("landing.landing.getadditionalfields", errors=_FINDING)
def get_additional_fields(ctx: Ctx, p: OfPage) -> Any:
    """Return the additional fields of a page that are not empty."""
    section = begun(ctx, p, "lid")
    return extras.of(ctx.tx, extras.OF_PAGE, pages.find(ctx, section, number(p.lid, "lid"))["ID"]) or []


@method("landing.landing.getpreview", errors=_FINDING)
def get_preview(ctx: Ctx, p: OfPage) -> str:
    """Return the address of the picture of a page."""
    section = begun(ctx, p, "lid")
    return addresses.preview(ctx.tx, pages.find(ctx, section, number(p.lid, "lid"))["ID"])


@method("landing.landing.getpublicurl", errors=_FINDING)
def get_public_url(ctx: Ctx, p: OfPage) -> str:
    """Return the address of a page."""
    section = begun(ctx, p, "lid")
    page = pages.find(ctx, section, number(p.lid, "lid"))
    site = sites.find(ctx, section, page["SITE_ID"], rights.READ)
    return addresses.of_page(ctx, site, page)


@method("landing.landing.resolveIdByPublicUrl", errors=ASKING)
def resolve(ctx: Ctx, p: At) -> int | None:
    """Return the number of the page of a site that a path means."""
    section = begun(ctx, p, "landing_url", "site_id")
    site = sites.find(ctx, section, number(p.site_id, "siteId"), rights.READ)
    page = pages.at(ctx.tx, site, str(p.landing_url))
    return None if page is None else page["ID"]


@method("landing.landing.publication", writes=True, errors=_FINDING)
def publication(ctx: Ctx, p: OfPage) -> bool:
    """Publish a page with the folders that it is in, and its site."""
    section = begun(ctx, p, "lid")
    pages.publish(ctx, pages.find(ctx, section, number(p.lid, "lid"), rights.PUBLISH))
    return True


@method("landing.landing.unpublic", writes=True, errors=_FINDING)
def unpublic(ctx: Ctx, p: OfPage) -> bool:
    """Publish a page no longer."""
    section = begun(ctx, p, "lid")
    pages.take_back(ctx, pages.find(ctx, section, number(p.lid, "lid"), rights.PUBLISH))
    return True


def _throw(ctx: Ctx, p: OfPage, thrown: bool) -> int:
    section = begun(ctx, p, "lid")
    page = pages.find(ctx, section, number(p.lid, "lid"), rights.DELETE, thrown=True)
    if thrown:
        pages.throw_away(ctx, page)
    else:
        pages.restore(ctx, page)
    return int(page["ID"])


@method("landing.landing.markDelete", writes=True, errors=(*_FINDING, refusals.IS_MAIN))
def mark_delete(ctx: Ctx, p: Marked) -> int:
    """Move a page to the trash, where it is not published."""
    return _throw(ctx, p, is_marked(p.mark))


@method("landing.landing.markUnDelete", writes=True, errors=_FINDING)
def mark_undelete(ctx: Ctx, p: OfPage) -> int:
    """Take a page out of the trash."""
    return _throw(ctx, p, False)


@method("landing.landing.delete", writes=True, errors=_FINDING)
def delete(ctx: Ctx, p: OfPage) -> bool:
    """Delete a page with all that belongs to it."""
    section = begun(ctx, p, "lid")
    trash.delete_page(ctx.tx, pages.find(ctx, section, number(p.lid, "lid"), rights.DELETE, thrown=True)["ID"])
    return True
