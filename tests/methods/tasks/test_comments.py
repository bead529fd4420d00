"""``task.commentitem.*``, ``task.comment.add``, and what tasks show of their comments."""

from base64 import b64encode
from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.conftest import ADA, CLARA, DMITRI, FARID, added, task_of

UNKNOWN = 999_999
NOT_ALLOWED = (400, "ERROR_CORE", "TASKS_ERROR_EXCEPTION_#4; Action is not allowed; 4/TE/ACTION_NOT_ALLOWED<br>")


@pytest.fixture
def ada(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "task,disk,sonet")


def said(api: AppApi, task: int, text: str = "Two have answered", **more: Any) -> int:
    number: int = api("task.commentitem.add", TASKID=task, FIELDS={"POST_MESSAGE": text, **more})
    return number


def uploaded(api: AppApi, name: str = "prices.txt") -> int:
    """A file on the caller's own disk."""
    root = api("disk.storage.getList", filter={"ENTITY_TYPE": "user", "ENTITY_ID": api.user_id})[0]["ROOT_OBJECT_ID"]
    content = [name, b64encode(b"Pears: 14").decode()]
    return int(api("disk.folder.uploadFile", id=root, data={"NAME": name}, fileContent=content)["ID"])


def test_a_comment_says_who_wrote_it_and_when(wire: Wire, clara: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara)
    comment = said(clara, task, "[b]Two[/b] & more")
    assert clara("task.commentitem.get", TASKID=task, ITEMID=comment) == {
        "POST_MESSAGE_HTML": "<b>Two</b> &amp; more",
        "ID": str(comment),
        "AUTHOR_ID": str(CLARA),
        "AUTHOR_NAME": "Clara Mast",
        "AUTHOR_EMAIL": "clara.mast@example.test",
        "POST_DATE": "2026-01-05T09:00:00+00:00",
        "POST_MESSAGE": "[b]Two[/b] & more",
        "ATTACHED_OBJECTS": {},
    }
    other = said(clara, task, AUTHOR_ID=FARID, POST_DATE="2025-07-15T14:30:00+02:00")
    found = clara("task.commentitem.get", TASKID=task, ITEMID=other)
    assert (found["AUTHOR_ID"], found["POST_DATE"]) == (str(FARID), "2025-07-15T12:30:00+00:00")
    brief = clara("task.comment.add", TASKID=task, COMMENTTEXT="All have")
    assert clara("task.commentitem.get", TASKID=task, ITEMID=brief)["POST_MESSAGE"] == "All have"


def test_comments_are_found_filtered_and_ordered(clara: AppApi, ada: AppApi) -> None:
    task = added(clara, AUDITORS=[DMITRI])
    days = [f"2026-01-0{day}T00:00:00+00:00" for day in (3, 1, 2)]
    third, first, second = (said(clara, task, POST_DATE=day) for day in days)
    other = said(ada, task, AUTHOR_ID=DMITRI, POST_DATE="2026-01-09")
    said(clara, added(clara))

    def found(**given: Any) -> list[int]:
        return [int(each["ID"]) for each in clara("task.commentitem.getlist", TASKID=task, **given)]

    assert found() == [other, second, first, third]
    assert found(ORDER={"POST_DATE": "asc"}) == [first, second, third, other]
    assert found(FILTER={">=POST_DATE": "2026-01-02", "AUTHOR_ID": CLARA}) == [second, third]
    assert found(FILTER={"!AUTHOR_ID": CLARA}) == [other]
    assert found(FILTER={"AUTHOR_NAME": ["Clara Mast", "Nobody"]}, ORDER={"ID": "asc"}) == [third, first, second]
    text = "TASKS_ERROR_EXCEPTION_#256; Param #{} for method ctaskcommentitem::getlist() must not contain key "
    order = clara.send("task.commentitem.getlist", TASKID=task, ORDER={">=POST_DATE": "2025-01-01"}).error[2]
    assert order == text.format("1 (arOrder)") + '">=POST_DATE".; 256/TE/WRONG_ARGUMENTS<br>'
    refused = clara.send("task.commentitem.getlist", TASKID=task, FILTER={"%POST_DATE": "2025"}).error[2]
    assert refused == text.format("2 (arFilter)") + '"%POST_DATE".; 256/TE/WRONG_ARGUMENTS<br>'


