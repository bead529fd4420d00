"""Files in chats: sent, put into them from the disk, saved to the own disk, taken back.

Sources: ``api-reference/chats/files/``, ``chat-bots/chat-bots-v2/im.v2/files/``.
"""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.uploads import Upload, read_content, read_name
from homeport.domain.disk import access as disk
from homeport.domain.disk import attached, objects, tree
from homeport.domain.disk.access import Level
from homeport.domain.disk.attached import Attached
from homeport.domain.disk.tables import ATTACHED
from homeport.domain.files import doors
from homeport.domain.files import files as contents
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Refusals, Stored
from homeport.domain.im import access, dialogs, folders
from homeport.domain.im.messages import find, read, text_of
from homeport.domain.im.opening import KIND
from homeport.domain.im.saying import delete, may_post, say
from homeport.domain.im.tables import MESSAGE
from homeport.domain.records.fields import Values
from homeport.store import Query

EMPTY = ErrorKind("FILE_EMPTY", "File name and content are required")
INVALID = ErrorKind("FILE_INVALID_CONTENT", "Invalid base64 content")
TOO_LARGE = ErrorKind("FILE_TOO_LARGE", "File is too large")
NO_CHAT = ErrorKind("CHAT_NOT_FOUND", "CHAT_NOT_FOUND")
NO_FOLDER = ErrorKind("FOLDER_ERROR", "Failed to get chat folder")
NOT_SAVED = ErrorKind("UPLOAD_FAILED", "File upload failed")
NOT_SENT = ErrorKind("SEND_FAILED", "Failed to send message")
DENIED = ErrorKind("ACCESS_DENIED", "Access denied", 403)
NOT_FOUND = ErrorKind("FILE_NOT_FOUND", "File not found")
NO_FILES = ErrorKind("FILES_ERROR", "List of files is not specified")
SAVE_ERROR = ErrorKind("SAVE_ERROR", "Error during saving file to chat")
ID_EMPTY = ErrorKind("FILE_ID_EMPTY", "File ID can't be empty")
NOT_COPIED = ErrorKind("FILE_SAVE_ERROR", "File ID can't be saved")

DOOR = "im.file"
MOST = 100 * 1024 * 1024
"""Bytes of a file."""
PREVIEW = 640
"""Pixels that the preview of a picture is at most wide and high."""

_SHOWN = Query(
    select(ATTACHED.c.ID, ATTACHED.c.ENTITY_ID, MESSAGE.c.CHAT_ID)
    .join(MESSAGE, MESSAGE.c.ID == ATTACHED.c.ENTITY_ID)
    .where(ATTACHED.c.OBJECT_ID == bindparam("file"), ATTACHED.c.ENTITY_TYPE == bindparam("kind"))
    .order_by(ATTACHED.c.ID)
)


def upload(ctx: Ctx, dialog: Any, name: Any, content: Any, message: Any) -> dict[str, Any]:
    """Send a file into a dialog.

    :raises CallError: ``EMPTY``, ``INVALID``, ``TOO_LARGE``, ``NO_CHAT``, ``DENIED``, ``NOT_SAVED``
    """
    chat = chat_of(ctx, dialog)
    if not name or not content:
        raise EMPTY()
    try:
        called, sent = read_name(name), read_content(content)
    except ValueError:
        raise INVALID() from None
    if len(sent) > MOST:
        raise TOO_LARGE()
    text = _text(message)
    file = folders.put(ctx, folders.of(ctx, chat), Upload(called, sent), Refusals(NOT_SAVED, TOO_LARGE))
    number = say(ctx, chat, text, files=[file["ID"]])
    shown = attached.of(ctx.tx, KIND, [number])[number][0]
    return {
        "file": written(ctx, chat, shown),
        "messageId": number,
        "chatId": chat["ID"],
        "dialogId": dialogs.id_of(ctx, chat),
    }


