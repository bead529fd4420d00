"""Posts: written, changed, shared, deleted.

Sources: ``log-blogpost-add.md``, ``log-blogpost-update.md``, ``log-blogpost-share.md``, ``log-blogpost-delete.md``.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import is_empty, read_datetime, read_flag, read_string
from homeport.domain.disk import attached
from homeport.domain.log import access, destinations, events, files, polls
from homeport.domain.log.destinations import Destination
from homeport.domain.log.tables import COMMENT, DESTINATION, POST, READER, TAG
from homeport.domain.portal.people import users
from homeport.domain.records.collection import ADD, DELETE, UPDATE
from homeport.domain.vote import polls as votes
from homeport.store import Query

_ADD, _UPDATE = "SONET_CONTROLLER_LIVEFEED_BLOGPOST_ADD_ERROR", "SONET_CONTROLLER_LIVEFEED_BLOGPOST_UPDATE_ERROR"
NOT_ADDED = ErrorKind(_ADD, "Blog post hasn't been added")
NO_DESTINATION = ErrorKind(_ADD, "No destination specified")
WRONG_ID = ErrorKind(_UPDATE, "Wrong post ID")
NOT_FOUND = ErrorKind(_UPDATE, "No post found")
NOT_YOURS = ErrorKind(_UPDATE, "No write perms")
EMPTY_TITLE = ErrorKind("EMPTY_TITLE", "Message title is not specified.")
DELETE_WRONG_ID = ErrorKind("100", "Wrong post ID")
MAY_NOT_DELETE = ErrorKind("403", "You do not have permission to delete this message")
SHARE_WRONG_ID = ErrorKind("", "Wrong post ID")
WRONG_DESTINATIONS = ErrorKind("", "Wrong destinations")
NO_READ = ErrorKind("", "No read perms")
OUT_OF_REACH = ErrorKind("", "No access to one or more message recipients")

TITLE_LETTERS = 255
MOST_TAGS = 100

_POST = Query(select(POST).where(POST.c.ID == bindparam("id")))
_TAG = Query(select(TAG.c.ID).where(TAG.c.NAME == bindparam("name")))
_COMMENTS = Query(select(COMMENT.c.ID).where(COMMENT.c.POST_ID == bindparam("post")))

Said = Mapping[str, Any]
"""What a client has said, by the documented names; what it has not is not among it."""


def find(ctx: Ctx, number: int) -> dict[str, Any] | None:
    """A post as it is stored, whoever reads it."""
    return next(iter(ctx.tx.dicts(_POST, id=number)), None)


def writer(ctx: Ctx, said: Said) -> int:
    """In whose name the caller writes: administrators in anybody's.

    :raises CallError: ``INVALID_ARG_VALUE`` for whom there is not
    """
    given: Any = said.get("USER_ID")
    if is_empty(given):
        return ctx.actor.user_id
    if not ctx.actor.is_admin:
        ctx.drop("fields", "USER_ID")
        return ctx.actor.user_id
    if not str(given).isdecimal() or len(str(given)) > 18 or not users.is_active(ctx.tx, int(given)):
        raise INVALID_ARG_VALUE(reason="Invalid value for the parameter 'USER_ID'")
    return int(given)


def add(ctx: Ctx, said: Said) -> int:
    """Write a post; its id.

    :raises CallError: ``NOT_ADDED``, ``NO_DESTINATION``, ``INVALID_ARG_VALUE``
    """
    author = writer(ctx, said)
    text = _text(ctx, said, "POST_MESSAGE")
    if not text:
        raise NOT_ADDED()
    found = _destinations(ctx, author, said, usual=True)
    if not found:
        raise NO_DESTINATION()
    row: dict[str, Any] = {"IMPORTANT": "N", "IMPORTANT_UNTIL": None}
    row |= {"AUTHOR_ID": author, "TEXT": text, "TAGS": _tags(ctx, said), "COMMENTS": 0, "PUBLISHED": ctx.clock.stamp()}
    row |= {**_titled(_text(ctx, said, "POST_TITLE"), text), **_important(ctx, said)}
    number = ctx.tx.insert(POST, {**row, "BACKGROUND": _text(ctx, said, "BACKGROUND_CODE")})
    destinations.put(ctx.tx, number, found)
    files.change(ctx, number, said.get("FILES"), said.get("UF_BLOG_POST_FILE"))
    polls.put(ctx, number, author, said)
    events.told(ctx, ADD, number)
    return number


def change(ctx: Ctx, number: int, said: Said) -> None:
    """Change a post; of what is said of its text and title, what is not said is made anew.

    :raises CallError: ``NOT_FOUND``, ``NOT_YOURS``, ``EMPTY_TITLE``, ``INVALID_ARG_VALUE``
    """
    row = find(ctx, number)
    if row is None or not access.may(ctx, Operation.READ, number):
        raise NOT_FOUND()
    if not access.may(ctx, Operation.WRITE, number):
        raise NOT_YOURS()
    title, text = _text(ctx, said, "POST_TITLE"), _text(ctx, said, "POST_MESSAGE")
    if not title and not text:
        raise EMPTY_TITLE()
    changes = _titled(title, text or row["TEXT"]) | {"TEXT": text or row["TEXT"]} | _important(ctx, said)
    ctx.tx.update(POST, {"ID": number}, changes)
    found = _destinations(ctx, writer(ctx, said), said, usual=False)
    if found:
        ctx.tx.delete(DESTINATION, POST_ID=number)
        destinations.put(ctx.tx, number, found)
    files.change(ctx, number, said.get("FILES"), said.get("UF_BLOG_POST_FILE"))
    polls.put(ctx, number, row["AUTHOR_ID"], said)
    events.told(ctx, UPDATE, number)


def share(ctx: Ctx, number: int, said: Said) -> None:
    """Let a post be for others too.

    :raises CallError: ``SHARE_WRONG_ID``, ``NO_READ``, ``WRONG_DESTINATIONS``, ``OUT_OF_REACH``
    """
    if find(ctx, number) is None:
        raise SHARE_WRONG_ID()
    if not access.may(ctx, Operation.WRITE, number):
        raise NO_READ()
    found = destinations.read(ctx, said.get("DEST"))
    if not found:
        raise WRONG_DESTINATIONS()
    user = writer(ctx, said)
    if not all(destinations.reaches(ctx, user, each) for each in found):
        raise OUT_OF_REACH()
    destinations.put(ctx.tx, number, found)


def delete(ctx: Ctx, number: int) -> None:
    """Delete a post with its comments.

    :raises CallError: ``DELETE_WRONG_ID``, ``MAY_NOT_DELETE``
    """
    if find(ctx, number) is None:
        raise DELETE_WRONG_ID()
    if not access.may(ctx, Operation.DELETE, number):
        raise MAY_NOT_DELETE()
    for (comment,) in ctx.tx.all(_COMMENTS, post=number):
        attached.forget(ctx.tx, files.COMMENT_KIND, comment)
    attached.forget(ctx.tx, files.POST_KIND, number)
    votes.forget(ctx.tx, number)
    for table in (COMMENT, DESTINATION, READER):
        ctx.tx.delete(table, POST_ID=number)
    ctx.tx.delete(POST, ID=number)
    events.told(ctx, DELETE, number)


def _text(ctx: Ctx, said: Said, name: str) -> str:
    try:
        return (read_string(said.get(name), ctx.clock.zone) or "").strip()
    except ValueError:
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name}'") from None


def _titled(title: str, text: str) -> dict[str, Any]:
    """The title; the first line of the text where there is none."""
    lines = text.splitlines()
    found = title or (lines[0] if lines else "")
    return {"TITLE": found[:TITLE_LETTERS], "MICRO": "N" if title else "Y"}


def _important(ctx: Ctx, said: Said) -> dict[str, Any]:
    """Whether a post is important, and until when; nothing where it is not said."""
    found: dict[str, Any] = {}
    for name in ("IMPORTANT", "UF_BLOG_POST_IMPRTNT"):
        if name in said and "IMPORTANT" not in found:
            found["IMPORTANT"] = read_flag(said[name], ctx.clock.zone)
    for name in ("IMPORTANT_DATE_END", "UF_IMPRTANT_DATE_END"):
        if name in said and "IMPORTANT_UNTIL" not in found:
            try:
                found["IMPORTANT_UNTIL"] = read_datetime(said[name], ctx.clock.zone)
            except ValueError:
                raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name}'") from None
    return found


def _destinations(ctx: Ctx, author: int, said: Said, *, usual: bool) -> list[Destination]:
    """Whom it is for, as far as the author reaches them; everybody where nobody is named."""
    given = said.get("DEST") if not is_empty(said.get("DEST")) else said.get("SPERM")
    if is_empty(given):
        found = [Destination(access.EVERYBODY, 0)] if usual else []
    else:
        found = destinations.read(ctx, given)
    return [each for each in found if destinations.reaches(ctx, author, each)]


def _tags(ctx: Ctx, said: Said) -> str:
    """The ids of the tags that are named, with commas between."""
    named = dict.fromkeys(filter(None, (word.strip()[:100] for word in _text(ctx, said, "TAGS").split(","))))
    found = []
    for name in list(named)[:MOST_TAGS]:
        number = ctx.tx.value(_TAG, name=name)
        found.append(str(number if number is not None else ctx.tx.insert(TAG, {"NAME": name})))
    return ",".join(found)
