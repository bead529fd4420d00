"""Lists of records: filters, fields, order and pages in both spellings."""

from typing import Any

import pytest

from homeport.domain.crm.record.listing import listing
from homeport.domain.demo.plan import DELIVERY
from tests.conftest import Api

LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE = 1, 2, 3, 4, 7, 31
TYPES = (LEAD, DEAL, CONTACT, COMPANY, QUOTE, INVOICE, DELIVERY)
KINDS = ("lead", "deal", "contact", "company", "quote")

Row = dict[str, Any]


@pytest.fixture
def deals(admin: Api) -> list[Row]:
    """Every deal, in the universal spelling: what a filter's answer is compared with."""
    return everything(admin, DEAL)


def everything(api: Api, type_id: int, **params: Any) -> list[Row]:
    """All pages of a list."""
    found: list[Row] = []
    start: int | None = 0
    while start is not None:
        answer = api.send("crm.item.list", entityTypeId=type_id, start=start, **params)
        found += answer.result["items"]
        start = answer.json.get("next")
    return found


def ids(rows: list[Row]) -> list[int]:
    return [row["id"] for row in rows]


FILTERS: list[tuple[str, Any, Any]] = [
    ("assignedById", 3, lambda deal: deal["assignedById"] == 3),
    ("=assignedById", "3", lambda deal: deal["assignedById"] == 3),
    ("!assignedById", 3, lambda deal: deal["assignedById"] != 3),
    ("!=assignedById", 3, lambda deal: deal["assignedById"] != 3),
    (">opportunity", 20_000, lambda deal: deal["opportunity"] > 20_000),
    (">=opportunity", 37_000, lambda deal: deal["opportunity"] >= 37_000),
    ("<opportunity", 5_000.5, lambda deal: deal["opportunity"] < 5_000.5),
    ("<=opportunity", "9600", lambda deal: deal["opportunity"] <= 9600),
    ("%title", "anchor", lambda deal: "anchor" in deal["title"].lower()),
    ("!%title", "anchor", lambda deal: "anchor" not in deal["title"].lower()),
    ("=%title", "Anchor%", lambda deal: deal["title"].startswith("Anchor")),
    ("%=title", "%Tours", lambda deal: deal["title"].endswith("Tours")),
    ("!=%title", "Anchor%", lambda deal: not deal["title"].startswith("Anchor")),
    ("!%=title", "%Tours", lambda deal: not deal["title"].endswith("Tours")),
    ("@stageId", ["WON", "LOSE"], lambda deal: deal["stageId"] in ("WON", "LOSE")),
    ("stageId", ["WON", "LOSE"], lambda deal: deal["stageId"] in ("WON", "LOSE")),
    ("!@stageId", ["WON", "LOSE"], lambda deal: deal["stageId"] not in ("WON", "LOSE")),
    ("!stageId", ["WON", "LOSE"], lambda deal: deal["stageId"] not in ("WON", "LOSE")),
    ("@stageId", [], lambda deal: False),
    ("@stageId", "WON", lambda deal: deal["stageId"] == "WON"),
    ("><opportunity", [5_000, 20_000], lambda deal: 5_000 <= deal["opportunity"] <= 20_000),
    ("!><opportunity", [5_000, 20_000], lambda deal: not 5_000 <= deal["opportunity"] <= 20_000),
    ("comments", "", lambda deal: not deal["comments"]),
    ("comments", None, lambda deal: not deal["comments"]),
    ("!comments", "", lambda deal: bool(deal["comments"])),
    ("leadId", 0, lambda deal: not deal["leadId"]),
    ("!leadId", 0, lambda deal: bool(deal["leadId"])),
    ("@leadId", [0, 3], lambda deal: not deal["leadId"] or deal["leadId"] == 3),
    ("!@leadId", [0, 3], lambda deal: bool(deal["leadId"]) and deal["leadId"] != 3),
    ("opened", False, lambda deal: deal["opened"] == "N"),
    ("opened", "Y", lambda deal: deal["opened"] == "Y"),
    ("contactIds", 31, lambda deal: 31 in deal["contactIds"]),
    ("@contactIds", [1, 3], lambda deal: bool({1, 3} & set(deal["contactIds"]))),
    ("!contactIds", 31, lambda deal: 31 not in deal["contactIds"]),
    (">=createdTime", "2025-09-15T00:00:00+00:00", lambda deal: deal["createdTime"] >= "2025-09-15"),
    ("<createdTime", "2025-09-15", lambda deal: deal["createdTime"] < "2025-09-15"),
    (">begindate", "2025-09-15", lambda deal: deal["begindate"][:10] > "2025-09-15"),
    ("begindate", "2025-08-12T13:00:00+02:00", lambda deal: deal["begindate"].startswith("2025-08-12")),
]


