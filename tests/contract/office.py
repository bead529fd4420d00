"""What the documentation's examples of the office need of the demo portal: meetings, working time, news, groups."""

from collections.abc import Callable
from typing import Any

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Rights
from homeport.domain.messageservice import messages
from homeport.domain.messageservice.messages import Letter
from homeport.domain.portal.tables import USER
from tests.apps import AppApi
from tests.conftest import Api
from tests.contract import processes, sites
from tests.contract.shown import DETAILS, TEXT

PICTURE = (
    "dot.png",
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
)

_EVENTS = ("calendar.event", "calendar.meeting", "calendar.accessibility", "calendar.resource.booking")


def is_about(name: str) -> bool:
    """Whether a method is one of the office's."""
    return name.startswith(tuple(_FAMILIES))


def parameters(caller: AppApi, name: str) -> dict[str, Any]:
    """The parameters of an example that must name what is there, in small letters."""
    family = next(family for family in _FAMILIES if name.startswith(family))
    return _FAMILIES[family](caller, name)


def _calendar(caller: Api, name: str) -> dict[str, Any]:
    """A calendar of the administrator, or a resource."""
    resource = caller("calendar.resource.add", name="Boat")
    if ".resource." in name:
        return {"resourceid": resource}
    number = caller("calendar.section.add", type="user", ownerId=1, name="Trips", description="By sea")
    return {"id": number, "ownerid": 1}


def _event(caller: Api, name: str) -> dict[str, Any]:
    """A meeting that recurs while the examples look, or a booking."""
    resource = caller("calendar.resource.add", name="Boat")
    said = DETAILS["calendar.event.add"]["request_example"] | {"from": "2024-06-24", "to": "2024-06-24"}
    section = caller("calendar.section.add", type="user", ownerId=2, name="Work")
    if name == "calendar.event.add":
        return {"section": section}
    if name == "calendar.resource.booking.list":
        caller("calendar.event.add", **said | {"type": "resource", "ownerId": 0, "section": resource, "rrule": None})
        return {"filter": {"resourceTypeIdList": [resource], "from": "2024-06-20", "to": "2024-08-20"}}
    rule = {"FREQ": "WEEKLY", "BYDAY": ["MO", "WE"]}
    said |= {"section": section, "rrule": rule, "crm_fields": ["C_1"]}
    if name == "calendar.accessibility.get":
        said["skip_time"] = "N"
    number = caller("calendar.event.add", **said)
    if name == "calendar.event.get":
        return {"section": [], "ownerid": 2}
    if name == "calendar.event.get.nearest":
        return {"forcurrentuser": False}
    # from its first on, a recurring event is changed as a whole, and answered by its number
    return {"id": number, "eventid": number, "section": section, "users": [1, 2, 3], "current_date_from": "2024-06-24"}


def _working_time(caller: AppApi, name: str) -> dict[str, Any]:
    """The administrator's day, of which something is noted."""
    begun, ended = 1_743_062_402.0, 1_743_098_400.0  # 27 March 2025, as the examples say
    caller.wire.freeze(begun)
    caller("timeman.timecontrol.settings.set", ACTIVE=1)
    caller("timeman.networkrange.set", RANGES=[{"ip_range": "10.0.0.0-10.255.255.255", "name": "10.x.x.x"}])
    if name != "timeman.open":
        caller("timeman.open")
        pause = ("timeman.pause", "timeman.open")
        for step in pause if name != "timeman.pause" else ():
            caller(step)
    if name == "timeman.close":
        caller.wire.freeze(ended)
    if name == "timeman.status":
        caller.wire.freeze(ended + 86_400)
    return {"user_id": 1, "report_id": 1, "department_id": 1, "month": 3}


