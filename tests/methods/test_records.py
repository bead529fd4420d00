"""Records of every type: added, read, changed and deleted through the classic and the universal methods."""

from typing import Any

import pytest

from homeport.domain.demo.plan import DELIVERY
from homeport.domain.portal.tables import USER
from tests.conftest import Api, Wire

LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE = 1, 2, 3, 4, 7, 31
TYPES = (LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE, DELIVERY)

CLASSIC: dict[str, dict[str, Any]] = {
    "lead": {"TITLE": "Enquiry about oars", "NAME": "Wanda", "OPPORTUNITY": 120.5, "CURRENCY_ID": "USD"},
    "deal": {"TITLE": "Oars for a museum", "OPPORTUNITY": 99.9, "PROBABILITY": 40, "BEGINDATE": "2026-02-03"},
    "contact": {"NAME": "Wanda", "LAST_NAME": "Küstermann", "BIRTHDATE": "1980-05-06", "TYPE_ID": "CLIENT"},
    "company": {"TITLE": "Oar Museum", "COMPANY_TYPE": "CUSTOMER", "REVENUE": 1000},
    "quote": {"TITLE": "Quote for oars", "OPPORTUNITY": 50, "CLOSEDATE": "2026-03-01"},
}
ADDED: dict[str, dict[str, Any]] = {
    "lead": {"TITLE": "Enquiry about oars", "NAME": "Wanda", "OPPORTUNITY": "120.50", "CURRENCY_ID": "USD"},
    "deal": {"OPPORTUNITY": "99.90", "PROBABILITY": "40", "BEGINDATE": "2026-02-03T00:00:00+00:00", "CLOSED": "N"},
    "contact": {"LAST_NAME": "Küstermann", "BIRTHDATE": "1980-05-06T00:00:00+00:00", "EXPORT": "Y", "LEAD_ID": None},
    "company": {"TITLE": "Oar Museum", "REVENUE": "1000.00", "IS_MY_COMPANY": "N", "CURRENCY_ID": "EUR"},
    "quote": {"TITLE": "Quote for oars", "OPPORTUNITY": "50.00", "STATUS_ID": "DRAFT"},
}
KINDS = tuple(CLASSIC)


def part(record: dict[str, Any], names: Any) -> dict[str, Any]:
    return {name: record[name] for name in names}


# Classic


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_read_as_it_was_added(admin: Api, kind: str) -> None:
    entity_id = admin(f"crm.{kind}.add", fields=CLASSIC[kind])
    record = admin(f"crm.{kind}.get", id=entity_id)
    assert record["ID"] == str(entity_id)
    assert part(record, ADDED[kind]) == ADDED[kind]
    assert part(record, ("ASSIGNED_BY_ID", "CREATED_BY_ID", "MODIFY_BY_ID", "OPENED")) == {
        "ASSIGNED_BY_ID": "1",
        "CREATED_BY_ID": "1",
        "MODIFY_BY_ID": "1",
        "OPENED": "Y",
    }
    assert record["DATE_CREATE"].endswith("+00:00")


def test_what_a_new_record_does_not_name_is_the_first_entry_of_its_directory(admin: Api) -> None:
    first = {"SOURCE_ID": "CALL", "TYPE_ID": "SALE"}
    assert part(admin("crm.deal.get", id=admin("crm.deal.add", fields={"TITLE": "Oars"})), first) == first
    first = {"SOURCE_ID": "CALL", "TYPE_ID": "CLIENT", "HONORIFIC": "HNR_EN_1"}
    assert part(admin("crm.contact.get", id=admin("crm.contact.add", fields={"NAME": "Wanda"})), first) == first
    first = {"COMPANY_TYPE": "CUSTOMER", "INDUSTRY": "IT", "EMPLOYEES": "EMPLOYEES_1"}
    assert part(admin("crm.company.get", id=admin("crm.company.add", fields={"TITLE": "Oars"})), first) == first


def test_a_new_deal_begins_today_and_ends_after_seven_days(wire: Wire, admin: Api) -> None:
    wire.set(clock={"frozen_at": 1_772_407_800.0})  # 23:30 on the 1st of March 2026
    deal = admin("crm.deal.get", id=admin("crm.deal.add", fields={}))
    dates = {"BEGINDATE": "2026-03-01T00:00:00+00:00", "CLOSEDATE": "2026-03-08T00:00:00+00:00"}
    assert part(deal, dates) == dates


