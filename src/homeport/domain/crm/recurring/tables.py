"""The rules of recurring deals, and their fields.

Source: ``api-reference/crm/deals/recurring-deals/crm-deal-recurring-fields.md``.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Index, Integer, Table

from homeport.core import values as v
from homeport.domain.crm.recurring.parameters import PARAMETERS
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA

KIND = "crm.deal.recurring"
"""What its timers are called."""

NO_LIMIT, BY_DATE, BY_COUNT = "N", "D", "T"


def _read_limit(value: Any, zone: ZoneInfo) -> str:
    return value if value in (BY_DATE, BY_COUNT) else NO_LIMIT


FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "id", read_only=True),
        F("DEAL_ID", v.LINK, "id of the recurring deal", required=True, immutable=True),
        F("BASED_ID", v.LINK, "Created based on", read_only=True),
        F("ACTIVE", v.CHAR, "Active", default="Y"),
        F("NEXT_EXECUTION", v.DATETIME, "Next execution date", read_only=True),
        F("LAST_EXECUTION", v.DATETIME, "Last execution date", read_only=True),
        F("COUNTER_REPEAT", v.INTEGER, "Number of executions", read_only=True),
        F("START_DATE", v.DATE, "Start date for calculation"),
        F("CATEGORY_ID", replace(v.CATEGORY, name="char"), "Category of the new deal"),
        F("IS_LIMIT", replace(v.CHAR, read=_read_limit), "Type of execution limits", default=NO_LIMIT),
        F("LIMIT_REPEAT", v.INTEGER, "Limit on the number of executions"),
        F("LIMIT_DATE", v.DATE, "Limit by date"),
        F("PARAMS", PARAMETERS, "Parameters for calculating the next execution date", filterable=False),
    )
)

RECURRING_DEAL = Table(
    "crm_recurring_deal",
    METADATA,
    *(field.column() for field in FIELDS),
    Column("CREATED_BY_ID", Integer, nullable=False),
    Index("crm_recurring_deal_deal", "DEAL_ID", unique=True),
    sqlite_autoincrement=True,
)
"""DEAL_ID is the deal that is copied; CREATED_BY_ID is in whose name that happens."""
