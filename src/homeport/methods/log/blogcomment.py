"""``log.blogcomment.*``: comments on posts."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.values import is_empty, number_or_none
from homeport.domain.log import comments, files, posts
from homeport.methods.family import as_id
from homeport.rpc import Underscored, method


class OfUser(Underscored):
    user_id: Any = None


class Add(OfUser):
    post_id: Any = msgspec.field(default=None, name="post_id")
    text: Any = None
    files: Any = None


class Delete(OfUser):
    comment_id: Any = msgspec.field(default=None, name="comment_id")


class Get(OfUser):
    first_id: Any = msgspec.field(default=None, name="first_id")
    last_id: Any = msgspec.field(default=None, name="last_id")
    limit: Any = None


@method(
    "log.blogcomment.add",
    writes=True,
    errors=(comments.NO_POST, comments.NOT_ADDED, comments.DUPLICATE, INVALID_ARG_VALUE),
)
def add(ctx: Ctx, p: Add) -> int:
    """Comment on a post."""
    post = as_id(p.post_id, comments.NO_POST)
    author = posts.writer(ctx, {"USER_ID": p.user_id})
    text = "" if is_empty(p.text) or isinstance(p.text, dict | list) else str(p.text).strip()
    return comments.add(ctx, post, author, text, files.uploads(p.files))


@method(
    "log.blogcomment.delete",
    writes=True,
    errors=(comments.WRONG_ID, comments.NOT_FOUND, comments.MAY_NOT_DELETE, INVALID_ARG_VALUE),
)
def delete(ctx: Ctx, p: Delete) -> bool:
    """Delete a comment."""
    comments.delete(ctx, as_id(p.comment_id, comments.WRONG_ID), posts.writer(ctx, {"USER_ID": p.user_id}))
    return True


@method("log.blogcomment.user.get", heavy=True)
def of_user(ctx: Ctx, p: Get) -> dict[str, Any]:
    """List what a user has commented on posts that the caller reads."""
    limit = number_or_none(p.limit) or comments.MOST
    user = number_or_none(p.user_id) or ctx.actor.user_id
    return comments.of_user(ctx, user, number_or_none(p.first_id), number_or_none(p.last_id), min(limit, comments.MOST))
