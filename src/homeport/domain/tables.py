"""Every table of a portal, so that migrations and tests see them all."""

from homeport.domain.crm import tables as crm
from homeport.domain.crm import types
from homeport.domain.crm.activity import tables as activity
from homeport.domain.crm.currency import tables as currency
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.crm.entities.dynamic import DYNAMIC_TABLE
from homeport.domain.crm.timeline import tables as timeline
from homeport.domain.declared import tables as declared
from homeport.domain.events import tables as events
from homeport.domain.portal import app_tables as apps
from homeport.domain.portal import tables as portal
from homeport.store.schema import METADATA

__all__ = [
    "BUILT_IN",
    "DYNAMIC_TABLE",
    "METADATA",
    "activity",
    "apps",
    "crm",
    "currency",
    "declared",
    "events",
    "portal",
    "timeline",
    "types",
]