@pytest.mark.parametrize(("key", "value", "holds"), FILTERS, ids=[f"{key}={value}" for key, value, _ in FILTERS])
def test_a_filter_finds_what_it_says(admin: Api, deals: list[Row], key: str, value: Any, holds: Any) -> None:
    expected = [deal["id"] for deal in deals if holds(deal)]
    assert ids(everything(admin, DEAL, filter={key: value})) == expected
    assert expected != ids(deals) or key in ("assignedById",)
    first = admin.send("crm.item.list", entityTypeId=DEAL, filter={key: value}).json
    assert first["total"] == len(expected)


CLASSIC_FILTERS: list[tuple[str, Any, Any]] = [
    ("ASSIGNED_BY_ID", 3, lambda deal: deal["assignedById"] == 3),
    ("!ASSIGNED_BY_ID", 3, lambda deal: deal["assignedById"] != 3),
    (">OPPORTUNITY", 20_000, lambda deal: deal["opportunity"] > 20_000),
    ("<=OPPORTUNITY", 9600, lambda deal: deal["opportunity"] <= 9600),
    ("%TITLE", "anchor", lambda deal: "anchor" in deal["title"].lower()),
    ("!%TITLE", "anchor", lambda deal: "anchor" not in deal["title"].lower()),
    ("=%TITLE", "Anchor%", lambda deal: deal["title"].startswith("Anchor")),
    ("@STAGE_ID", ["WON", "LOSE"], lambda deal: deal["stageId"] in ("WON", "LOSE")),
    ("!@STAGE_ID", ["WON", "LOSE"], lambda deal: deal["stageId"] not in ("WON", "LOSE")),
    ("><OPPORTUNITY", [5_000, 20_000], lambda deal: 5_000 <= deal["opportunity"] <= 20_000),
    ("COMPANY_ID", 5, lambda deal: deal["companyId"] == 5),
    ("STAGE_SEMANTIC_ID", "S", lambda deal: deal["stageId"] == "WON"),
    ("CLOSED", "Y", lambda deal: deal["stageId"] in ("WON", "LOSE", "APOLOGY")),
    ("NO_SUCH_FIELD", 1, lambda deal: True),
    ("OPPORTUNITY", "much", lambda deal: False),
    ("><OPPORTUNITY", [1], lambda deal: False),
]


@pytest.mark.parametrize(
    ("key", "value", "holds"), CLASSIC_FILTERS, ids=[f"{key}={value}" for key, value, _ in CLASSIC_FILTERS]
)
def test_a_classic_filter_finds_what_it_says(admin: Api, deals: list[Row], key: str, value: Any, holds: Any) -> None:
    expected = [str(deal["id"]) for deal in deals if holds(deal)]
    answer = admin.send("crm.deal.list", filter={key: value}, select=["ID"])
    assert answer.json["total"] == len(expected)
    assert [row["ID"] for row in answer.result] == expected[:50]


def test_conditions_hold_together_unless_told_otherwise(admin: Api, deals: list[Row]) -> None:
    both = {"assignedById": 3, "stageId": "WON"}
    assert ids(everything(admin, DEAL, filter=both)) == [
        deal["id"] for deal in deals if deal["assignedById"] == 3 and deal["stageId"] == "WON"
    ]
    assert ids(everything(admin, DEAL, filter={"logic": "OR", **both})) == [
        deal["id"] for deal in deals if deal["assignedById"] == 3 or deal["stageId"] == "WON"
    ]
    nested = {">opportunity": 10_000, "0": {"logic": "OR", "0": {"assignedById": 3}, "1": {"stageId": "WON"}}}
    assert ids(everything(admin, DEAL, filter=nested)) == [
        deal["id"]
        for deal in deals
        if deal["opportunity"] > 10_000 and (deal["assignedById"] == 3 or deal["stageId"] == "WON")
    ]


