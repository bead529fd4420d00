"""Comments on posts.

Sources: ``log-blogcomment-add.md``, ``log-blogcomment-delete.md``, ``log-blogcomment-user-get.md``.
"""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.core.uploads import Upload
from homeport.domain.disk import attached
from homeport.domain.log import access, files, posts
from homeport.domain.log.tables import COMMENT, POST, READER
from homeport.domain.portal.people import users
from homeport.store import Query, statements

NO_POST = ErrorKind("", "No post found")
DUPLICATE = ErrorKind("", "Duplicate comment")
NOT_ADDED = ErrorKind("", "Blog comment hasn't been added")
WRONG_ID = ErrorKind("", "Wrong comment ID")
NOT_FOUND = ErrorKind("", "No comment found")
MAY_NOT_DELETE = ErrorKind("", "No delete perms")

MOST = 100

_SAME = Query(
    select(COMMENT.c.TEXT, COMMENT.c.AUTHOR_ID)
    .where(COMMENT.c.POST_ID == bindparam("post"))
    .order_by(COMMENT.c.ID.desc())
    .limit(1)
)
_ONE = Query(select(COMMENT).where(COMMENT.c.ID == bindparam("id")))
_READER = Query(
    select(READER.c.USER_ID).where(READER.c.POST_ID == bindparam("post"), READER.c.USER_ID == bindparam("user"))
)


def add(ctx: Ctx, post: int, author: int, text: str, sent: list[Upload]) -> int:
    """Comment on a post; the comment's id. Whoever comments has read it.

    :raises CallError: ``NO_POST`` for one that the caller does not read, ``NOT_ADDED``, ``DUPLICATE``
    """
    row = posts.find(ctx, post)
    if row is None or not access.may(ctx, Operation.READ, post):
        raise NO_POST()
    if not text and not sent:
        raise NOT_ADDED()
    if not sent and ctx.tx.one(_SAME, post=post) == (text, author):
        raise DUPLICATE()
    said = {"POST_ID": post, "AUTHOR_ID": author, "TEXT": text, "CREATED": ctx.clock.stamp()}
    number = ctx.tx.insert(COMMENT, said)
    ctx.tx.update(POST, {"ID": post}, {"COMMENTS": row["COMMENTS"] + 1})
    files.put(ctx, files.COMMENT_KIND, number, sent)
    if row["IMPORTANT"] == "Y" and author != row["AUTHOR_ID"] and ctx.tx.one(_READER, post=post, user=author) is None:
        ctx.tx.insert(READER, {"POST_ID": post, "USER_ID": author})
    return number


def delete(ctx: Ctx, number: int, user: int) -> None:
    """Delete a comment: its author, the author of the post, and administrators may.

    :param user: in whose name
    :raises CallError: ``NOT_FOUND``, ``MAY_NOT_DELETE``
    """
    row = next(iter(ctx.tx.dicts(_ONE, id=number)), None)
    if row is None:
        raise NOT_FOUND()
    post = posts.find(ctx, row["POST_ID"])
    assert post is not None
    if user not in (row["AUTHOR_ID"], post["AUTHOR_ID"]) and not users.is_admin(ctx.tx, user):
        raise MAY_NOT_DELETE()
    attached.forget(ctx.tx, files.COMMENT_KIND, number)
    ctx.tx.delete(COMMENT, ID=number)
    ctx.tx.update(POST, {"ID": post["ID"]}, {"COMMENTS": post["COMMENTS"] - 1})


def of_user(ctx: Ctx, user: int, after: int | None, before: int | None, limit: int) -> dict[str, Any]:
    """What a user has commented on posts that the caller reads, the latest first.

    :param after: only later comments than this
    :param before: only earlier ones than this
    """
    bounds = {name: value for name, value in (("after", after), ("before", before)) if value is not None}
    query = _of_user(access.POSTS.grant(ctx, Operation.READ), tuple(bounds))
    rows = ctx.tx.dicts(query, actor=ctx.actor.user_id, user=user, limit=limit, **bounds)
    shown = files.of_comments(ctx, [row["ID"] for row in rows])
    return {
        "comments": [
            {
                "id": row["ID"],
                "comment_id": row["ID"],
                "log_id": row["POST_ID"],
                "date": v.DATETIME.classic(row["CREATED"], ctx.clock.zone),
                "text": row["TEXT"],
                "attach": [each["id"] for each in shown.get(row["ID"], {}).values()],
            }
            for row in rows
        ],
        "files": {name: each for of in shown.values() for name, each in of.items()},
    }


@statements
def _of_user(grant: Hashable, bounds: tuple[str, ...]) -> Query:
    conditions = {"after": COMMENT.c.ID > bindparam("after"), "before": COMMENT.c.ID < bindparam("before")}
    return Query(
        select(COMMENT)
        .join(POST, POST.c.ID == COMMENT.c.POST_ID)
        .where(
            COMMENT.c.AUTHOR_ID == bindparam("user"),
            access.covers(grant, POST, True),
            *(conditions[name] for name in bounds),
        )
        .order_by(COMMENT.c.ID.desc())
        .limit(bindparam("limit"))
    )
