"""The list methods of the registry, and a portal in which each has as many rows as a walk needs."""

import json
import ssl
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_origin, get_type_hints
from urllib.parse import quote

from homeport import methods
from homeport.core.ctx import Page
from homeport.domain.crm.stages import categories
from homeport.domain.portal import settings
from homeport.domain.portal.people import departments
from homeport.domain.user import staff
from homeport.rpc import Method
from homeport.store import Transaction
from homeport.testing import LocalPortal
from tests.clients import goods, over_time, processes, shop, together

MANY = goods.MANY
ENOUGH = 120

MOST = {
    "catalog.catalog.list": 2,
    "catalog.productImage.list": 3,
    "crm.activity.binding.list": 100,
    "crm.catalog.list": 2,
    "crm.timeline.bindings.list": 100,
    "crm.timeline.icon.list": 7,
    "crm.timeline.logmessage.list": 10,
    "crm.timeline.logo.list": 7,
    "userfieldtype.list": 100,
    **shop.MOST,
}
"""Rows of the lists that cannot have more, or whose page is so long where helpers count on 50."""

CONTACT, COMPANY, DEAL = 3, 4, 2
PARAMS: dict[str, dict[str, Any]] = {
    **{
        f"catalog.product{kind}.list": {"filter": {"iblockId": 1}, "select": ["id", "iblockId", "name"]}
        for kind in ("", ".sku", ".service")
    },
    "catalog.product.offer.list": {"filter": {"iblockId": 2}, "select": ["id", "iblockId", "name"]},
    "crm.product.list": {"select": ["*"]},
    "crm.product.property.list": {"filter": {"IBLOCK_ID": 2}},
    "catalog.userfield.document.list": {
        "filter": {"documentType": "A"},
        "select": ["documentType", "documentId"],
    },
    "catalog.productImage.list": {"productId": 1},
    "catalog.section.list": {"filter": {"iblockId": 1}},
    "calendar.section.get": {"type": "user", "ownerId": 1},
    "calendar.event.get": {"type": "user", "ownerId": 1, "from": "2030-02-01", "to": "2030-02-28"},
    "im.department.get": {"ID": [1]},
    "calendar.event.get.nearest": {"days": 3_000},
    "crm.activity.binding.list": {"activityId": 1},
    "crm.category.list": {"entityTypeId": DEAL},
    "crm.company.contact.items.get": {"id": 1},
    "crm.contact.company.items.get": {"id": 1},
    "crm.deal.contact.items.get": {"id": 1},
    "crm.deal.productrows.get": {"id": 1},
    "crm.item.list": {"entityTypeId": DEAL},
    "crm.item.productrow.list": {"filter": {"ownerType": "D", "ownerId": 1}},
    "crm.lead.contact.items.get": {"id": 1},
    "crm.lead.productrows.get": {"id": 1},
    "crm.productrow.list": {"filter": {"OWNER_TYPE": "D", "OWNER_ID": 1}},
    "crm.quote.contact.items.get": {"id": 1},
    "crm.quote.productrows.get": {"id": 1},
    "crm.requisite.preset.field.availabletoadd": {"preset": {"ID": 2}},
    "crm.requisite.preset.field.list": {"preset": {"ID": 1}},
    "crm.stagehistory.list": {"entityTypeId": DEAL},
    "crm.status.entity.items": {"entityId": "DEAL_STAGE"},
    "crm.timeline.logmessage.list": {"entityTypeId": DEAL, "entityId": 1},
    "crm.timeline.comment.list": {"filter": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1}},
    "task.checklistitem.getlist": {"TASKID": 1},
    "task.commentitem.getlist": {"TASKID": 1},
    "task.elapseditem.getlist": {"TASKID": 1},
    "task.logitem.list": {"ID": 2},
    "tasks.task.result.list": {"taskId": 1},
    "bizproc.task.list": {"select": ["*"]},
    "bizproc.workflow.template.list": {"select": ["*"]},
    "userfieldconfig.list": {"moduleId": "crm", "filter": {"entityId": "CRM_DEAL"}},
    "voximplant.user.get": {"USER_ID": [1, 3]},
}
"""What lists need to be told. The ids of comments are known only when these are made."""

