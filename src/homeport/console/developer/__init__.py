"""``/developer/``: what an integrator works with: credentials, calls, the request log, events, faults, the clock,
baselines.

For the portal's administrators only. What these pages do to the portal is done by the functions that the command line
and the control plane call too.
"""

from homeport.console.developer.applications import Applications
from homeport.console.developer.baselines import Baselines
from homeport.console.developer.builder import Builder
from homeport.console.developer.comparing import Comparing
from homeport.console.developer.events import Events
from homeport.console.developer.faults import Faults
from homeport.console.developer.log import Log
from homeport.console.developer.overview import Overview
from homeport.console.developer.pulse import Pulse
from homeport.console.developer.webhooks import Webhooks

SECTIONS = (Overview, Pulse, Webhooks, Applications, Comparing, Log, Events, Faults, Baselines)
"""Those that need no more than any section; the request builder needs what answers ``/rest/`` too."""

__all__ = ["SECTIONS", "Builder"]