def test_special_characters_are_searched_as_they_are(admin: Api) -> None:
    admin("crm.lead.add", fields={"TITLE": r"100% of_the \ rest"})
    for text, found in (
        ("100%", 1),
        ("0% of", 1),
        ("of_the", 1),
        ("ofXthe", 0),
        ("\\", 1),
        ("1%0", 0),
        ("' OR 1=1 --", 0),
    ):
        assert admin.send("crm.lead.list", filter={"%TITLE": text}).json["total"] == found, text


def test_records_are_found_by_their_multifields(admin: Api) -> None:
    person = admin("crm.contact.get", id=7)
    phone, email = person["PHONE"][0]["VALUE"], person["EMAIL"][0]["VALUE"]
    for given in ({"PHONE": phone}, {"EMAIL": email}, {"%EMAIL": email[:12]}):
        assert "7" in [row["ID"] for row in admin("crm.contact.list", filter=given, select=["ID"])]
    assert admin("crm.contact.list", filter={"PHONE": "none"}) == []


# Refusals


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"filter": {"FIELD": 1}}, "Invalid filter: field 'FIELD' is not allowed in filter"),
        ({"filter": {">=nothing": 1}}, "Invalid filter: field 'nothing' is not allowed in filter"),
        ({"filter": {"opportunity": "much"}}, "Invalid filter: field 'opportunity' has invalid value"),
        ({"filter": {"><opportunity": [1]}}, "Invalid filter: field 'opportunity' has invalid value"),
        ({"filter": {"><opportunity": 5}}, "Invalid filter: field 'opportunity' has invalid value"),
        ({"filter": {">opportunity": [1, 2]}}, "Invalid filter: field 'opportunity' has invalid value"),
        ({"filter": {">opportunity": None}}, "Invalid filter: field 'opportunity' has invalid value"),
        ({"filter": {"@assignedById": [1, "x"]}}, "Invalid filter: field 'assignedById' has invalid value"),
        ({"filter": {">createdTime": "soon"}}, "Invalid filter: field 'createdTime' has invalid value"),
        ({"order": {"nothing": "ASC"}}, "Invalid order: field 'nothing' is not allowed in order"),
        ({"order": {"observers": "ASC"}}, "Invalid order: field 'observers' is not allowed in order"),
        (
            {"order": {"title": "UP"}},
            "Invalid order: allowed sort directions are `ASC, DESC`. But got 'UP' for field 'title'",
        ),
    ],
)
@pytest.mark.parametrize("type_id", [DEAL, DELIVERY])
def test_a_list_that_cannot_be_made_says_why(admin: Api, type_id: int, params: dict[str, Any], text: str) -> None:
    answer = admin.send("crm.item.list", entityTypeId=type_id, **params)
    assert answer.error == (400, "INVALID_ARG_VALUE", text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["order", "filter"])
def test_the_order_and_the_filter_must_be_arrays(admin: Api, kind: str, name: str) -> None:
    answer = admin.send(f"crm.{kind}.list", **{name: "x"})
    assert answer.error == (400, "", f"Parameter '{name}' must be array.")


def test_a_filter_out_of_all_proportion_is_refused(admin: Api) -> None:
    nested: dict[str, Any] = {"assignedById": 1}
    for _ in range(20):
        nested = {"0": nested}
    for given in (nested, {"@id": list(range(6_000))}, {str(n): {"id": n} for n in range(600)}):
        assert admin.refused("crm.item.list", entityTypeId=DEAL, filter=given) == (400, "INVALID_ARG_VALUE")


def test_lists_of_nearly_the_same_length_share_a_statement(admin: Api) -> None:
    before = None
    for count in (33, 40, 64):
        assert len(admin("crm.deal.list", filter={"@ID": list(range(1, count + 1))})) == min(count, 50)
        made = listing.cache_info().misses
        assert before in (None, made)
        before = made


@pytest.mark.parametrize(("method", "field"), [("crm.item.list", "contactIds"), ("crm.company.list", "CONTACT_ID")])
def test_companies_are_found_by_their_contacts(admin: Api, method: str, field: str) -> None:
    company = admin("crm.company.add", fields={"TITLE": "Oar Museum"})
    contact = admin("crm.contact.add", fields={"NAME": "Wanda", "COMPANY_IDS": [company, 2]})

    def found(key: str, value: Any) -> set[int]:
        result = admin(method, entityTypeId=COMPANY, filter={key: value}, select=["id"])
        rows = result["items"] if method == "crm.item.list" else result
        return {int(row.get("id") or row["ID"]) for row in rows}

    assert found(field, contact) == {company, 2}
    assert found(f"@{field}", [contact, contact + 1]) == {company, 2}
    assert found(f"!{field}", contact) == {row for row in range(1, company) if row != 2}
    lonely = admin("crm.company.add", fields={"TITLE": "Nobody"})
    assert lonely in found(field, "")
    assert lonely not in found(f"!{field}", "")


