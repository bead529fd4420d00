"""``crm.deal.recurring.*``: deals that are made by templates, as the portal's clock goes on."""

from datetime import UTC, datetime
from typing import Any

import pytest

from homeport.domain.portal import clocks
from tests.apps import app_of
from tests.conftest import Api, Wire, api_of

DEAL = 2
MARCH = datetime(2026, 3, 10, 12, tzinfo=UTC).timestamp()
DAY = 86_400
MONTHLY = {"MODE": "multiple", "MULTIPLE_TYPE": "month", "MULTIPLE_INTERVAL": 1}
DAILY = {"MODE": "multiple", "MULTIPLE_TYPE": "day", "MULTIPLE_INTERVAL": 1}
NOT_FOUND = (400, "", "Recurring deal is not found.")


@pytest.fixture
def wire(wire: Wire) -> Wire:
    freeze(wire, MARCH)
    return wire


def freeze(wire: Wire, at: float) -> None:
    """Move the portal's clock, as an operator or a test does."""
    wire.portal.store.write_now(lambda tx: clocks.freeze(tx, at))


def on(day: str) -> float:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()


def a_deal(api: Api, **fields: Any) -> int:
    return int(api("crm.deal.add", fields={"TITLE": "Winter storage", **fields}))


def a_rule(api: Api, deal: int, params: Any = MONTHLY, **fields: Any) -> int:
    given = {"DEAL_ID": deal, "START_DATE": "2026-04-04", "PARAMS": params, **fields}
    return int(api("crm.deal.recurring.add", fields=given))


def rule_of(api: Api, number: int) -> dict[str, Any]:
    return dict(api("crm.deal.recurring.get", id=number))


def made(api: Api) -> list[dict[str, Any]]:
    """The deals that templates have made, the first first."""
    return list(
        api(
            "crm.deal.list",
            filter={"TITLE": "Winter storage", "IS_RECURRING": "N", ">BEGINDATE": "2026-03-20"},
            order={"ID": "ASC"},
            select=["ID", "BEGINDATE", "CLOSEDATE", "STAGE_ID", "CATEGORY_ID"],
        )
    )


def test_a_template_is_a_copy_of_a_deal_with_its_clients_and_rows_of_goods(admin: Api) -> None:
    source = a_deal(admin, COMPANY_ID=1, CONTACT_IDS=[1, 2], COMMENTS="each winter")
    rows = [{"PRODUCT_NAME": "Berth", "PRICE": 120, "QUANTITY": 3}]
    admin("crm.deal.productrows.set", id=source, rows=rows)
    number = a_rule(admin, source, IS_LIMIT="D", LIMIT_DATE="2027-03-04")
    rule = rule_of(admin, number)
    template = int(rule.pop("DEAL_ID"))
    assert template != source
    assert rule == {
        "ID": str(number),
        "BASED_ID": str(source),
        "ACTIVE": "Y",
        "NEXT_EXECUTION": "2026-04-04T01:00:00+00:00",
        "LAST_EXECUTION": "",
        "COUNTER_REPEAT": None,
        "START_DATE": "2026-04-04T00:00:00+00:00",
        "CATEGORY_ID": "0",
        "IS_LIMIT": "D",
        "LIMIT_REPEAT": None,
        "LIMIT_DATE": "2027-03-04T00:00:00+00:00",
        "PARAMS": {
            **MONTHLY,
            "SINGLE_BEFORE_START_DATE_TYPE": None,
            "SINGLE_BEFORE_START_DATE_VALUE": 0,
            "OFFSET_BEGINDATE_TYPE": None,
            "OFFSET_BEGINDATE_VALUE": 0,
            "OFFSET_CLOSEDATE_TYPE": None,
            "OFFSET_CLOSEDATE_VALUE": 0,
        },
    }
    exposed = admin("crm.deal.recurring.expose", id=number)["DEAL_ID"]
    for deal, recurring in ((template, "Y"), (exposed, "N")):
        found = admin("crm.deal.get", id=deal)
        assert (found["COMPANY_ID"], found["COMMENTS"], found["OPPORTUNITY"]) == ("1", "each winter", "360.00")
        assert found["IS_RECURRING"] == recurring
        assert [row["CONTACT_ID"] for row in admin("crm.deal.contact.items.get", id=deal)] == [1, 2]
        [row] = admin("crm.deal.productrows.get", id=deal)
        assert (row["PRODUCT_NAME"], row["QUANTITY"]) == ("Berth", 3)
    assert (rule_of(admin, number)["COUNTER_REPEAT"], made(admin)) == ("1", [])