def _news(caller: Api, name: str) -> dict[str, Any]:
    """A post with a file, which somebody has commented on with another."""
    sent = [TEXT, ["1.gif", "R0lGODlh"]]
    number = caller("log.blogpost.add", POST_MESSAGE="News", POST_TITLE="News", IMPORTANT="Y", FILES=sent, TAGS="quay")
    picture = [["diagram.gif", "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"]]
    comment = caller("log.blogcomment.add", POST_ID=number, TEXT="Seen", USER_ID=3, FILES=picture)
    file = caller("log.blogpost.get", POST_ID=number)[0]["FILES"][0]
    found = {"post_id": number, "comment_id": comment, "user_id": 3, "first_id": None, "last_id": None}
    if name == "log.blogcomment.delete":
        return found | {"user_id": 1}
    if name == "log.blogpost.share":
        return {"post_id": number, "dest": ["U2", "DR1"]}
    if name == "log.blogpost.update":
        return {"post_id": number, "files": {str(file): "del"}}
    if name in ("log.blogpost.add", "log.blogcomment.add"):
        return {"post_id": number, "user_id": 1, "files": sent}
    return found if name != "log.blogpost.get" else {"post_id": number}


def _poll(caller: Api, name: str) -> dict[str, Any]:
    """A poll of a post, in which the administrator has voted; the chat of a task."""
    if name == "vote.Integration.Im.send":
        return {"chatid": caller("tasks.task.add", fields={"TITLE": "Drinks", "RESPONSIBLE_ID": 1})["task"]["chatId"]}
    questions = [{"QUESTION": "How are you?", "ANSWERS": [{"MESSAGE": "Great!"}, {"MESSAGE": "Well"}]}]
    data = {"QUESTIONS": questions, "ANONYMITY": 0, "OPTIONS": 1}
    said = {"POST_MESSAGE": "News", "UF_BLOG_POST_VOTE": "n0", "UF_BLOG_POST_VOTE_n0_DATA": data}
    post = caller("log.blogpost.add", **said)
    kind = "Bitrix\\Vote\\Attachment\\BlogPostConnector"
    found = caller("vote.AttachedVote.get", moduleId="blog", entityType=kind, entityId=post)["attach"]
    question = next(iter(found["QUESTIONS"].values()))
    chosen = {question["ID"]: [next(iter(question["ANSWERS"]))]}
    caller("vote.AttachedVote.vote", attachId=found["ID"], ballot=chosen)
    answer = chosen[question["ID"]][0]
    named = {"moduleid": "blog", "entitytype": kind, "entityids": [post]}
    return {
        "attachid": found["ID"],
        "ballot": chosen,
        "answerid": answer,
        "pagenavigation": {},
        "pagesize": 10,
        **named,
    }


def _list(caller: Api, name: str) -> dict[str, Any]:
    """A list with the fields, sections and elements that the examples name."""
    if name == "lists.add":
        return {}
    kind = DETAILS[name]["request_example"].get("IBLOCK_TYPE_ID", "lists")
    group = {"SOCNET_GROUP_ID": caller("sonet_group.create", NAME="Garden")} if kind == "lists_socnet" else {}
    named = {"IBLOCK_TYPE_ID": kind, "IBLOCK_CODE": "list", "FIELDS": {"NAME": "Group List"}}
    number = caller("lists.add", **named, **group)
    if name in ("lists.get", "lists.get.iblock.type.id"):
        return {"iblock_id": number, **{key.lower(): value for key, value in group.items()}}
    of = {"IBLOCK_TYPE_ID": kind, "IBLOCK_ID": number}
    said = {"iblock_id": number}
    if name.startswith("lists.section."):
        fields = {"NAME": "Updated Marketing Documents", "EXTERNAL_ID": "ext"}
        if name.endswith("add"):
            return said
        return said | {
            "section_id": caller("lists.section.add", **of, SECTION_CODE="marketing_documents", FIELDS=fields),
            **({"filter": {"NAME": "%arketing%"}} if name.endswith("get") else {}),
        }
    if name.startswith("lists.field.") and not name.endswith(("add", "type.get")):
        status = {"NAME": "Task Status", "TYPE": "L", "CODE": "PROJECT", "LIST": {"a": {"VALUE": "New", "DEF": "Y"}}}
        return said | {"field_id": caller("lists.field.add", **of, FIELDS=status)}
    if not name.startswith("lists.element."):
        return said
    people = {"NAME": "People", "TYPE": "S:employee", "CODE": "people", "MULTIPLE": "Y"}
    called = caller("lists.field.add", **of, FIELDS=people)
    scan = caller("lists.field.add", **of, FIELDS={"NAME": "Scan", "TYPE": "F", "CODE": "scan"})
    fields = {"NAME": "Test Element", called: [1, 2], scan: [*PICTURE]}
    if name.endswith("add"):
        return said | {"fields": fields}
    made = caller("lists.element.add", **of, ELEMENT_CODE="test_element", FIELDS=fields)
    said |= {"element_id": made, "field_id": scan.removeprefix("PROPERTY_")}
    if name.endswith("get"):
        return said | {"filter": {"NAME": "%Test%"}, "select": []}
    return said | ({"fields": {"NAME": "Test Element (updated)", called: [1]}} if name.endswith("update") else {})