# Fields


@pytest.mark.parametrize(
    ("entity", "selected", "filtered"), [("deal", False, False), ("quote", False, True), ("lead", True, True)]
)
def test_lists_have_the_contacts_of_a_record_as_their_pages_say(
    admin: Api, entity: str, selected: bool, filtered: bool
) -> None:
    [first, second] = (
        admin(f"crm.{entity}.add", fields={"TITLE": "Oars", "CONTACT_IDS": ids}) for ids in ([3, 1], [2])
    )
    both = {"@ID": [first, second]}
    [row, _] = admin(f"crm.{entity}.list", filter=both, select=["ID", "CONTACT_ID", "CONTACT_IDS"])
    assert row["CONTACT_ID"] == "3"
    assert row.get("CONTACT_IDS", "absent") == ([3, 1] if selected else "absent")
    assert "CONTACT_IDS" not in admin(f"crm.{entity}.list", filter=both, select=["*"])[0]
    assert "CONTACT_IDS" not in admin(f"crm.{entity}.get", id=first)
    for condition in ({"CONTACT_IDS": 1}, {"@CONTACT_IDS": [1]}, {"!CONTACT_IDS": 2}):
        found = [int(row["ID"]) for row in admin(f"crm.{entity}.list", filter={**both, **condition})]
        assert found == ([first] if filtered else [first, second])


def test_the_universal_list_selects_and_filters_by_contacts(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "CONTACT_IDS": [3, 1]})
    [item] = admin("crm.item.list", entityTypeId=2, filter={"contactIds": 1, "id": deal}, select=["contactIds"])[
        "items"
    ]
    assert item["contactIds"] == [3, 1]


@pytest.mark.parametrize("type_id", TYPES)
def test_an_item_list_shows_everything_unless_told_otherwise(admin: Api, type_id: int) -> None:
    whole = admin("crm.item.get", entityTypeId=type_id, id=1)["item"]
    for select in (None, [], ["*"], {"0": "*"}, ["*", "id"]):
        listed = admin("crm.item.list", entityTypeId=type_id, select=select, filter={"id": 1})["items"]
        assert listed == [whole]


def test_an_item_list_shows_the_fields_it_is_asked_for_and_the_id(admin: Api) -> None:
    listed = admin("crm.item.list", entityTypeId=DEAL, select=["title", "STAGE_ID", "contactIds", "nothing", 5, None])
    assert listed["items"][0] == {
        "id": 1,
        "title": "Mooring lines for Tidewell Boatworks",
        "stageId": "EXECUTING",
        "contactIds": [1, 31],
    }


