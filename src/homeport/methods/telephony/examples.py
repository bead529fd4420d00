"""Examples of telephony."""

from homeport.rpc.example import Call, Example, Made

_LINE: Call = ("telephony.externalLine.add", {"NUMBER": "14151234567", "NAME": "Support"})
_NUMBER = {"NUMBER": "14151234567"}

_BEGUN: Call = (
    "telephony.externalCall.register",
    {"USER_ID": 1, "PHONE_NUMBER": "+4930901820", "TYPE": 2, "LINE_NUMBER": "14151234567", "CRM_CREATE": 1},
)
_CALL = {"CALL_ID": Made(("CALL_ID",), call=0)}
_ENDED: Call = (
    "telephony.externalCall.finish",
    {**_CALL, "USER_ID": 1, "DURATION": 95, "STATUS_CODE": "200", "VOTE": 5},
)
_SAID = [
    {"SIDE": "User", "START_TIME": 1, "STOP_TIME": 3, "MESSAGE": "Good afternoon"},
    {"SIDE": "Client", "START_TIME": 4, "STOP_TIME": 7, "MESSAGE": "Hello"},
]

_SIP: Call = (
    "voximplant.sip.add",
    {"SERVER": "sip.example.test", "LOGIN": "desk", "PASSWORD": "a word of its own", "TITLE": "Desk"},
)
_CONFIG = {"CONFIG_ID": Made(("CONFIG_ID",), call=0)}

EXAMPLES = {
    "voximplant.sip.add": Example(_SIP[1]),
    "voximplant.sip.update": Example({**_CONFIG, "TITLE": "Front desk"}, (_SIP,)),
    "voximplant.sip.get": Example({"FILTER": {"TYPE": "cloud"}, "SORT": "CONFIG_ID", "ORDER": "DESC"}, (_SIP,)),
    "voximplant.sip.status": Example({"REG_ID": Made(("REG_ID",), call=0)}, (_SIP,)),
    "voximplant.sip.delete": Example(_CONFIG, (_SIP,)),
    "voximplant.sip.connector.status": Example({}),
    "voximplant.line.get": Example({}, (_SIP,)),
    "voximplant.line.outgoing.get": Example({}, (_SIP,)),
    "voximplant.line.outgoing.set": Example({"LINE_ID": "reg1"}, (_SIP,)),
    "voximplant.line.outgoing.sip.set": Example(_CONFIG, (_SIP,)),
    "voximplant.user.activatePhone": Example({"USER_ID": 3}),
    "voximplant.user.deactivatePhone": Example({"USER_ID": 3}),
    "telephony.externalLine.add": Example(_LINE[1]),
    "telephony.externalLine.get": Example({}, (_LINE,)),
    "telephony.externalLine.update": Example({**_NUMBER, "NAME": "Help", "CRM_AUTO_CREATE": "N"}, (_LINE,)),
    "telephony.externalLine.delete": Example(_NUMBER, (_LINE,)),
    "telephony.externalCall.searchCrmEntities": Example({"PHONE_NUMBER": "+4930901820"}, (_BEGUN,)),
    "telephony.externalCall.register": Example(_BEGUN[1]),
    "telephony.externalCall.show": Example({**_CALL, "USER_ID": [1, 3]}, (_BEGUN,)),
    "telephony.externalCall.hide": Example({**_CALL, "USER_ID": 1}, (_BEGUN,)),
    "telephony.externalCall.finish": Example(_ENDED[1], (_BEGUN,)),
    "telephony.externalCall.attachRecord": Example(
        {**_CALL, "FILENAME": "call.mp3", "FILE_CONTENT": "SUQzAwAAAAAAAA=="}, (_BEGUN, _ENDED)
    ),
    "voximplant.statistic.get": Example({"FILTER": {"CALL_TYPE": 2}}, (_BEGUN, _ENDED)),
    "telephony.call.attachTranscription": Example({**_CALL, "MESSAGES": _SAID}, (_BEGUN, _ENDED)),
}