def _storage(caller: Api, name: str) -> dict[str, Any]:
    """A storage with the properties, sections and items that the examples name."""
    if name == "entity.add":
        return {}
    entity = DETAILS[name]["request_example"]["ENTITY"]
    caller("entity.add", ENTITY=entity, NAME="Dishes")
    if name.startswith("entity.item."):
        caller("entity.item.property.add", ENTITY=entity, PROPERTY="test", TYPE="S")
        if not name.endswith("property.add"):
            caller("entity.item.property.add", ENTITY=entity, PROPERTY="new_prop", TYPE="N")
    section = caller("entity.section.add", ENTITY=entity, NAME="Parent Section")
    of = {"entity": entity, "section": section}
    if name.startswith("entity.section."):
        number = caller("entity.section.add", ENTITY=entity, NAME="Test Section", SECTION=section)
        pictures = {"picture": [*PICTURE], "detail_picture": [*PICTURE]}
        return of | {"id": number} | (pictures if name.endswith(("add", "update")) else {})
    if name in ("entity.item.add", "entity.item.update", "entity.item.delete", "entity.item.get"):
        when = {"DATE_ACTIVE_FROM": "2026-03-05T00:00:00+00:00"}
        return of | {"id": caller("entity.item.add", ENTITY=entity, NAME="Hello", **when)}
    return {"entity": entity}


def _personnel(caller: Api, name: str) -> dict[str, Any]:
    """A linked company, with somebody who is the caller."""
    company = DETAILS["humanresources.hcmlink.company.add"]["request_example"]["fields"] | {"crmCompanyId": 1}
    if name.endswith("company.add"):
        return {"fields": company}
    number = caller("humanresources.hcmlink.company.add", fields=company)
    said = DETAILS["humanresources.hcmlink.employee.set"]["request_example"]["data"]
    people = [{**each, "userId": 1} for each in said]
    caller("humanresources.hcmlink.employee.set", company=company["company"], data=people)
    if name.endswith("company.update"):
        return {"id": number, "fields": company}
    shown = DETAILS[name]["request_example"]
    of = {"id": 1} if ".job." in name else {"id": number}
    if "job" in shown:
        of |= {"job": {**shown["job"], "id": 1}}
    return {**of, "data": people} if name.endswith("employee.set") else of


def _agreement(caller: Api, name: str) -> dict[str, Any]:
    """The agreement that there is, and somebody who consents."""
    return {"id": 1} if name.endswith("text") else {"agreement_id": 1, "user_id": 1}