def test_fm_comes_with_everything_only(admin: Api) -> None:
    assert "fm" not in admin("crm.item.list", entityTypeId=CONTACT, select=["id", "fm"])["items"][0]
    assert admin("crm.item.list", entityTypeId=CONTACT, select=["*"])["items"][0]["fm"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_classic_list_shows_all_single_fields_unless_told_otherwise(admin: Api, kind: str) -> None:
    whole = admin(f"crm.{kind}.get", id=1)
    single = {name: value for name, value in whole.items() if not isinstance(value, list)}
    for select in (None, ["*"], ["*", "UF_*"]):
        assert admin(f"crm.{kind}.list", select=select, filter={"ID": 1}) == [single]


def test_a_classic_list_shows_multifields_when_they_are_named(admin: Api) -> None:
    whole = admin("crm.contact.get", id=9)
    listed = admin("crm.contact.list", select=["NAME", "PHONE", "IM", "WEB"], filter={"ID": 9})
    assert listed == [{"ID": "9", "NAME": whole["NAME"], "PHONE": whole["PHONE"], "IM": whole["IM"]}]


# Order and pages


@pytest.mark.parametrize("direction", ["ASC", "DESC", "asc", "desc"])
def test_a_list_is_ordered_and_equals_stay_in_the_order_of_ids(admin: Api, deals: list[Row], direction: str) -> None:
    expected = sorted(deals, key=lambda deal: deal["id"])
    expected.sort(key=lambda deal: deal["opportunity"], reverse=direction.upper() == "DESC")
    assert ids(everything(admin, DEAL, order={"opportunity": direction})) == ids(expected)
    classic = admin("crm.deal.list", order={"OPPORTUNITY": direction}, select=["ID"])
    assert [int(row["ID"]) for row in classic] == ids(expected)[:50]


def test_a_list_is_ordered_by_one_field_after_another(admin: Api, deals: list[Row]) -> None:
    expected = sorted(deals, key=lambda deal: (deal["assignedById"], -deal["id"]))
    assert ids(everything(admin, DEAL, order={"assignedById": "ASC", "id": "DESC"})) == ids(expected)


def test_ids_are_ordered_as_numbers(admin: Api) -> None:
    listed = admin("crm.contact.list", order={"ID": "DESC"}, select=["ID"])
    assert [row["ID"] for row in listed[:3]] == ["130", "129", "128"]


def test_pages_have_fifty_records_a_total_and_the_next(admin: Api) -> None:
    sizes = []
    for start, following in ((0, 50), (50, 100), (100, None)):
        answer = admin.send("crm.contact.list", start=start, select=["ID"])
        assert answer.json["total"] == 130
        assert answer.json.get("next") == following
        sizes.append(len(answer.result))
    assert sizes == [50, 50, 30]
    assert ids(everything(admin, CONTACT, select=["id"])) == list(range(1, 131))


def test_minus_one_leaves_the_counting_out(admin: Api) -> None:
    for answer in (
        admin.send("crm.contact.list", start=-1, order={"ID": "ASC"}, filter={">ID": 50}, select=["ID"]),
        admin.send("crm.contact.list", start="-1", order={"ID": "ASC"}, filter={">ID": 50}, select=["ID"]),
    ):
        assert "total" not in answer.json
        assert "next" not in answer.json
        assert [row["ID"] for row in answer.result] == [str(number) for number in range(51, 101)]


@pytest.mark.parametrize("start", [1000, 2**62, 2**80])
def test_a_page_beyond_the_last_is_empty(admin: Api, start: int) -> None:
    answer = admin.send("crm.contact.list", start=start)
    assert (answer.result, answer.json["total"], answer.json.get("next")) == ([], 130, None)


@pytest.mark.parametrize("start", [None, "", "abc", [], {"a": 1}, "50abc"])
def test_a_start_that_is_none_is_the_first_page(admin: Api, start: Any) -> None:
    assert admin("crm.contact.list", start=start, select=["ID"])[0]["ID"] == "1"


def test_an_empty_list_has_a_total_of_zero(admin: Api) -> None:
    answer = admin.send("crm.item.list", entityTypeId=DELIVERY, filter={"title": "no such"})
    assert (answer.result, answer.json["total"]) == ({"items": []}, 0)


# What clients write for an empty array: ``filter[]=``


@pytest.mark.parametrize(
    "method", ["crm.item.list?entityTypeId=2", "crm.deal.list?", "crm.type.list?", "crm.status.list?", "user.get?"]
)
def test_an_empty_filter_order_and_select_ask_for_everything(admin: Api, method: str) -> None:
    plain, emptied = admin("batch", cmd=[method, f"{method}&filter[]=&order[]=&select[]="])["result"]
    assert emptied == plain


def test_an_empty_list_in_a_command_empties_the_list(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "CONTACT_IDS": [1, 2]})
    admin("batch", cmd=[f"crm.deal.update?id={deal}&fields[CONTACT_IDS][]="])
    assert admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"]["contactIds"] == []


@pytest.mark.parametrize("halt", [True, False])
@pytest.mark.parametrize(
    ("method", "key", "path"), [("crm.item.list?entityTypeId=2&", "id", "[items]"), ("crm.deal.list?", "ID", "")]
)
def test_pages_that_follow_the_last_one_in_a_batch_are_empty(
    admin: Api, deals: list[Row], method: str, key: str, path: str, halt: bool
) -> None:
    command = f"{method}start=-1&order[{key}]=ASC&select[]={key}&filter[%3E{key}]="
    commands = [command + "0", *(f"{command}$result[{page}]{path}[49][{key}]" for page in range(4))]
    answer = admin("batch", cmd=commands, halt=halt)
    pages = [page["items"] if path else page for page in answer["result"]]
    assert answer["result_error"] == []
    assert [int(row[key]) for page in pages for row in page] == ids(deals)
    assert [len(page) for page in pages] == [50, len(deals) - 50, 0, 0, 0]