def test_its_author_and_administrators_change_a_comment(clara: AppApi, dmitri: AppApi, ada: AppApi) -> None:
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    comment = said(dmitri, task)
    given = {"TASKID": task, "ITEMID": comment}
    for verb in ("update", "delete"):
        assert clara.send(f"task.commentitem.{verb}", **given, FIELDS={"POST_MESSAGE": "Mine"}).error == NOT_ALLOWED
        unknown = {"TASKID": task, "ITEMID": UNKNOWN, "FIELDS": {"POST_MESSAGE": "Mine"}}
        assert ada.send(f"task.commentitem.{verb}", **unknown).error == NOT_ALLOWED
        elsewhere = {"TASKID": added(dmitri), "ITEMID": comment, "FIELDS": {"POST_MESSAGE": "Mine"}}
        assert dmitri.send(f"task.commentitem.{verb}", **elsewhere).error == NOT_ALLOWED
    may = "task.commentitem.isactionallowed"
    assert [clara(may, **given, ACTIONID=action) for action in (1, 2, 3, 4)] == [True, False, False, False]
    assert [dmitri(may, **given, ACTIONID=action) for action in (1, 2, 3)] == [True, True, True]
    assert clara(may, TASKID=task, ITEMID=UNKNOWN, ACTIONID=1) is False
    assert dmitri("task.commentitem.update", **given, FIELDS={"POST_MESSAGE": "Three"}) is True
    empty = dmitri.send("task.commentitem.update", **given, FIELDS={"POST_MESSAGE": " "}).error
    assert empty == (400, "ERROR_CORE", "Comment text is not specified<br>")
    assert clara("task.commentitem.get", **given)["POST_MESSAGE"] == "Three"
    assert ada("task.commentitem.delete", **given) is True
    assert clara("task.commentitem.getlist", TASKID=task) == []


def test_who_does_not_see_a_task_neither_reads_nor_comments(clara: AppApi, farid: AppApi) -> None:
    task = added(clara)
    comment = said(clara, task)
    denied = farid.send("task.commentitem.add", TASKID=task, FIELDS={"POST_MESSAGE": "A"}).error
    assert denied == (400, "ERROR_CORE", "Insufficient permissions to add a comment.<br>")
    assert "ITEM_NOT_FOUND" in farid.send("task.commentitem.get", TASKID=task, ITEMID=comment).error[2]
    assert "Action failed" in farid.send("task.commentitem.getlist", TASKID=task).error[2]
    assert farid("task.commentitem.isactionallowed", TASKID=task, ITEMID=comment, ACTIONID=1) is False


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "Param #1 (arFields) expected by method ctaskcommentitem::add(), but not given."),
        ({"POST_MESSAGE": ""}, "Comment text is not specified"),
        ({"POST_MESSAGE": "A", "AUTHOR_ID": UNKNOWN}, "Action failed"),
        (
            {"POST_MESSAGE": "A", "TOPIC_ID": 1},
            "Param #1 (arFields) for method ctaskcommentitem::add() must not contain",
        ),
        ({"POST_MESSAGE": "A", "UF_FORUM_MESSAGE_DOC": [f"n{UNKNOWN}"]}, "File not found"),
        ({"POST_MESSAGE": "A", "UF_FORUM_MESSAGE_DOC": ["12"]}, "File not found"),
    ],
)
def test_a_comment_that_cannot_be_is_refused(clara: AppApi, fields: dict[str, Any], text: str) -> None:
    task = added(clara)
    refused = clara.send("task.commentitem.add", TASKID=task, FIELDS=fields).error
    assert (refused[:2], text in refused[2]) == ((400, "ERROR_CORE"), True), refused
    assert clara("task.commentitem.getlist", TASKID=task) == []


