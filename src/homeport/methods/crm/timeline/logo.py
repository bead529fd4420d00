"""``crm.timeline.logo.*``: logos of log entries."""

from homeport.domain.crm.timeline.pictures import LOGOS
from homeport.methods.crm.timeline._pictures import methods

METHODS = methods(LOGOS, "crm.timeline.logo", "logos")
