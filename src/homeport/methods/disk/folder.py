"""``disk.folder.*``: folders, and what is put into them."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.disk import changing, links, objects, uploading
from homeport.domain.disk.access import BAD_RIGHTS, DENIED
from homeport.domain.disk.changing import BAD_ARGUMENT, IS_ROOT
from homeport.domain.disk.objects import FILE_TAKEN, FOLDER, FOLDER_TAKEN, NOT_FOUND
from homeport.methods.disk.parameters import AddFolder, ById, ListIn, Named, ToFolder, Upload, named, number
from homeport.rpc import NoParams, Params, method

Row = dict[str, Any]

_OF_ONE = (BAD_ARGUMENT, NOT_FOUND, DENIED)


class Share(Params):
    id: Any = None
    user_id: Any = None
    task_name: Any = None


@method("disk.folder.getFields")
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Row]:
    """Describe the fields of a folder."""
    return objects.described(FOLDER)


@method("disk.folder.get", errors=_OF_ONE)
def get(ctx: Ctx, p: ById) -> Row:
    """Return a folder."""
    return objects.get(ctx, FOLDER, number(p.id))


@method("disk.folder.getChildren", heavy=True, errors=(BAD_ARGUMENT, NOT_FOUND))
def get_children(ctx: Ctx, p: ListIn) -> Page:
    """List what is in a folder, as far as the caller may read it."""
    folder = objects.find(ctx, FOLDER, number(p.id))
    return objects.children(ctx, folder["ID"], p.filter, p.order, p.start)


@method("disk.folder.addSubFolder", writes=True, errors=(*_OF_ONE, FOLDER_TAKEN, BAD_RIGHTS, changing.EMPTY_NAME))
def add_sub_folder(ctx: Ctx, p: AddFolder) -> Row:
    """Make a folder in another."""
    name = changing.name_of(named(p.data))
    return changing.add_folder(ctx, objects.find(ctx, FOLDER, number(p.id)), name, p.rights)


@method(
    "disk.folder.uploadFile",
    writes=True,
    errors=(*_OF_ONE, uploading.NAMELESS, uploading.UNSAVED, FILE_TAKEN, BAD_RIGHTS),
)
def upload_file(ctx: Ctx, p: Upload) -> Row:
    """Put a new file into a folder, or tell where one may be sent."""
    folder = objects.find(ctx, FOLDER, number(p.id))
    if p.file_content in (None, ""):
        return uploading.address(ctx, folder, p.rights, p.generate_unique_name)
    return uploading.upload(ctx, folder, p.data, p.file_content, p.rights, p.generate_unique_name)


@method("disk.folder.rename", writes=True, errors=(*_OF_ONE, FOLDER_TAKEN, changing.EMPTY_NAME))
def rename(ctx: Ctx, p: Named) -> Row:
    """Call a folder otherwise."""
    return changing.rename(ctx, FOLDER, number(p.id), changing.name_of(p.new_name))


@method("disk.folder.moveTo", writes=True, errors=(*_OF_ONE, FOLDER_TAKEN, changing.STAYS))
def move_to(ctx: Ctx, p: ToFolder) -> Row:
    """Move a folder, with all that is in it, to another folder of its storage."""
    return changing.move(ctx, FOLDER, number(p.id), number(p.target_folder_id, 1))


@method("disk.folder.copyTo", writes=True, errors=(*_OF_ONE, FOLDER_TAKEN))
def copy_to(ctx: Ctx, p: ToFolder) -> Row:
    """Copy a folder, with all that is in it, to a folder."""
    return changing.copy(ctx, FOLDER, number(p.id), number(p.target_folder_id, 1))


@method("disk.folder.markDeleted", writes=True, errors=(*_OF_ONE, IS_ROOT))
def mark_deleted(ctx: Ctx, p: ById) -> Row:
    """Put a folder into the trash, with all that is in it."""
    return changing.throw_away(ctx, FOLDER, number(p.id))


@method("disk.folder.restore", writes=True, errors=_OF_ONE)
def restore(ctx: Ctx, p: ById) -> Row:
    """Take a folder out of the trash, with what went there with it."""
    return changing.bring_back(ctx, FOLDER, number(p.id))


@method("disk.folder.deleteTree", writes=True, errors=(*_OF_ONE, IS_ROOT))
def delete_tree(ctx: Ctx, p: ById) -> bool:
    """Delete a folder for good, with all that is in it."""
    changing.delete(ctx, FOLDER, number(p.id))
    return True


@method("disk.folder.getExternalLink", writes=True, errors=_OF_ONE)
def get_external_link(ctx: Ctx, p: ById) -> str:
    """Return the public link of a folder."""
    return links.link_of(ctx, FOLDER, number(p.id))


@method("disk.folder.shareToUser", writes=True, errors=_OF_ONE)
def share_to_user(ctx: Ctx, p: Share) -> bool:
    """Let a user do something to a folder, at most what the caller may."""
    user = number(p.user_id, 1)
    if p.task_name in (None, ""):
        raise BAD_ARGUMENT(number=2)
    changing.share(ctx, number(p.id), user, p.task_name)
    return True
