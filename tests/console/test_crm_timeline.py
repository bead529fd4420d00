"""Timelines and activities: what they show, to whom, and what can be changed by hand."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from homeport.core.clock import to_stored
from homeport.domain.crm.activity.fields import FIELDS
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.reference.examples import example_of
from homeport.store import Transaction
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.console.crm import Person, bound
from tests.console.test_disk import picture, upload


def entries(text: str) -> list[str]:
    """The activities and comments of a timeline, in their order."""
    return re.findall(r'<li class="entry[^"]*" id="([^"]+)"', text)


def test_an_activity_that_is_hidden_is_not_shown(clara: Person) -> None:
    for page in ("", "bind/"):
        answer = clara.open(f"/crm/activity/2/{page}")
        assert answer.status == 403
        assert b"in confidence" not in answer.body
    assert "in confidence" not in clara.text("/crm/activity/?whose=all")


def test_chips_show_only_the_records_that_the_person_may_read(clara: Person, ada: Person) -> None:
    for person in (clara, ada):
        told = person.text("/crm/activity/3/")
        chips = re.findall(r'name="record" value="(\d+:\d+)"', told)
        count = re.search(r'Bound to <span class="badge">(\d+)<', told)
        assert count is not None
        assert len(chips) == int(count[1])
        assert (len(chips) == 100) is (person is ada)


def test_an_activity_page_shows_what_the_api_answers(ada: Person, admin: Api) -> None:
    text = ada.text("/crm/activity/1/")
    assert "crm.activity.binding.list?activityId=1" in text
    answer = re.sub(r"\s", "", text.partition('aria-label="The answer">')[2].partition("</pre>")[0])
    assert answer.replace("&#34;", '"') == (
        '{"result":[{"entityTypeId":2,"entityId":1},{"entityTypeId":1,"entityId":1},'
        '{"entityTypeId":3,"entityId":1},{"entityTypeId":4,"entityId":1}]}'
    )
    for name in admin("crm.activity.get", id=1):
        assert f">{name}</code>" in text
    assert "+49 30 23125 101" in text


def test_a_timeline_shows_what_is_planned_first_and_then_the_newest(ada: Person, admin: Api) -> None:
    for day in ("2030-03-02", "2030-03-01"):
        admin("crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline=f"{day}T10:00:00", title=f"Due {day}")
    shown = entries(ada.text("/crm/deal/1/"))
    pairs = [{"OWNER_TYPE_ID": 2, "OWNER_ID": 1}]
    planned = admin("crm.activity.list", filter={"BINDINGS": pairs, "COMPLETED": "N"}, order={"DEADLINE": "ASC"})
    past = admin("crm.activity.list", filter={"BINDINGS": pairs, "COMPLETED": "Y"}, order={"ID": "DESC"})
    assert [entry for entry in shown if entry.startswith("activity")] == [
        f"activity-{each['ID']}" for each in (*planned, *past)
    ]
    assert len(planned) == 2


def _many(tx: Transaction, deal: int, count: int, *, completed: str = "Y") -> None:
    first = 100_000
    made_by = dict.fromkeys(("RESPONSIBLE_ID", "AUTHOR_ID", "EDITOR_ID"), 1)
    call = {**FIELDS.defaults, **made_by, "OWNER_TYPE_ID": 2, "OWNER_ID": deal, "TYPE_ID": 2, "COMPLETED": completed}
    tx.insert_many(
        ACTIVITY,
        [
            {
                **call,
                **dict.fromkeys(("CREATED", "START_TIME", "DEADLINE", "LAST_UPDATED"), minute(number)),
                "ID": first + number,
                "SUBJECT": f"Call {number}",
            }
            for number in range(count)
        ],
    )
    tx.insert_many(
        BINDING,
        [
            {"ACTIVITY_ID": first + number, "POSITION": position, "OWNER_TYPE_ID": type_id, "OWNER_ID": entity_id}
            for number in range(count)
            for position, (type_id, entity_id) in enumerate(((2, deal), (4, 1), (3, 1)), 1)
        ],
    )


def minute(number: int) -> str:
    return to_stored(datetime(2026, 2, 1, tzinfo=UTC) + timedelta(minutes=number))


def test_a_timeline_of_ten_thousand_entries_is_shown_a_part_at_a_time(wire: Wire, ada: Person) -> None:
    wire.portal.store.write_now(lambda tx: _many(tx, 5, 10_000))
    text = ada.text("/crm/deal/5/")
    assert len(entries(text)) == 20 + len(entries(text.partition('id="past"')[0]))
    assert len(text) < 150_000


def test_all_of_a_timeline_is_reached_by_asking_for_more(wire: Wire, ada: Person, admin: Api) -> None:
    wire.portal.store.write_now(lambda tx: _many(tx, 5, 70))
    for number in range(30):
        fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": 5, "COMMENT": f"Comment {number}"}
        admin("crm.timeline.comment.add", fields=fields)
    text = ada.text("/crm/deal/5/").partition('id="past"')[2]
    seen = entries(text)
    while further := re.search(r'hx-get="([^"]+)" hx-target="closest li"', text):
        text = ada.text(further[1].replace("&amp;", "&"))
        seen += entries(text)
    pairs = [{"OWNER_TYPE_ID": 2, "OWNER_ID": 5}]
    activities = admin.send("crm.activity.list", filter={"BINDINGS": pairs, "COMPLETED": "Y"}).json["total"]
    comments = admin.send("crm.timeline.comment.list", filter={"ENTITY_TYPE": "deal", "ENTITY_ID": 5}).json["total"]
    moves = admin.send("crm.stagehistory.list", entityTypeId=2, filter={"OWNER_ID": 5, "!TYPE_ID": 1}).json["total"]
    assert moves == 1
    assert len(seen) == len(set(seen)) == activities + comments + moves + len(["made"])


@pytest.mark.parametrize(
    ("code", "type_id", "stage", "title"),
    [("lead", 1, "IN_PROCESS", "In process"), ("deal", 2, "PREPARATION", "Document preparation")],
)
def test_a_stage_that_a_record_came_into_is_in_its_history(
    ada: Person, admin: Api, code: str, type_id: int, stage: str, title: str
) -> None:
    number = admin("crm.item.add", entityTypeId=type_id, fields={"title": "Chains", "stageId": "NEW"})["item"]["id"]
    assert entries(ada.text(f"/crm/{code}/{number}/")) == ["made"]
    admin("crm.item.update", entityTypeId=type_id, id=number, fields={"stageId": stage})
    admin("crm.timeline.comment.add", fields={"ENTITY_TYPE": code, "ENTITY_ID": number, "COMMENT": "Later"})
    told = ada.text(f"/crm/{code}/{number}/").partition('id="past"')[2]
    kinds = [entry.partition("-")[0] for entry in entries(told)]
    assert sorted(kinds) == ["change", "comment", "made"]
    assert f"{title}</span>" in told


def test_all_that_is_planned_is_reached_by_asking_for_more(wire: Wire, ada: Person, admin: Api) -> None:
    wire.portal.store.write_now(lambda tx: _many(tx, 5, 35, completed="N"))
    text = ada.text("/crm/deal/5/").partition('id="past"')[0]
    seen = entries(text)
    while further := re.search(r'hx-get="([^"]+)" hx-target="closest li"', text):
        text = ada.text(further[1].replace("&amp;", "&"))
        seen += entries(text)
    pairs = [{"OWNER_TYPE_ID": 2, "OWNER_ID": 5}]
    total = admin.send("crm.activity.list", filter={"BINDINGS": pairs, "COMPLETED": "N"}).json["total"]
    assert len(seen) == len(set(seen)) == total


def test_bindings_are_added_moved_and_deleted(ada: Person, admin: Api) -> None:
    before = bound(admin, 1)
    assert ada.send("/crm/activity/1/bindings/", do="add", record="4:2").status == 303
    assert bound(admin, 1) == before | {(4, 2)}
    assert ada.send("/crm/activity/1/bindings/", do="move", source="4:2", record="4:3").status == 303
    assert bound(admin, 1) == before | {(4, 3)}
    answer = ada.htmx("/crm/activity/1/bindings/", do="delete", record="4:3", here="2:1")
    assert answer.status == 200
    assert entries(answer.body.decode()) == ["activity-1"]
    assert bound(admin, 1) == before


@pytest.mark.parametrize(
    ("fields", "status", "text"),
    [
        ({"do": "add", "record": "2:1"}, 400, "already bound"),
        ({"do": "add", "record": "2:99999"}, 400, "Owner not found"),
        ({"do": "delete", "record": "4:9"}, 400, "not bound to this record"),
        ({"do": "move", "source": "2:1", "record": "4:5"}, 400, "between records of one type"),
        ({"do": "move", "source": "2:1", "record": "2:1"}, 400, "already leads to this record"),
        ({"do": "add"}, 400, "Choose one of those"),
        ({"do": "add", "record": "2:x"}, 400, "Choose one of those"),
        ({"do": "explode", "record": "2:1"}, 400, "The form is not clear"),
    ],
)
def test_a_refusal_of_a_binding_is_a_notice_in_words(
    ada: Person, admin: Api, fields: dict[str, str], status: int, text: str
) -> None:
    before = bound(admin, 1)
    answer = ada.htmx("/crm/activity/1/bindings/", **fields)
    assert (answer.status, 'role="alert"' in answer.body.decode()) == (status, True)
    assert text in answer.body.decode()
    assert bound(admin, 1) == before


def test_the_only_binding_stays(ada: Person, admin: Api) -> None:
    made = admin("crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline="2030-01-01T10:00:00", title="Alone")
    answer = ada.htmx(f"/crm/activity/{made['id']}/bindings/", do="delete", record="2:1")
    assert b"only binding" in answer.body
    assert bound(admin, made["id"]) == {(2, 1)}


def test_without_scripts_a_record_to_bind_is_found_and_chosen_on_a_page(ada: Person) -> None:
    text = ada.text("/crm/activity/1/bind/?type=3&q=hafenholz")
    assert "Karin Hafenholz" in text
    assert 'value="3:31"' in text
    moved = ada.text("/crm/activity/1/bind/?move=4:1")
    assert "Move from “Tidewell Boatworks”" in moved


def test_a_todo_is_planned_rescheduled_and_completed(ada: Person, admin: Api) -> None:
    answer = ada.send(
        "/crm/deal/1/todos/", title="Send samples", deadline="2030-05-06T07:08", responsibleId=4, description="By post."
    )
    assert answer.status == 303
    found = admin("crm.activity.list", filter={"SUBJECT": "Send samples"})
    assert [(each["RESPONSIBLE_ID"], each["DEADLINE"][:16]) for each in found] == [("4", "2030-05-06T07:08")]
    path = f"/crm/activity/{found[0]['ID']}/"
    assert ada.htmx(f"{path}deadline/", record="2:1", here="2:1", deadline="2031-01-02T03:04").status == 200
    changed = ada.htmx(f"{path}completed/", here="2:1").body.decode()
    assert "Completed" in changed
    stored = admin("crm.activity.get", id=found[0]["ID"])
    assert (stored["DEADLINE"][:16], stored["COMPLETED"]) == ("2031-01-02T03:04", "Y")
    assert b"cannot be changed" in ada.htmx(f"{path}deadline/", record="2:1", deadline="2032-01-02T03:04").body
    assert ada.send(f"{path}completed/", completed="N").status == 303
    assert admin("crm.activity.get", id=found[0]["ID"])["COMPLETED"] == "N"


def test_a_todo_without_a_date_is_refused_in_words(ada: Person) -> None:
    answer = ada.htmx("/crm/deal/1/todos/", title="Some day", deadline="someday")
    assert answer.status == 400
    assert b"Wrong date and time format" in answer.body


def test_activities_are_the_persons_own_until_all_are_asked_for(clara: Person) -> None:
    mine = clara.text("/crm/activity/")
    assert "Clara Mast" in mine
    assert "Boris Anker" not in mine.partition("<ol")[2]
    assert "Boris Anker" in clara.text("/crm/activity/?whose=all&show=completed")


@pytest.mark.parametrize("query", ["show=completed", "whose=all&show=completed", "whose=all"])
def test_all_activities_are_reached_by_turning_pages(ada: Person, admin: Api, query: str) -> None:
    address, seen = f"/crm/activity/?{query}", list[str]()
    while address:
        seen += entries(ada.text(address))
        address = ada.links(address).next
    wanted = {"COMPLETED": "Y" if "completed" in query else "N"}
    if "all" not in query:
        wanted["RESPONSIBLE_ID"] = "1"
    assert len(seen) == len(set(seen)) == admin.send("crm.activity.list", filter=wanted).json["total"]


def test_comments_are_written_changed_and_deleted(ada: Person, admin: Api) -> None:
    assert ada.send("/crm/deal/1/comments/", comment="They prefer <b>blue</b>.").status == 303
    text = ada.text("/crm/deal/1/")
    assert "They prefer &lt;b&gt;blue&lt;/b&gt;." in text
    asked = {"filter": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1}}
    comment = admin("crm.timeline.comment.list", **asked)[-1]
    path = f"/crm/deal/1/comments/{comment['ID']}/"
    assert ada.send(path, comment="Green.").status == 303
    assert admin("crm.timeline.comment.get", id=comment["ID"])["COMMENT"] == "Green."
    assert ada.send(path, do="delete", comment="Green.").status == 303
    assert comment["ID"] not in {each["ID"] for each in admin("crm.timeline.comment.list", **asked)}


def test_a_comment_where_the_person_may_not_write_is_refused(clara: Person, admin: Api) -> None:
    others = admin("crm.item.list", entityTypeId=4, filter={"!assignedById": 3})["items"][0]["id"]
    answer = clara.htmx(f"/crm/company/{others}/comments/", comment="Mine")
    assert answer.status == 400
    assert b"ccess denied" in answer.body


def test_log_entries_and_notes_are_shown(ada: Person, admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Ropes"})
    fields = {"entityTypeId": 2, "entityId": deal, "title": "Warehouse", "text": "Packed <b>", "iconCode": "info"}
    entry = admin("crm.timeline.logmessage.add", fields=fields)["logMessage"]["id"]
    call = admin("crm.activity.todo.add", ownerTypeId=2, ownerId=deal, deadline="2030-01-01T10:00:00", title="Call")
    on = {"ownerTypeId": 2, "ownerId": deal}
    admin("crm.timeline.note.save", **on, itemType=1, itemId=entry, text="Two of three")
    admin("crm.timeline.note.save", **on, itemType=2, itemId=call["id"], text="After nine")
    text = ada.text(f"/crm/deal/{deal}/")
    assert entries(text) == [f"activity-{call['id']}", f"log-{entry}", "made"]
    for said in ("Warehouse", "Packed &lt;b&gt;", "Two of three", "After nine"):
        assert said in text


def test_a_picture_that_was_added_is_shown_with_its_entries(ada: Person, admin: Api) -> None:
    file = example_of("crm.timeline.icon.add").params["fileContent"]
    icon = admin("crm.timeline.icon.add", code="pallet", fileContent=file)["icon"]
    fields = {"entityTypeId": 2, "entityId": 5, "title": "Warehouse", "text": "Packed", "iconCode": "pallet"}
    admin("crm.timeline.logmessage.add", fields=fields)
    assert f'<img src="{icon["fileUri"]}"' in ada.text("/crm/deal/5/")


def test_what_is_pinned_stands_first_and_in_its_place(ada: Person, admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Ropes"})
    fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": deal}
    first, second = (admin("crm.timeline.comment.add", fields={**fields, "COMMENT": each}) for each in ("1", "2"))
    ada.send(f"/crm/deal/{deal}/pins/", entry=first, do="pin")
    assert entries(ada.text(f"/crm/deal/{deal}/")) == [
        f"pinned-{first}",
        f"comment-{second}",
        f"comment-{first}",
        "made",
    ]
    ada.send(f"/crm/deal/{deal}/pins/", entry=first, do="unpin")
    assert entries(ada.text(f"/crm/deal/{deal}/")) == [f"comment-{second}", f"comment-{first}", "made"]


def test_all_of_a_long_log_is_reached_in_its_order(wire: Wire, ada: Person, admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Ropes"})
    made, now = [], wire.portal.clock.now()
    for number in range(45):
        wire.freeze(now + number)
        if number % 3:
            fields = {"entityTypeId": 2, "entityId": deal, "title": f"{number}", "text": "Text", "iconCode": "info"}
            made.append(f"log-{admin('crm.timeline.logmessage.add', fields=fields)['logMessage']['id']}")
        else:
            fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": deal, "COMMENT": f"{number}"}
            made.append(f"comment-{admin('crm.timeline.comment.add', fields=fields)}")
    text = ada.text(f"/crm/deal/{deal}/")
    seen = entries(text)
    while further := re.search(r'hx-get="([^"]+)" hx-target="closest li"', text):
        text = ada.text(further[1].replace("&amp;", "&"))
        seen += entries(text)
    assert seen == [*made[::-1], "made"]


def test_what_applications_have_added_is_on_the_page_for_its_script(wire: Wire, ada: Person, admin: Api) -> None:
    app = app_of(wire, 1, "crm", title="Crates")
    comment = admin("crm.timeline.comment.add", fields={"ENTITY_TYPE": "deal", "ENTITY_ID": 5, "COMMENT": "1"})
    said = {"value": {"de": "Gepackt", "en": "Packed <b>"}}
    layout = {"blocks": {"a": {"type": "text", "properties": said}}}
    app("crm.timeline.layout.blocks.set", entityTypeId=2, entityId=5, timelineId=comment, layout=layout)
    text = ada.text("/crm/deal/5/")
    assert 'data-app-name="Crates"' in text
    assert f'data-rest-client-id="{app.app.client_id}"' in text
    assert r'"value": "Packed \u003cb\u003e"' in text
    assert "Gepackt" not in text


def test_files_are_shown_on_cards_with_comments_and_activities_and_sent_to_comments(ada: Person, admin: Api) -> None:
    sent = ["plan.txt", base64.b64encode(b"the plan").decode()]
    fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "See", "FILES": [sent]}
    admin("crm.timeline.comment.add", fields=fields)
    call = {"OWNER_TYPE_ID": 2, "OWNER_ID": 1, "TYPE_ID": 2, "SUBJECT": "Call", "RESPONSIBLE_ID": 1, "COMPLETED": "Y"}
    call |= {"COMMUNICATIONS": [{"VALUE": "+49 30 1", "ENTITY_ID": 1, "ENTITY_TYPE_ID": 3}]}
    admin("crm.activity.add", fields={**call, "FILES": [{"fileData": ["call.txt", sent[1]]}]})
    admin("crm.deal.userfield.add", fields={"FIELD_NAME": "PLAN", "USER_TYPE_ID": "file"})
    admin("crm.deal.update", id=1, fields={"UF_CRM_PLAN": {"fileData": sent}})
    text = ada.text("/crm/deal/1/")
    urls = re.findall(r'href="(/rest/download[^"]+)"', text)
    assert len(urls) == 3
    assert {ada.open(url.replace("&amp;", "&")).body for url in urls} == {b"the plan"}
    assert "call.txt" in text
    assert re.search(r"File \d+", text.partition("History</h2>")[2]), "the history says which file came"

    told = json.loads(ada.send("/crm/deal/1/comments/", comment="And this", attaches="Y").body)
    comment = admin("crm.timeline.comment.list", filter={"ENTITY_TYPE": "deal", "ENTITY_ID": 1})[-1]
    assert told == {"address": f"/crm/deal/1/comments/{comment['ID']}/address/"}
    for name in ("boat.png", "../boat.png"):
        upload(ada, told["address"], picture(), name)
    (file,) = admin("crm.timeline.comment.get", id=comment["ID"])["FILES"].values()
    assert (file["name"], file["type"], file["image"]) == ("boat.png", "image", {"width": 600, "height": 300})
    thumbnail = re.search(r'<img src="(/rest/download[^"]+)"', ada.text("/crm/deal/1/"))
    assert thumbnail is not None
    assert Image.open(BytesIO(ada.open(thumbnail[1].replace("&amp;", "&")).body)).size == (240, 120)


def test_nobody_sends_files_to_comments_of_records_that_are_not_theirs_to_change(clara: Person, admin: Api) -> None:
    (deal,) = admin("crm.deal.list", filter={"!ASSIGNED_BY_ID": 3}, select=["ID"])[:1]
    fields = {"ENTITY_TYPE": "deal", "ENTITY_ID": deal["ID"], "COMMENT": "See"}
    comment = admin("crm.timeline.comment.add", fields=fields)
    assert clara.send(f"/crm/deal/{deal['ID']}/comments/{comment}/address/").status == 400
