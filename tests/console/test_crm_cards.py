"""Cards of records, their timelines, and activities: what they show, to whom, and what can be changed on them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from homeport.core.clock import to_stored
from homeport.domain.crm.activity.fields import FIELDS
from homeport.domain.crm.activity.tables import ACTIVITY, BINDING
from homeport.store import Transaction
from tests.conftest import Api, Wire
from tests.console.crm import Person

CODES = {"lead": 1, "deal": 2, "contact": 3, "company": 4, "quote": 7, "invoice": 31, "dynamic-130": 130}


@pytest.fixture
def ada(wire: Wire) -> Person:
    return Person(wire, 1)


@pytest.fixture
def clara(wire: Wire) -> Person:
    return Person(wire, 3)


def bound(api: Api, activity_id: int) -> set[tuple[int, int]]:
    found = api("crm.activity.binding.list", activityId=activity_id)
    return {(each["entityTypeId"], each["entityId"]) for each in found}


def entries(text: str) -> list[str]:
    """The activities and comments of a timeline, in their order."""
    return re.findall(r'<li class="entry[^"]*" id="([^"]+)"', text)


@pytest.mark.parametrize("code", CODES)
def test_every_kind_has_a_card_with_all_its_fields(ada: Person, admin: Api, code: str) -> None:
    item = admin("crm.item.get", entityTypeId=CODES[code], id=1)["item"]
    title = item.get("title") or f"{item['name']} {item['lastName']}"
    assert f"<h1>{title} <" in ada.text(f"/crm/{code}/1/").replace("&#39;", "'")
    fields = ada.text(f"/crm/{code}/1/fields/")
    described = admin("crm.item.fields", entityTypeId=CODES[code])["fields"]
    assert [name for name in described if f"<code>{name}</code>" not in fields] == []
    assert ada.open(f"/crm/{code}/1/edit/").status == 200


def test_a_card_names_people_stages_and_linked_records(ada: Person) -> None:
    text = ada.text("/crm/deal/1/")
    assert 'href="/crm/company/1/">Tidewell Boatworks' in text
    assert 'href="/crm/contact/1/">Anna Ankerstein' in text
    assert "Clara Mast" in text
    assert "9\u202f600 EUR" in text
    assert re.search(r'value="EXECUTING"[^>]*aria-current="step"', text)


def test_a_card_lists_the_records_that_lead_to_it(ada: Person) -> None:
    text = ada.text("/crm/company/1/")
    assert 'href="/crm/deal/1/"' in text
    assert 'href="/crm/contact/1/"' in text


def test_a_record_that_is_hidden_is_not_shown_and_its_title_not_told(clara: Person, admin: Api) -> None:
    title = admin("crm.item.get", entityTypeId=2, id=2)["item"]["title"]
    for page in ("", "fields/", "edit/", "timeline/"):
        answer = clara.open(f"/crm/deal/2/{page}")
        assert answer.status == 403
        assert b"This is not open to you" in answer.body
        assert title not in answer.body.decode()
    assert title not in clara.text("/crm/deal/?q=%232")
    assert title not in clara.text("/crm/choose/?type=2&q=2")
    assert title not in clara.text("/crm/company/2/")
    assert title in Person(clara.wire, 1).text("/crm/choose/?type=2&q=2")


@pytest.mark.parametrize("path", ["/crm/deal/99999/", "/crm/deal/x/", "/crm/activity/99999/", "/crm/deal/1e3/"])
def test_what_is_not_there_is_not_found(ada: Person, path: str) -> None:
    assert ada.open(path).status == 404


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


DEFAULTS = {field.name: field.default for field in FIELDS.columns if field.default is not None}


def _many(tx: Transaction, deal: int, count: int, *, completed: str = "Y") -> None:
    first = 100_000
    made_by = dict.fromkeys(("RESPONSIBLE_ID", "AUTHOR_ID", "EDITOR_ID"), 1)
    call = {**DEFAULTS, **made_by, "OWNER_TYPE_ID": 2, "OWNER_ID": deal, "TYPE_ID": 2, "COMPLETED": completed}
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
    assert len(seen) == len(set(seen)) == activities + comments


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


def test_a_record_is_changed_by_its_form(ada: Person, admin: Api) -> None:
    form = ada.page("/crm/contact/1/edit/").forms["/crm/contact/1/edit/"]
    answer = ada.post(
        "/crm/contact/1/edit/",
        {
            **form, "f.name": "Annika", "f.birthdate": "1990-02-03", "f.opened": "N", "f.companyIds.2": "2",
            "fm.91.value": "", "fm.92.value": "annika@example.test", "fm.92.type": "HOME",
            "fm.new-PHONE.value": "+49 30 23125 999", "fm.new-PHONE.type": "WORK",
        },
    )  # fmt: skip
    assert answer.status == 303
    item = admin("crm.item.get", entityTypeId=3, id=1)["item"]
    assert (item["name"], item["birthdate"][:10], item["opened"]) == ("Annika", "1990-02-03", "N")
    assert item["companyIds"] == [2]
    assert {(each["typeId"], each["valueType"], each["value"]) for each in item["fm"]} == {
        ("EMAIL", "HOME", "annika@example.test"),
        ("PHONE", "WORK", "+49 30 23125 999"),
    }


def test_a_form_that_is_sent_as_it_came_changes_nothing(ada: Person, admin: Api) -> None:
    before = admin("crm.item.get", entityTypeId=2, id=1)["item"]
    text = ada.text("/crm/deal/1/edit/")
    fields = dict(re.findall(r'name="(f\.[^"]+)" value="([^"]*)"(?: checked)?', text))
    for name, body in re.findall(r'<select id="f-\w+" name="(f\.\w+)">(.*?)</select>', text, re.DOTALL):
        fields[name] = re.findall(r'value="([^"]*)" selected', body)[-1]
    fields["f.comments"] = before["comments"]
    assert ada.send("/crm/deal/1/edit/", **fields).status == 303
    after = admin("crm.item.get", entityTypeId=2, id=1)["item"]
    assert {name for name in before if before[name] != after[name]} <= {"updatedTime", "updatedBy"}


def test_what_the_person_may_not_read_stays_linked_when_the_form_is_sent(clara: Person, admin: Api) -> None:
    admin("crm.item.update", entityTypeId=3, id=1, fields={"opened": "N", "assignedById": 5})
    text = clara.text("/crm/deal/1/edit/")
    assert "Ankerstein" not in text
    ticked = re.findall(r'name="(f\.contactIds\.\d+)" value="\d+" checked', text)
    assert clara.send("/crm/deal/1/edit/", **{"f.contactIds": "", **dict.fromkeys(ticked, "on")}).status == 303
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["contactIds"] == [1, 31]


def test_a_value_that_does_not_fit_is_refused_in_words(ada: Person, admin: Api) -> None:
    answer = ada.htmx("/crm/deal/1/edit/", **{"f.opportunity": "plenty"})
    assert answer.status == 400
    assert b"opportunity" in answer.body
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["opportunity"] == 9600


def test_the_stage_is_changed_on_the_card(ada: Person, admin: Api) -> None:
    assert ada.send("/crm/deal/1/stage/", stage="WON").status == 303
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["stageId"] == "WON"


FORMS = [
    ("/crm/deal/add/", {"f.title": "Forged"}),
    ("/crm/deal/1/edit/", {"f.title": "Forged"}),
    ("/crm/deal/1/stage/", {"stage": "LOSE"}),
    ("/crm/deal/1/todos/", {"title": "Forged", "deadline": "2030-01-01T10:00"}),
    ("/crm/deal/1/comments/", {"comment": "Forged"}),
    ("/crm/deal/1/comments/1/", {"comment": "Forged"}),
    ("/crm/deal/board/move/", {"id": "1", "stage": "LOSE"}),
    ("/crm/activity/1/bindings/", {"do": "add", "record": "4:2"}),
    ("/crm/activity/1/completed/", {"completed": "N"}),
    ("/crm/activity/1/deadline/", {"deadline": "2030-01-01T10:00"}),
]


@pytest.mark.parametrize(("path", "fields"), FORMS, ids=[path for path, _ in FORMS])
def test_a_form_that_was_not_made_here_changes_nothing(
    ada: Person, admin: Api, path: str, fields: dict[str, str]
) -> None:
    before = (
        admin("crm.item.get", entityTypeId=2, id=1), bound(admin, 1), admin("crm.activity.get", id=1),
        admin.send("crm.item.list", entityTypeId=2).json["total"],
    )  # fmt: skip
    for token in ({}, {"token": ""}, {"token": "0" * 32}):
        assert ada.post(path, {**fields, **token}).status == 403
    assert before == (
        admin("crm.item.get", entityTypeId=2, id=1), bound(admin, 1), admin("crm.activity.get", id=1),
        admin.send("crm.item.list", entityTypeId=2).json["total"],
    )  # fmt: skip


@pytest.mark.parametrize("place", ["//evil.test/", "https://evil.test/", "/\\evil.test", "/crm/\\evil", "javascript:1"])
def test_a_form_leads_back_to_the_crm_only(ada: Person, place: str) -> None:
    answer = ada.send("/crm/activity/1/completed/", back=place)
    assert answer.headers["location"] == "/crm/activity/1/"


def test_who_is_not_signed_in_signs_in_first(wire: Wire) -> None:
    from tests.oauth.browser import Browser

    answer = Browser(wire).get("/crm/deal/1/")
    assert answer.status in (302, 303)
    assert answer.headers["location"].startswith("/sign-in/")
