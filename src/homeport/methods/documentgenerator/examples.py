"""Examples of roles, regions and numerators of documents."""

from typing import Any

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


EXAMPLES = {
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
