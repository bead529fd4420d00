"""``imbot.v2.File.*``: files that chatbots send, and those of chats that they are in."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.values import number_or_none
from homeport.domain.im import files
from homeport.methods.imbot.v2._params import DENIED, OF_BOT, AsBot, InChat, acting, here, small
from homeport.rpc import method

NO_FOLDER = ErrorKind("FILE_FOLDER_ERROR", "Failed to get chat folder")
NOT_SAVED = ErrorKind("FILE_UPLOAD_FAILED", "File upload failed")
NOT_SENT = ErrorKind("FILE_SEND_FAILED", "Failed to send message")
NO_ACCESS = ErrorKind("FILE_ACCESS_ERROR", "File access error", 403)
_CALLED = {files.NO_FOLDER.code: NO_FOLDER, files.NOT_SAVED.code: NOT_SAVED, files.NOT_SENT.code: NOT_SENT}
"""How these methods call what those of people refuse."""


class Upload(InChat):
    fields: Any = None


class Download(AsBot):
    file_id: Any = None


@method(
    "imbot.v2.File.upload",
    writes=True,
    errors=(*OF_BOT, DENIED, files.EMPTY, files.INVALID, NO_FOLDER, NOT_SAVED, NOT_SENT, files.TOO_LARGE),
)
def upload(ctx: Ctx, p: Upload) -> dict[str, Any]:
    """Send a file into a chat in the name of a chatbot."""
    bot, _ = here(ctx, p, begins=True)
    given = small(p.fields)
    try:
        return files.upload(bot, p.dialog_id, given.get("name"), given.get("content"), given.get("message"))
    except CallError as error:
        if error.code in _CALLED:
            raise _CALLED[error.code]() from None
        raise


@method("imbot.v2.File.download", errors=(*OF_BOT, NO_ACCESS, files.NOT_FOUND))
def download(ctx: Ctx, p: Download) -> dict[str, str]:
    """Return where a file of a chat is to be had that a chatbot is in."""
    bot = acting(ctx, p)
    with_it = files.shown_in(bot, number_or_none(p.file_id) or 0)
    if not with_it:
        raise files.NOT_FOUND()
    url = files.download_of(bot, with_it)
    if url is None:
        raise NO_ACCESS()
    return {"downloadUrl": url}
