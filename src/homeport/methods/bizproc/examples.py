"""Examples of business processes."""

from homeport.rpc.example import TOLD, Call, Example, Made

SENDS = (
    "eNp9kstugzAQRX+l8hdgSl+DsnBTFkiERGA1ywolbmqVV22naYT87x1TqJoqhNWMfbn3eOwCbqDTcAfkOcryeJmSUIIfargHwqPFKmE8ImEBFDoJ"
    "HhaBkwe4eWwFQZ1/CyQXH3tRG1mU60a9v5bNgW2M/JTm6BQoTouqFztTUbVlYfqWekBWqmmFMlLoIUYjEeHSlOMfP+4bbG3fz99kuVWidnp/Cgt1"
    "Smjzoiv9j8EHwuiFdJQa8WWc4hrrbvbUbPYVHg94zJPIXnWz8QxwaNTWnuPyoLNWAj1DRimQpNlNTMjR+Zfp+EAXuNHUZjIev8GGZWwRcbzfvzaO"
    "fRjhCQGW637rhBpvWRsl6x3Goe0DvheWxewxifIxsF+dL9Ocs5T/rtpvvBe9EA=="
)
"""A file of a template: the robot ``sms`` with a text, then a note."""
ASKS = (
    "eNqFkstugzAQRX8l8hdgRF/Dyk1ZICUEEbddVlZwEqu8ajutIsS/d0wAUTVVvfK87j0eWcANtAbugLxE2TbeJCRU4IcG7oHwaJ2uGI9IKIBCq8DD"
    "S+DaAyyeG0mwz78FspUfJ1lZJYrXWr/vi/qL7az6VPbsOrA5EWXf7ERl2RTC9iH1gKS6bqS2SprBxiAR4coW48RFfYdh18fLoypyLat/sTI3aGxc"
    "7WtdCqvq6g8sHwij14GCAejZSG1mjgbQ4ITJN9pzzdQoRbk8X4hFc6yri4E30ch8xnP1CaMOuk4C85XgPR3zsxcjj7FaVYdhbc5PaZn3SEAcJnJS"
    "nHiShTz0/uPsUP+1Xg/azp1hMyxj64jjPxlrBh7w47AsZo+r6Gd2uUm2nCV8ynbfJQLAZA=="
)
"""A file of a template: a task that asks user 1 for a phone, which may be given to everybody."""

_DEAL = ["crm", "CCrmDocumentDeal", "DEAL"]
_STEP = {
    "CODE": "sms",
    "HANDLER": "https://app.example.com/send",
    "AUTH_USER_ID": 1,
    "USE_SUBSCRIPTION": "Y",
    "NAME": {"en": "Send a message", "de": "Nachricht senden"},
    "PROPERTIES": {"text": {"Name": "Text", "Type": "text", "Required": "Y"}},
    "RETURN_PROPERTIES": {"status": {"Name": "Status", "Type": "string"}},
    "FILTER": {"INCLUDE": [["crm", "CCrmDocumentDeal"]]},
}
_ROBOT: Call = ("bizproc.robot.add", _STEP)
_ACTIVITY: Call = ("bizproc.activity.add", _STEP)
_CODE = {"CODE": "sms"}
_UPDATED = {**_CODE, "FIELDS": {"NAME": "Send a text", "USE_SUBSCRIPTION": "N"}}

_TEMPLATE = {"DOCUMENT_TYPE": _DEAL, "NAME": "Tell the client", "TEMPLATE_DATA": ["tell.bpt", SENDS], "AUTO_EXECUTE": 0}
_ADDED: Call = ("bizproc.workflow.template.add", _TEMPLATE)
_ASKING: Call = ("bizproc.workflow.template.add", {**_TEMPLATE, "TEMPLATE_DATA": ["ask.bpt", ASKS]})
_ON_DEAL = {"DOCUMENT_ID": ["crm", "CCrmDocumentDeal", "DEAL_1"], "PARAMETERS": {"word": "today"}}
_STARTED: Call = ("bizproc.workflow.start", {"TEMPLATE_ID": Made(call=-1), **_ON_DEAL})
_TASKS: Call = ("bizproc.task.list", {"FILTER": {"STATUS": 0}})
_RUNNING = (_ROBOT, _ADDED, _STARTED)
_ASKED = (_ASKING, _STARTED, _TASKS)
_TASK = Made((0, "ID"))
_TOLD = (*_RUNNING, TOLD)
_TOKEN = {"EVENT_TOKEN": Made(("event_token",))}

EXAMPLES = {
    "bizproc.activity.add": Example(_STEP),
    "bizproc.activity.update": Example(_UPDATED, (_ACTIVITY,)),
    "bizproc.activity.list": Example({}, (_ACTIVITY,)),
    "bizproc.activity.delete": Example(_CODE, (_ACTIVITY,)),
    "bizproc.activity.log": Example({**_TOKEN, "LOG_MESSAGE": "Please wait"}, _TOLD),
    "bizproc.robot.add": Example(_STEP),
    "bizproc.robot.update": Example(_UPDATED, (_ROBOT,)),
    "bizproc.robot.list": Example({}, (_ROBOT,)),
    "bizproc.robot.delete": Example(_CODE, (_ROBOT,)),
    "bizproc.event.send": Example({**_TOKEN, "RETURN_VALUES": {"status": "sent"}, "LOG_MESSAGE": "Sent"}, _TOLD),
    "bizproc.task.list": Example({"FILTER": {"STATUS": 0}, "ORDER": {"ID": "DESC"}}, _ASKED),
    "bizproc.task.complete": Example({"TASK_ID": _TASK, "STATUS": 3, "FIELDS": {"phone": "+49 30 901820"}}, _ASKED),
    "bizproc.task.delegate": Example({"TASK_IDS": [_TASK], "FROM_USER_ID": 1, "TO_USER_ID": 3}, _ASKED),
    "bizproc.workflow.start": Example({"TEMPLATE_ID": Made(), **_ON_DEAL}, (_ROBOT, _ADDED)),
    "bizproc.workflow.instances": Example({"SELECT": ["ID", "DOCUMENT_ID", "STARTED"]}, _RUNNING),
    "bizproc.workflow.terminate": Example({"ID": Made(), "STATUS": "Not needed"}, _RUNNING),
    "bizproc.workflow.kill": Example({"ID": Made()}, _RUNNING),
    "bizproc.workflow.template.add": Example(_TEMPLATE),
    "bizproc.workflow.template.update": Example(
        {"ID": Made(), "FIELDS": {"NAME": "Tell them", "AUTO_EXECUTE": 1}}, (_ADDED,)
    ),
    "bizproc.workflow.template.list": Example({"SELECT": ["ID", "NAME", "SYSTEM_CODE"]}, (_ADDED,)),
    "bizproc.workflow.template.delete": Example({"ID": Made()}, (_ADDED,)),
}
