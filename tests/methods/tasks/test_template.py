"""``tasks.template.*`` and ``tasks.template.checklist.*``."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.disk.conftest import Disk, download
from tests.methods.tasks.conftest import ADA, BORIS, CLARA, DMITRI, FARID
from tests.methods.tasks.test_checklist import NO_MEMBERS

UNKNOWN = 999_999
WEEKLY = {"PERIOD": "weekly", "EVERY_WEEK": 2, "WEEK_DAYS": [2], "TIME": "11:00", "START_DATE": "16.03.2026 00:00:00"}


def made(api: AppApi, **fields: Any) -> int:
    given = {"TITLE": "Water the flowers", "CREATED_BY": api.user_id, "RESPONSIBLE_ID": api.user_id, **fields}
    number: int = api("tasks.template.add", fields=given)
    return number


def test_a_template_is_made_looked_at_changed_and_deleted(wire: Wire, clara: AppApi) -> None:
    wire.freeze(1_767_603_600.0)  # 5 January 2026, nine o'clock
    template = made(
        clara,
        RESPONSIBLE_ID=DMITRI,
        AUDITORS=[FARID],
        START_DATE_PLAN_AFTER="32400",
        UF_CRM_TASK=["L_1179"],
        REPLICATE="Y",
        REPLICATE_PARAMS=WEEKLY,
        TAGS=["garden"],
    )
    found = clara("tasks.template.get", templateId=template)
    wanted = {
        "ID": str(template),
        "TITLE": "Water the flowers",
        "PRIORITY": "1",
        "RESPONSIBLE_ID": str(DMITRI),
        "RESPONSIBLES": 'a:1:{i:0;s:1:"4";}',
        "ACCOMPLICES": "a:0:{}",
        "AUDITORS": 'a:1:{i:0;s:1:"6";}',
        "START_DATE_PLAN_AFTER": "32400",
        "DEADLINE_AFTER": None,
        "DEPENDS_ON": None,
        "TAGS": ["garden"],
        "UF_CRM_TASK": ["L_1179"],
        "CREATED_BY_LAST_NAME": "Mast",
        "TEMPLATE_CHILDREN_COUNT": "0",
        "SITE_ID": "s1",
    }
    assert {name: found[name] for name in wanted} == wanted
    rule = found["REPLICATE_PARAMS"]
    assert 's:6:"PERIOD";s:6:"weekly";' in rule
    assert 's:9:"WEEK_DAYS";a:1:{i:0;i:2;}' in rule
    assert 's:19:"NEXT_EXECUTION_TIME";s:19:"17.03.2026 11:00:00";' in rule
    brief = clara("tasks.template.get", templateId=template, params={"select": ["ID", "TITLE"]})
    assert brief == {"ID": str(template), "TITLE": "Water the flowers"}
    assert clara("tasks.template.update", templateId=template, fields={"TITLE": "Weed", "PRIORITY": 2}) is True
    found = clara("tasks.template.get", templateId=template)
    assert (found["TITLE"], found["PRIORITY"], found["AUDITORS"]) == ("Weed", "2", 'a:1:{i:0;s:1:"6";}')
    assert clara("tasks.template.delete", templateId=template) is False
    assert clara("tasks.template.get", templateId=template) is False


def test_a_template_needs_a_title_a_creator_and_a_responsible(clara: AppApi) -> None:
    whole = {"TITLE": "Weed", "CREATED_BY": CLARA, "RESPONSIBLE_ID": CLARA}
    for name in whole:
        assert clara("tasks.template.add", fields={key: value for key, value in whole.items() if key != name}) == 0
    missing = (400, "100", "Could not find value for parameter {fields}")
    assert clara.send("tasks.template.add").error == clara.send("tasks.template.add", fields={}).error == missing


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"RESPONSIBLE_ID": UNKNOWN}, "RESPONSIBLE_ID"),
        ({"AUDITORS": [UNKNOWN]}, "AUDITORS"),
        ({"ACCOMPLICES": ["x"]}, "ACCOMPLICES"),
        ({"UF_CRM_TASK": ["X_1"]}, "UF_CRM_TASK"),
        ({"UF_CRM_TASK": ["L_" + "9" * 30]}, "UF_CRM_TASK"),
        ({"GROUP_ID": UNKNOWN}, "GROUP_ID"),
        ({"BASE_TEMPLATE_ID": UNKNOWN}, "BASE_TEMPLATE_ID"),
        ({"REPLICATE_PARAMS": {"PERIOD": "hourly"}}, "REPLICATE_PARAMS"),
        ({"REPLICATE_PARAMS": {"EVERY_DAY": 0}}, "REPLICATE_PARAMS"),
        ({"REPLICATE_PARAMS": {"TIME": "25:00"}}, "REPLICATE_PARAMS"),
        ({"REPLICATE_PARAMS": {"START_DATE": "tomorrow"}}, "REPLICATE_PARAMS"),
        ({"REPLICATE_PARAMS": {"WEEK_DAYS": [8]}}, "REPLICATE_PARAMS"),
    ],
)
def test_a_template_that_cannot_be_is_refused(clara: AppApi, fields: dict[str, Any], name: str) -> None:
    given = {"TITLE": "Weed", "CREATED_BY": CLARA, "RESPONSIBLE_ID": CLARA, **fields}
    text = f"Invalid value of the field {name}"
    assert clara.send("tasks.template.add", fields=given).error == (400, "0", text)
    template = made(clara)
    assert clara.send("tasks.template.update", templateId=template, fields=fields).error == (400, "0", text)


def test_a_template_is_below_none_of_its_own(clara: AppApi) -> None:
    top = made(clara)
    below = made(clara, BASE_TEMPLATE_ID=top)
    assert clara("tasks.template.get", templateId=top)["TEMPLATE_CHILDREN_COUNT"] == "1"
    refused = clara.send("tasks.template.update", templateId=top, fields={"BASE_TEMPLATE_ID": below}).error
    assert refused == (400, "0", "Invalid value of the field BASE_TEMPLATE_ID")
    clara("tasks.template.delete", templateId=top)
    assert clara("tasks.template.get", templateId=below)["BASE_TEMPLATE_ID"] == "0"


def test_templates_are_their_creators_and_those_who_head_these(
    ada: AppApi, boris: AppApi, clara: AppApi, farid: AppApi
) -> None:
    template = made(clara, CREATED_BY=ADA)  # only administrators name another
    assert clara("tasks.template.get", templateId=template)["CREATED_BY"] == str(CLARA)
    for other in (boris, ada):
        assert other("tasks.template.update", templateId=template, fields={"TITLE": "Weed"}) is True
    assert farid("tasks.template.get", templateId=template) is False
    assert farid("tasks.template.update", templateId=template, fields={"TITLE": "Mine"}) is False
    assert farid("tasks.template.delete", templateId=template) is False
    assert clara("tasks.template.get", templateId=template)["TITLE"] == "Weed"
    named = made(ada, CREATED_BY=BORIS)
    assert boris("tasks.template.get", templateId=named)["CREATED_BY"] == str(BORIS)


def test_a_template_must_be_named(clara: AppApi) -> None:
    for verb in ("get", "update", "delete"):
        answer = clara.send(f"tasks.template.{verb}", fields={"TITLE": "Weed"})
        assert answer.error == (400, "100", "Could not find value for parameter {templateId}")
    for given in ("", "x"):
        assert clara("tasks.template.get", templateId=given) is False
        for verb in ("update", "delete"):
            refused = clara.send(f"tasks.template.{verb}", templateId=given, fields={"TITLE": "Weed"}).error
            assert refused[1:] == (
                "100",
                f"Invalid value {{{given}}} to match with parameter {{templateId}}. Should be value of type int.",
            )
    assert clara("tasks.template.update", templateId=UNKNOWN, fields={"TITLE": "Weed"}) is False


def test_fields_are_described(clara: AppApi) -> None:
    fields = clara("tasks.template.fields")
    assert fields["ID"] == {"title": "ID", "type": "integer", "primary": True}
    assert fields["TITLE"] == {"title": "Title", "type": "string", "required": True}
    assert fields["DEADLINE_AFTER"] == {"title": "Deadline After", "type": "datetime", "default": None}
    assert fields["REPLICATE"]["values"] == {"Y": "Yes", "N": "No"}


def item(api: AppApi, template: int, title: str, parent: int = 0, **fields: Any) -> int:
    given = {"TITLE": title, "PARENT_ID": parent, **fields}
    answer = api("tasks.template.checklist.add", templateId=template, fields=given)
    number: int = answer["checkListItem"]["id"]
    return number


def titles(api: AppApi, template: int, **given: Any) -> list[str]:
    order = {"order": {"SORT_INDEX": "asc", "ID": "asc"}, **given}
    found = api("tasks.template.checklist.list", templateId=template, **order)["checkListItems"]
    return [each["title"] for each in found.values()] if found else []


def test_numbers_beyond_all_numbers_are_those_of_nothing(clara: AppApi) -> None:
    template, beyond = made(clara), "9" * 5_000
    assert clara("tasks.template.get", templateId=beyond) is False
    found = clara("tasks.template.checklist.get", templateId=template, checkListItemId=beyond)["checkListItem"]
    assert found == clara("tasks.template.checklist.get", templateId=template, checkListItemId=0)["checkListItem"]
    assert clara("tasks.task.list", filter={"STAGE_ID": beyond})["tasks"] == []


@pytest.mark.parametrize("members", NO_MEMBERS)
def test_members_of_items_must_be_people_with_a_part(clara: AppApi, members: dict[str, Any]) -> None:
    template = made(clara)
    fields = {"TITLE": "An item", "MEMBERS": members}
    assert clara.send("tasks.template.checklist.add", templateId=template, fields=fields).status == 400
    assert titles(clara, template) == []


def test_items_of_checklists(clara: AppApi) -> None:
    template = made(clara)
    top = item(clara, template, "What is to be done")
    members = {str(DMITRI): {"TYPE": "A"}}
    first = item(clara, template, "Ferns", top, IS_IMPORTANT="Y", MEMBERS=members)
    second = item(clara, template, "Roses", top)
    given = {"templateId": template, "checkListItemId": first}
    found = clara("tasks.template.checklist.get", **given)["checkListItem"]
    assert {name: found[name] for name in ("id", "parentId", "title", "sortIndex", "isComplete", "isImportant")} == {
        "id": first,
        "parentId": top,
        "title": "Ferns",
        "sortIndex": 0,
        "isComplete": False,
        "isImportant": True,
    }
    [member] = found["members"]
    assert (member["id"], member["type"], member["name"].split()[0]) == (str(DMITRI), "A", "Dmitri")
    changed = clara("tasks.template.checklist.update", **given, fields={"TITLE": "All ferns", "MEMBERS": {}})
    assert (changed["checkListItem"]["title"], changed["checkListItem"]["members"]) == ("All ferns", [])
    assert clara("tasks.template.checklist.complete", **given)["checkListItem"]["isComplete"] is True
    above = clara("tasks.template.checklist.get", templateId=template, checkListItemId=top)["checkListItem"]
    assert above["completedCount"] == 1
    assert clara("tasks.template.checklist.renew", **given)["checkListItem"]["isComplete"] is False
    within = {"filter": {"PARENT_ID": top}}
    assert titles(clara, template, **within) == ["All ferns", "Roses"]
    clara("tasks.template.checklist.moveAfter", **given, afterItemId=second)
    assert titles(clara, template, **within) == ["Roses", "All ferns"]
    clara("tasks.template.checklist.moveBefore", **given, beforeItemId=second)
    assert titles(clara, template, **within) == ["All ferns", "Roses"]
    assert titles(clara, template, filter={"IS_IMPORTANT": "Y", "TEMPLATE_ID": UNKNOWN}) == ["All ferns"]
    select = {"select": ["ID", "PARENT_ID"], "order": {}}
    listed = clara("tasks.template.checklist.list", templateId=template, **select)["checkListItems"]
    assert listed == {
        str(second): {"id": str(second), "parentId": str(top)},
        str(first): {"id": str(first), "parentId": str(top)},
        str(top): {"id": str(top), "parentId": 0},
    }
    assert clara("tasks.template.checklist.delete", templateId=template, checkListItemId=top) is True
    assert clara("tasks.template.checklist.list", templateId=template) == {"checkListItems": []}


def test_items_that_cannot_be_are_refused(clara: AppApi, farid: AppApi) -> None:
    template = made(clara)
    top = item(clara, template, "What is to be done")
    below = item(clara, template, "Ferns", top)
    add, update = "tasks.template.checklist.add", "tasks.template.checklist.update"
    assert clara.send(add, templateId=template, fields={"PARENT_ID": 0}).error[2] == "Item name is not specified"
    refused = clara.send(add, templateId=template, fields={"TITLE": "New item"}).error
    assert refused == (400, "0", "Invalid value [] for field [PARENT_ID] in element [, New item]")
    given = {"templateId": template, "checkListItemId": top}
    circle = clara.send(update, **given, fields={"PARENT_ID": below}).error
    assert circle[1:] == ("0", "Invalid value [] for field [PARENT_ID] in item [, What is to be done]")
    moved = {"templateId": template, "checkListItemId": top, "afterItemId": below}
    assert clara.refused("tasks.template.checklist.moveAfter", **moved) == (400, "0")
    wrong = {"FIELDS": {"TITLE": "A", "PARENT_ID": 0, "MEMBERS": {str(UNKNOWN): {"TYPE": "A"}}}}
    assert clara.refused(add, templateId=template, **wrong) == (400, "0")
    texts = {
        "add": "Adding item: action is not available",
        "update": "Updating item: action not available",
        "delete": "Deleting item: action not available",
        "complete": "Changing the status of the item: action not available",
        "moveAfter": "Moving item: action not available",
        "get": "Access to the task template is denied",
        "list": "Access to the task template is denied",
    }
    for verb, text in texts.items():
        params = {"fields": {"TITLE": "A", "PARENT_ID": 0}, "afterItemId": below, "checkListItemId": top}
        method = f"tasks.template.checklist.{verb}"
        assert farid.send(method, templateId=template, **params).error == (400, "0", text)
        assert clara.send(method, templateId=UNKNOWN, **params).error == (400, "0", text)
        assert clara.send(method, **params).error[1:] == ("100", "Could not find value for parameter {templateId}")
        if verb not in ("add", "list"):
            nameless = clara.send(method, templateId=template, **params | {"checkListItemId": None}).error[2]
            assert "All parameters in the constructor" in nameless
    unknown = clara.send("tasks.template.checklist.delete", templateId=template, checkListItemId=UNKNOWN).error
    assert unknown == (400, "0", "Invalid value [] for field [ENTITY_ID] in item [, ]")
    nothing = clara("tasks.template.checklist.get", templateId=template, checkListItemId=UNKNOWN)["checkListItem"]
    assert (nothing["id"], nothing["title"]) == (None, "")
    apart = item(clara, template, "Apart", UNKNOWN)
    found = clara("tasks.template.checklist.get", templateId=template, checkListItemId=apart)["checkListItem"]
    assert found["parentId"] == 0


def test_items_have_files(wire: Wire) -> None:
    ada = app_of(wire, ADA, "task,disk")
    clara, dmitri = ada.as_user(CLARA), ada.as_user(DMITRI)
    template = made(clara)
    number = item(clara, template, "Ferns")
    of = {"templateId": template, "checkListItemId": number}
    content = {"NAME": "plan.txt", "CONTENT": "d2F0ZXI="}
    adding, removing = "tasks.template.checklist.addAttachmentByContent", "tasks.template.checklist.removeAttachments"
    from_disk = "tasks.template.checklist.addAttachmentsFromDisk"

    def files() -> dict[str, str]:
        found: dict[str, str] = clara("tasks.template.checklist.get", **of)["checkListItem"]["attachments"]
        return found

    assert clara(adding, **of, attachmentParameters=content)["checkListItem"]["attachments"] == []
    ((first, file),) = files().items()
    told = clara("disk.attachedObject.get", id=first)
    assert download(clara, told["DOWNLOAD_URL"]).body == b"water"
    assert app_of(wire, BORIS, "disk")("disk.attachedObject.get", id=first)["NAME"] == "plan.txt"  # heads Clara
    assert app_of(wire, FARID, "disk").refused("disk.attachedObject.get", id=first)[1] == "ACCESS_DENIED"
    other = f"n{Disk(clara).file('b.txt')}"
    shown = clara(from_disk, **of, filesIds=[other, file])["checkListItem"]["attachments"]
    assert list(shown.values()) == [file, other]
    listed = clara("tasks.template.checklist.list", templateId=template, select=["ATTACHMENTS"])
    assert listed["checkListItems"][str(number)]["attachments"] == shown
    assert list(clara(removing, **of, attachmentsIds=[first, 999])["checkListItem"]["attachments"].values()) == [other]
    assert clara.refused("disk.file.get", id=file[1:])[0] == 400  # it came with the item
    foreign = f"n{Disk(dmitri).file('c.txt')}"
    for call, given, text in (
        (from_disk, {"filesIds": [foreign]}, "Invalid value [] for field [ATTACHMENTS] in item [, Ferns]"),
        (from_disk, {"filesIds": ["5"]}, "Invalid value [] for field [ATTACHMENTS] in item [, Ferns]"),
        (from_disk, {}, "Could not find value for parameter {filesIds}"),
        (removing, {}, "Could not find value for parameter {attachmentsIds}"),
        (adding, {}, "Could not find value for parameter {attachmentParameters}"),
        (
            adding,
            {"attachmentParameters": {"NAME": "a", "CONTENT": "?"}},
            "An error occurred while adding the attachment",
        ),
        (from_disk, {"filesIds": "5"}, "Invalid value {5} to match with parameter {filesIds}."),
        (adding, {"checkListItemId": 999, "attachmentParameters": content}, "An error occurred while adding"),
        (
            removing,
            {"checkListItemId": 999, "attachmentsIds": [1]},
            "Invalid value [] for field [ENTITY_ID] in element",
        ),
    ):
        assert clara.send(call, **of | given).json["error_description"].startswith(text)
    for call, given, text in (
        (adding, {"attachmentParameters": content}, "Modification of the item: action is not available"),
        (from_disk, {"filesIds": [other]}, "Item modification: action not available"),
        (removing, {"attachmentsIds": [1]}, "Changing item: action is not available"),
    ):
        assert dmitri.send(call, **of | given).json["error_description"] == text
    assert list(files().values()) == [other]
    clara("tasks.template.delete", templateId=template)
    assert Disk(clara).names() == ["Uploaded files", "b.txt"]
