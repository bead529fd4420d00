"""What must be there for the examples of business processes."""

from typing import Any

from homeport.domain.events import handler_calls, outbox
from homeport.methods.bizproc.examples import EXAMPLES, SENDS
from tests.apps import AppApi
from tests.bpt import bpt, node
from tests.contract.shown import DETAILS, made_before

_FIELD = {"Name": "contractor", "Title": "Contractor", "Type": "E:ECrm", "Required": "1"}
_OPTIONS = DETAILS["bizproc.task.list"]["response_example"]["result"][0]["PARAMETERS"]["Fields"][0]["Options"]
_ASKED = {
    "Users": ["1"],
    "DelegationType": "1",
    "RequestedInformation": [{**_FIELD, "Options": _OPTIONS, "Default": "C_1"}],
}
DEAL = ["crm", "CCrmDocumentDeal", "DEAL"]


def parameters(caller: AppApi, name: str) -> dict[str, Any]:
    """What the examples of a method name, and what is made for them."""
    family, _, verb = name.removeprefix("bizproc.").rpartition(".")
    if name in ("bizproc.event.send", "bizproc.activity.log"):
        return {"event_token": _token(caller), "return_values": {"status": "sent"}}
    if family in ("robot", "activity"):
        if verb == "add":
            return {}
        caller(f"bizproc.{family}.add", **EXAMPLES[f"bizproc.{family}.add"].params)
        return {"code": "sms"}
    if name == "bizproc.workflow.template.add":
        return {"template_data": ["process.bpt", SENDS]}
    if family == "task":
        return _task(caller, verb)
    if name in ("bizproc.workflow.start", "bizproc.workflow.instances", "bizproc.workflow.template.list"):
        template = _template(caller, SENDS)
        if verb == "instances":
            _started(caller, template)
        return {"template_id": template, "document_id": [*DEAL[:2], "DEAL_1"], "filter": {}}
    return made_before(caller, name)


def _task(caller: AppApi, verb: str) -> dict[str, Any]:
    _started(caller, _template(caller, bpt(node("RequestInformationActivity", "A1", _ASKED))[1]))
    task = caller("bizproc.task.list")[0]["ID"]
    given = {"list": {"filter": {"STATUS": 0}}, "complete": {"task_id": task, "fields": {"contractor": "C_1"}}}
    given["delegate"] = {"task_ids": [task], "from_user_id": 1, "to_user_id": 3}
    return given[verb]


def _token(caller: AppApi) -> str:
    _started(caller, _template(caller, SENDS))
    with caller.wire.portal.store.snapshot() as tx:
        said = outbox.listed(tx)[-1].data[handler_calls.TOKEN]
        return f"{said}.{handler_calls.seal(tx, said)}"


def _template(caller: AppApi, data: str) -> int:
    caller("bizproc.robot.add", **EXAMPLES["bizproc.robot.add"].params)
    added = {"DOCUMENT_TYPE": DEAL, "NAME": "Checks", "TEMPLATE_DATA": ["process.bpt", data]}
    number: int = caller("bizproc.workflow.template.add", **added)
    return number


def _started(caller: AppApi, template: int) -> None:
    caller("bizproc.workflow.start", TEMPLATE_ID=template, DOCUMENT_ID=[*DEAL[:2], "DEAL_1"])
