"""Examples of telephony."""

from homeport.rpc.example import Call, Example

_LINE: Call = ("telephony.externalLine.add", {"NUMBER": "14151234567", "NAME": "Support"})
_NUMBER = {"NUMBER": "14151234567"}

EXAMPLES = {
    "telephony.externalLine.add": Example(_LINE[1]),
    "telephony.externalLine.get": Example({}, (_LINE,)),
    "telephony.externalLine.update": Example({**_NUMBER, "NAME": "Help", "CRM_AUTO_CREATE": "N"}, (_LINE,)),
    "telephony.externalLine.delete": Example(_NUMBER, (_LINE,)),
}