def chat_of(ctx: Ctx, given: Any) -> dict[str, Any]:
    """The chat of a dialog in which the caller may speak.

    :raises CallError: ``NO_CHAT`` for what names no dialog, ``DENIED``
    """
    dialog = dialogs.read(given)
    if dialog is None:
        raise NO_CHAT()
    chat = dialogs.speaking(ctx, given, DENIED)
    if not may_post(ctx, chat):
        raise DENIED()
    return chat


def download(ctx: Ctx, dialog: Any, file: int) -> str:
    """Where a file of a dialog is.

    :raises CallError: ``DENIED``, ``NOT_FOUND``
    """
    named = dialogs.read(dialog)
    chat = None if named is None else dialogs.find(ctx, named)
    if chat is None:
        raise DENIED()
    found = [each for each, _, of in ctx.tx.all(_SHOWN, file=file, kind=KIND) if of == chat["ID"]]
    if not found:
        raise NOT_FOUND()
    return doors.download_url(ctx, DOOR, found[0])


def shown_in(ctx: Ctx, file: int) -> list[tuple[int, int]]:
    """With which messages a file is shown, whoever reads them: the numbers of its being shown, and the messages'."""
    return [(shown, message) for shown, message, _ in ctx.tx.all(_SHOWN, file=file, kind=KIND)]


def download_of(ctx: Ctx, shown: Iterable[tuple[int, int]]) -> str | None:
    """Where a file is that is shown with a message which the caller reads; None where there is no such message."""
    found = (each for each, message in shown if read(ctx, message) is not None)
    return next((doors.download_url(ctx, DOOR, each) for each in found), None)


def commit(ctx: Ctx, chat: dict[str, Any], given: Sequence[int], message: Any) -> dict[str, Any]:
    """Say something in a chat with files of the disk that the caller may read; those of other folders are copied.

    :raises CallError: ``SAVE_ERROR``, ``dialogs.DENIED``
    """
    if not may_post(ctx, chat):
        raise dialogs.DENIED()
    folder = folders.of(ctx, chat)
    kept = [_put(ctx, folder, number) for number in given]
    if not kept:
        raise SAVE_ERROR()
    number = say(ctx, chat, _text(message), files=[each["ID"] for each in kept])
    shown = attached.of(ctx.tx, KIND, [number])[number]
    return {
        "FILES": {f"upload{each.file}": written(ctx, chat, each) for each in shown},
        "DISK_ID": [str(each["ID"]) for each in kept],
        "FILE_MODELS": {f"upload{each['ID']}": _model(ctx, each) for each in kept},
        "MESSAGE_ID": number,
    }


def _put(ctx: Ctx, folder: Values, number: int) -> Values:
    try:
        row = objects.find(ctx, objects.FILE, number)
        disk.require(ctx, Level.READ, number)
    except CallError:
        raise SAVE_ERROR() from None
    return row if row["PARENT_ID"] == folder["ID"] else folders.copied(ctx, row, folder)


def save(ctx: Ctx, file: int) -> dict[str, Any]:
    """Save a file of a chat to the caller's own disk.

    :raises CallError: ``NOT_COPIED`` for a file of no chat that the caller reads
    """
    if not any(access.seen(ctx, chat) for _, _, chat in ctx.tx.all(_SHOWN, file=file, kind=KIND)):
        raise NOT_COPIED()
    row = objects.find(ctx, objects.FILE, file)
    folder = folders.saved(ctx)
    copied = folders.copied(ctx, row, folder)
    return {
        "folder": {"id": folder["ID"], "name": folder["NAME"]},
        "file": {"id": copied["ID"], "name": copied["NAME"]},
    }


def take_back(ctx: Ctx, number: int, file: int) -> bool:
    """Delete a file that the caller has sent into a chat; whether the caller reads the chat, and the file is of it."""
    chat = access.seen(ctx, number)
    shown = [row for row in ctx.tx.all(_SHOWN, file=file, kind=KIND) if row[2] == number]
    if chat is None or not shown:
        return False
    for _, said, _ in shown:
        message = find(ctx.tx, said)
        assert message is not None
        if message["AUTHOR_ID"] != ctx.actor.user_id:
            return True
        delete(ctx, message, chat)
    if objects.find(ctx, objects.FILE, file)["PARENT_ID"] == chat["FOLDER_ID"]:
        tree.forget(ctx.tx, file)
    return True


