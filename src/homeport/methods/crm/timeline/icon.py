"""``crm.timeline.icon.*``: icons of log entries."""

from homeport.domain.crm.timeline.pictures import ICONS
from homeport.methods.crm.timeline._pictures import methods

METHODS = methods(ICONS, "crm.timeline.icon", "icons")