NOT_BY_NUMBER = {
    *("disk.file.search", "catalog.document.fields", "catalog.document.element.fields"),
    *("task.item.getdependson", "task.item.getallowedactions", "task.item.getfiles", "task.planner.getlist"),
    *("im.department.colleagues.list", "log.blogpost.get", "vote.AttachedVote.getAnswerVoted"),
    *("telephony.externalCall.searchCrmEntities", "voximplant.statistic.get", "voximplant.sip.get"),
    *("timeman.timecontrol.reports.users.get", "bizproc.workflow.instances"),
    *("im.dialog.users.list", "imbot.v2.Chat.User.list", "im.recent.list"),
    *("im.search.chat.list", "im.search.department.list", "im.search.user.list"),
    *("lists.get", "lists.section.get", "lists.element.get", "lists.element.get.file.url"),
    *("entity.item.get", "entity.section.get"),
    *("documentgenerator.template.list", "crm.documentgenerator.template.list"),
    *("landing.role.getList", "landing.site.getList", "landing.landing.getList"),
    *(f"landing.site.{name}" for name in ("getFolders", "getRights", "getGroupBindings", "getMenuBindings")),
    *(f"humanresources.hcmlink.{name}.list" for name in ("company", "company.user", "employee")),
}
"""Lists that cannot be narrowed down by the numbers of rows, are put in order by another word, or have pages of their
own; rows that come as an object by their numbers; lists of descriptions, and those that have nothing but numbers or
addresses."""

NARROW = {"user_basic", "user_brief"}
"""Scopes that show less than another that will do."""

CONFIRMED = "voximplant.user.get"
HANDLER = "https://app.example.test/"

Row = Any


class Walked(NamedTuple):
    """A list, and what a client needs to know to walk it.

    :param token: whether only applications may call it
    :param key: the key of a row's number, as the row has it; empty where it has none
    :param wrapper: under which key of ``result`` the rows are; empty where ``result`` has them
    :param numbers: the keys under which rows of a list in pages have other numbers, each its own, when they have no id
    """

    method: str
    params: Mapping[str, Any]
    token: bool
    key: str
    wrapper: str
    numbers: list[str]


