"""Templates of recurring deals: a deal that is copied, and the rule by which that happens.

Sources: ``api-reference/crm/deals/recurring-deals/``.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, exists, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Grant, Level, Operation
from homeport.domain.crm import access, events
from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.record import reading
from homeport.domain.crm.recurring import copying, running
from homeport.domain.crm.recurring.deals import DEALS
from homeport.domain.crm.recurring.tables import FIELDS, RECURRING_DEAL
from homeport.domain.crm.stages import categories
from homeport.domain.portal.limits.plans import plan_of
from homeport.domain.records import writing
from homeport.domain.records.collection import DELETE, Access, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.store import Query

DEAL_ID_EMPTY = ErrorKind("", "Deal id is empty.")
ALREADY = ErrorKind("", "Deal already has recurring settings.")
NOT_ALLOWED = ErrorKind("", "Recurring is not allowed.")
CONNECTED = ErrorKind("", "Deleting is impossible. Connected recurring deal exists.")

_OF_DEAL = Query(select(RECURRING_DEAL.c.ID).where(RECURRING_DEAL.c.DEAL_ID == bindparam("deal_id")))
_FLAG = Query(select(DEAL.table.c.IS_RECURRING).where(DEAL.table.c.ID == bindparam("deal_id")))


def _grant(ctx: Ctx, operation: Operation) -> Grant | None:
    found = ctx.actor.rights.grant(owner.DEAL, operation)
    return None if found.highest is Level.NONE else found


def _grant_on_plan(ctx: Ctx, operation: Operation) -> Grant | None:
    if not plan_of(ctx.tx).recurring:
        raise NOT_ALLOWED()
    return _grant(ctx, operation)


def _covers(grant: Hashable, row: FromClause, scans: bool) -> ColumnElement[bool]:
    """The rules whose deals a grant covers."""
    assert isinstance(grant, Grant)
    deal = DEAL.table.alias()
    return exists().where(deal.c.ID == row.c.DEAL_ID, access.predicate(grant, deal)).correlate(row)


def _of_pipeline(change: Change) -> None:
    """New deals are made in a pipeline that there is."""
    category = change.new.get("CATEGORY_ID")
    if category is None:
        change.new.pop("CATEGORY_ID", None)
    elif not categories.exists(change.ctx.tx, owner.DEAL, category):
        raise change.dialect.misfit(FIELDS.by_name["CATEGORY_ID"])


def _unconnected(change: Change) -> None:
    if change.ctx.tx.value(_FLAG, deal_id=change.old["DEAL_ID"]) == "Y":
        raise CONNECTED()


def _tell(change: Change, verb: str) -> None:
    events.recurring_deal(change.ctx, verb, change.row["ID"], None if verb == DELETE else change.row["DEAL_ID"])


OPEN = Collection(
    noun="template of a recurring deal",
    plural="templates",
    table=RECURRING_DEAL,
    fields=FIELDS,
    access=Access(_grant, _covers),
    before_save=(_of_pipeline, partial(running.plan, DEALS)),
    after_save=(partial(running.set_timer, DEALS),),
    before_delete=(_unconnected,),
    after_delete=(partial(running.forget_timer, DEALS),),
    tell=_tell,
)
"""As pages speak of them that do not name the plan."""

TEMPLATES = replace(OPEN, access=Access(_grant_on_plan, _covers))


def add(ctx: Ctx, given: Mapping[str, Any], dialect: Dialect) -> int:
    """Make a template of a deal, or a rule for one that is a template; the rule's id.

    :raises CallError: :data:`DEAL_ID_EMPTY`, :data:`ALREADY`, the dialect's refusals
    """
    said = writing.read(ctx, OPEN, given, dialect)
    deal_id = said.get("DEAL_ID") or 0
    if deal_id <= 0:
        raise DEAL_ID_EMPTY()
    deal = Owner(owner.DEAL, deal_id)
    if _grant(ctx, Operation.ADD) is None or not access.may(ctx, Operation.WRITE, deal):
        raise dialect.denied()
    if ctx.tx.one(_OF_DEAL, deal_id=deal_id) is not None:
        raise ALREADY()
    found = reading.stored(ctx, DEAL, deal_id)
    assert found is not None
    fixed: Values = {"DEAL_ID": deal_id, "CREATED_BY_ID": ctx.actor.user_id}
    if found["IS_RECURRING"] != "Y":
        fixed |= {"DEAL_ID": copying.copy(ctx, DEAL, deal_id, {"IS_RECURRING": "Y"}), "BASED_ID": deal_id}
    usual = {"CATEGORY_ID": found["CATEGORY_ID"]}
    number: int = writing.create(ctx, OPEN, given, dialect, fixed, usual=usual)["ID"]
    return number


def expose(ctx: Ctx, rule_id: int, dialect: Dialect) -> int:
    """Make a deal by a template now, whatever its rule says; the deal's id.

    :raises CallError: :data:`NOT_ALLOWED`, the dialect's ``not_found`` or refusal
    """
    if _grant_on_plan(ctx, Operation.ADD) is None:
        raise dialect.denied()
    rule = running.of_id(ctx.tx, DEALS, rule_id)
    if rule is None:
        raise dialect.not_found()
    if not access.may(ctx, Operation.READ, Owner(owner.DEAL, rule["DEAL_ID"])):
        raise dialect.denied()
    return running.expose_now(DEALS, ctx, rule)
