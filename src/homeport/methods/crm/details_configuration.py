"""``crm.*.details.configuration.*``: the sections of cards, of each type and of any."""

from collections.abc import Callable, Iterator
from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED_TEXT
from homeport.domain.crm.cards import sections
from homeport.domain.crm.cards.sections import Which
from homeport.rpc import Method, Params
from homeport.rpc.method import make


class Cards(Params, kw_only=True):
    entity_type_id: Any = None
    extras: Any = None


class View(Cards, kw_only=True):
    user_id: Any = None
    scope: Any = None


class Set(View, kw_only=True):
    data: Any = None


def _methods(prefix: str, noun: str, type_id: int | None, errors: tuple[Any, ...]) -> Iterator[Method]:
    """The methods of a type.

    :param noun: what its records are called
    :param type_id: None where the call says it
    """

    def which(ctx: Ctx, p: Any) -> Which:
        return sections.which(ctx, p.entity_type_id if type_id is None else type_id, p.extras)

    def get(ctx: Ctx, p: View) -> sections.Sections | None:
        return sections.get(ctx, which(ctx, p), p.user_id, p.scope)

    def put(ctx: Ctx, p: Set) -> bool:
        sections.put(ctx, which(ctx, p), p.user_id, p.scope, p.data)
        return True

    def reset(ctx: Ctx, p: View) -> bool:
        sections.reset(ctx, which(ctx, p), p.user_id, p.scope)
        return True

    def force(ctx: Ctx, p: Cards) -> bool:
        sections.force_common(ctx, which(ctx, p))
        return True

    def of(verb: str, handler: Callable[[Ctx, Any], Any], params: Any, summary: str, *more: Any) -> Method:
        name, kinds = f"{prefix}.details.configuration.{verb}", (ACCESS_DENIED_TEXT, *errors, *more)
        return make(name, handler, params=params, summary=summary, errors=kinds, writes=verb != "get")

    yield of("get", get, View, f"Return the sections of the cards of {noun}.")
    yield of("set", put, Set, f"Set the sections of the cards of {noun}.", *sections.DATA_ERRORS)
    yield of("reset", reset, View, f"Forget the sections that were set for the cards of {noun}.")
    yield of("forceCommonScopeForAll", force, Cards, f"Let everybody see the same sections on cards of {noun}.")


METHODS = [
    *_methods("crm.item", "records of a type", None, (sections.NO_TYPE, sections.NOT_SUPPORTED)),
    *_methods("crm.lead", "leads", owner.LEAD, ()),
    *_methods("crm.deal", "deals", owner.DEAL, ()),
    *_methods("crm.contact", "contacts", owner.CONTACT, ()),
    *_methods("crm.company", "companies", owner.COMPANY, ()),
]
