"""``im.disk.*``: files in chats, as the former generation of methods has them."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, number_or_none
from homeport.domain.im import dialogs, files, folders
from homeport.domain.im.dialogs import CHAT_ID_EMPTY, DENIED, DIALOG_ID_EMPTY
from homeport.domain.records.filters import as_map
from homeport.methods.im._params import OfChat
from homeport.rpc import Underscored, method


class Folder(OfChat):
    dialog_id: Any = None


class Commit(Folder):
    file_id: Any = None
    upload_id: Any = None
    message: Any = None
    silent_mode: Any = None
    as_file: Any = None


class OfFile(Underscored):
    file_id: Any = None


class Delete(OfChat):
    file_id: Any = None


@method("im.disk.folder.get", writes=True, errors=(CHAT_ID_EMPTY, DIALOG_ID_EMPTY, DENIED))
def folder(ctx: Ctx, p: Folder) -> dict[str, int]:
    """Return the id of the folder that the files of a dialog are in."""
    return {"ID": folders.of(ctx, dialogs.either(ctx, p.chat_id, p.dialog_id))["ID"]}


@method(
    "im.disk.file.commit",
    writes=True,
    errors=(CHAT_ID_EMPTY, DIALOG_ID_EMPTY, files.NO_FILES, files.SAVE_ERROR, DENIED),
)
def commit(ctx: Ctx, p: Commit) -> dict[str, Any]:
    """Show files of the disk in a dialog."""
    chat = dialogs.either(ctx, p.chat_id, p.dialog_id)
    if p.file_id is None and p.upload_id is None:
        raise files.NO_FILES()
    given = p.upload_id if p.file_id is None else p.file_id
    listed = as_map(given).values() if isinstance(given, dict | list) else [given]
    return files.commit(ctx, chat, files.numbers(listed), p.message)


@method("im.disk.file.save", writes=True, errors=(files.ID_EMPTY, files.NOT_COPIED))
def save(ctx: Ctx, p: OfFile) -> dict[str, Any]:
    """Save a file of a chat to the caller's own disk."""
    return files.save(ctx, _file(p.file_id))


@method("im.disk.file.delete", writes=True, errors=(CHAT_ID_EMPTY, files.ID_EMPTY))
def delete(ctx: Ctx, p: Delete) -> bool:
    """Delete a file that the caller has sent into a chat."""
    if is_empty(p.chat_id):
        raise CHAT_ID_EMPTY()
    if is_empty(p.file_id):
        raise files.ID_EMPTY()
    return files.take_back(ctx, number_or_none(p.chat_id) or 0, number_or_none(p.file_id) or 0)


def _file(given: Any) -> int:
    if is_empty(given):
        raise files.ID_EMPTY()
    return number_or_none(given) or 0