def _messenger(caller: AppApi, name: str) -> dict[str, Any]:
    """People of whom as much is known as the examples show, and a status."""
    known: dict[str, Any] = {"LAST_ACTIVITY_DATE": "2026-03-02 09:30:00"}
    if name != "im.department.colleagues.list":
        known |= {"UF_PHONE_INNER": "21", "WORK_PHONE": "1", "PERSONAL_MOBILE": "2"}
    caller.wire.portal.store.write_now(lambda tx: [tx.update(USER, {"ID": user}, known) for user in range(1, 8)])
    caller("im.user.status.set", STATUS="dnd")
    if name == "im.department.get":
        return {"id": [1, 2]}
    return {"id": [1, 2], "user_data": "N"} if name.startswith("im.department.") else {}  # shown first without details


def _group(caller: Api, name: str) -> dict[str, Any]:
    """A group with everybody whom the examples show."""
    if name == "sonet_group.create":
        return {}
    group = caller("sonet_group.create", NAME="Garden", KEYWORDS="flowers", DESCRIPTION="A garden")
    caller("sonet_group.user.add", GROUP_ID=group, USER_ID=[2, 3])
    if name == "sonet_group.user.request":
        caller("sonet_group.setowner", GROUP_ID=group, USER_ID=2)
        caller("sonet_group.user.delete", GROUP_ID=group, USER_ID=1)
    else:
        caller("sonet_group.user.invite", GROUP_ID=group, USER_ID=4)
    people = [4, 5] if name.endswith((".add", ".invite")) else 2 if name.endswith(".setowner") else [2, 3]
    named = {"group_id": group, "user_id": people, "id": group, "filter": {}, "start": 0}
    if name.startswith("socialnetwork."):
        return {**named, "params": {**DETAILS[name]["request_example"].get("params", {}), "groupId": group}}
    return {key: value for key, value in named.items() if key != "group_id" or name != "sonet_group.get"}


def _mail_service(caller: AppApi, name: str) -> dict[str, Any]:
    """A mail service."""
    return {"ID": caller("mailservice.add", NAME="Post", SERVER="imap.example.test")}


def _external_line(caller: AppApi, name: str) -> dict[str, Any]:
    """A line of the application."""
    if not name.endswith(".add"):
        caller("telephony.externalLine.add", NUMBER="14151234567")
    return {"NUMBER": "14151234567"}


def _sip(caller: AppApi, name: str) -> dict[str, Any]:
    """A line over SIP."""
    line = {"SERVER": "sip.example.test", "LOGIN": "desk", "TITLE": "Desk"}
    if name.endswith(".add"):
        return line
    made = caller("voximplant.sip.add", **line)
    return {
        "REG_ID": made["REG_ID"],
        "CONFIG_ID": made["CONFIG_ID"],
        "FILTER": {"TYPE": "cloud"},
        "LINE_ID": f"reg{made['ID']}",
    }


def _call(caller: AppApi, name: str) -> dict[str, Any]:
    """A call of a known client, which has ended where that is asked about."""
    contact = caller("crm.contact.add", fields={"NAME": "Ann", "PHONE": [{"VALUE": "+14155550100"}]})
    phone = {"PHONE_NUMBER": "+14155550100", "USER_ID": 1}
    if name.endswith(".searchCrmEntities"):
        return phone
    if name.endswith(".register"):
        return {**phone, "CRM_ENTITY_ID": contact}
    call = caller("telephony.externalCall.register", **phone, TYPE=2, CRM_CREATE=1)["CALL_ID"]
    if name.endswith((".attachRecord", ".attachTranscription", ".statistic.get")):
        caller("telephony.externalCall.finish", CALL_ID=call, USER_ID=1, DURATION=95, VOTE=5)
    if name.endswith(".attachRecord"):
        return {"CALL_ID": call, "FILE_CONTENT": "SUQzAwAAAAAAAA=="}
    return {"FILTER": {}} if name.endswith(".statistic.get") else {"CALL_ID": call, "USER_ID": 1}


