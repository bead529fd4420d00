"""The documentation's own example of each method that is built, fitted to the demo portal.

Only ids, dates and names that the documentation's portal had are put in as the demo portal has them.
"""

import re
from typing import Any

from homeport import documented, methods
from homeport.domain.crm.stages import categories
from homeport.domain.portal.apps import tokens
from homeport.domain.portal.tables import USER
from homeport.reference.examples import example_of
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.contract import catalogue, documents, messenger, office, requisites, store, tasks, timeline
from tests.contract.shown import DAY, DETAILS, GIF, TEXT, dated, made_before, shown_of

METHODS = {
    method.name: method for method in methods.load() if DETAILS.get(method.name, {}).get("request_example") is not None
}
DELIVERY = 130
"""The demo portal's smart process."""


def caller_of(wire: Wire) -> AppApi:
    """The administrator, by an application: with every scope that an example needs, and what must be confirmed is."""
    scopes = {scope for name in METHODS for scope in documented.scopes(DETAILS[name]["scope"])}
    app = app_of(wire, 1, ",".join(sorted(scopes - {"user_basic", "user_brief"})))
    token = app.token_id
    app.wire.portal.store.write_now(lambda tx: tokens.confirm(tx, token, "voximplant.user.get", "Y"))
    return app


def fitted(caller: AppApi, name: str) -> dict[str, Any]:
    """An example's parameters with the ids of the demo portal: each method's own preparation below, then the rest."""
    params: dict[str, Any] = dated(shown_of(name))
    lowered = {key.lower(): value for key, value in params.items()}
    lowered.update(_ids(caller, name) or made_before(caller, name))
    fields = {
        key: value
        for key, value in (lowered.get("fields") or {}).items()
        if key not in ("stageId", "STAGE_ID") or str(value).partition(":")[0] == str(value)
    }
    if fields:
        lowered["fields"] = fields | {key: value for key, value in _FIELDS.items() if key in fields}
    whole: dict[str, Any] = _whole(lowered)
    return whole


_CUT_OFF = re.compile(r"iVBORw0KGgo.*(\.\.\.|…).*|\*\*put_photo_data_here\*\*", re.DOTALL)
_DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _whole(value: Any) -> Any:
    """A picture in place of those that examples cut off, or stand for by a word."""
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return _DOT if isinstance(value, str) and _CUT_OFF.fullmatch(value) else value


_DISK: dict[str, dict[str, Any]] = {
    "disk.file.getVersions": {"filter": {}},
    "disk.file.search": {"query": "price", "type": "all"},
    "disk.file.uploadVersion": {"filecontent": TEXT},
    "disk.folder.getChildren": {"filter": {}},
    "disk.folder.uploadFile": {"filecontent": TEXT},
    "disk.storage.getChildren": {"filter": {}},
    "disk.storage.getList": {"filter": {}},
    "disk.storage.uploadFile": {"filecontent": TEXT},
}
"""Of the disk: contents in place of words that stand for some, and filters that find something."""

_CLASSIC = ("crm.lead", "crm.deal", "crm.contact", "crm.company", "crm.quote")
_FIELDS: dict[str, Any] = {
    "ASSIGNED_BY_ID": 1,
    "CREATED_BY": 1,
    "assignedById": 1,
    "RESPONSIBLE_ID": 1,
    "CATEGORY_ID": 0,
    "categoryId": 0,
    "COMPANY_ID": 1,
    "companyId": 1,
    "COMPANY_IDS": [1, 2],
    "CONTACT_IDS": [1, 2],
    "contactIds": [1, 2],
    "leadId": 1,
    "FILES": [["1.gif", GIF]],
    "quoteId": 1,
}


