"""``landing.site.*``: sites."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.landing import (
    addresses,
    bindings,
    exporting,
    extras,
    listing,
    refusals,
    rights,
    roles,
    sections,
    sites,
)
from homeport.domain.landing.tables import SITE
from homeport.domain.records.filters import as_map
from homeport.methods.landing._asking import (
    ASKING,
    UNSET,
    Listed,
    Marked,
    OfSite,
    Scoped,
    begun,
    fields,
    is_marked,
    number,
)
from homeport.rpc import Params, method

_SAYING = (refusals.EMPTY, refusals.UNFIT, refusals.SLASH)


class Add(Scoped):
    fields: Any = UNSET


class Update(OfSite):
    fields: Any = UNSET


class Rights(OfSite):
    rights: Any = None


class Export(OfSite):
    params: Any = None


class ToGroup(OfSite):
    group_id: Any = UNSET


class ToMenu(OfSite):
    menu_code: Any = UNSET


class OfGroup(Params):
    group_id: Any = None


class OfMenu(Params):
    menu_code: Any = None


@method("landing.site.add", writes=True, errors=(*ASKING, *_SAYING, *refusals.DOMAINS))
def add(ctx: Ctx, p: Add) -> int:
    """Make a site, which is not published."""
    section = begun(ctx, p, "fields")
    return sites.add(ctx, section, fields(p.fields))


@method("landing.site.update", writes=True, errors=(*ASKING, *_SAYING, *refusals.DOMAINS))
def update(ctx: Ctx, p: Update) -> bool:
    """Change what is said of a site."""
    section = begun(ctx, p, "id", "fields")
    sites.change(ctx, sites.find(ctx, section, number(p.id, "id"), rights.SETTINGS), fields(p.fields))
    return True


@method("landing.site.getList", heavy=True, errors=ASKING)
def list_(ctx: Ctx, p: Listed) -> list[dict[str, Any]]:
    """List the sites that a filter finds, as far as the caller may view them."""
    section = begun(ctx, p)
    asked = as_map(p.params)
    names = listing.selected(ctx, SITE, asked.get("select"), ("ID", "TYPE"), sites.COMPUTED)
    rows = listing.found(
        ctx,
        SITE,
        section,
        filter=listing.of_section(section, asked.get("filter")),
        order=asked.get("order"),
        limit=asked.get("limit"),
        offset=asked.get("offset"),
    )
    return [
        {**listing.written(ctx, {**row, "CODE": f"/{row['CODE']}/"}, names), **sites.computed(ctx, row, names)}
        for row in rows
    ]


@method("landing.site.delete", writes=True, errors=(*ASKING, refusals.NOT_EMPTY))
def delete(ctx: Ctx, p: OfSite) -> bool:
    """Delete a site that has no pages."""
    section = begun(ctx, p, "id")
    sites.delete(ctx, sites.find(ctx, section, number(p.id, "id"), rights.DELETE))
    return True


def _throw(ctx: Ctx, p: OfSite, thrown: bool) -> int:
    section = begun(ctx, p, "id")
    site = sites.find(ctx, section, number(p.id, "id"), rights.DELETE)
    if thrown:
        sites.throw_away(ctx, site)
    else:
        sites.restore(ctx, site)
    return int(site["ID"])


@method("landing.site.markDelete", writes=True, errors=ASKING)
def mark_delete(ctx: Ctx, p: Marked) -> int:
    """Move a site to the trash, where it is not published."""
    return _throw(ctx, p, is_marked(p.mark))


@method("landing.site.markUnDelete", writes=True, errors=ASKING)
def mark_undelete(ctx: Ctx, p: OfSite) -> int:
    """Take a site out of the trash."""
    return _throw(ctx, p, False)


@method("landing.site.publication", writes=True, errors=ASKING)
def publication(ctx: Ctx, p: OfSite) -> int:
    """Publish a site with its folders and those of its pages that are active."""
    section = begun(ctx, p, "id")
    site = sites.find(ctx, section, number(p.id, "id"), rights.PUBLISH)
    sites.publish(ctx, site)
    return int(site["ID"])


@method("landing.site.unpublic", writes=True, errors=ASKING)
def unpublic(ctx: Ctx, p: OfSite) -> int:
    """Publish a site no longer, nor its folders and pages."""
    section = begun(ctx, p, "id")
    site = sites.find(ctx, section, number(p.id, "id"), rights.PUBLISH)
    sites.take_back(ctx, site)
    return int(site["ID"])


@method("landing.site.getPublicUrl", errors=ASKING)
def get_public_url(ctx: Ctx, p: OfSite) -> Any:
    """Return the address of a site, or those of several by their numbers."""
    section = begun(ctx, p, "id")
    if isinstance(p.id, list | dict):
        found = (_visible(ctx, section, number(each, "id")) for each in as_map(p.id).values())
        return {str(site["ID"]): addresses.of_site(ctx, site) for site in found if site is not None} or []
    site = _visible(ctx, section, number(p.id, "id"))
    return "" if site is None else addresses.of_site(ctx, site)


def _visible(ctx: Ctx, section: str, given: int | None) -> dict[str, Any] | None:
    site = sites.stored(ctx.tx, given)
    seen = site is not None and site["SECTION"] == section and rights.may(ctx, site["ID"], rights.READ)
    return site if seen else None


@method("landing.site.getPreview", errors=ASKING)
def get_preview(ctx: Ctx, p: OfSite) -> str:
    """Return the address of the picture of a site's main page."""
    section = begun(ctx, p, "id")
    site = sites.find(ctx, section, number(p.id, "id"), rights.READ)
    return addresses.preview(ctx.tx, site["LANDING_ID_INDEX"])