def _sender(caller: AppApi, name: str) -> dict[str, Any]:
    """A sender of the application, and a message that was sent by it."""
    if name.endswith(".add"):
        return {}
    handler = "https://provider.example/api/handler"
    caller("messageservice.sender.add", CODE="provider1", TYPE="SMS", HANDLER=handler, NAME="Provider 1")
    letter = Letter(caller.app.id, "provider1", "+14155550100", "Hello")
    portal, ada = caller.wire.portal, Credential("test", Actor(1, Rights({}, is_admin=True)), frozenset())
    sent = portal.store.write_now(lambda tx: messages.send(Ctx(tx, ada, portal.clock), Owner(2, 1), letter))
    return {"message_id": sent.message_id}


def _booked(caller: AppApi, name: str) -> dict[str, Any]:
    """Three resources that may be booked at any time, a booking or an entry of the waiting list, whom they are for."""
    kind = caller("booking.v1.resourceType.add", fields={"name": "A resource", "code": "equipment"})["id"]
    if name == "booking.v1.resourceType.delete":
        return {"id": kind}
    whole = {"from": 0, "to": 1440, "timezone": "UTC", "weekDays": ["Mon", "Tue", "Wed"], "slotSize": 60}
    ids = []
    for _ in range(3):
        ids.append(caller("booking.v1.resource.add", fields={"name": "A car", "typeId": kind})["id"])
        caller("booking.v1.resource.slots.set", resourceId=ids[-1], slots=[whole])
    said = {"id": ids[0] if ".resource." in name else kind, "resourceid": ids[0]}
    if name.startswith("booking.v1.resource"):
        return said
    if name == "booking.v1.booking.add":
        return {}
    waits = ".waitlist." in name or name.endswith("fromwaitlist")
    if waits and not name.endswith("frombooking"):
        if name == "booking.v1.waitlist.list":
            caller.wire.freeze(1_744_000_000.0)  # 7 April 2025
        holder = {"waitListId": caller("booking.v1.waitlist.add", fields={"note": "note"})["id"]}
        of = "waitlist"
    else:
        fields = DETAILS["booking.v1.booking.add"]["request_example"]["fields"] | {"resourceIds": ids}
        holder = {"bookingId": caller("booking.v1.booking.add", fields=fields)["id"]}
        of = "booking"
    clients = DETAILS["booking.v1.booking.client.set"]["request_example"]["clients"]
    caller(f"booking.v1.{of}.client.set", **holder, clients=clients)
    deals = DETAILS["booking.v1.booking.externalData.set"]["request_example"]["externalData"]
    caller(f"booking.v1.{of}.externalData.set", **holder, externalData=deals)
    return {key.lower(): value for key, value in holder.items()} | {"id": next(iter(holder.values()))}


_FAMILIES: dict[str, Callable[[AppApi, str], dict[str, Any]]] = {
    **dict.fromkeys(_EVENTS, _event),
    **dict.fromkeys(("calendar.section", "calendar.resource"), _calendar),
    "booking.": _booked,
    "im.": _messenger,
    "lists.": _list,
    "landing.": sites.parameters,
    "entity.": _storage,
    "humanresources.hcmlink.": _personnel,
    "userconsent.": _agreement,
    "vote.": _poll,
    "log.": _news,
    "mailservice.": _mail_service,
    "messageservice.": _sender,
    "bizproc.": processes.parameters,
    "telephony.externalLine.": _external_line,
    **dict.fromkeys(("voximplant.sip.", "voximplant.line."), _sip),
    "voximplant.user.": lambda caller, name: {"USER_ID": 3},
    **dict.fromkeys(("telephony.", "voximplant.statistic."), _call),
    "timeman.": _working_time,
    **dict.fromkeys(("sonet_group.", "socialnetwork."), _group),
}
"""What is made, by how a method's name begins: the first that fits."""