def _ids(caller: AppApi, name: str) -> dict[str, Any]:
    """What must be there for the example: ids, and for lists filters that find something."""
    prefix, _, verb = name.rpartition(".")
    if prefix.startswith("disk."):
        if name == "disk.attachedObject.get":
            [(method, params)] = example_of(name).before
            caller(method, **params)
            return {"id": 1}
        return made_before(caller, name) | _DISK.get(name, {})
    if prefix.startswith(("sale.", "crm.item.payment", "crm.item.delivery", "crm.orderentity")):
        return store.parameters(caller, name)
    if prefix.startswith(("crm.requisite", "crm.address")) and not prefix.endswith(".userfield"):
        return requisites.parameters(caller, name)
    if name == "crm.item.batchImport":
        return {"data": [{"title": "A deal"}, {"title": "Another", "opportunity": "much"}]}
    if prefix == "crm.item" and verb != "add":
        type_id = DELIVERY if verb in ("delete", "fields") else DETAILS[name]["request_example"]["entityTypeId"]
        return {"entitytypeid": type_id, "id": 1, "filter": {}}
    if re.match(r"crm\.(\w+\.contact|contact\.company)\.", name):
        return _links(caller, name)
    if "productrow" in name:
        return _rows(caller, name)
    if prefix == "catalog.productImage" or verb == "download":
        return made_before(caller, name)
    if catalogue.is_about(prefix):
        return catalogue.parameters(caller, name)
    if prefix == "task.item.userfield":
        shown = DETAILS["task.item.userfield.add"]["request_example"]
        return {"id": caller("task.item.userfield.add", **shown)} if verb in ("get", "update", "delete") else {"": ""}
    if prefix.endswith(".userfield") and prefix != "crm.userfield":
        return _user_field(caller, name)
    if prefix == "userfieldconfig" and verb != "getTypes":
        return _field_settings(caller, name)
    if prefix == "userfieldtype" and verb != "add":
        caller("userfieldtype.add", USER_TYPE_ID="test", HANDLER="https://www.example.test/", TITLE="Test")
        return {"user_type_id": "test"}
    if name == "crm.automatedsolution.add":
        fields = ({"title": "Repair", "entityTypeId": number} for number in (2024, 2026))
        for each in fields:
            caller("crm.type.add", fields=each)
        return {}
    if name.startswith("crm.calllist."):
        return {**made_before(caller, name), "webform_id": None}
    if name == "crm.tracking.trace.add":
        return {"entities": [{"TYPE": "CONTACT", "ID": 1}, {"TYPE": "LEAD", "ID": 1}]}
    if prefix == "crm.invoice":
        bill = {"ORDER_TOPIC": "Storage", "PERSON_TYPE_ID": 1, "PAY_SYSTEM_ID": 1}
        made = {} if verb == "add" else {"id": caller("crm.invoice.add", fields=bill), "filter": {}}
        dates = ("DATE_BILL", "DATE_INSERT", "DATE_MARKED", "DATE_PAY_BEFORE", "PAY_VOUCHER_DATE")
        shown = shown_of(name).get("fields", {})
        client = {"UF_COMPANY_ID": 1, "UF_CONTACT_ID": 1, "UF_DEAL_ID": 1}
        given = shown | {key: DAY for key in dates if key in shown} | {k: v for k, v in client.items() if k in shown}
        if verb == "update":
            given["PRODUCT_ROWS"] = [row | {"ID": 0} for row in shown["PRODUCT_ROWS"]]
        return {**made, "fields": given} if shown else made
    if name == "crm.entity.mergeBatch":
        ids = [caller("crm.contact.add", fields={"NAME": "Ann"}) for _ in range(3)]
        return {"params": {"entityTypeId": 3, "entityIds": ids}}
    if name == "crm.stagehistory.list":
        moved = caller("crm.deal.add", fields={"TITLE": "A deal"})
        return {"entityTypeId": 2, "filter": {"OWNER_ID": moved}, "select": [], "start": 0}
    if name == "crm.duplicate.findbycomm":
        return {"values": [caller("crm.contact.get", id=1)["PHONE"][0]["VALUE"]]}
    if name == "crm.duplicate.volatileType.list":
        caller("crm.duplicate.volatileType.register", entityTypeId=1, fieldCode="TITLE")
        return {"start": 0}
    if name.endswith(".details.configuration.get"):
        setting = name.replace(".get", ".set")
        shown = DETAILS[name]["response_example"]["result"]
        caller(setting, **{**DETAILS[name]["request_example"], "userId": 1, "data": shown})
        return {"userid": 1}
    if ".details.configuration." in name:
        return {"userid": 1}
    if name == "crm.automation.trigger":
        return {"target": "DEAL_1"}
    if name.startswith("crm.automation.trigger."):
        if not name.endswith(".add"):
            caller("crm.automation.trigger.add", **DETAILS["crm.automation.trigger.add"]["request_example"])
        return {}
    if timeline.is_about(name):
        return timeline.parameters(caller, name)
    if prefix == "crm.type" and verb != "add":
        relations = {"parent": [{"entityTypeId": 3}], "child": [{"entityTypeId": 2}]}
        fields = {"title": "Repair", "entityTypeId": 2024, "relations": relations}
        made = caller("crm.type.add", fields=fields)["type"]
        return {"id": made["id"], "filter": {}}
    if name == "crm.status.add":
        added = caller.wire.portal.store.write_now(lambda tx: categories.add(tx, 2, "Wholesale", sort=100))
        return {"fields": {**DETAILS[name]["request_example"]["fields"], "ENTITY_ID": f"DEAL_STAGE_{added}"}}
    if prefix == "crm.category":
        of_type = DELIVERY if verb in ("add", "update") else 2
        added = caller.wire.portal.store.write_now(lambda tx: categories.add(tx, of_type, "Wholesale", sort=100))
        return {"id": added, "entitytypeid": of_type}
    if name == "crm.lead.get":
        caller("crm.lead.update", id=1, fields={"IM": [{"VALUE": "ann", "VALUE_TYPE": "TELEGRAM"}]})
    if name.startswith("event.offline."):
        caller("event.bind", event="ONCRMLEADADD", event_type="offline", auth_connector="BxTest")
        caller("event.bind", event="ONCRMLEADADD", event_type="offline")
        caller("crm.lead.add", fields={"TITLE": "A lead"})
        return {"filter": {}}
    if prefix.startswith("crm.currency"):
        return _currency(caller, name)
    if name == "salescenter.payment.getPublicUrl":
        return {"id": 1}
    if documents.is_about(name):
        return documents.parameters(caller, name)
    if messenger.is_about(name):
        return messenger.parameters(caller, name)
    if office.is_about(name):
        return office.parameters(caller, name)
    if name == "calendar.user.settings.get":
        caller(
            "calendar.user.settings.set", settings=DETAILS["calendar.user.settings.set"]["request_example"]["settings"]
        )
    if name.startswith(("tasks.", "task.")):
        return tasks.parameters(caller, name)
    if verb == "list" and prefix != "crm.status":
        return {"filter": {}, "start": 0} | made_before(caller, name)
    if name in ("user.get", "user.search"):
        said = {"SECOND_NAME": "M.", "PERSONAL_MOBILE": "555", "PERSONAL_WWW": "www.example.test", "TIME_ZONE": "UTC"}
        caller.wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 1}, said))
        return {"start": 0}
    if name == "voximplant.user.get":
        return {"user_id": [1, 3]}
    if prefix in ("app.option", "user.option") and verb == "get":
        caller(f"{prefix}.set", options={"data": "value", "data2": "value2"})
        return {"option": ""}
    if name == "placement.get":
        german = {"de": {"TITLE": "Bericht"}}
        caller("placement.bind", PLACEMENT="LEFT_MENU", HANDLER="https://app.example.test/", LANG_ALL=german)
    if name == "event.get":
        caller("event.bind", event="ONCRMLEADADD", handler="https://app.example.test/")
    if name == "department.add":
        return {"parent": 1}
    if name == "placement.bind":
        return {"placement": "CRM_LEAD_DETAIL_TAB"}
    if verb in ("get", "update", "delete") and prefix in _CLASSIC:
        return {"id": 1}
    if name == "batch":
        return {"cmd": {"get_department": "department.get", "get_user": "user.current"}}
    return {}


