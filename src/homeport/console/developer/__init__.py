"""``/developer/``: what an integrator works with: credentials, calls, the request log, faults, the clock, baselines.

For the portal's administrators only. What these pages do to the portal is done by the functions that the command line
and the control plane call too.
"""

from homeport.console.developer.builder import Builder
from homeport.console.developer.log import Log
from homeport.console.developer.webhooks import Webhooks

__all__ = ["Builder", "Log", "Webhooks"]