def test_deals_are_made_as_the_clock_goes_on(wire: Wire, admin: Api) -> None:
    source = a_deal(admin, STAGE_ID="WON")
    other = admin("crm.category.add", entityTypeId=DEAL, fields={"name": "Winter"})["category"]["id"]
    number = a_rule(
        admin,
        source,
        {
            **MONTHLY,
            "OFFSET_BEGINDATE_TYPE": "day",
            "OFFSET_BEGINDATE_VALUE": 1,
            "OFFSET_CLOSEDATE_TYPE": "month",
            "OFFSET_CLOSEDATE_VALUE": 2,
        },
        START_DATE="2026-03-31",
        CATEGORY_ID=str(other),
    )
    freeze(wire, on("2026-03-30"))
    assert made(admin) == []
    freeze(wire, on("2026-06-01"))
    found = made(admin)
    dates = [(deal["BEGINDATE"][:10], deal["CLOSEDATE"][:10]) for deal in found]
    assert dates == [("2026-04-01", "2026-05-31"), ("2026-05-01", "2026-06-30"), ("2026-06-01", "2026-07-31")]
    assert {(deal["STAGE_ID"], deal["CATEGORY_ID"]) for deal in found} == {(f"C{other}:NEW", str(other))}
    rule = rule_of(admin, number)
    assert (rule["COUNTER_REPEAT"], rule["LAST_EXECUTION"]) == ("3", "2026-05-31T01:00:00+00:00")
    assert (rule["NEXT_EXECUTION"], rule["ACTIVE"]) == ("2026-06-30T01:00:00+00:00", "Y")


@pytest.mark.parametrize(
    ("params", "fields", "days"),
    [
        (DAILY, {"IS_LIMIT": "T", "LIMIT_REPEAT": 2}, ["04", "05"]),
        (DAILY, {"IS_LIMIT": "D", "LIMIT_DATE": "2026-04-06"}, ["04", "05", "06"]),
        ({**DAILY, "MULTIPLE_TYPE": "week"}, {"IS_LIMIT": "D", "LIMIT_DATE": "2026-04-17"}, ["04", "11"]),
        (
            {"MODE": "single", "SINGLE_BEFORE_START_DATE_TYPE": "day", "SINGLE_BEFORE_START_DATE_VALUE": 3},
            {"IS_LIMIT": "nonsense"},
            ["01"],
        ),
    ],
)
def test_a_rule_ends(wire: Wire, admin: Api, params: dict[str, Any], fields: dict[str, Any], days: list[str]) -> None:
    begins = {"OFFSET_BEGINDATE_TYPE": "day", "OFFSET_BEGINDATE_VALUE": 0}
    number = a_rule(admin, a_deal(admin), params | begins, **fields)
    freeze(wire, on("2026-06-01"))
    assert [deal["BEGINDATE"][:10] for deal in made(admin)] == [f"2026-04-{day}" for day in days]
    rule = rule_of(admin, number)
    assert (rule["ACTIVE"], rule["NEXT_EXECUTION"], rule["COUNTER_REPEAT"]) == ("N", "", str(len(days)))


def test_a_rule_that_never_ends_makes_no_more_than_a_year_of_missed_deals(wire: Wire, admin: Api) -> None:
    number = a_rule(admin, a_deal(admin), DAILY)
    freeze(wire, on("2036-04-04"))
    rule = rule_of(admin, number)
    assert (rule["COUNTER_REPEAT"], rule["NEXT_EXECUTION"]) == ("366", "2036-04-05T01:00:00+00:00")