def test_comments_show_files_of_the_disk(clara: AppApi, dmitri: AppApi, farid: AppApi) -> None:
    task = added(clara, AUDITORS=[DMITRI])
    file, other = uploaded(clara), uploaded(clara, "pears.txt")
    comment = said(clara, task, UF_FORUM_MESSAGE_DOC=[f"n{file}"])
    given = {"TASKID": task, "ITEMID": comment}
    [(number, shown)] = dmitri("task.commentitem.get", **given)["ATTACHED_OBJECTS"].items()
    assert {name: shown[name] for name in ("ATTACHMENT_ID", "NAME", "SIZE", "FILE_ID")} == {
        "ATTACHMENT_ID": number,
        "NAME": "prices.txt",
        "SIZE": "9",
        "FILE_ID": str(file),
    }
    path, _, query = shown["DOWNLOAD_URL"].partition("?")
    answer = dmitri.wire.send("/" + path.split("/", 3)[-1], verb="GET", query=query)
    assert answer.body == b"Pears: 14"
    attached = clara("disk.attachedObject.get", id=number)
    assert (attached["MODULE_ID"], attached["ENTITY_ID"]) == ("im", str(comment))
    clara("task.commentitem.update", **given, FIELDS={"POST_MESSAGE": "Other", "UF_FORUM_MESSAGE_DOC": [f"n{other}"]})
    [shown] = dmitri("task.commentitem.get", **given)["ATTACHED_OBJECTS"].values()
    assert shown["NAME"] == "pears.txt"
    theirs = uploaded(farid)
    refused = clara.send(
        "task.commentitem.add", TASKID=task, FIELDS={"POST_MESSAGE": "A", "UF_FORUM_MESSAGE_DOC": [f"n{theirs}"]}
    )
    assert refused.error == (400, "ERROR_CORE", "File not found<br>")
    clara("tasks.task.delete", taskId=task)
    assert clara("disk.file.get", id=other)["NAME"] == "pears.txt"


def test_tasks_tell_of_their_comments(wire: Wire, clara: AppApi, dmitri: AppApi) -> None:
    wire.freeze(1_767_603_600.0)
    task = added(clara, RESPONSIBLE_ID=DMITRI)
    assert task_of(clara, task)["commentsCount"] is None
    wire.freeze(1_767_603_700.0)
    comment = said(clara, task)
    said(clara, task)
    shown = task_of(dmitri, task)
    assert (shown["commentsCount"], shown["activityDate"]) == ("2", "2026-01-05T09:01:40+00:00")
    told = clara("tasks.task.history.list", taskId=task, filter={"FIELD": "COMMENT"}, order={"id": "asc"})["list"]
    assert told[0]["value"] == {"from": "", "to": str(comment)}

    def unread(api: AppApi, role: str = "view_all") -> list[int]:
        listed = api("tasks.task.list", select=["ID", "COUNTERS"], filter={"ID": task})["tasks"][0]["counter"]
        counted = api("tasks.task.counters.get", type=role)["new_comments"]["counter"]
        return [listed["counters"]["newComments"], counted]

    assert (unread(clara), unread(dmitri), unread(dmitri, "view_role_auditor")) == ([0, 0], [2, 2], [2, 0])
    wire.freeze(1_767_603_800.0)
    said(dmitri, task)
    assert (unread(clara), unread(dmitri)) == ([1, 1], [0, 0])
    dmitri("tasks.task.mute", id=task)
    wire.freeze(1_767_603_900.0)
    said(clara, task)
    assert unread(dmitri) == [0, 0]


def test_applications_are_told_of_comments(clara: AppApi) -> None:
    for verb in ("ADD", "UPDATE", "DELETE"):
        clara.as_user(ADA)("event.bind", event=f"ONTASKCOMMENT{verb}", event_type="offline")
    task = added(clara)
    comment = said(clara, task)
    given = {"TASKID": task, "ITEMID": comment}
    clara("task.commentitem.update", **given, FIELDS={"POST_MESSAGE": "Three"})
    clara("task.commentitem.delete", **given)
    known, unknown = {"ID": comment, "TASK_ID": task}, "undefined"
    same = {"IS_ACCESSIBLE_BEFORE": unknown, "IS_ACCESSIBLE_AFTER": unknown}
    assert [(each["EVENT_NAME"], each["EVENT_DATA"]) for each in clara.as_user(ADA)("event.offline.list")] == [
        ("ONTASKCOMMENTADD", {"FIELDS_BEFORE": unknown, "FIELDS_AFTER": known, **same}),
        ("ONTASKCOMMENTUPDATE", {"FIELDS_BEFORE": known, "FIELDS_AFTER": {**known, "ACTION": "EDIT"}, **same}),
        ("ONTASKCOMMENTDELETE", {"FIELDS_BEFORE": known, "FIELDS_AFTER": {**known, "ACTION": "DEL"}, **same}),
    ]


def test_the_manifest_names_keys_and_prefixes(clara: AppApi) -> None:
    found = clara("task.commentitem.getmanifest")
    assert found["REST: filterable commentitem data fields"] == ["ID", "AUTHOR_ID", "AUTHOR_NAME", "POST_DATE"]
    listed = found["REST: available methods"]["getlist"]
    assert listed["mandatoryParamsCount"] == 1
    assert listed["params"][2]["allowedKeyPrefixes"] == ["!", "<=", "<", ">=", ">"]
