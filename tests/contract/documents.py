"""What the documentation's examples of documents need of the demo portal: templates of real files, documents made of
them and finished, an own company to be from.
"""

import base64
from collections.abc import Callable
from typing import Any

from homeport.core.clock import Clock
from homeport.domain.documentgenerator.docx.plain import plain
from homeport.domain.records import errands
from homeport.domain.records.errands import Converted, Done
from homeport.store import Transaction
from tests.apps import AppApi
from tests.contract.shown import DETAILS

_FIELDS = ("CurrentDate", "ClientName", "ClientPhone", "Total", "Comment", "UserName")
_FILE = plain([f"{{{field}}}" for field in ("DocumentNumber", *_FIELDS, "MyCompanyUfLogo")])
_CODED = base64.b64encode(_FILE).decode()
_LATER = "document.get", "document.list"
"""What is asked once documents are finished."""


def is_about(name: str) -> bool:
    """Whether a method is of templates or documents."""
    return "documentgenerator.template." in name or "documentgenerator.document." in name


def parameters(caller: AppApi, name: str) -> dict[str, Any]:
    """The parameters of an example that must name what is there, in small letters."""
    caller("crm.company.add", fields={"TITLE": "Own Ltd", "IS_MY_COMPANY": "Y", "LOGO": None})
    family, of, verb = name.rsplit(".", 2)
    number = _template(caller, family)
    if of == "template":
        return _of_templates(caller, name, verb, number)
    about: dict[str, Any] = {"value": "DG-2026"}
    if family.startswith("crm"):
        about = {"entityTypeId": 2, "entityId": 1}
    if verb == "add":
        return {"templateid": number} | {key.lower(): value for key, value in about.items()}
    if verb == "upload":
        files = {f"{kind}Content": _CODED for kind in ("file", "pdf", "image")}
        return {"fields": DETAILS[name]["request_example"]["fields"] | about | files}
    said = DETAILS["documentgenerator.document.add"]["request_example"]["values"]
    values = said | {"DocumentNumber": "DG-2026-001"}
    made = caller(f"{family}.document.add", templateId=number, **about, values=values, stampsEnabled=1)["document"]
    link = caller(f"{family}.document.enablepublicurl", id=made["id"])["publicUrl"]
    caller.wire.send(link[link.index("/~") :], verb="GET")
    if f"{of}.{verb}" in _LATER:
        caller.wire.portal.store.write_now(_finishing(caller.wire.portal.clock, made["id"]))
    return {"filter": about} if verb == "list" else {"id": made["id"]}


def _template(caller: AppApi, family: str) -> int:
    fields = {"name": "Template", "numeratorId": 1, "region": "de", "users": ["UA"], "file": ["a.docx", _CODED]}
    fields |= {"entityTypeId": ["2"], "code": "REST_TEMPLATE"}
    return int(caller(f"{family}.template.add", fields=fields)["template"]["id"])


def _of_templates(caller: AppApi, name: str, verb: str, number: int) -> dict[str, Any]:
    fields = {**DETAILS[name]["request_example"].get("fields", {}), "numeratorId": 1}
    if "file" in fields:
        fields["file"] = ["template.docx", _CODED]
    if "fileId" in fields:
        storage = caller("disk.storage.getlist")[0]["ID"]
        sent = {"data": {"NAME": "template.docx"}, "fileContent": ["template.docx", _CODED]}
        fields["fileId"] = caller("disk.storage.uploadfile", id=storage, **sent)["ID"]
    filled = {"fields": fields} if verb in ("add", "update") else {}
    if verb == "list":
        return {"filter": {"active": "Y", "region": "de"}}
    return filled | ({} if verb == "add" else {"id": number, "entityid": 1})


def _finishing(clock: Clock, number: int) -> Callable[[Transaction], None]:
    """What a converter would bring."""
    kind, done = "documentgenerator.document", Done(converted=Converted(pdf=b"%PDF-1.4", image=b"picture"))
    return lambda tx: errands.end(tx, clock, kind, number, errands.planned(tx, clock, kind, number), done)
