"""The sections of cards: everybody's, and each person's own, which goes before.

Sources: ``universal/item-details-configuration/``, ``leads/custom-form/``, ``deals/custom-form/`` and their likes.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.dropped import UNFIT
from homeport.core.errors import ACCESS_DENIED_TEXT, CallError, ErrorKind
from homeport.core.values import is_empty, read_integer
from homeport.domain.crm.cards.tables import CARD
from homeport.domain.crm.entities import is_type
from homeport.domain.crm.stages import categories
from homeport.domain.portal.people import users
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

NO_TYPE = ErrorKind("", "Parameter 'entityTypeId' is not defined")
NOT_SUPPORTED = ErrorKind("", "The entity type '{type}' is not supported in current context.")
NOT_AN_ARRAY = ErrorKind("", "Parameter 'data' must be array.")
NOT_INDEXED = ErrorKind("", "The data must be indexed array.")
NO_DATA = ErrorKind("", "There are no data to write.")
WRONG_TYPE = ErrorKind("", "Section at index {i} have type {type}. The expected type is 'section'.")
NO_NAME = ErrorKind("", "Section at index {i} does not have name.")
NO_TITLE = ErrorKind("", "Section at index {i} does not have title.")
ELEMENT_WITHOUT_NAME = ErrorKind("", "Element at index {j} in section at index {i} does not have name.")

DATA_ERRORS = (NOT_AN_ARRAY, NOT_INDEXED, NO_DATA, WRONG_TYPE, NO_NAME, NO_TITLE, ELEMENT_WITHOUT_NAME)
"""What sections can be refused with."""

PERSONAL, COMMON = "P", "C"
EVERYBODY = 0

MOST = 1000
"""Sections of a card, and elements of a section."""

SIMPLE_LEADS = 1
_EXTRAS = {
    owner.LEAD: ("leadCustomerType", "lead.customer.type"),
    owner.DEAL: ("dealCategoryId",),
}
"""By type, how the parameter is spelled that tells its cards apart; of smart processes :data:`_PIPELINE`."""
_PIPELINE = ("categoryId",)

_ONE = Query(
    select(CARD.c.SECTIONS).where(
        CARD.c.TYPE_ID == bindparam("type_id"),
        CARD.c.VARIANT == bindparam("variant"),
        CARD.c.USER_ID == bindparam("user_id"),
    )
)
_OWN = Query(
    select(CARD.c.USER_ID).where(
        CARD.c.TYPE_ID == bindparam("type_id"),
        CARD.c.VARIANT == bindparam("variant"),
        CARD.c.USER_ID != bindparam("everybody"),
    )
)

Sections = list[dict[str, Any]]


class Which(NamedTuple):
    """Which cards are meant: of a type, in a pipeline or of a kind of customers."""

    type_id: int
    variant: int


def which(ctx: Ctx, entity_type_id: Any, extras: Any) -> Which:
    """The cards that a caller names.

    :param extras: ``dealCategoryId``, ``categoryId`` or ``leadCustomerType``, as the type has it
    :raises CallError: :data:`NO_TYPE`, :data:`NOT_SUPPORTED`
    """
    type_id = _number(ctx, entity_type_id)
    if not type_id:
        raise NO_TYPE()
    if not is_type(ctx.tx, type_id):
        raise NOT_SUPPORTED(type=owner.code_of(type_id))
    names = _PIPELINE if type_id >= owner.FIRST_DYNAMIC else _EXTRAS.get(type_id, ())
    given = as_map(extras)
    said = next((_number(ctx, given[name]) for name in names if not is_empty(given.get(name))), None)
    for name in given:
        if name not in names:
            ctx.drop("extras", name)
    if said is None:
        usual = SIMPLE_LEADS if type_id == owner.LEAD else categories.default_of(ctx.tx, type_id) if names else None
        return Which(type_id, usual or 0)
    return Which(type_id, said)


def get(ctx: Ctx, cards: Which, user_id: Any, scope: Any) -> Sections | None:
    """The sections of cards, as their fields are shown; None where none were set.

    :raises CallError: ``Access denied.`` for the view of another person
    """
    return found(ctx.tx, cards, _whose(ctx, user_id, scope, reads=True))


def found(tx: Transaction, cards: Which, user_id: int) -> Sections | None:
    """The sections that somebody has set, or with :data:`EVERYBODY` those of all, whoever asks."""
    stored = tx.value(_ONE, **cards._asdict(), user_id=user_id)
    return None if stored is None else msgspec.json.decode(stored, type=Sections)


def put(ctx: Ctx, cards: Which, user_id: Any, scope: Any, given: Any) -> None:
    """Set the sections of cards.

    :raises CallError: ``Access denied.``, one of :data:`DATA_ERRORS`
    """
    whose = _whose(ctx, user_id, scope)
    sections = msgspec.json.encode(_checked(ctx, given)).decode()
    key = _key(cards, whose)
    if not ctx.tx.update(CARD, key, {"SECTIONS": sections}):
        ctx.tx.insert(CARD, {**key, "SECTIONS": sections})


def reset(ctx: Ctx, cards: Which, user_id: Any, scope: Any) -> None:
    """Forget the sections that were set.

    :raises CallError: ``Access denied.``
    """
    ctx.tx.delete(CARD, **_key(cards, _whose(ctx, user_id, scope)))


def force_common(ctx: Ctx, cards: Which) -> None:
    """Let everybody see everybody's sections: forget each person's own.

    :raises CallError: ``Access denied.`` for all but administrators
    """
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED_TEXT()
    for (user_id,) in ctx.tx.all(_OWN, **cards._asdict(), everybody=EVERYBODY):
        ctx.tx.delete(CARD, **_key(cards, user_id))


def _whose(ctx: Ctx, user_id: Any, scope: Any, *, reads: bool = False) -> int:
    """Whose view is meant, of those that the caller may have.

    :param reads: whether it is only looked at: everybody may look at everybody's
    """
    if str(scope or PERSONAL).upper() == COMMON:
        if not (reads or ctx.actor.is_admin):
            raise ACCESS_DENIED_TEXT()
        return EVERYBODY
    whose = _number(ctx, user_id) or ctx.actor.user_id
    if whose != ctx.actor.user_id and not (ctx.actor.is_admin and users.exists(ctx.tx, whose)):
        raise ACCESS_DENIED_TEXT()
    return whose


def _checked(ctx: Ctx, given: Any) -> Sections:
    if not isinstance(given, dict | list):
        raise NOT_AN_ARRAY()
    listed = _indexed(given)
    if listed is None or len(listed) > MOST:
        raise NOT_INDEXED()
    if not listed:
        raise NO_DATA()
    return [_section(ctx, i, as_map(each)) for i, each in enumerate(listed)]


def _section(ctx: Ctx, i: int, given: Mapping[str, Any]) -> dict[str, Any]:
    if given.get("type") != "section":
        raise WRONG_TYPE(i=i, type=given.get("type"))
    elements = list(as_map(given.get("elements")).values())[:MOST]
    return {
        "name": _text(given.get("name"), NO_NAME(i=i)),
        "title": _text(given.get("title"), NO_TITLE(i=i)),
        "type": "section",
        "elements": [_element(ctx, as_map(each), ELEMENT_WITHOUT_NAME(i=i, j=j)) for j, each in enumerate(elements)],
    }


def _element(ctx: Ctx, given: Mapping[str, Any], nameless: CallError) -> dict[str, Any]:
    always = str(given.get("optionFlags", "0")) == "1"
    element: dict[str, Any] = {"name": _text(given.get("name"), nameless), "optionFlags": "1" if always else "0"}
    options: dict[str, Any] = {}
    for name, value in as_map(given.get("options")).items():
        if isinstance(value, str | int | float | bool):
            options[name] = value
        else:
            ctx.drop("options", name, UNFIT)
    return {**element, "options": options} if options else element


def _text(value: Any, refusal: CallError) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise refusal
    return str(value)


def _indexed(given: dict[str, Any] | list[Any]) -> list[Any] | None:
    """A PHP array as a list; None when its keys are not the numbers from 0 on."""
    if isinstance(given, list):
        return given
    return list(given.values()) if list(given) == [str(number) for number in range(len(given))] else None


def _number(ctx: Ctx, value: Any) -> int | None:
    """A number; None for what is none."""
    try:
        return read_integer(value, ctx.clock.zone)
    except (ValueError, OverflowError):
        return None


def _key(cards: Which, user_id: int) -> dict[str, int]:
    return {"TYPE_ID": cards.type_id, "VARIANT": cards.variant, "USER_ID": user_id}
