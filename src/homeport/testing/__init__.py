"""Homeport in tests: a portal for each test, in Python by the pytest plugin, in any language by ``homeport exec``.

.. code-block:: python

    def test_my_integration(portal):
        hook = portal.webhook(user=1, scope="crm")
        portal.faults.add(method="crm.deal.*", error="QUERY_LIMIT_EXCEEDED", times=2)
        my_integration(hook.url)
        assert portal.requests.last.method == "crm.deal.add"
"""

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