def _links(caller: Api, name: str) -> dict[str, Any]:
    """Between the first records there are. One is there already where it is to be read or taken away."""
    prefix = ".".join(name.split(".")[:3])
    column = f"{prefix.rpartition('.')[2].upper()}_ID"
    caller(f"{prefix}.items.set", id=1, items=[{column: 1}] if name.endswith((".get", ".delete")) else [])
    example = DETAILS[name]["request_example"]
    items = [{**item, column: number} for number, item in enumerate(example.get("items", []), 1)]
    return {"id": 1, "items": items, "fields": {**example.get("fields", {}), column: 1}}


def _rows(caller: Api, name: str) -> dict[str, Any]:
    """Of the first deal, or of the first record of the classic methods' own type; there is one row already."""
    owner = {"ownertype": "D", "ownerid": 1}
    made = caller("crm.item.productrow.add", fields={"ownerType": "D", "ownerId": 1, "price": 6_000})["productRow"][
        "id"
    ]
    if name.endswith(".productrows.get"):
        caller(name.replace(".get", ".set"), id=1, rows=[{"PRICE": 6_000, "TAX_RATE": 0, "MEASURE_CODE": 796}])
    if name == "crm.productrow.list":
        return {}
    if name == "crm.item.productrow.list":
        return {"filter": {**DETAILS[name]["request_example"]["filter"], "=ownerId": 1}}
    if name == "crm.item.productrow.add":
        return {"fields": {**DETAILS[name]["request_example"]["fields"], "ownerId": 1}}
    return {**owner, "id": 1 if ".productrows." in name else made}


