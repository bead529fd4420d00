"""Posts as their readers see them.

Sources: ``log-blogpost-get.md``, ``log-blogpost-getusers-important.md``.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.paging import PAGE, start_of
from homeport.core.rights import Operation
from homeport.domain.disk.attached import Attached
from homeport.domain.files.files import is_image
from homeport.domain.log import access, destinations, fields, files
from homeport.domain.log.access import EVERYBODY
from homeport.domain.log.destinations import Destination
from homeport.domain.log.tables import DESTINATION, POST, READER
from homeport.store import Query, constant, padded, statements

MOST_READERS = 500
MOST = 200

_READERS = Query(
    select(READER.c.USER_ID)
    .where(READER.c.POST_ID == bindparam("post"))
    .order_by(READER.c.USER_ID)
    .limit(constant(MOST_READERS))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which posts a client asks for.

    :param rights: only those that are for one of these; None for all
    :param since: as moments are stored
    :param until: as moments are stored
    :param after: only later ones than this, the earliest first
    :param before: only earlier ones than this
    :param limit: how many there are on a page, where they are walked by their numbers
    """

    post: int | None = None
    rights: tuple[Destination, ...] | None = None
    since: str | None = None
    until: str | None = None
    after: int | None = None
    before: int | None = None
    limit: int = PAGE

    @property
    def walks(self) -> bool:
        """Whether they are walked by their numbers."""
        return self.after is not None or self.before is not None


def page(ctx: Ctx, wanted: Wanted, start: Any) -> Page:
    """A page of the posts that the caller reads, the latest first."""
    params: dict[str, Any] = {"actor": ctx.actor.user_id}
    shape = []
    for name in ("post", "since", "until", "after", "before"):
        value = getattr(wanted, name)
        if value is not None:
            params[name] = value
            shape.append(name)
    count = 0 if wanted.rights is None else padded(len(wanted.rights)) if wanted.rights else -1
    for place in range(max(count, 0)):
        each = (wanted.rights or ())[min(place, len(wanted.rights or ()) - 1)]
        params |= {f"kind{place}": each.kind, f"target{place}": each.target}
    found, total = _listing(access.POSTS.grant(ctx, Operation.READ), tuple(shape), count)
    if wanted.walks:
        return Page(_written(ctx, ctx.tx.dicts(found, **params, limit=wanted.limit, offset=0)))
    first = max(start_of(start), 0)
    rows = ctx.tx.dicts(found, **params, limit=PAGE, offset=first)
    every = first + len(rows) if 0 < len(rows) < PAGE else ctx.tx.total(total, **params)
    following = first + PAGE
    return Page(_written(ctx, rows), every, following if following < every else None)


@statements
def _listing(grant: Hashable, shape: tuple[str, ...], rights: int) -> tuple[Query, Query]:
    conditions = {
        "post": POST.c.ID == bindparam("post"),
        "since": POST.c.PUBLISHED >= bindparam("since"),
        "until": POST.c.PUBLISHED <= bindparam("until"),
        "after": POST.c.ID > bindparam("after"),
        "before": POST.c.ID < bindparam("before"),
    }
    where = [access.covers(grant, POST, True), *(conditions[name] for name in shape)]
    if rights:
        named = (
            (DESTINATION.c.KIND == bindparam(f"kind{place}")) & (DESTINATION.c.TARGET == bindparam(f"target{place}"))
            for place in range(max(rights, 0))
        )
        none = DESTINATION.c.POST_ID == constant(0)
        where.append(exists().where(DESTINATION.c.POST_ID == POST.c.ID, or_(none, *named)))
    order = POST.c.ID if "after" in shape else POST.c.ID.desc()
    rows = select(POST).where(*where).order_by(order).limit(bindparam("limit")).offset(bindparam("offset"))
    return Query(rows), Query(select(func.count()).select_from(POST).where(*where))


def _written(ctx: Ctx, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    shown = files.of_posts(ctx, [row["ID"] for row in rows])
    return [_post(ctx, row, shown.get(row["ID"], [])) for row in rows]


def _post(ctx: Ctx, row: dict[str, Any], shown: list[Attached]) -> dict[str, Any]:
    ids = [each.id for each in shown]
    kinds = {each.kind for each in destinations.of(ctx.tx, row["ID"])}
    return {
        "ID": str(row["ID"]),
        "BLOG_ID": str(row["AUTHOR_ID"]),
        "PUBLISH_STATUS": "P",
        "TITLE": row["TITLE"],
        "AUTHOR_ID": str(row["AUTHOR_ID"]),
        "ENABLE_COMMENTS": "Y",
        "NUM_COMMENTS": str(row["COMMENTS"]),
        "CODE": None,
        "MICRO": row["MICRO"],
        "DETAIL_TEXT": row["TEXT"],
        "DATE_PUBLISH": v.DATETIME.classic(row["PUBLISHED"], ctx.clock.zone),
        "CATEGORY_ID": row["TAGS"],
        "HAS_SOCNET_ALL": _flag(EVERYBODY in kinds),
        "HAS_TAGS": _flag(bool(row["TAGS"])),
        "HAS_IMAGES": _flag(any(is_image(each.name) for each in shown)),
        "HAS_PROPS": _flag(bool(ids) or row["IMPORTANT"] == "Y"),
        "HAS_COMMENT_IMAGES": None,
        **fields.shown(ctx, row, ids),
        "FILES": ids,
    }


def _flag(value: bool) -> str:
    return "Y" if value else "N"


def readers(ctx: Ctx, post: int) -> list[str]:
    """Who has read an important post; nobody for whoever does not read it."""
    if not access.may(ctx, Operation.READ, post):
        return []
    return [str(row[0]) for row in ctx.tx.all(_READERS, post=post)]