def test_what_a_new_record_names_stays_even_if_it_is_empty(admin: Api) -> None:
    given = {"TYPE_ID": "GOODS", "SOURCE_ID": "", "BEGINDATE": "2026-02-03", "CLOSEDATE": ""}
    deal = admin("crm.deal.get", id=admin("crm.deal.add", fields=given))
    stored = given | {"BEGINDATE": "2026-02-03T00:00:00+00:00"}
    assert part(deal, stored) == stored


def test_items_start_with_nothing_that_was_not_given(admin: Api) -> None:
    item = admin("crm.item.add", entityTypeId=DEAL, fields={"title": "Oars"})["item"]
    assert part(item, ("typeId", "sourceId", "begindate", "closedate")) == {
        "typeId": None,
        "sourceId": None,
        "begindate": None,
        "closedate": None,
    }


@pytest.mark.parametrize("client", [{"COMPANY_ID": 1}, {"CONTACT_ID": 1}, {"CONTACT_IDS": [2, 1]}])
def test_a_lead_of_a_client_is_a_repeat_one(admin: Api, client: dict[str, Any]) -> None:
    added = admin("crm.lead.add", fields={"TITLE": "Oars", "IS_RETURN_CUSTOMER": "N", **client})
    assert admin("crm.lead.get", id=added)["IS_RETURN_CUSTOMER"] == "Y"
    changed = admin("crm.lead.add", fields={"TITLE": "Oars", "IS_RETURN_CUSTOMER": "Y"})
    assert admin("crm.lead.get", id=changed)["IS_RETURN_CUSTOMER"] == "N"
    admin("crm.lead.update", id=changed, fields=client)
    assert admin("crm.lead.get", id=changed)["IS_RETURN_CUSTOMER"] == "Y"


def test_long_texts_of_a_quote_are_cut_to_255_characters(admin: Api) -> None:
    long = "Küste" * 60
    quote = admin("crm.quote.add", fields={"TITLE": long, "CLIENT_TITLE": long, "COMMENTS": long})
    record = admin("crm.quote.get", id=quote)
    assert (record["TITLE"], record["CLIENT_TITLE"], record["COMMENTS"]) == (long[:255], long[:255], long)
    admin("crm.quote.update", id=quote, fields={"TITLE": "x" + long})
    assert admin("crm.quote.get", id=quote)["TITLE"] == ("x" + long)[:255]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_has_the_fields_that_are_described(admin: Api, kind: str) -> None:
    fields = admin(f"crm.{kind}.fields")
    single = {name for name, field in fields.items() if not field["isMultiple"]}
    assert set(admin(f"crm.{kind}.get", id=1)) >= single
    for field in fields.values():
        assert {"type", "isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic", "title"} <= field.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_changes_what_it_names_and_nothing_else(admin: Api, kind: str) -> None:
    entity_id = admin(f"crm.{kind}.add", fields=CLASSIC[kind])
    before = admin(f"crm.{kind}.get", id=entity_id)
    assert admin(f"crm.{kind}.update", id=entity_id, fields={"COMMENTS": "Call first", "NO_SUCH_FIELD": 1}) is True
    after = admin(f"crm.{kind}.get", id=entity_id)
    assert after.pop("COMMENTS") == "Call first"
    del before["COMMENTS"]
    assert after | {"DATE_MODIFY": ""} == before | {"DATE_MODIFY": ""}


