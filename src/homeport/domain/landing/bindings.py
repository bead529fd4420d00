"""Knowledge bases shown in groups and menus.

Source: ``landing/embedding/knowledge-base/``.
"""

from typing import Any

from sqlalchemy import and_, bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.landing import addresses, rights, sections, sites
from homeport.domain.landing.tables import BINDING, SITE
from homeport.domain.sonet_group import groups
from homeport.store import Query, statements

OF_GROUP, OF_MENU = "G", "M"
WITHIN = (sections.KNOWLEDGE, sections.GROUP)
MOST_LETTERS = 100

_OF = Query(
    select(BINDING.c.SITE_ID).where(BINDING.c.KIND == bindparam("kind"), BINDING.c.BINDING_ID == bindparam("to"))
)


def bind(ctx: Ctx, kind: str, number: int, to: str) -> bool:
    """Show a knowledge base in a group or a menu; False where the caller may not, or a group has one already."""
    bound = {site for (site,) in ctx.tx.all(_OF, kind=kind, to=to)}
    if not _may(ctx, kind, number, to) or number in bound or (kind == OF_GROUP and bound):
        return False
    ctx.tx.insert(BINDING, {"KIND": kind, "BINDING_ID": to, "SITE_ID": number})
    return True


def unbind(ctx: Ctx, kind: str, number: int, to: str) -> bool:
    """Show a knowledge base no longer; False where the caller may not, or it was not shown."""
    return _may(ctx, kind, number, to) and ctx.tx.delete(BINDING, KIND=kind, BINDING_ID=to, SITE_ID=number) > 0


def _may(ctx: Ctx, kind: str, number: int, to: str) -> bool:
    site = sites.stored(ctx.tx, number)
    if site is None or site["SECTION"] not in WITHIN or site["DELETED"] == "Y" or not 0 < len(to) <= MOST_LETTERS:
        return False
    if kind == OF_GROUP and not groups.may_change(ctx, int(to)):
        return False
    return rights.may(ctx, number, rights.SETTINGS)


@statements
def _listing(grant: rights.Grant) -> Query:
    return Query(
        select(BINDING.c.BINDING_ID.label("TO"), SITE)
        .join(SITE, and_(SITE.c.ID == BINDING.c.SITE_ID, SITE.c.DELETED == "N"))
        .where(BINDING.c.KIND == bindparam("kind"), rights.covers(grant, SITE))
        .order_by(BINDING.c.SITE_ID, BINDING.c.BINDING_ID)
    )


def listed(ctx: Ctx, kind: str, to: str | None) -> list[dict[str, Any]]:
    """What is shown in groups or menus, as far as the caller may view it.

    :param to: a group or a menu; None: all of them
    """
    grant, params = rights.grant_of(ctx, rights.READ)
    return [
        {
            "ENTITY_ID": str(row["ID"]),
            "ENTITY_TYPE": "S",
            "BINDING_ID": row["TO"],
            "TITLE": row["TITLE"],
            "PUBLIC_URL": addresses.of_site(ctx, row),
        }
        for row in ctx.tx.dicts(_listing(grant), kind=kind, **params)
        if to is None or row["TO"] == to
    ]