class Hall:
    """The portal with all rows, and its lists."""

    def __init__(self, portal: LocalPortal) -> None:
        portal.clock.freeze()  # a row that tells the time of the last call would differ from walk to walk
        self.portal = portal
        self._https = ssl.create_default_context(cafile=portal.trust["SSL_CERT_FILE"])
        scopes = ",".join(sorted({scope for method in list_methods() for scope in method.scope} - NARROW))
        self.webhook = f"{portal.https}/rest/1/{portal.webhook(scope=scopes).code}/"
        self.app = portal.app(scope=scopes)
        self.access = self.app.token(1).access
        params = PARAMS | fill(self)
        self.app.confirm(CONFIRMED)
        self.rows: dict[str, list[Row]] = {}
        self.lists: dict[str, Walked] = {}
        for method in list_methods():
            self._walk(method, params.get(method.name, {}))

    def _walk(self, method: Method, params: Mapping[str, Any]) -> None:
        """Go through a list page by page, as its page says."""
        token = method.application is not None
        call = self.as_application if token else self.call
        answer = call(method.name, **params)
        result = answer["result"]
        wrapper = next(iter(result)) if isinstance(result, dict) else ""
        rows = list(result[wrapper] if wrapper else result)
        while "next" in answer:
            answer = call(method.name, **params, start=answer["next"])
            rows += answer["result"][wrapper] if wrapper else answer["result"]
        first = rows[0] if rows and isinstance(rows[0], dict) else {}
        key = next((key for key, value in first.items() if key.upper() == "ID" and is_number(value)), "")
        others = [name for name, value in first.items() if is_number(value) and not key and in_pages(method)]
        numbers = [name for name in others if len({row[name] for row in rows}) == len(rows)]
        self.rows[method.name] = rows
        self.lists[method.name] = Walked(method.name, params, token, key, wrapper, numbers)

    def call(self, method: str, **params: Any) -> Any:
        """The whole answer to the administrator's webhook."""
        return self._post(self.webhook + method, params)

    def as_application(self, method: str, **params: Any) -> Any:
        """The whole answer to the application."""
        return self._post(f"{self.portal.https}/rest/{method}", {**params, "auth": self.access})

    def several(self, commands: Iterable[tuple[str, dict[str, Any]]]) -> list[Any]:
        """What calls answer that all succeed."""
        found: list[Any] = []
        left = list(commands)
        while left:
            some, left = left[:50], left[50:]
            answer = self.call("batch", halt=1, cmd=[f"{method}?{query(params)}" for method, params in some])["result"]
            assert answer["result_error"] == [], answer["result_error"]
            found += answer["result"]
        return found

    def _post(self, url: str, params: Mapping[str, Any]) -> Any:
        asked = urllib.request.Request(url, json.dumps(params).encode(), {"Content-Type": "application/json"})
        direct = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self._https)
        )
        with direct.open(asked, timeout=60) as answer:
            return json.load(answer)

    def told(self) -> str:
        """What a client's program is told, as JSON."""
        return json.dumps(
            {
                "https": self.portal.https,
                "webhook": self.webhook,
                "access": self.access,
                "client_id": self.app.client_id,
                "client_secret": self.app.client_secret,
                "lists": [each._asdict() for each in self.lists.values()],
                "getters": [
                    name
                    for name, each in self.lists.items()
                    if each.key and getter_of(name) in _NAMED_BY_ID and set(each.params) <= {"filter"}
                ],
            }
        )


_NAMED_BY_ID = {method.name for method in methods.load() if "id" in method.params.__struct_encode_fields__}


def getter_of(name: str) -> str:
    """The method that answers one row of a list."""
    return name.removesuffix(".list") + ".get"


def list_methods() -> Iterator[Method]:
    """The methods that answer rows, whether in pages or all at once."""
    for method in methods.load():
        if method.name in NOT_BY_NUMBER or method.version != 2 or method.writes:
            continue
        answered = get_type_hints(method.handler).get("return")
        if answered is Page or get_origin(answered) is list:
            yield method


def in_pages(method: Method) -> bool:
    """Whether a list comes in pages, and not always whole."""
    return get_type_hints(method.handler)["return"] is Page


def is_number(value: Any) -> bool:
    """Whether a client takes a value for a row's number."""
    return not isinstance(value, bool) and (isinstance(value, int) or (isinstance(value, str) and value.isdecimal()))


def query(params: Mapping[str, Any], prefix: str = "") -> str:
    """Parameters as commands of ``batch`` have them."""
    parts = []
    for key, value in params.items():
        name = f"{prefix}[{key}]" if prefix else key
        parts.append(query(value, name) if isinstance(value, dict) else f"{name}={quote(str(value))}")
    return "&".join(parts)


