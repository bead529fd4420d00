"""Delivering what waits in the portals' outboxes: calls to the handlers of applications."""

from homeport.deliver.deliverer import Deliverer, Portals
from homeport.deliver.lock import DeliveryLock

__all__ = ["Deliverer", "DeliveryLock", "Portals"]
