"""``disk.file.*``, ``disk.version.get``: files and their versions."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.disk import changing, links, objects, search, uploading, versions
from homeport.domain.disk.access import DENIED
from homeport.domain.disk.changing import BAD_ARGUMENT
from homeport.domain.disk.objects import FILE, FILE_TAKEN, NOT_FOUND
from homeport.methods.disk.parameters import ById, ListIn, Named, ToFolder, number
from homeport.rpc import NoParams, Params, method

Row = dict[str, Any]

_OF_ONE = (BAD_ARGUMENT, NOT_FOUND, DENIED)


class Version(Params):
    id: Any = None
    version_id: Any = None


class Content(Params):
    id: Any = None
    file_content: Any = None


class Search(Params):
    query: Any = None
    type: Any = None
    filter: Any = None
    start: Any = None


@method("disk.file.getFields")
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Row]:
    """Describe the fields of a file."""
    return objects.described(FILE)


@method("disk.file.get", errors=_OF_ONE)
def get(ctx: Ctx, p: ById) -> Row:
    """Return a file, also one in the trash."""
    return objects.get(ctx, FILE, number(p.id))


@method(
    "disk.file.search",
    heavy=True,
    errors=(search.NO_QUERY, search.BAD_QUERY, search.BAD_TYPE, search.BAD_FILTER, search.NO_PLACE),
)
def find(ctx: Ctx, p: Search) -> Page:
    """Find files and folders by a part of their names."""
    return search.search(ctx, p.query, p.type, p.filter, p.start)


@method("disk.file.rename", writes=True, errors=(*_OF_ONE, FILE_TAKEN, changing.EMPTY_NAME))
def rename(ctx: Ctx, p: Named) -> Row:
    """Call a file otherwise."""
    return changing.rename(ctx, FILE, number(p.id), changing.name_of(p.new_name))


@method("disk.file.moveTo", writes=True, errors=(*_OF_ONE, FILE_TAKEN))
def move_to(ctx: Ctx, p: ToFolder) -> Row:
    """Move a file to another folder of its storage."""
    return changing.move(ctx, FILE, number(p.id), number(p.target_folder_id, 1))


@method("disk.file.copyTo", writes=True, errors=(*_OF_ONE, FILE_TAKEN, versions.NOT_COPIED))
def copy_to(ctx: Ctx, p: ToFolder) -> Row:
    """Copy a file to a folder."""
    return changing.copy(ctx, FILE, number(p.id), number(p.target_folder_id, 1))


@method("disk.file.markDeleted", writes=True, errors=_OF_ONE)
def mark_deleted(ctx: Ctx, p: ById) -> Row:
    """Put a file into the trash."""
    return changing.throw_away(ctx, FILE, number(p.id))


@method("disk.file.restore", writes=True, errors=_OF_ONE)
def restore(ctx: Ctx, p: ById) -> Row:
    """Take a file out of the trash."""
    return changing.bring_back(ctx, FILE, number(p.id))


@method("disk.file.delete", writes=True, errors=_OF_ONE)
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a file for good."""
    changing.delete(ctx, FILE, number(p.id))
    return True


@method("disk.file.getExternalLink", writes=True, errors=_OF_ONE)
def get_external_link(ctx: Ctx, p: ById) -> str:
    """Return the public link of a file."""
    return links.link_of(ctx, FILE, number(p.id))


@method(
    "disk.file.uploadVersion",
    writes=True,
    errors=(*_OF_ONE, uploading.VERSION_UNSAVED, uploading.VERSION_TOO_LARGE),
)
def upload_version(ctx: Ctx, p: Content) -> Row:
    """Let a file have another content."""
    file = number(p.id)
    if p.file_content in (None, ""):
        raise BAD_ARGUMENT(number=1)
    return uploading.upload_version(ctx, file, p.file_content)


@method("disk.file.getVersions", heavy=True, errors=_OF_ONE)
def get_versions(ctx: Ctx, p: ListIn) -> Page:
    """List the versions of a file, the newest first."""
    return versions.listed(ctx, number(p.id), p.filter, p.order, p.start)


@method("disk.file.restoreFromVersion", writes=True, errors=(*_OF_ONE, versions.NOT_COPIED, versions.OF_ANOTHER))
def restore_from_version(ctx: Ctx, p: Version) -> Row:
    """Let a file have again the content that it had in a version."""
    return versions.restore(ctx, number(p.id), number(p.version_id, 1))


@method("disk.version.get", errors=_OF_ONE)
def get_version(ctx: Ctx, p: ById) -> Row:
    """Return a version of a file."""
    return versions.get(ctx, number(p.id))
