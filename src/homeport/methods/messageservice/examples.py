"""Examples of senders of messages."""

from homeport.rpc.example import Call, Example

_SENDER: Call = (
    "messageservice.sender.add",
    {"CODE": "provider1", "TYPE": "SMS", "HANDLER": "https://sms.example.test/send", "NAME": "Provider 1"},
)
_CODE = {"CODE": "provider1"}

EXAMPLES = {
    "messageservice.sender.add": Example(_SENDER[1]),
    "messageservice.sender.update": Example({**_CODE, "NAME": {"en": "Texts", "de": "Kurznachrichten"}}, (_SENDER,)),
    "messageservice.sender.list": Example({}, (_SENDER,)),
    "messageservice.sender.delete": Example(_CODE, (_SENDER,)),
}
