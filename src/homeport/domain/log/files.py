"""The files of posts and comments: kept on the disk of whoever writes them.

Sources: ``log-blogpost-add.md``, ``log-blogpost-update.md``, ``log-blogcomment-add.md``.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.rights import Operation
from homeport.core.uploads import Upload, read_new
from homeport.core.values import is_empty
from homeport.domain.disk import access as disk
from homeport.domain.disk import attached, objects
from homeport.domain.disk.attached import Attached
from homeport.domain.disk.tables import ATTACHED
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Refusals, Stored
from homeport.domain.log import access
from homeport.domain.log.tables import COMMENT
from homeport.domain.records.filters import as_map
from homeport.store import Query

MODULE, POST_KIND, COMMENT_KIND = "blog", "blog_post", "blog_comment"
"""What posts and comments are called where files say what they are shown with."""
DOOR = "log.comment"

UNFIT = ErrorKind("INVALID_ARG_VALUE", 'Invalid value for the "FILES" field')
EMPTY = "empty"
"""Stands for no files among those that are on the disk."""

_POST_OF = Query(select(COMMENT.c.POST_ID).where(COMMENT.c.ID == bindparam("id")))


def uploads(given: Any) -> list[Upload]:
    """The files that a client sent.

    :raises CallError: ``INVALID_ARG_VALUE`` for what is no file
    """
    try:
        return read_new(given)
    except ValueError:
        raise UNFIT() from None


def put(ctx: Ctx, kind: str, number: int, sent: Sequence[Upload]) -> None:
    """Show files with a post or a comment, beside those that it has.

    :raises CallError: ``INVALID_ARG_VALUE`` when there is no room for one
    """
    attached.put(ctx, sent, Refusals(UNFIT, UNFIT), MODULE, kind, number)


def change(ctx: Ctx, post: int, given: Any, on_disk: Any) -> None:
    """Change the files of a post: ``{"505": "del"}`` takes one away, what else comes is new.

    :param on_disk: files of the disk to show with it, ``["n12"]``, where none come; ``["empty"]`` for none
    :raises CallError: ``INVALID_ARG_VALUE``
    """
    if not is_empty(given):
        gone = {name for name, value in as_map(given).items() if value == "del"} if isinstance(given, dict) else set()
        for name in gone:
            _take_away(ctx, post, name)
        kept = {name: value for name, value in as_map(given).items() if name not in gone}
        put(ctx, POST_KIND, post, uploads(given if not gone else list(kept.values())))
    elif not is_empty(on_disk):
        _from_disk(ctx, post, on_disk)


def _take_away(ctx: Ctx, post: int, name: str) -> None:
    for each in attached.of(ctx.tx, POST_KIND, [post]).get(post, []):
        if str(each.id) == name:
            attached.forget(ctx.tx, POST_KIND, post, each.file)
            return
    raise UNFIT()


def _from_disk(ctx: Ctx, post: int, given: Any) -> None:
    named = list(as_map(given).values()) if isinstance(given, dict | list) else [given]
    shown = attached.of(ctx.tx, POST_KIND, [post]).get(post, [])
    if named == [EMPTY]:
        for each in shown:  # the files stay on the disk
            ctx.tx.delete(ATTACHED, ID=each.id)
        return
    for each in named:
        text = str(each)
        if not text[:1] == "n" or not text[1:].isdecimal() or len(text) > 18:
            raise UNFIT()
        number = int(text[1:])
        try:
            objects.find(ctx, objects.FILE, number)
            disk.require(ctx, disk.Level.READ, number)
        except CallError:
            raise UNFIT() from None
        if number not in {shown_file.file for shown_file in shown}:
            attached.attach(ctx, number, MODULE, POST_KIND, post)


def of_posts(ctx: Ctx, posts: Sequence[int]) -> dict[int, list[Attached]]:
    """The files of some posts."""
    return attached.of(ctx.tx, POST_KIND, posts)


def of_comments(ctx: Ctx, comments: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The files of some comments, as they are answered."""
    found = attached.of(ctx.tx, COMMENT_KIND, comments)
    return {
        number: {str(each.file): attached.written(ctx, each, DOOR) for each in shown} for number, shown in found.items()
    }


def _content(ctx: Ctx, number: int, said: str) -> Stored:
    """A file of a comment, for whoever reads the post."""

    def require(comment: int) -> None:
        if not _reads_comment(ctx, comment):
            raise disk.DENIED()

    return attached.content(ctx, number, COMMENT_KIND, require)


def _reads_post(ctx: Ctx, post: int) -> bool:
    return access.may(ctx, Operation.READ, post)


def _reads_comment(ctx: Ctx, comment: int) -> bool:
    return _reads_post(ctx, ctx.tx.value(_POST_OF, id=comment) or 0)


SHOWN = {POST_KIND: _reads_post, COMMENT_KIND: _reads_comment}

DOORS = {DOOR: Door(find=_content)}