@pytest.mark.parametrize("kind", KINDS)
def test_read_only_fields_are_left_alone(admin: Api, kind: str) -> None:
    entity_id = admin(f"crm.{kind}.add", fields={**CLASSIC[kind], "ID": 9000, "DATE_CREATE": "2001-01-01"})
    admin(f"crm.{kind}.update", id=entity_id, fields={"CREATED_BY_ID": 5})
    record = admin(f"crm.{kind}.get", id=entity_id)
    assert record["CREATED_BY_ID"] == "1"
    assert not record["DATE_CREATE"].startswith("2001")


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [
        ("lead", "", "Not found"),
        ("deal", "", "Not found"),
        ("contact", "ERROR_CORE", "Element not found"),
        ("company", "", "Company is not found"),
        ("quote", "ERROR_CORE", "Element not found"),
    ],
)
def test_a_deleted_record_is_gone(admin: Api, kind: str, code: str, text: str) -> None:
    entity_id = admin(f"crm.{kind}.add", fields=CLASSIC[kind])
    assert admin(f"crm.{kind}.delete", id=entity_id) is True
    assert admin.send(f"crm.{kind}.get", id=entity_id).error == (400, "", "Not found")
    assert admin.send(f"crm.{kind}.delete", id=entity_id).error == (400, code, text)


def test_a_quote_to_update_is_missed_in_its_own_words(admin: Api) -> None:
    assert admin.send("crm.quote.update", id=9999, fields={}).error == (400, "", "Quote is not found")
    assert admin.send("crm.deal.update", id=9999, fields={}).error == (400, "", "Not found")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bad", [None, 0, -1, "", "abc", "1_0", [1], {"a": 1}, True, 2**70, 1.5])
def test_an_id_that_is_none_is_refused(admin: Api, kind: str, bad: Any) -> None:
    for verb in ("get", "update", "delete"):
        answer = admin.send(f"crm.{kind}.{verb}", id=bad)
        assert answer.error == (400, "", "ID is not defined or invalid.")


@pytest.mark.parametrize("kind", KINDS)
def test_fields_and_params_must_be_arrays(admin: Api, kind: str) -> None:
    for parameter in ("fields", "params"):
        text = f"Parameter '{parameter}' must be array."
        assert admin.send(f"crm.{kind}.add", **{parameter: "x"}).error == (400, "", text)
        assert admin.send(f"crm.{kind}.update", id=1, **{parameter: 5}).error == (400, "", text)


def test_a_currency_that_is_none_is_refused(admin: Api) -> None:
    text = 'Invalid value for the "Currency" field'
    assert admin.send("crm.deal.add", fields={"CURRENCY_ID": "euros"}).error == (400, "", text)
    assert admin.send("crm.deal.update", id=1, fields={"CURRENCY_ID": "euros"}).error == (400, "", text)


@pytest.mark.parametrize(
    "fields",
    [{"STAGE_ID": "NO_SUCH"}, {"CATEGORY_ID": 77}, {"OPPORTUNITY": "much"}, {"BEGINDATE": "soon"}, {"TITLE": ["a"]}],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_is_written(admin: Api, fields: dict[str, Any]) -> None:
    before = admin.send("crm.deal.list").json["total"]
    assert admin.refused("crm.deal.add", fields=fields) == (400, "")
    assert admin.send("crm.deal.list").json["total"] == before


@pytest.mark.parametrize("given", [{}, {"TITLE": "", "NAME": "", "LAST_NAME": ""}])
@pytest.mark.parametrize("kind", KINDS)
def test_a_record_without_a_name_gets_one(admin: Api, kind: str, given: dict[str, Any]) -> None:
    entity_id = admin(f"crm.{kind}.add", fields=given)
    name = "NAME" if kind == "contact" else "TITLE"
    assert admin(f"crm.{kind}.get", id=entity_id)[name] == f"{kind.capitalize()} #{entity_id}"


@pytest.mark.parametrize("kind", ["lead", "deal"])
def test_a_title_that_is_taken_away_stays(admin: Api, kind: str) -> None:
    before = admin(f"crm.{kind}.get", id=1)["TITLE"]
    admin(f"crm.{kind}.update", id=1, fields={"TITLE": "", "COMMENTS": "Call first"})
    assert part(admin(f"crm.{kind}.get", id=1), ("TITLE", "COMMENTS")) == {"TITLE": before, "COMMENTS": "Call first"}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("company", 'The "Company name" field is required'),
        ("quote", 'The "Subject" field is required'),
        ("contact", 'The "First name" or "Last name" field is required'),
    ],
)
def test_a_name_that_must_be_there_is_not_taken_away(admin: Api, kind: str, text: str) -> None:
    gone = {"TITLE": "", "NAME": "", "LAST_NAME": None, "COMMENTS": "Call first"}
    before = admin(f"crm.{kind}.get", id=1)
    assert admin.send(f"crm.{kind}.update", id=1, fields=gone).error == (400, "", text)
    assert admin(f"crm.{kind}.get", id=1) == before


