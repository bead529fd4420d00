"""What the documentation's examples of requisites need of the demo portal: a client with requisites, and their ids."""

from typing import Any

from tests.conftest import Api
from tests.contract.shown import DETAILS

COMPANY, REQUISITE, INVOICE = 4, 8, 31


def parameters(caller: Api, name: str) -> dict[str, Any]:
    """The parameters of an example that must name what is there, in small letters."""
    if name.endswith(".fields") or name in ("crm.requisite.preset.countries", "crm.requisite.preset.add"):
        return {}
    if name.startswith("crm.requisite.preset.field."):
        return _field(caller, name)
    if name.startswith("crm.requisite.preset."):
        preset = {"ENTITY_TYPE_ID": REQUISITE, "COUNTRY_ID": 1, "NAME": "Yard"}
        return {"filter": {}, "id": caller("crm.requisite.preset.add", fields=preset)}
    requisite = _requisite(caller, 1)
    example = DETAILS[name]["request_example"]
    if name.startswith("crm.address."):
        return _address(caller, name, requisite)
    if name.startswith("crm.requisite.link."):
        return _link(caller, requisite)
    if name == "crm.requisite.bankdetail.add":
        return {"fields": {**example["fields"], "ENTITY_ID": requisite}}
    if name.startswith("crm.requisite.bankdetail."):
        fields = {"ENTITY_ID": requisite, "NAME": "Bank", "RQ_ACC_CURRENCY": "USD"}
        return {"filter": {}, "id": caller("crm.requisite.bankdetail.add", fields=fields)}
    return {"filter": {}, "id": requisite}


def _requisite(caller: Api, company: int) -> int:
    fields = {"ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": company, "PRESET_ID": 1, "NAME": "Main"}
    made: int = caller("crm.requisite.add", fields=fields)
    return made


def _field(caller: Api, name: str) -> dict[str, Any]:
    fields = {"ENTITY_TYPE_ID": REQUISITE, "COUNTRY_ID": 1, "NAME": "Yard"}
    preset = {"ID": caller("crm.requisite.preset.add", fields=fields)}
    if name.endswith((".add", ".availabletoadd")):
        return {"preset": preset}
    return {
        "preset": preset,
        "id": caller("crm.requisite.preset.field.add", preset=preset, fields={"FIELD_NAME": "RQ_NAME"}),
    }


def _address(caller: Api, name: str, requisite: int) -> dict[str, Any]:
    key = {"TYPE_ID": 1, "ENTITY_TYPE_ID": REQUISITE, "ENTITY_ID": requisite}
    if not name.endswith(".add"):
        caller("crm.address.add", fields={**key, "CITY": "Portsmouth"})
    return {"filter": {}, "fields": {**DETAILS[name]["request_example"].get("fields", {}), **key}}


def _link(caller: Api, requisite: int) -> dict[str, Any]:
    own = caller("crm.company.add", fields={"TITLE": "Ours", "IS_MY_COMPANY": "Y"})
    ours = _requisite(caller, own)
    banks = [
        caller("crm.requisite.bankdetail.add", fields={"ENTITY_ID": each, "NAME": "Bank"}) for each in (requisite, ours)
    ]
    invoice = caller("crm.item.add", entityTypeId=INVOICE, fields={"companyId": 1, "mycompanyId": own})["item"]["id"]
    return {
        "entitytypeid": INVOICE,
        "entityid": invoice,
        "filter": {},
        "fields": {
            "ENTITY_TYPE_ID": INVOICE,
            "ENTITY_ID": invoice,
            "REQUISITE_ID": requisite,
            "BANK_DETAIL_ID": banks[0],
            "MC_REQUISITE_ID": ours,
            "MC_BANK_DETAIL_ID": banks[1],
        },
    }