@method("landing.site.getadditionalfields", errors=ASKING)
def get_additional_fields(ctx: Ctx, p: OfSite) -> Any:
    """Return the additional fields of a site that are not empty."""
    section = begun(ctx, p, "id")
    site = _visible(ctx, section, number(p.id, "id"))
    return None if site is None else extras.of(ctx.tx, extras.OF_SITE, site["ID"]) or []


@method("landing.site.fullExport", errors=(*ASKING, refusals.WRONG_CODE))
def full_export(ctx: Ctx, p: Export) -> Any:
    """Return a site with its pages, to be taken in elsewhere."""
    begun(ctx, p, "id")
    section = sections.of(as_map(p.params).get("scope") or p.scope)
    site = _visible(ctx, section, number(p.id, "id"))
    return [] if site is None else exporting.exported(ctx, site, p.params)


@method("landing.site.getRights", errors=ASKING)
def get_rights(ctx: Ctx, p: OfSite) -> list[str]:
    """Return what the caller may do with a site."""
    begun(ctx, p, "id")
    return rights.held(ctx, number(p.id, "id") or 0)


@method("landing.site.setRights", writes=True, errors=(*ASKING, refusals.NOT_ADMIN))
def set_rights(ctx: Ctx, p: Rights) -> bool:
    """Give a site rights of its own, in place of those that it had."""
    begun(ctx, p, "id")
    roles.require_full(ctx, sections.PLAIN)
    given = number(p.id, "id") or 0
    site = sites.stored(ctx.tx, given)
    if given and (site is None or site["DELETED"] == "Y"):
        return False
    roles.own(ctx, given, p.rights)
    return True


def _bound(ctx: Ctx, p: Any, name: str, act: Any, kind: str) -> bool:
    begun(ctx, p, "id", name)
    to = number(p.group_id, "groupId") if name == "group_id" else p.menu_code
    if not isinstance(to, int | str):
        raise refusals.WRONG_TYPE(name="menuCode" if name == "menu_code" else "groupId")
    found: bool = act(ctx, kind, number(p.id, "id") or 0, str(to))
    return found


@method("landing.site.bindingToGroup", writes=True, errors=ASKING)
def binding_to_group(ctx: Ctx, p: ToGroup) -> bool:
    """Show a knowledge base in a group that has none."""
    return _bound(ctx, p, "group_id", bindings.bind, bindings.OF_GROUP)


@method("landing.site.unbindingFromGroup", writes=True, errors=ASKING)
def unbinding_from_group(ctx: Ctx, p: ToGroup) -> bool:
    """Show a knowledge base in a group no longer."""
    return _bound(ctx, p, "group_id", bindings.unbind, bindings.OF_GROUP)


@method("landing.site.bindingToMenu", writes=True, errors=ASKING)
def binding_to_menu(ctx: Ctx, p: ToMenu) -> bool:
    """Show a knowledge base in a menu."""
    return _bound(ctx, p, "menu_code", bindings.bind, bindings.OF_MENU)


@method("landing.site.unbindingFromMenu", writes=True, errors=ASKING)
def unbinding_from_menu(ctx: Ctx, p: ToMenu) -> bool:
    """Show a knowledge base in a menu no longer."""
    return _bound(ctx, p, "menu_code", bindings.unbind, bindings.OF_MENU)


@method("landing.site.getGroupBindings", errors=ASKING)
def get_group_bindings(ctx: Ctx, p: OfGroup) -> list[dict[str, Any]]:
    """List the knowledge bases that are shown in groups, or in one of them."""
    begun(ctx, p)
    group = number(p.group_id, "groupId")
    return bindings.listed(ctx, bindings.OF_GROUP, None if group is None else str(group))


@method("landing.site.getMenuBindings", errors=ASKING)
def get_menu_bindings(ctx: Ctx, p: OfMenu) -> list[dict[str, Any]]:
    """List the knowledge bases that are shown in menus, or in one of them."""
    begun(ctx, p)
    if not is_empty(p.menu_code) and not isinstance(p.menu_code, str):
        raise refusals.WRONG_TYPE(name="menuCode")
    return bindings.listed(ctx, bindings.OF_MENU, p.menu_code or None)