def written(ctx: Ctx, chat: dict[str, Any], each: Attached) -> dict[str, Any]:
    """A file of a chat as methods answer it."""
    url = doors.download_url(ctx, DOOR, each.id)
    kind = contents.media_of(each.name)
    preview = doors.download_url(ctx, DOOR, each.id, str(PREVIEW)) if kind == "image" else ""
    actions = msgspec.json.encode([{"type": "download"}, {"type": "copyToMe"}]).decode()
    return {
        "id": each.file,
        "chatId": chat["ID"],
        "date": stored_to_iso(each.created, ctx.clock.zone),
        "type": kind,
        "name": each.name,
        "extension": PurePath(each.name).suffix[1:].lower(),
        "size": each.size,
        "image": {"height": each.height, "width": each.width} if each.width else False,
        "status": "done",
        "progress": 100,
        "authorId": each.author,
        "authorName": each.author_name,
        "urlPreview": preview,
        "urlShow": url,
        "urlDownload": url,
        "viewerAttrs": {
            "viewer": "",
            "viewerType": kind if kind != "file" else "code",
            "src": url,
            "viewerResized": "",
            "objectId": str(each.file),
            "viewerGroupBy": str(chat["ID"]),
            "imChatId": chat["ID"],
            "title": each.name,
            "unifiedLink": url,
            "actions": actions,
        },
        "mediaUrl": {"preview": {"250": preview}},
        "isTranscribable": False,
        "isVideoNote": False,
        "isVoiceNote": False,
    }


def _model(ctx: Ctx, row: Values) -> dict[str, Any]:
    """A file as a thing of the disk."""
    file = contents.find(ctx.tx, row["FILE_ID"])
    assert file is not None
    url = objects.answer(ctx, row)["DOWNLOAD_URL"]
    zone = ctx.clock.zone
    return {
        "id": row["ID"],
        "name": row["NAME"],
        "createTime": stored_to_iso(row["CREATE_TIME"], zone),
        "updateTime": stored_to_iso(row["UPDATE_TIME"], zone),
        "deleteTime": None,
        "code": row["CODE"],
        "xmlId": None,
        "storageId": row["STORAGE_ID"],
        "realObjectId": row["ID"],
        "parentId": row["PARENT_ID"],
        "deletedType": 0,
        "createdBy": str(row["CREATED_BY"]),
        "updatedBy": str(row["UPDATED_BY"]),
        "deletedBy": "0",
        "uniqueCode": file.hash[:20],
        "typeFile": 2 if contents.is_image(row["NAME"]) else 0,
        "globalContentVersion": row["GLOBAL_CONTENT_VERSION"],
        "fileId": row["FILE_ID"],
        "size": row["SIZE"],
        "etag": file.hash[:32],
        "links": {"download": url, "showInGrid": url, "preview": url},
    }


def _text(given: Any) -> str:
    try:
        return text_of(given).strip()
    except ValueError:
        raise NOT_SENT() from None


def numbers(given: Iterable[Any]) -> list[int]:
    """The numbers of files that a client names.

    :raises CallError: ``SAVE_ERROR``
    """
    named = [str(each) for each in given]
    if not all(each.isdecimal() and len(each) <= 18 for each in named):
        raise SAVE_ERROR()
    return list(dict.fromkeys(map(int, named)))


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    def require(message: int) -> None:
        stored = find(ctx.tx, message)
        chat = None if stored is None else access.seen(ctx, stored["CHAT_ID"])
        if stored is None or chat is None or message <= (chat["MY_START_ID"] or 0):
            raise DENIED()

    return attached.content(ctx, number, KIND, require)._replace(most=int(said or 0))


DOORS = {DOOR: Door(find=_find)}