def _user_field(caller: Api, name: str) -> dict[str, Any]:
    """A field of the type that the example shows first."""
    prefix, _, verb = name.rpartition(".")
    if verb == "add":
        return {}
    shown = (DETAILS[name]["response_example"] or {"result": None})["result"]
    first = shown[0] if isinstance(shown, list) else shown
    kind = first["USER_TYPE_ID"] if isinstance(first, dict) else "string"
    several = {"MULTIPLE": "Y", "MANDATORY": "Y"}
    wanted = DETAILS[name]["request_example"].get("filter", {})
    several |= {key: value for key, value in wanted.items() if key in several}
    fields = {"FIELD_NAME": "SHOWN", "USER_TYPE_ID": kind, "LIST": [{"VALUE": "One"}], "EDIT_FORM_LABEL": "Shown"}
    made = caller(f"{prefix}.add", fields=fields | several)
    if verb == "list":
        return {"filter": {"id": made}} if prefix == "user.userfield" else {}
    return {"id": made}


def _field_settings(caller: Api, name: str) -> dict[str, Any]:
    """A field of the demo portal's smart process, whose id is 1."""
    verb = name.rpartition(".")[2]
    example = DETAILS["userfieldconfig.add"]["request_example"]["field"]
    field = {**example, "entityId": "CRM_1", "fieldName": "UF_CRM_1_SHOWN"}
    if verb == "add":
        return {"field": field}
    field["editFormLabel"] = {"en": "Shown", "de": "Gezeigt"}
    made = caller("userfieldconfig.add", moduleId="crm", field=field)["field"]["id"]
    return {} if verb == "list" else {"id": made}


def _currency(caller: Api, name: str) -> dict[str, Any]:
    example = {key.lower(): value for key, value in DETAILS[name]["request_example"].items()}
    code = example.get("id")
    if code not in (None, "USD"):
        caller("crm.currency.add", fields={"CURRENCY": code, "AMOUNT": 1, "AMOUNT_CNT": 1})
    if code is not None:
        caller("crm.currency.localizations.set", id=code, localizations={"de": {"FULL_NAME": "US-Dollar"}})
    return {}
