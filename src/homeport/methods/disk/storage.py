"""``disk.storage.*``: where folders and files are."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.disk import changing, objects, storages, uploading
from homeport.domain.disk.access import BAD_RIGHTS, DENIED
from homeport.domain.disk.changing import BAD_ARGUMENT
from homeport.domain.disk.objects import FILE_TAKEN, FOLDER, FOLDER_TAKEN, NOT_FOUND
from homeport.methods.disk.parameters import AddFolder, ById, List, ListIn, Named, Upload, named, number
from homeport.rpc import NoParams, method

Row = dict[str, Any]

_OF_ONE = (BAD_ARGUMENT, NOT_FOUND, DENIED)


@method("disk.storage.getFields")
def get_fields(ctx: Ctx, p: NoParams) -> dict[str, Row]:
    """Describe the fields of a storage."""
    return {
        field.name: {"TYPE": field.type.name, "USE_IN_FILTER": field.filterable, "USE_IN_SHOW": True}
        for field in storages.FIELDS
    }


@method("disk.storage.getTypes")
def get_types(ctx: Ctx, p: NoParams) -> list[str]:
    """List the types of storages."""
    return list(storages.TYPES)


@method("disk.storage.getList", writes=True)
def get_list(ctx: Ctx, p: List) -> Page:
    """List the storages that the caller may read; those that everybody has are made when they are first asked for."""
    return storages.listed(ctx, p.filter, p.order, p.start)


@method("disk.storage.get", errors=_OF_ONE)
def get(ctx: Ctx, p: ById) -> Row:
    """Return a storage."""
    return storages.get(ctx, number(p.id))


@method("disk.storage.getForApp", writes=True, errors=(storages.NEEDS_APP, NOT_FOUND))
def get_for_app(ctx: Ctx, p: NoParams) -> Row:
    """Return the storage of the application that calls, which is made when it is first asked for."""
    return storages.of_app(ctx)


@method(
    "disk.storage.rename", writes=True, errors=(*_OF_ONE, storages.NOT_OF_APP, storages.NEEDS_APP, changing.EMPTY_NAME)
)
def rename(ctx: Ctx, p: Named) -> Row:
    """Call the storage of the application that calls otherwise."""
    return storages.rename(ctx, number(p.id), changing.name_of(p.new_name))


@method("disk.storage.getChildren", heavy=True, errors=(BAD_ARGUMENT, NOT_FOUND))
def get_children(ctx: Ctx, p: ListIn) -> Page:
    """List what is in the root of a storage, as far as the caller may read it."""
    root = storages.find(ctx, number(p.id))["ROOT_OBJECT_ID"]
    return objects.children(ctx, root, p.filter, p.order, p.start)


@method("disk.storage.addFolder", writes=True, errors=(*_OF_ONE, FOLDER_TAKEN, BAD_RIGHTS, changing.EMPTY_NAME))
def add_folder(ctx: Ctx, p: AddFolder) -> Row:
    """Make a folder in the root of a storage."""
    name = changing.name_of(named(p.data))
    root = objects.find(ctx, FOLDER, storages.find(ctx, number(p.id))["ROOT_OBJECT_ID"])
    return changing.add_folder(ctx, root, name, p.rights)


@method(
    "disk.storage.uploadFile",
    writes=True,
    errors=(*_OF_ONE, uploading.NAMELESS, uploading.UNSAVED, FILE_TAKEN, BAD_RIGHTS),
)
def upload_file(ctx: Ctx, p: Upload) -> Row:
    """Put a new file into the root of a storage."""
    root = objects.find(ctx, FOLDER, storages.find(ctx, number(p.id))["ROOT_OBJECT_ID"])
    if p.file_content in (None, ""):
        raise BAD_ARGUMENT(number=1)
    return uploading.upload(ctx, root, p.data, p.file_content, p.rights, p.generate_unique_name)
