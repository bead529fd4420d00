"""Recurring deals: how one is made by its template.

Source: ``api-reference/crm/deals/recurring-deals/index.md``.
"""

from datetime import date
from functools import partial

from homeport.core.ctx import Ctx
from homeport.domain.crm import events
from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.recurring import copying, parameters, running
from homeport.domain.crm.recurring.calendar import Series
from homeport.domain.crm.recurring.tables import KIND, RECURRING_DEAL
from homeport.domain.records.fields import Values


def _series(rule: Values) -> Series:
    return parameters.of_text(rule.get("PARAMS")).series(date.fromisoformat(rule["START_DATE"]))


def _make(ctx: Ctx, rule: Values, day: date) -> int:
    dates = parameters.of_text(rule.get("PARAMS"))
    moved = {"BEGINDATE": dates.begins.applied(day), "CLOSEDATE": dates.closes.applied(day)}
    differing: Values = {"IS_RECURRING": "N", "STAGE_ID": None, "CATEGORY_ID": rule["CATEGORY_ID"] or 0}
    differing |= {name: when.isoformat() for name, when in moved.items() if when is not None}
    deal_id = copying.copy(ctx, DEAL, rule["DEAL_ID"], differing)
    events.recurring_deal_exposed(ctx, rule["ID"], rule["DEAL_ID"], deal_id)
    return deal_id


DEALS = running.Kind(KIND, RECURRING_DEAL, _series, _make)

fire = partial(running.fire, DEALS)
"""Makes the deal that is due."""