def fill(hall: Hall) -> dict[str, dict[str, Any]]:
    """Make the rows; what lists need to be told to show them."""
    for make in _AT_ONCE:
        hall.portal.write(make)
    for name, field in (
        ("lead", "TITLE"),
        ("deal", "TITLE"),
        ("contact", "NAME"),
        ("company", "TITLE"),
        ("quote", "TITLE"),
    ):
        hall.several((f"crm.{name}.add", {"fields": {field: f"Walked {number}"}}) for number in range(MANY))
    hall.several(("crm.type.add", {"fields": {"title": f"Walked {number}"}}) for number in range(MANY))
    hall.several(
        (
            "crm.currency.add",
            {"fields": {"CURRENCY": f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}", "AMOUNT": 1, "AMOUNT_CNT": 1}},
        )
        for number in range(MANY)
    )
    goods.fill(hall.several)
    rows = [{"PRODUCT_NAME": f"Walked {number}", "PRICE": number} for number in range(MANY)]
    for name in ("lead", "deal", "quote"):
        hall.call(f"crm.{name}.productrows.set", id=1, rows=rows)
        hall.call(f"crm.{name}.contact.items.set", id=1, items=[{"CONTACT_ID": 1}, {"CONTACT_ID": 2}])
    hall.call("crm.company.contact.items.set", id=1, items=[{"CONTACT_ID": 1}, {"CONTACT_ID": 2}])
    for name in ("crm.lead", "crm.deal", "crm.contact", "crm.company", "crm.quote", "user"):
        hall.several(
            (f"{name}.userfield.add", {"fields": {"FIELD_NAME": f"WALKED_{number}", "USER_TYPE_ID": "string"}})
            for number in range(MANY)
        )
    _requisites(hall)
    hall.call("crm.duplicate.volatileType.register", entityTypeId=1, fieldCode="TITLE")
    planned = {"ownerTypeId": DEAL, "ownerId": 1, "deadline": "2030-02-03T15:00:00Z"}
    hall.several(("crm.activity.todo.add", planned) for _ in range(MANY))
    told = {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "Walked"}
    comment = hall.several(("crm.timeline.comment.add", {"fields": told}) for _ in range(MANY))[0]
    logged = {"entityTypeId": DEAL, "entityId": 1, "title": "Walked", "text": "Walked", "iconCode": "info"}
    hall.several(("crm.timeline.logmessage.add", {"fields": logged}) for _ in range(9))  # and the demo's
    hall.call("crm.activity.badge.add", code="walked", title="Walked", value="Walked", type="success")
    hall.as_application("crm.activity.type.add", fields={"TYPE_ID": "WALKED"})
    hall.several(("mailservice.add", {"NAME": f"Walked {number}"}) for number in range(3))  # the list has no pages
    hall.as_application("crm.automation.trigger.add", CODE="walked", NAME="Walked")
    hall.as_application("telephony.externalLine.add", NUMBER="1", NAME="Walked")
    sends = {"TYPE": "SMS", "HANDLER": "https://sms.example.test/", "NAME": "Walked"}
    hall.as_application("messageservice.sender.add", CODE="walked", **sends)
    processes.fill(hall.as_application, hall.several, MANY)
    bound = len(hall.call("crm.activity.binding.list", activityId=1)["result"])
    numbers = range(1, MOST["crm.activity.binding.list"] - bound + 1)
    hall.several(
        ("crm.activity.binding.add", {"activityId": 1, "entityTypeId": CONTACT, "entityId": number})
        for number in (row["ID"] for row in _last(hall, "crm.contact.list", len(numbers)))
    )
    hall.several(
        (
            "crm.timeline.bindings.bind",
            {"fields": {"OWNER_ID": comment, "ENTITY_TYPE": "contact", "ENTITY_ID": row["ID"]}},
        )
        for row in _last(hall, "crm.contact.list", MOST["crm.timeline.bindings.list"] - 1)
    )
    _tell(hall)
    return {
        **shop.fill(hall.several),
        **together.tasks(hall.several),
        **together.meetings(hall.several),
        **together.news(hall.several),
        **together.talks(hall.several),
        **together.documents(hall.several),
        **together.bookings(hall.several),
        "crm.timeline.bindings.list": {"filter": {"OWNER_ID": comment}},
        **over_time.fill(hall.several),
        **_disk(hall),
    }


def _last(hall: Hall, method: str, count: int) -> list[Row]:
    found: list[Row] = []
    while len(found) < count:
        found += hall.call(method, order={"ID": "DESC"}, select=["ID"], start=len(found))["result"]
    return found[:count]


def _requisites(hall: Hall) -> None:
    """Requisites, each with what belongs to it, and deals that take them."""
    preset = {"ENTITY_TYPE_ID": 8, "COUNTRY_ID": 122, "NAME": "Walked"}
    hall.several(("crm.requisite.preset.add", {"fields": preset}) for _ in range(MANY))
    names = [f"UF_CRM_WALKED_{number}" for number in range(MANY)]
    hall.several(
        ("crm.requisite.userfield.add", {"fields": {"FIELD_NAME": name, "USER_TYPE_ID": "string"}}) for name in names
    )
    hall.several(
        ("crm.requisite.preset.field.add", {"preset": {"ID": 1}, "fields": {"FIELD_NAME": name}}) for name in names
    )
    fields = {"ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": 1, "PRESET_ID": 1, "NAME": "Walked"}
    made = hall.several(("crm.requisite.add", {"fields": fields}) for _ in range(MANY))
    hall.several(
        ("crm.requisite.bankdetail.add", {"fields": {"ENTITY_ID": number, "NAME": "Walked"}}) for number in made
    )
    address = {"TYPE_ID": 1, "ENTITY_TYPE_ID": 8, "CITY": "Walked"}
    hall.several(("crm.address.add", {"fields": {**address, "ENTITY_ID": number}}) for number in made)
    hall.several(("crm.deal.add", {"fields": {"TITLE": "Walked", "COMPANY_ID": 1}}) for _ in range(MANY))


def _disk(hall: Hall) -> dict[str, dict[str, Any]]:
    """Folders in the root of a storage, and a file with many versions in one of them."""
    storage = hall.call("disk.storage.getList", filter={"ENTITY_TYPE": "user", "ENTITY_ID": 1})["result"][0]
    names = [{"id": storage["ROOT_OBJECT_ID"], "data": {"NAME": f"Walked {number}"}} for number in range(MANY)]
    hall.several(("disk.folder.addSubFolder", each) for each in names)
    content = {"fileContent": {"0": "walked.txt", "1": "YQ=="}}
    upload = {"id": storage["ROOT_OBJECT_ID"], "data": {"NAME": "walked.txt"}, **content}
    file = hall.call("disk.folder.uploadFile", **upload)["result"]["ID"]
    hall.several(("disk.file.uploadVersion", {"id": file, **content}) for _ in range(MANY))
    return {
        "disk.storage.getChildren": {"id": storage["ID"]},
        "disk.folder.getChildren": {"id": storage["ROOT_OBJECT_ID"]},
        "disk.file.getVersions": {"id": file},
    }


def _tell(hall: Hall) -> None:
    """Events that are kept for the application, and handlers that it has bound."""
    hall.as_application("event.bind", event="ONCRMLEADADD", event_type="offline")
    hall.several(("crm.lead.add", {"fields": {"TITLE": f"Kept {number}"}}) for number in range(MANY))
    hall.as_application("event.bind", event="ONCRMDEALADD", handler=HANDLER)
    hall.as_application("placement.bind", PLACEMENT="LEFT_MENU", HANDLER=HANDLER)
    for number in range(MOST["userfieldtype.list"]):
        hall.as_application("userfieldtype.add", USER_TYPE_ID=f"walked_{number}", HANDLER=f"{HANDLER}{number}")


def _people(tx: Transaction) -> None:
    clock = settings.clock_of(tx)
    for number in range(MANY):
        staff.add(tx, clock, name="Walked", last_name=f"No. {number}", email=f"walked{number}@example.test")


def _departments(tx: Transaction) -> None:
    for number in range(MANY):
        departments.add(tx, f"Walked {number}", parent=1)


def _pipelines(tx: Transaction) -> None:
    for number in range(MANY):
        categories.add(tx, DEAL, f"Walked {number}")


_AT_ONCE: tuple[Callable[[Transaction], None], ...] = (_people, _departments, _pipelines, goods.markups, shop.sources)
"""Makes what no method adds yet."""
