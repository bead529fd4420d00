"""Delivering what waits in the portals' outboxes: calls to the handlers of applications."""

from homeport.deliver.deliverer import Deliverer, Portals

__all__ = ["Deliverer", "Portals"]
