"""What applications bring to the portal."""

from homeport.domain.app.events import APP_INSTALLED, APP_UNINSTALLED
from homeport.domain.events.notices import EVENT as OFFLINE
from homeport.domain.records.scopes import Scope

SCOPE = Scope(name="app", needed="", events=lambda types: (APP_UNINSTALLED, APP_INSTALLED, OFFLINE))