def test_a_record_added_at_the_end_never_gets_the_id_of_a_deleted_one(admin: Api) -> None:
    first = admin("crm.lead.add", fields={})
    admin("crm.lead.delete", id=first)
    assert admin("crm.lead.add", fields={}) > first


# Lists of ids


def test_a_deal_keeps_its_contacts_in_their_order(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"CONTACT_IDS": [7, 3, 7]})
    assert admin("crm.deal.get", id=deal)["CONTACT_ID"] == "7"
    assert admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"]["contactIds"] == [7, 3]
    admin("crm.deal.update", id=deal, fields={"CONTACT_ID": 5})
    assert admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"]["contactIds"] == [5]
    admin("crm.deal.update", id=deal, fields={"CONTACT_IDS": []})
    item = admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"]
    assert (item["contactIds"], item["contactId"]) == ([], 0)


def test_contacts_and_companies_know_of_each_other(admin: Api) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Wanda", "COMPANY_IDS": [4, 2]})
    assert admin("crm.contact.get", id=contact)["COMPANY_ID"] == "4"
    for company in (2, 4):
        assert contact in admin("crm.item.get", entityTypeId=COMPANY, id=company)["item"]["contactIds"]
    company = admin("crm.company.add", fields={"TITLE": "Oar Museum", "CONTACT_ID": [contact]})
    item = admin("crm.item.get", entityTypeId=CONTACT, id=contact)["item"]
    assert item["companyIds"] == [4, 2, company]


def test_a_deleted_contact_leaves_the_records_that_it_was_in(admin: Api) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Wanda"})
    deal = admin("crm.deal.add", fields={"CONTACT_IDS": [contact, 3]})
    admin("crm.contact.delete", id=contact)
    item = admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"]
    assert (item["contactId"], item["contactIds"]) == (3, [3])


def test_more_ids_than_a_list_may_have_are_refused_at_once(admin: Api) -> None:
    # comparing each with all before it would take minutes
    assert admin.refused("crm.deal.update", id=1, fields={"CONTACT_IDS": list(range(1, 150_000))}) == (400, "")


@pytest.mark.parametrize("type_id", TYPES)
def test_a_list_of_ids_must_be_iterable(admin: Api, type_id: int) -> None:
    answer = admin.send("crm.item.update", entityTypeId=type_id, id=1, fields={"observers": 5})
    assert answer.error == (400, "100", "Expected iterable value for multiple field, but got int instead")


# Universal


@pytest.mark.parametrize("type_id", TYPES)
def test_an_item_is_added_read_changed_and_deleted(admin: Api, type_id: int) -> None:
    name = "name" if type_id == CONTACT else "title"
    item = admin("crm.item.add", entityTypeId=type_id, fields={name: "Oars", "assignedById": 4, "observers": [2, 3]})[
        "item"
    ]
    assert part(item, (name, "assignedById", "observers", "createdBy", "entityTypeId")) == {
        name: "Oars",
        "assignedById": 4,
        "observers": [2, 3],
        "createdBy": 1,
        "entityTypeId": type_id,
    }
    assert admin("crm.item.get", entityTypeId=type_id, id=item["id"]) == {"item": item}
    changed = admin("crm.item.update", entityTypeId=type_id, id=item["id"], fields={name: "Paddles", "opened": "N"})[
        "item"
    ]
    assert part(changed, (name, "opened", "assignedById")) == {name: "Paddles", "opened": "N", "assignedById": 4}
    assert admin("crm.item.delete", entityTypeId=type_id, id=item["id"]) == []
    for verb in ("get", "update", "delete"):
        answer = admin.send(f"crm.item.{verb}", entityTypeId=type_id, id=item["id"], fields={})
        assert answer.error == (400, "NOT_FOUND", "Item not found")


@pytest.mark.parametrize("type_id", TYPES)
def test_an_item_has_the_fields_that_are_described(admin: Api, type_id: int) -> None:
    fields = admin("crm.item.fields", entityTypeId=type_id)["fields"]
    item = admin("crm.item.get", entityTypeId=type_id, id=1)["item"]
    assert set(fields) - {"contacts"} <= set(item)  # another name for contactIds
    assert all(field["upperName"] == field["upperName"].upper() for field in fields.values())


