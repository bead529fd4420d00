"""The files of comments: kept on the disk of whoever writes the comment, read by whoever may read it.

Sources: ``crm-timeline-comment-add.md``, ``crm-timeline-comment-get.md``, ``files/how-to-update-files.md``.
"""

from collections.abc import Sequence
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.uploads import Upload, read_new
from homeport.domain.disk import attached
from homeport.domain.files import files as stored
from homeport.domain.files.files import Content, Refusals
from homeport.store import Transaction

MODULE, KIND = "crm", "crm_timeline"
"""What comments are called where files say what they are shown with."""
DOOR = "crm.comment"

UNFIT = ErrorKind("INVALID_ARG_VALUE", 'Invalid value for the "FILES" field')


def read(given: Any) -> list[Upload]:
    """The files that a client gave; those that are there already cannot be named.

    :raises CallError: ``INVALID_ARG_VALUE`` for what is no file
    """
    try:
        return read_new(given)
    except ValueError:
        raise UNFIT() from None


def put(ctx: Ctx, comment_id: int, uploads: Sequence[Upload]) -> None:
    """Show files with a comment, beside those that it has.

    :raises CallError: ``INVALID_ARG_VALUE`` when there is no room for one
    """
    attached.put(ctx, uploads, Refusals(UNFIT, UNFIT), MODULE, KIND, comment_id)


def take(ctx: Ctx, comment_id: int, called: str, content: Content) -> int:
    """Show a file with a comment that has come over an address of its own; its number on the disk.

    :raises CallError: ``INVALID_ARG_VALUE`` when there is no room for it; ``ERROR_ARGUMENT`` for a name that none has
    """
    stored.check(ctx.tx, content.size, Refusals(UNFIT, UNFIT))
    return attached.take(ctx, called, content, MODULE, KIND, comment_id)


def forget(tx: Transaction, comment_id: int) -> None:
    """Delete the files of a comment."""
    attached.forget(tx, KIND, comment_id)


def of(ctx: Ctx, comment_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The files of comments as methods answer them."""
    found = attached.of(ctx.tx, KIND, comment_ids)
    return {
        number: {str(each.file): attached.written(ctx, each, DOOR) for each in shown} for number, shown in found.items()
    }