def test_a_rule_starts_today_unless_it_says_when_and_rests_while_it_is_not_active(wire: Wire, admin: Api) -> None:
    number = int(admin("crm.deal.recurring.add", fields={"DEAL_ID": a_deal(admin), "PARAMS": DAILY}))
    assert rule_of(admin, number)["NEXT_EXECUTION"] == "2026-03-11T01:00:00+00:00"
    admin("crm.deal.recurring.update", id=number, fields={"ACTIVE": "N"})
    assert rule_of(admin, number)["NEXT_EXECUTION"] == ""
    freeze(wire, MARCH + 10 * DAY)
    assert rule_of(admin, number)["COUNTER_REPEAT"] is None
    admin("crm.deal.recurring.update", id=number, fields={"ACTIVE": "Y", "PARAMS": {**DAILY, "MULTIPLE_INTERVAL": 7}})
    assert rule_of(admin, number)["NEXT_EXECUTION"] == "2026-03-24T01:00:00+00:00"


def test_a_rule_without_a_period_makes_deals_only_when_asked(wire: Wire, admin: Api) -> None:
    number = int(admin("crm.deal.recurring.add", fields={"DEAL_ID": a_deal(admin)}))
    freeze(wire, on("2026-06-01"))
    admin("crm.deal.recurring.expose", id=number)
    rule = rule_of(admin, number)
    assert (rule["NEXT_EXECUTION"], rule["COUNTER_REPEAT"], rule["PARAMS"]["MODE"]) == ("", "1", None)


def test_a_deal_that_cannot_be_made_is_left_out_and_the_rule_goes_on(wire: Wire, admin: Api) -> None:
    other = admin("crm.category.add", entityTypeId=DEAL, fields={"name": "Winter"})["category"]["id"]
    number = a_rule(admin, a_deal(admin), CATEGORY_ID=other)
    admin("crm.category.delete", entityTypeId=DEAL, id=other)
    freeze(wire, on("2026-04-05"))
    rule = rule_of(admin, number)
    assert (rule["COUNTER_REPEAT"], rule["NEXT_EXECUTION"]) == (None, "2026-05-04T01:00:00+00:00")


def test_a_deal_that_is_a_template_gets_its_rule_itself_and_once(admin: Api) -> None:
    template = a_deal(admin, IS_RECURRING="Y")
    number = a_rule(admin, template)
    rule = rule_of(admin, number)
    assert (rule["DEAL_ID"], rule["BASED_ID"]) == (str(template), None)
    again = admin.send("crm.deal.recurring.add", fields={"DEAL_ID": template, "PARAMS": MONTHLY})
    assert again.error == (400, "", "Deal already has recurring settings.")


def test_a_rule_goes_with_its_template_and_not_before(wire: Wire, admin: Api) -> None:
    number = a_rule(admin, a_deal(admin))
    refused = admin.send("crm.deal.recurring.delete", id=number).error
    assert refused == (400, "", "Deleting is impossible. Connected recurring deal exists.")
    admin("crm.deal.delete", id=rule_of(admin, number)["DEAL_ID"])
    assert admin.send("crm.deal.recurring.get", id=number).error == NOT_FOUND
    freeze(wire, on("2026-06-01"))
    assert made(admin) == []


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ("nonsense", "Parameter 'fields' must be array."),
        ({"PARAMS": MONTHLY}, "Deal id is empty."),
        ({"DEAL_ID": -4}, "Deal id is empty."),
        ({"DEAL_ID": 999_999}, "Access denied."),
        ({"DEAL_ID": 1, "PARAMS": "monthly"}, 'Invalid value for the "PARAMS" field'),
        ({"DEAL_ID": 1, "PARAMS": {"MODE": "sometimes"}}, 'Invalid value for the "PARAMS" field'),
        ({"DEAL_ID": 1, "PARAMS": {**DAILY, "MULTIPLE_INTERVAL": -1}}, 'Invalid value for the "PARAMS" field'),
        ({"DEAL_ID": 1, "PARAMS": {**DAILY, "MULTIPLE_INTERVAL": 10**9}}, 'Invalid value for the "PARAMS" field'),
        ({"DEAL_ID": 1, "CATEGORY_ID": 77}, 'Invalid value for the "CATEGORY_ID" field'),
    ],
)
def test_what_makes_no_rule_is_refused_and_changes_nothing(admin: Api, fields: Any, wanted: str) -> None:
    before = admin.send("crm.deal.list", filter={"IS_RECURRING": "Y"}).json["total"]
    assert admin.send("crm.deal.recurring.add", fields=fields).error == (400, "", wanted)
    assert admin.send("crm.deal.list", filter={"IS_RECURRING": "Y"}).json["total"] == before


