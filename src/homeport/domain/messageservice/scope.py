"""What senders of messages bring to the portal."""

from homeport.domain.events.handler_calls import SENDING
from homeport.domain.records.scopes import Scope

_HERE = "homeport.domain.messageservice"

SCOPE = Scope(
    name="messageservice",
    needed="messageservice",
    tables=(f"{_HERE}.tables",),
    of_applications=(f"{_HERE}.senders",),
    handed_over={SENDING: f"{_HERE}.messages"},
    integrity=(f"{_HERE}.integrity",),
)
