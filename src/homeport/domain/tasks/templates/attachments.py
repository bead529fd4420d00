"""Files of the items of templates' checklists: of the disk, shown to whoever sees the template.

Source: ``api-reference/tasks/template/checklist/``.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.uploads import Upload, read_content, read_name
from homeport.domain.disk import attached
from homeport.domain.files.files import Refusals
from homeport.domain.tasks import files
from homeport.domain.tasks.templates import templates
from homeport.domain.tasks.templates.tables import TEMPLATE_ITEM
from homeport.domain.tasks.templates.templates import ITEM_FILES
from homeport.store import Query

NOT_ADDED = ErrorKind("0", "An error occurred while adding the attachment")

_DISK = re.compile(r"n(\d{1,18})")
_TEMPLATE = Query(select(TEMPLATE_ITEM.c.TEMPLATE_ID).where(TEMPLATE_ITEM.c.ID == bindparam("id")))


def add(ctx: Ctx, item: int, given: Mapping[str, Any]) -> None:
    """Show a new file with an item, kept on the caller's disk.

    :param given: ``NAME``, and ``CONTENT`` in base64
    :raises CallError: ``NOT_ADDED``
    """
    said = {str(name).upper(): value for name, value in given.items()}
    try:
        upload = Upload(read_name(said.get("NAME")), read_content(said.get("CONTENT")))
    except ValueError:
        raise NOT_ADDED() from None
    attached.put(ctx, [upload], Refusals(NOT_ADDED, NOT_ADDED), files.MODULE, ITEM_FILES, item)


def add_from_disk(ctx: Ctx, item: int, given: Iterable[Any]) -> bool:
    """Show files of the disk with an item, each once; False, and nothing is shown, for what the caller may not read.

    :param given: numbers of files as ``n5065``
    """
    found = [_DISK.fullmatch(str(each)) for each in given]
    wanted = [int(each[1]) for each in found if each is not None]
    if len(wanted) < len(found) or not all(files.may_read(ctx, file) for file in wanted):
        return False
    there = {each.file for each in attached.of(ctx.tx, ITEM_FILES, [item]).get(item, ())}
    for file in dict.fromkeys(wanted):
        if file not in there:
            attached.attach(ctx, file, files.MODULE, ITEM_FILES, item)
    return True


def remove(ctx: Ctx, item: int, given: Iterable[Any]) -> None:
    """Show files with an item no longer; what is not shown with it is left out.

    :param given: numbers of their being shown
    """
    wanted = {str(each) for each in given}
    for each in attached.of(ctx.tx, ITEM_FILES, [item]).get(item, ()):
        if str(each.id) in wanted:
            attached.forget(ctx.tx, ITEM_FILES, item, each.file)


def shown(ctx: Ctx, item: int) -> dict[str, str] | list[Any]:
    """The files of an item by the numbers of their being shown."""
    return {str(each.id): f"n{each.file}" for each in attached.of(ctx.tx, ITEM_FILES, [item]).get(item, ())} or []


def _sees(ctx: Ctx, item: int) -> bool:
    template = ctx.tx.value(_TEMPLATE, id=item)
    return template is not None and templates.may(ctx, template)


SHOWN = {ITEM_FILES: _sees}
