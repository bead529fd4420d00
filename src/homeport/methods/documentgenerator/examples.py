"""Examples of templates and documents, of roles, regions and numerators."""

import base64
from typing import Any

from homeport.domain.documentgenerator.docx.plain import plain
from homeport.rpc.example import Call, Example, Made

_COUNTING = {"start": 100, "step": 1, "length": 6, "padString": "0", "periodicBy": "year", "timezone": "Europe/Berlin"}
_NUMBERS = {
    "name": "Offers",
    "template": "OFFER-{NUMBER}",
    "settings": {"Bitrix_Main_Numerator_Generator_SequentNumberGenerator": _COUNTING},
}
_RIGHTS = {"TEMPLATES": {"MODIFY": "D"}, "DOCUMENTS": {"MODIFY": "X", "VIEW": "X"}}
_ROLE: Call = ("documentgenerator.role.add", {"fields": {"name": "Editors", "permissions": _RIGHTS}})
_ROLE_ID = Made(("role", "id"))
_PHRASES = {"TAX_INCLUDED": "with tax", "TAX_NOT_INCLUDED": "without tax"}
_NORTH = {"title": "The North", "languageId": "de", "formatDate": "DD.MM.YYYY", "phrases": _PHRASES}
_REGION: Call = ("documentgenerator.region.add", {"fields": _NORTH})
_REGION_ID = Made(("region", "id"))


def _numerators(prefix: str) -> dict[str, Example]:
    made: Call = (f"{prefix}.add", {"fields": _NUMBERS})
    number: dict[str, Any] = {"id": Made(("numerator", "id"))}
    return {
        f"{prefix}.add": Example(made[1]),
        f"{prefix}.get": Example(number, (made,)),
        f"{prefix}.list": Example({"start": 0}),
        f"{prefix}.update": Example({**number, "fields": {"template": "OFFER/{NUMBER}"}}, (made,)),
        f"{prefix}.delete": Example(number, (made,)),
    }


_GOODS = [["{ProductsIndex}", "{ProductsProductName}", "{ProductsProductPriceSum}"]]
_FILE = plain(["Offer {DocumentNumber} for {CompanyTitle}"], _GOODS, ["Total: {TotalSum}"])
_CONTRACT = plain(["Contract {DocumentNumber} of {CurrentDate} with {ClientName}"])
_TEMPLATE = {"name": "Offer", "numeratorId": 1, "region": "de", "users": ["UA"]}
_NAMED = {"values": {"ClientName": "Harbour & Sons", "CurrentDate": "2026-03-18T00:00:00+00:00"}}
_DATED = {"fields": {"CurrentDate": {"TYPE": "DATE", "FORMAT": {"format": "j F Y"}}}}


def _coded(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _documents(prefix: str, file: bytes, of: dict[str, Any], about: dict[str, Any], more: Any) -> dict[str, Example]:
    """Those of a family.

    :param of: what its templates have beside
    :param about: what its documents are about
    """
    fields = {**_TEMPLATE, **of, "file": ["offer.docx", _coded(file)]}
    template: Call = (f"{prefix}.template.add", {"fields": fields})
    number: dict[str, Any] = {"id": Made(("template", "id"))}
    made = {"templateId": Made(("template", "id"), 0), **about, **more}
    document: Call = (f"{prefix}.document.add", made)
    mine: dict[str, Any] = {"id": Made(("document", "id"))}
    both = (template, document)
    return {
        f"{prefix}.template.add": Example(template[1]),
        f"{prefix}.template.get": Example(number, (template,)),
        f"{prefix}.template.list": Example({"filter": {"active": "Y"}, "select": ["*", "users"]}, (template,)),
        f"{prefix}.template.update": Example({**number, "fields": {"name": "Letter", "sort": 100}}, (template,)),
        f"{prefix}.template.delete": Example(number, (template,)),
        f"{prefix}.template.getfields": Example(number | about, (template,)),
        f"{prefix}.document.add": Example(made, (template,)),
        f"{prefix}.document.get": Example(mine, both),
        f"{prefix}.document.list": Example({"order": {"id": "desc"}}, both),
        f"{prefix}.document.update": Example({**mine, "values": {"DocumentNumber": "A-2"}}, both),
        f"{prefix}.document.delete": Example(mine, both),
        f"{prefix}.document.enablepublicurl": Example({**mine, "status": 1}, both),
        f"{prefix}.document.getfields": Example({**mine, "values": {"DocumentNumber": "A-2"}}, both),
    }


_ABOUT_DEAL = {"entityTypeId": 2, "entityId": 1}
_READY = {**_ABOUT_DEAL, "region": "de", "title": "Signed offer", "number": "A-1", "fileContent": _coded(_CONTRACT)}

EXAMPLES = {
    **_documents("documentgenerator", _CONTRACT, {}, {"value": "CONTRACT_1"}, _NAMED | _DATED),
    **_documents("crm.documentgenerator", _FILE, {"entityTypeId": ["2"]}, _ABOUT_DEAL, {"stampsEnabled": 1}),
    "crm.documentgenerator.document.upload": Example({"fields": _READY}),
    **_numerators("documentgenerator.numerator"),
    **_numerators("crm.documentgenerator.numerator"),
    "documentgenerator.region.add": Example(_REGION[1]),
    "documentgenerator.region.get": Example({"id": _REGION_ID}, (_REGION,)),
    "documentgenerator.region.update": Example({"id": _REGION_ID, "fields": {"title": "North"}}, (_REGION,)),
    "documentgenerator.region.delete": Example({"id": _REGION_ID}, (_REGION,)),
    "documentgenerator.role.add": Example(_ROLE[1]),
    "documentgenerator.role.get": Example({"id": _ROLE_ID}, (_ROLE,)),
    "documentgenerator.role.list": Example({"start": 0}),
    "documentgenerator.role.update": Example({"id": _ROLE_ID, "fields": {"name": "Writers"}}, (_ROLE,)),
    "documentgenerator.role.delete": Example({"id": _ROLE_ID}, (_ROLE,)),
    "documentgenerator.role.fillaccesses": Example({"accesses": [{"roleId": _ROLE_ID, "accessCode": "U3"}]}, (_ROLE,)),
}