def test_rules_are_seen_and_changed_by_who_may_see_and_change_their_deals(wire: Wire, admin: Api, seller: Api) -> None:
    mine, theirs = a_rule(seller, a_deal(seller)), a_rule(admin, a_deal(admin))
    ids = [rule["ID"] for rule in admin("crm.deal.recurring.list", filter={"PARAMS": "x"}, order={"ID": "ASC"})]
    assert ids[-2:] == [str(mine), str(theirs)]
    engineer = api_of(wire, 6)
    denied = (400, "", "Access denied.")
    assert engineer.send("crm.deal.recurring.update", id=mine, fields={"ACTIVE": "N"}).error == denied
    assert engineer.send("crm.deal.recurring.add", fields={"DEAL_ID": 1}).error == denied
    assert engineer.send("crm.deal.recurring.expose", id=mine).error == denied
    assert seller.send("crm.deal.recurring.expose", id=999_999).error == NOT_FOUND
    assert seller.send("crm.deal.recurring.get", id="x").error == (400, "", "id is not defined or invalid.")
    assert rule_of(admin, mine)["ACTIVE"] == "Y"


def test_a_plan_without_recurring_deals_refuses_what_is_done_to_one(wire: Wire, admin: Api) -> None:
    number = a_rule(admin, a_deal(admin))
    wire.set(plan="basic")
    for verb in ("get", "update", "delete", "expose"):
        answer = admin.send(f"crm.deal.recurring.{verb}", id=number, fields={})
        assert answer.error == (400, "", "Recurring is not allowed."), verb
    assert admin("crm.deal.recurring.list")


def test_applications_are_told_of_templates_and_of_the_deals_they_make(wire: Wire, admin: Api) -> None:
    app = app_of(wire, 1, "crm")
    for verb in ("Add", "Update", "Delete", "Expose"):
        app("event.bind", event=f"onCrmDealRecurring{verb}", event_type="offline")
    number = a_rule(admin, a_deal(admin), IS_LIMIT="T", LIMIT_REPEAT=1)
    template = int(rule_of(admin, number)["DEAL_ID"])
    admin("crm.deal.recurring.update", id=number, fields={"ACTIVE": "Y"})
    freeze(wire, on("2026-04-05"))
    admin("crm.deal.delete", id=template)
    told = [
        (event["EVENT_NAME"], event["EVENT_DATA"]["FIELDS"]) for event in app("event.offline.get", clear=1)["events"]
    ]
    exposed = next(fields.pop("DEAL_ID") for name, fields in told if name.endswith("EXPOSE"))
    assert int(exposed) > template
    assert sorted(told) == [
        ("ONCRMDEALRECURRINGADD", {"ID": number, "RECURRING_DEAL_ID": template}),
        ("ONCRMDEALRECURRINGDELETE", {"ID": number}),
        ("ONCRMDEALRECURRINGEXPOSE", {"ID": number, "RECURRING_DEAL_ID": template}),
        ("ONCRMDEALRECURRINGUPDATE", {"ID": number, "RECURRING_DEAL_ID": template}),
    ]
