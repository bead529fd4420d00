"""Examples of senders of messages."""

from homeport.core.ctx import Ctx
from homeport.core.owner import DEAL, Owner
from homeport.domain.messageservice import messages, senders
from homeport.domain.messageservice.messages import Letter
from homeport.rpc.example import Call, Example, Made

_SENDER: Call = (
    "messageservice.sender.add",
    {"CODE": "provider1", "TYPE": "SMS", "HANDLER": "https://sms.example.test/send", "NAME": "Provider 1"},
)
_CODE = {"CODE": "provider1"}


def _send(ctx: Ctx) -> str:
    """Send a message from a deal; what the handler is told as ``message_id``."""
    letter = Letter(senders.app_of(ctx), _CODE["CODE"], "+49 30 23125 101", "Your mooring lines are ready.")
    return messages.send(ctx, Owner(DEAL, 1), letter).message_id


EXAMPLES = {
    "messageservice.sender.add": Example(_SENDER[1]),
    "messageservice.sender.update": Example({**_CODE, "NAME": {"en": "Texts", "de": "Kurznachrichten"}}, (_SENDER,)),
    "messageservice.sender.list": Example({}, (_SENDER,)),
    "messageservice.sender.delete": Example(_CODE, (_SENDER,)),
    "messageservice.message.status.update": Example(
        {**_CODE, "MESSAGE_ID": Made(), "STATUS": "delivered"}, (_SENDER,), _send
    ),
}