@pytest.mark.parametrize("type_id", TYPES)
def test_classic_spelling_is_understood_by_the_universal_methods(admin: Api, type_id: int) -> None:
    item = admin("crm.item.add", entityTypeId=type_id, fields={"TITLE": "Oars", "ASSIGNED_BY_ID": 2})["item"]
    assert item["assignedById"] == 2


@pytest.mark.parametrize("type_id", TYPES)
def test_an_update_that_changes_nothing_saves_nothing(admin: Api, type_id: int) -> None:
    before = admin("crm.item.get", entityTypeId=type_id, id=1)["item"]
    same = part(before, ("assignedById", "opened", "observers"))
    assert admin("crm.item.update", entityTypeId=type_id, id=1, fields=same)["item"] == before


@pytest.mark.parametrize("type_id", [0, -1, 5, 6, 8, 129, 2**40])
@pytest.mark.parametrize("verb", ["fields", "get", "list", "add", "update", "delete"])
def test_a_type_that_does_not_exist_is_refused(admin: Api, type_id: int, verb: str) -> None:
    unsupported = type_id == 5 or (type_id < 128 and verb in ("fields", "get", "update"))
    code = "ENTITY_TYPE_NOT_SUPPORTED" if unsupported else "NOT_FOUND"
    assert admin.refused(f"crm.item.{verb}", entityTypeId=type_id, id=1, fields={}) == (400, code)


def test_a_guest_from_outside_is_refused(admin: Api, seller: Api, wire: Wire) -> None:
    def invite(tx: Any) -> None:
        tx.update(USER, {"ID": 3}, {"USER_TYPE": "extranet"})

    wire.portal.store.write_now(invite)
    for verb in ("fields", "get", "list", "add", "update", "delete"):
        assert seller.refused(f"crm.item.{verb}", entityTypeId=DEAL, id=1, fields={}) == (
            403,
            "allowed_only_intranet_user",
        )


@pytest.mark.parametrize(
    ("type_id", "fields"),
    [
        (DEAL, {"opportunity": "much"}),
        (DEAL, {"stageId": "NO_SUCH"}),
        (LEAD, {"currencyId": "x"}),
        (CONTACT, {"companyId": {"a": 1}}),
        (INVOICE, {"stageId": "DT31_9:N"}),
        (DELIVERY, {"assignedById": "nobody"}),
        (DELIVERY, {"title": {"a": "b"}}),
    ],
)
def test_an_item_value_that_does_not_fit_is_named(admin: Api, type_id: int, fields: dict[str, Any]) -> None:
    (name,) = fields
    expected = (400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", f'Invalid value for field "{name}"')
    assert admin.send("crm.item.add", entityTypeId=type_id, fields=fields).error == expected
    assert admin.send("crm.item.update", entityTypeId=type_id, id=1, fields=fields).error == expected


@pytest.mark.parametrize("bad", ["x", 5, True])
def test_item_fields_must_be_an_array(admin: Api, bad: Any) -> None:
    for verb in ("add", "update"):
        assert admin.refused(f"crm.item.{verb}", entityTypeId=DEAL, id=1, fields=bad) == (400, "100")
    assert admin.refused("crm.item.add", entityTypeId=DEAL) == (400, "100")


# Deleting


def test_a_deleted_record_takes_its_bindings_with_it(admin: Api) -> None:
    admin("crm.deal.delete", id=1)
    left = admin("crm.activity.binding.list", activityId=1)
    assert left == [
        {"entityTypeId": LEAD, "entityId": 1},
        {"entityTypeId": CONTACT, "entityId": 1},
        {"entityTypeId": COMPANY, "entityId": 1},
    ]


def test_an_activity_goes_with_the_last_record_that_it_was_bound_to(admin: Api) -> None:
    for kind, entity_id in (("deal", 2), ("contact", 2)):
        admin(f"crm.{kind}.delete", id=entity_id)
    assert admin.refused("crm.activity.binding.list", activityId=2) == (400, "NOT_FOUND")
