"""Cards of records: what they show, to whom, and what can be changed on them."""

import re

import pytest

from homeport.core.owner import Owner
from homeport.domain.crm.entities import key_of, table_of
from tests.conftest import Api, Wire
from tests.console.crm import Filled, Person, bound

CODES = {"lead": 1, "deal": 2, "contact": 3, "company": 4, "quote": 7, "invoice": 31, "dynamic-130": 130}


@pytest.mark.parametrize("code", CODES)
def test_every_kind_has_a_card_with_all_its_fields(ada: Person, admin: Api, code: str) -> None:
    item = admin("crm.item.get", entityTypeId=CODES[code], id=1)["item"]
    title = item.get("title") or f"{item['name']} {item['lastName']}"
    assert f"<h1>{title} <" in ada.text(f"/crm/{code}/1/").replace("&#39;", "'")
    fields = ada.text(f"/crm/{code}/1/fields/")
    described = admin("crm.item.fields", entityTypeId=CODES[code])["fields"]
    described.pop("contacts", None)  # another name for contactIds
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


@pytest.mark.parametrize("code", CODES)
def test_a_form_that_is_sent_as_it_came_changes_nothing(ada: Person, admin: Api, code: str) -> None:
    type_id = CODES[code]
    lines = {"comments": "Two\nlines", "sourceDescription": "Two\nlines", "observers": [2, 3]}
    admin("crm.item.update", entityTypeId=type_id, id=1, fields=lines)
    if "SOURCE_ID" in table_of(type_id).c:  # of a directory's entry that has been deleted since
        gone = {"SOURCE_ID": "GONE"}
        record = key_of(Owner(type_id, 1))
        admin.wire.portal.store.write_now(lambda tx: tx.update(table_of(type_id), record, gone))
    before = admin("crm.item.get", entityTypeId=type_id, id=1)["item"]
    path = f"/crm/{code}/1/edit/"
    fields = Filled(ada.open(f"{path}?all=1")).forms[path]
    assert len(fields) > 20
    assert ada.post(path, fields).status == 303
    after = admin("crm.item.get", entityTypeId=type_id, id=1)["item"]
    assert {name: after[name] for name in before if before[name] != after[name]} == {}


def test_observers_are_chosen_in_a_form(ada: Person, admin: Api) -> None:
    fields = {"f.observers": "", "f.observers.2": "2", "f.observers.4": "4"}
    assert ada.send("/crm/deal/1/edit/", **fields).status == 303
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["observers"] == [2, 4]


def test_what_the_person_may_not_read_stays_linked_when_the_form_is_sent(clara: Person, admin: Api) -> None:
    admin("crm.item.update", entityTypeId=3, id=1, fields={"opened": "N", "assignedById": 5})
    text = clara.text("/crm/deal/1/edit/")
    assert "Ankerstein" not in text
    ticked = re.findall(r'name="(f\.contactIds\.\d+)" value="\d+" checked', text)
    assert clara.send("/crm/deal/1/edit/", **{"f.contactIds": "", **dict.fromkeys(ticked, "on")}).status == 303
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["contactIds"] == [1, 31]


@pytest.mark.parametrize("code", CODES)
def test_every_field_that_can_be_written_can_be_edited(ada: Person, admin: Api, code: str) -> None:
    described = admin("crm.item.fields", entityTypeId=CODES[code])["fields"]
    text = ada.text(f"/crm/{code}/1/edit/?all=1")
    missing = [
        name
        for name, field in described.items()
        if not (field["isReadOnly"] or field["isImmutable"])
        and f'name="f.{name}"' not in text
        and name not in ("stageId", "categoryId", "contactId", "companyId", "contacts", "fm")
        and field["type"] not in ("file", "location")
    ]
    assert missing == []


def test_a_value_that_does_not_fit_is_refused_in_words(ada: Person, admin: Api) -> None:
    answer = ada.htmx("/crm/deal/1/edit/", **{"f.opportunity": "plenty"})
    assert answer.status == 400
    assert b"opportunity" in answer.body
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["opportunity"] == 9600


def test_the_stage_is_changed_on_the_card(ada: Person, admin: Api) -> None:
    assert ada.send("/crm/deal/1/stage/", stage="WON").status == 303
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["stageId"] == "WON"


def test_a_record_and_an_activity_are_deleted(ada: Person, admin: Api) -> None:
    assert ada.send("/crm/quote/1/delete/").headers["location"] == "/crm/quote/"
    assert admin.refused("crm.item.get", entityTypeId=7, id=1) == (400, "NOT_FOUND")
    assert ada.send("/crm/activity/1/delete/").headers["location"] == "/crm/activity/"
    assert admin.refused("crm.activity.get", id=1)[0] == 400


