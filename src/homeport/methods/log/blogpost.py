"""``log.blogpost.*``: posts."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.values import is_empty, number_or_none, read_datetime
from homeport.domain.log import destinations, listing, posts
from homeport.domain.log.listing import Wanted
from homeport.methods.family import as_id
from homeport.rpc import OpenParams, Underscored, method


def _named(name: str) -> Any:
    return msgspec.field(default=msgspec.UNSET, name=name)


class Said(OpenParams):
    """What may be said of a post; fields under ``UF_`` come beside."""

    post_message: Any = _named("post_message")
    post_title: Any = _named("post_title")
    dest: Any = msgspec.UNSET
    sperm: Any = msgspec.UNSET
    files: Any = msgspec.UNSET
    important: Any = msgspec.UNSET
    important_date_end: Any = _named("important_date_end")
    site_id: Any = _named("site_id")
    user_id: Any = _named("user_id")

    def given(self) -> dict[str, Any]:
        """What was said, by the documented names."""
        return self.said() | {
            name.upper(): value for name, value in self.others.items() if name.upper().startswith("UF_")
        }


class Add(Said):
    tags: Any = msgspec.UNSET
    background_code: Any = _named("background_code")
    parse_preview: Any = _named("parse_preview")


class OfPost(Underscored):
    post_id: Any = None


class Update(Said):
    post_id: Any = _named("post_id")


class Share(OfPost):
    dest: Any = None
    user_id: Any = msgspec.field(default=None, name="user_id")


class Get(OfPost):
    log_rights: Any = msgspec.field(default=None, name="log_rights")
    log_date_from: Any = msgspec.field(default=None, name="log_date_from")
    log_date_to: Any = msgspec.field(default=None, name="log_date_to")
    first_id: Any = msgspec.field(default=None, name="first_id")
    last_id: Any = msgspec.field(default=None, name="last_id")
    limit: Any = None
    start: Any = None


@method("log.blogpost.add", writes=True, errors=(posts.NOT_ADDED, posts.NO_DESTINATION, INVALID_ARG_VALUE))
def add(ctx: Ctx, p: Add) -> int:
    """Write a post to people, groups, departments, or everybody."""
    return posts.add(ctx, p.given())


@method(
    "log.blogpost.update",
    writes=True,
    errors=(posts.WRONG_ID, posts.NOT_FOUND, posts.NOT_YOURS, posts.EMPTY_TITLE, INVALID_ARG_VALUE),
)
def update(ctx: Ctx, p: Update) -> int:
    """Change a post, for its author and administrators."""
    number = as_id(None if p.post_id is msgspec.UNSET else p.post_id, posts.WRONG_ID)
    posts.change(ctx, number, p.given())
    return number


@method("log.blogpost.delete", writes=True, errors=(posts.DELETE_WRONG_ID, posts.MAY_NOT_DELETE))
def delete(ctx: Ctx, p: OfPost) -> bool:
    """Delete a post with its comments, for its author and administrators."""
    posts.delete(ctx, as_id(p.post_id, posts.DELETE_WRONG_ID))
    return True


@method(
    "log.blogpost.share",
    writes=True,
    errors=(posts.SHARE_WRONG_ID, posts.NO_READ, posts.WRONG_DESTINATIONS, posts.OUT_OF_REACH, INVALID_ARG_VALUE),
)
def share(ctx: Ctx, p: Share) -> bool:
    """Let a post be for others too."""
    number = as_id(p.post_id, posts.SHARE_WRONG_ID)
    posts.share(ctx, number, {"DEST": p.dest, "USER_ID": p.user_id})
    return True


@method("log.blogpost.get", heavy=True, errors=(INVALID_ARG_VALUE,))
def get(ctx: Ctx, p: Get) -> Page:
    """List the posts that the caller reads, the latest first."""
    since, until = (_moment(ctx, p, name) for name in ("log_date_from", "log_date_to"))
    if since and until and since > until:
        raise INVALID_ARG_VALUE(reason="LOG_DATE_FROM is later than LOG_DATE_TO")
    wanted = Wanted(
        post=None if is_empty(p.post_id) else number_or_none(p.post_id) or 0,
        rights=None
        if is_empty(p.log_rights) or not is_empty(p.post_id)
        else tuple(destinations.read(ctx, p.log_rights)),
        since=since,
        until=until,
        after=number_or_none(p.first_id),
        before=None if number_or_none(p.first_id) is not None else number_or_none(p.last_id),
        limit=min(number_or_none(p.limit) or 50, listing.MOST),
    )
    return listing.page(ctx, wanted, p.start)


def _moment(ctx: Ctx, p: Get, name: str) -> str | None:
    try:
        found: str | None = read_datetime(getattr(p, name), ctx.clock.zone)
    except ValueError:
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name.upper()}'") from None
    return found


@method("log.blogpost.getusers.important", errors=(posts.SHARE_WRONG_ID,))
def readers(ctx: Ctx, p: OfPost) -> list[str]:
    """List who has read an important post."""
    return listing.readers(ctx, as_id(p.post_id, posts.SHARE_WRONG_ID))
