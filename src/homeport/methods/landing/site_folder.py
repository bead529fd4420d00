"""``landing.site.*Folder*``: folders of sites."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.landing import folders, listing, refusals, rights, sites
from homeport.domain.landing.tables import FOLDER
from homeport.domain.records.filters import as_map
from homeport.methods.landing._asking import ASKING, UNSET, Marked, OfSite, Scoped, begun, fields, is_marked, number
from homeport.rpc import method

_SAYING = (refusals.EMPTY, refusals.UNFIT, refusals.SLASH, refusals.FOLDER_TAKEN)


class Within(Scoped):
    site_id: Any = UNSET


class Add(Within):
    fields: Any = UNSET


class Update(Add):
    folder_id: Any = UNSET


class Listed(Within):
    filter: Any = None


class OfFolder(Scoped):
    folder_id: Any = UNSET


class Published(OfFolder):
    mark: Any = True


@method("landing.site.addFolder", writes=True, errors=(*ASKING, *_SAYING))
def add(ctx: Ctx, p: Add) -> int:
    """Make a folder in a site."""
    section = begun(ctx, p, "site_id", "fields")
    site = sites.find(ctx, section, number(p.site_id, "siteId"), rights.EDIT)
    return folders.add(ctx, site["ID"], fields(p.fields))


@method("landing.site.updateFolder", writes=True, errors=(*ASKING, *_SAYING))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a folder of a site."""
    section = begun(ctx, p, "site_id", "folder_id", "fields")
    folder = folders.find(ctx, section, number(p.folder_id, "folderId"), rights.EDIT)
    if folder["SITE_ID"] != number(p.site_id, "siteId"):
        raise refusals.DENIED()
    folders.change(ctx, folder, fields(p.fields))
    return True


@method("landing.site.getFolders", heavy=True, errors=ASKING)
def get(ctx: Ctx, p: Listed) -> list[dict[str, Any]]:
    """List the folders of a site."""
    section = begun(ctx, p, "site_id")
    given = {name: value for name, value in as_map(p.filter).items() if name.lstrip("=").upper() != "SITE_ID"}
    for name in ("PARENT_ID", "=PARENT_ID"):
        if name in given and (is_empty(given[name]) or given[name] in (0, "0", False)):
            given[name] = None
    given["=SITE_ID"] = number(p.site_id, "siteId") or 0
    rows = listing.found(ctx, FOLDER, section, filter=given)
    return [listing.written(ctx, row, listing.fields_of(FOLDER)) for row in rows]


def _throw(ctx: Ctx, p: OfSite, thrown: bool) -> bool:
    section = begun(ctx, p, "id")
    folder = folders.find(ctx, section, number(p.id, "id"), rights.DELETE)
    if thrown:
        folders.throw_away(ctx, folder)
    else:
        folders.restore(ctx, folder)
    return True


@method("landing.site.markFolderDelete", writes=True, errors=ASKING)
def mark_delete(ctx: Ctx, p: Marked) -> bool:
    """Move a folder to the trash with all that is in it."""
    return _throw(ctx, p, is_marked(p.mark))


@method("landing.site.markFolderUnDelete", writes=True, errors=ASKING)
def mark_undelete(ctx: Ctx, p: OfSite) -> bool:
    """Take a folder out of the trash with the pages in it."""
    return _throw(ctx, p, False)


def _publish(ctx: Ctx, p: OfFolder, active: bool) -> bool:
    section = begun(ctx, p, "folder_id")
    folder = folders.find(ctx, section, number(p.folder_id, "folderId"), rights.PUBLISH)
    if folder["DELETED"] == "Y":
        raise refusals.DENIED()
    folders.publish(ctx, folder["ID"], active=active)
    return True


@method("landing.site.publicationFolder", writes=True, errors=ASKING)
def publication(ctx: Ctx, p: Published) -> bool:
    """Publish a folder with those that it is in."""
    return _publish(ctx, p, is_marked(p.mark))


@method("landing.site.unPublicFolder", writes=True, errors=ASKING)
def unpublic(ctx: Ctx, p: OfFolder) -> bool:
    """Publish a folder no longer, nor those that it is in."""
    return _publish(ctx, p, False)
