"""Homeport in tests: a portal for each test, in Python by the pytest plugin, in any language by ``homeport exec``.

.. code-block:: python

    def test_my_integration(portal):
        hook = portal.webhook(user=1, scope="crm")
        portal.faults.add(method="crm.deal.*", error="QUERY_LIMIT_EXCEEDED", times=2)
        my_integration(hook.url)
        assert portal.requests.last.method == "crm.deal.add"
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from homeport.domain.declared.source import DeclarationError
    from homeport.testing.credentials import Application, Refused, Webhook
    from homeport.testing.events import OutgoingWebhook
    from homeport.testing.portal import LocalPortal
    from homeport.testing.receiver import Received, Receiver
    from homeport.testing.server import LocalServer

__all__ = [
    "Application",
    "DeclarationError",
    "LocalPortal",
    "LocalServer",
    "OutgoingWebhook",
    "Received",
    "Receiver",
    "Refused",
    "Webhook",
]

_WHERE = {
    "Application": "homeport.testing.credentials",
    "DeclarationError": "homeport.domain.declared.source",
    "LocalPortal": "homeport.testing.portal",
    "LocalServer": "homeport.testing.server",
    "OutgoingWebhook": "homeport.testing.events",
    "Received": "homeport.testing.receiver",
    "Receiver": "homeport.testing.receiver",
    "Refused": "homeport.testing.credentials",
    "Webhook": "homeport.testing.credentials",
}
"""Each is imported when it is first asked for: pytest loads this package wherever Homeport is installed."""


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