def test_what_the_person_may_not_delete_stays(clara: Person, admin: Api) -> None:
    answer = clara.htmx("/crm/deal/1/delete/")
    assert (answer.status, b"Access denied" in answer.body) == (400, True)
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["id"] == 1


FORMS = [
    ("/crm/deal/add/", {"f.title": "Forged"}),
    ("/crm/deal/1/edit/", {"f.title": "Forged"}),
    ("/crm/deal/1/stage/", {"stage": "LOSE"}),
    ("/crm/deal/1/delete/", {}),
    ("/crm/activity/1/delete/", {}),
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


def test_a_card_shows_user_fields_and_its_form_changes_those_of_one_value(ada: Person, admin: Api) -> None:
    for name, kind, several in (
        ("HULL", "enumeration", "N"),
        ("WOODS", "enumeration", "Y"),
        ("NOTE", "string", "N"),
        ("DAYS", "date", "Y"),
        ("SOURCE", "crm_status", "N"),
        ("PRICE", "money", "N"),
        ("DRAUGHT", "double", "N"),
    ):
        given = {"FIELD_NAME": name, "USER_TYPE_ID": kind, "MULTIPLE": several, "EDIT_FORM_LABEL": f"Its {name}"}
        admin("crm.deal.userfield.add", fields={**given, "LIST": [{"VALUE": "Oak"}, {"VALUE": "Ash"}]})
    fields = admin("crm.deal.fields")
    oak, ash = (item["ID"] for item in fields["UF_CRM_HULL"]["items"])
    woods = [item["ID"] for item in fields["UF_CRM_WOODS"]["items"]]
    given = {"HULL": oak, "WOODS": woods, "NOTE": "Painted", "DAYS": ["2026-02-03", "2026-03-04"], "PRICE": "1200|EUR"}
    admin("crm.deal.update", id=1, fields={f"UF_CRM_{name}": value for name, value in given.items()})
    text = ada.text("/crm/deal/1/fields/")
    for shown in ("Its HULL", "Oak, Ash", "Painted", "3 Feb 2026, 4 Mar 2026", "1\u202f200 EUR"):
        assert shown in text
    form = Filled(ada.open("/crm/deal/1/edit/?all=1")).forms["/crm/deal/1/edit/"]
    assert form["f.ufCrmHull"] == oak
    assert "f.ufCrmWoods" not in form
    typed = {**form, "f.ufCrmHull": ash, "f.ufCrmNote": "Varnished", "f.ufCrmDraught": "1.5"}
    assert ada.post("/crm/deal/1/edit/", typed).status == 303
    deal = admin("crm.deal.get", id=1)
    assert (deal["UF_CRM_HULL"], deal["UF_CRM_NOTE"], deal["UF_CRM_DRAUGHT"]) == (ash, "Varnished", "1.5")
    assert deal["UF_CRM_WOODS"] == [int(number) for number in woods]


def test_a_card_shows_the_sections_that_were_set(ada: Person, clara: Person, admin: Api, seller: Api) -> None:
    fields = {"TITLE": "Chains", "COMMENTS": "By ship", "OPPORTUNITY": 70, "ASSIGNED_BY_ID": 3}
    deal = admin("crm.deal.add", fields=fields)
    elements = [{"name": "COMMENTS"}, {"name": "SOURCE_DESCRIPTION"}, {"name": "OPPORTUNITY_WITH_CURRENCY"}]
    common = [{"name": "a", "title": "Everybody's <b>", "type": "section", "elements": elements}]
    admin("crm.deal.details.configuration.set", scope="C", data=common)
    for person in (ada, clara):
        text = person.text(f"/crm/deal/{deal}/")
        assert "Everybody&#39;s &lt;b&gt;" in text
        assert "By ship" in text
        assert ">Source information<" not in text  # it is empty
    always = [{"name": "SOURCE_DESCRIPTION", "optionFlags": 1}]
    own = [{"name": "b", "title": "My own", "type": "section", "elements": always}]
    seller("crm.deal.details.configuration.set", data=own)
    text = clara.text(f"/crm/deal/{deal}/")
    assert ("My own" in text, "By ship" in text, "Everybody&#39;s" in text) == (True, False, False)
    assert "By ship" in ada.text(f"/crm/deal/{deal}/")
    admin("crm.deal.details.configuration.forceCommonScopeForAll")
    assert "By ship" in clara.text(f"/crm/deal/{deal}/")
    admin("crm.deal.details.configuration.reset", scope="C")
    assert "Everybody&#39;s" not in clara.text(f"/crm/deal/{deal}/")


def test_a_field_is_edited_where_it_is_shown(ada: Person, admin: Api) -> None:
    text = ada.text("/crm/deal/1/")
    assert 'hx-get="/crm/deal/1/field/opportunity/edit/"' in text
    assert "40 %" in text
    path = "/crm/deal/1/field/opportunity/"
    form = Filled(ada.open(f"{path}edit/")).forms[path]
    assert form["f.opportunity"] == "9600"
    told = ada.htmx(path, was=form["was"], **{"f.opportunity": "9700"}).body.decode()
    assert "9\u202f700 EUR" in told
    assert "Amount was changed." in told
    assert admin("crm.deal.get", id=1)["OPPORTUNITY"] == "9700.00"
    assert ada.open("/crm/deal/1/field/createdTime/edit/").status == 404
    assert ada.open("/crm/deal/1/field/nothing/edit/").status == 404


def test_what_somebody_has_changed_meanwhile_is_not_overwritten(ada: Person, clara: Person, admin: Api) -> None:
    path = "/crm/deal/1/field/title/"
    hers, his = (Filled(person.open(f"{path}edit/")).forms[path] for person in (ada, clara))
    assert ada.htmx(path, was=hers["was"], **{"f.title": "Hers"}).status == 200
    refused = clara.htmx(path, was=his["was"], **{"f.title": "His"})
    assert refused.status == 409
    assert "Somebody has changed this meanwhile" in refused.body.decode()
    assert admin("crm.deal.get", id=1)["TITLE"] == "Hers"


@pytest.mark.parametrize("code", CODES)
def test_every_field_that_is_shown_with_a_pencil_can_be_edited(ada: Person, code: str) -> None:
    found = re.findall(r'hx-get="(/crm/[^"]+/field/\w+/edit/)"', ada.text(f"/crm/{code}/1/"))
    assert len(found) > 5
    for address in found:
        answer = ada.open(address)
        assert answer.status == 200, address
        form = Filled(answer).forms[address.removesuffix("edit/")]
        form.pop("token")
        assert ada.htmx(address.removesuffix("edit/"), **form).status == 200, address


def test_what_may_not_be_changed_has_no_pencils(clara: Person) -> None:
    shown = clara.text("/crm/company/2/")
    allowed = clara.htmx("/crm/company/2/edit/", **{"f.title": "Renamed"}).status != 400
    assert ('/edit/" hx-target="#fact-' in shown) is allowed


def test_a_deal_is_lost_with_a_reason(ada: Person, admin: Api) -> None:
    text = ada.text("/crm/deal/1/")
    lost = text.partition('class="panel stack"')[2].partition("</form>")[0]
    assert 'value="LOSE"' in lost
    assert 'value="LOSE"' not in text.partition('class="path"')[2].partition("</form>")[0]
    moved = ada.send("/crm/deal/1/stage/", stage="LOSE", reason="Too late in the year")
    assert "changed=" in moved.headers["location"]
    assert admin("crm.deal.get", id=1)["STAGE_ID"] == "LOSE"
    assert "Too late in the year" in ada.text("/crm/deal/1/").partition('id="past"')[2]


@pytest.mark.parametrize(
    ("kind", "type_id", "value", "whose"),
    [
        ("call", "2", "+49 30 23125 101", (3, 1)),
        ("meeting", "1", "Pier 4", (2, 1)),
        ("email", "4", "anna.ankerstein@example.test", (3, 1)),
        ("call", "2", "+49 1", (2, 1)),
    ],
)
def test_activities_of_each_kind_are_added_on_a_card(
    ada: Person, admin: Api, kind: str, type_id: str, value: str, whose: tuple[int, int]
) -> None:
    given = {"kind": kind, "subject": "Rope talk", "with": value, "when": "2031-02-03T10:00", "responsible": 3}
    assert ada.send("/crm/deal/1/activities/", **given, direction=1, completed="Y").status == 303
    made = admin("crm.activity.list", order={"ID": "DESC"}, select=["*", "COMMUNICATIONS"])[0]
    assert (made["SUBJECT"], made["TYPE_ID"], made["RESPONSIBLE_ID"]) == ("Rope talk", type_id, "3")
    assert (made["OWNER_TYPE_ID"], made["OWNER_ID"], made["COMPLETED"]) == ("2", "1", "Y")
    talk = made["COMMUNICATIONS"][0]
    assert (talk["VALUE"], (int(talk["ENTITY_TYPE_ID"]), int(talk["ENTITY_ID"]))) == (value, whose)
    assert "Rope talk" in ada.text("/crm/deal/1/")
    assert ada.send("/crm/deal/1/activities/", kind="wave", subject="x").status == 400
