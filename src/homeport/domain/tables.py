"""Every table of a portal, for migrations and tests, which want to see them all."""

from importlib import import_module

from homeport.domain.declared import tables as declared
from homeport.domain.events import tables as events
from homeport.domain.files import public
from homeport.domain.files import tables as files
from homeport.domain.iblock import tables as iblock
from homeport.domain.portal import tables as portal
from homeport.domain.portal.apps import tables as apps
from homeport.domain.records import errands, timers
from homeport.domain.records.scopes import scopes
from homeport.domain.user_fields import tables as user_fields
from homeport.store.schema import METADATA

__all__ = [
    "METADATA",
    "apps",
    "declared",
    "errands",
    "events",
    "files",
    "iblock",
    "portal",
    "public",
    "timers",
    "user_fields",
]

for scope in scopes():
    for module in scope.tables:
        import_module(module)
