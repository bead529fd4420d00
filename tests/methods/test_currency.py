"""``crm.currency.*``: currencies, their rates, the base one, and how amounts are written in each language."""

from typing import Any

import pytest

from homeport.domain.portal.people import roles
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.test_activity import text_of

YUAN: dict[str, Any] = {"CURRENCY": "CNY", "AMOUNT_CNT": 10, "AMOUNT": "1.27543"}
WRITES = {
    "crm.currency.add": {"fields": YUAN},
    "crm.currency.update": {"id": "USD", "fields": {"AMOUNT": 2}},
    "crm.currency.delete": {"id": "USD"},
    "crm.currency.base.set": {"id": "USD"},
    "crm.currency.localizations.set": {"id": "USD", "localizations": {"de": {"DECIMALS": 1}}},
    "crm.currency.localizations.delete": {"id": "USD", "lids": ["en"]},
}


def codes(api: Api, **order: str) -> list[str]:
    return [each["CURRENCY"] for each in api("crm.currency.list", order=order)]


def test_a_portal_begins_with_a_base_currency_and_some_others(admin: Api) -> None:
    assert admin("crm.currency.base.get") == "EUR"
    answer = admin.send("crm.currency.list")
    assert answer.json["total"] == 0, "as documented"
    assert [(each["CURRENCY"], each["BASE"], each["AMOUNT"]) for each in answer.result] == [
        ("EUR", "Y", "1.0000"),
        ("USD", "N", "0.9200"),
        ("GBP", "N", "1.1700"),
    ]
    assert answer.result[1] == {
        "CURRENCY": "USD",
        "AMOUNT_CNT": "1",
        "AMOUNT": "0.9200",
        "SORT": "200",
        "BASE": "N",
        "FULL_NAME": "US dollar",
        "LID": "en",
        "FORMAT_STRING": "$#",
        "DEC_POINT": ".",
        "THOUSANDS_SEP": ",",
        "DECIMALS": "2",
        "DATE_UPDATE": "2026-01-01T00:00:00+00:00",
    }


def test_a_currency_is_added_and_got(wire: Wire, admin: Api) -> None:
    wire.freeze(1_800_000_000)
    german = {"FULL_NAME": "Yuan", "FORMAT_STRING": "# ¥", "DEC_POINT": ",", "THOUSANDS_VARIANT": "B", "DECIMALS": "1"}
    assert admin("crm.currency.add", fields={**YUAN, "CURRENCY": "cny", "LANG": {"de": german}}) == "CNY"
    found = admin("crm.currency.get", id="CNY")
    written = {"FORMAT_STRING": "#", "FULL_NAME": "CNY", "DEC_POINT": ".", "THOUSANDS_SEP": " ", "DECIMALS": "2"}
    assert found == {
        "CURRENCY": "CNY",
        "AMOUNT_CNT": "10",
        "AMOUNT": "1.2754",
        "SORT": "100",
        "BASE": "N",
        **written,
        "LID": "en",
        "DATE_UPDATE": "2027-01-15T08:00:00+00:00",
        "LANG": {
            "de": {**german, "THOUSANDS_SEP": "&nbsp;", "HIDE_ZERO": "N"},
            "en": {**written, "THOUSANDS_VARIANT": "S", "HIDE_ZERO": "N"},
        },
    }
    wire.set(language="de")
    found = admin("crm.currency.get", id="CNY")
    assert (found["LID"], found["FULL_NAME"], found["DECIMALS"]) == ("de", "Yuan", "1")
    assert admin("crm.currency.get", id="GBP")["FULL_NAME"] == "GBP", "nobody has said it in German"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"CURRENCY": None}, ("ERROR_CORE", 'Undefined array key "CURRENCY"')),
        ({"AMOUNT": ""}, ("ERROR_CORE", 'Undefined array key "AMOUNT"')),
        ({"AMOUNT_CNT": None}, ("ERROR_CORE", 'Undefined array key "AMOUNT_CNT"')),
        ({"CURRENCY": "EURO"}, ("ERROR_CORE", "A currency has three letters")),
        ({"CURRENCY": ["EUR"]}, ("ERROR_CORE", "A currency has three letters")),
        ({"CURRENCY": "usd"}, ("ERROR_CORE", "There is a currency USD already")),
        ({"AMOUNT": "much"}, ("ERROR_CORE", "AMOUNT has an invalid value")),
        ({"AMOUNT": -1}, ("ERROR_CORE", "AMOUNT has an invalid value")),
        ({"AMOUNT": 0.00001}, ("ERROR_CORE", "AMOUNT has an invalid value")),
        ({"AMOUNT_CNT": 0}, ("ERROR_CORE", "AMOUNT_CNT has an invalid value")),
        ({"SORT": "first"}, ("ERROR_CORE", "SORT has an invalid value")),
        ({"LANG": {"english": {}}}, ("ERROR_CORE", "A language has two letters")),
        ({"LANG": {"en": "x"}}, ("ERROR_CORE", "The localization for en is no object")),
        ({"LANG": {"en": {"DECIMALS": 21}}}, ("ERROR_CORE", "DECIMALS has an invalid value")),
        ({"LANG": {"en": {"FORMAT_STRING": "$"}}}, ("ERROR_CORE", "FORMAT_STRING has a # where the amount goes")),
        ({"LANG": {"en": {"THOUSANDS_VARIANT": "X"}}}, ("ERROR_CORE", "THOUSANDS_VARIANT has an invalid value")),
        (
            {"LANG": {"en": {"THOUSANDS_SEP": ""}}},
            ("ERROR_CORE", "THOUSANDS_SEP is not empty: the variant N is for that"),
        ),
        ({"LANG": {"en": {"FULL_NAME": "x" * 256}}}, ("ERROR_CORE", "FULL_NAME has an invalid value")),
    ],
)
def test_what_is_no_currency_is_refused(admin: Api, fields: dict[str, Any], error: tuple[str, str]) -> None:
    assert admin.send("crm.currency.add", fields={**YUAN, **fields}).error == (400, *error)
    assert codes(admin) == ["EUR", "USD", "GBP"]


def test_a_currency_is_changed(wire: Wire, admin: Api) -> None:
    wire.freeze(1_800_000_000)
    before = admin("crm.currency.get", id="USD")
    assert admin("crm.currency.update", ID="USD", fields={"AMOUNT": 0.95, "SORT": 50}) is True
    changed = {"AMOUNT": "0.9500", "SORT": "50", "DATE_UPDATE": "2027-01-15T08:00:00+00:00"}
    assert admin("crm.currency.get", id="usd") == before | changed
    assert codes(admin) == ["USD", "EUR", "GBP"]
    assert admin.send("crm.currency.update", id="XXX", fields={}).error == (
        400,
        "ERROR_CODE",
        "There is no such currency",
    )
    assert admin.refused("crm.currency.update", id="USD", fields={"AMOUNT": "x"}) == (400, "ERROR_CODE")


def test_the_rate_of_the_base_currency_is_one(admin: Api) -> None:
    admin("crm.currency.update", id="EUR", fields={"AMOUNT": 5, "AMOUNT_CNT": 10})
    found = admin("crm.currency.get", id="EUR")
    assert (found["AMOUNT"], found["AMOUNT_CNT"]) == ("1.0000", "1")


def test_another_currency_becomes_the_base_and_that_of_new_records(admin: Api) -> None:
    assert admin("crm.currency.base.set", id="GBP") is True
    assert admin("crm.currency.base.get") == "GBP"
    assert {each["CURRENCY"]: each["AMOUNT"] for each in admin("crm.currency.list")} == {
        "EUR": "1.0000",
        "USD": "0.9200",
        "GBP": "1.0000",
    }
    deal = admin("crm.deal.add", fields={"TITLE": "A deal"})
    assert admin("crm.deal.get", id=deal)["CURRENCY_ID"] == "GBP"
    assert admin("crm.currency.base.set", id="XXX") is False
    assert admin("crm.currency.base.set") is False
    admin("crm.currency.add", fields={**YUAN, "BASE": "Y"})
    assert admin("crm.currency.base.get") == "CNY"
    admin("crm.currency.update", id="EUR", fields={"BASE": "Y"})
    assert admin("crm.currency.base.get") == "EUR"


def test_a_currency_is_deleted_but_never_the_base_one(admin: Api) -> None:
    assert admin("crm.currency.delete", id="USD") is True
    assert codes(admin) == ["EUR", "GBP"]
    assert text_of(admin, "crm.currency.get", id="USD") == "Not found"
    assert text_of(admin, "crm.currency.delete", id="EUR") == "Cannot delete base currency."
    assert text_of(admin, "crm.currency.delete", id="EURO") == "A currency has three letters"
    assert admin.refused("crm.currency.delete", id="USD") == (400, "ERROR_CODE")


@pytest.mark.parametrize("given", [None, "", 5, "XXX", "EUROS", ["EUR"], {"a": 1}])
def test_what_is_no_code_is_not_found(admin: Api, given: Any) -> None:
    assert text_of(admin, "crm.currency.get", id=given) == "Not found"


def test_currencies_are_sorted_by_their_fields(admin: Api) -> None:
    admin("crm.currency.add", fields={**YUAN, "SORT": 1000, "AMOUNT": 100})
    assert codes(admin, CURRENCY="asc") == ["CNY", "EUR", "GBP", "USD"]
    assert codes(admin, sort="desc") == ["CNY", "GBP", "USD", "EUR"]
    assert codes(admin, AMOUNT="DESC") == ["CNY", "GBP", "EUR", "USD"]
    assert codes(admin, BASE="asc", CURRENCY="desc") == ["USD", "GBP", "CNY", "EUR"]
    assert codes(admin, nothing="asc", LANG="asc") == ["EUR", "USD", "GBP", "CNY"]


def test_localizations_are_set_one_language_at_a_time(admin: Api) -> None:
    given = {"de": {"FULL_NAME": "US-Dollar", "THOUSANDS_SEP": "'"}, "EN": {"DECIMALS": 4}}
    assert admin("crm.currency.localizations.set", id="USD", localizations=given) is True
    found = admin("crm.currency.localizations.get", id="USD")
    assert set(found) == {"de", "en"}
    assert (found["en"]["FULL_NAME"], found["en"]["DECIMALS"]) == ("US dollar", "4")
    assert (found["de"]["THOUSANDS_SEP"], found["de"]["THOUSANDS_VARIANT"]) == ("'", None)
    admin("crm.currency.localizations.set", id="USD", localizations={"de": {"THOUSANDS_VARIANT": "N"}})
    found = admin("crm.currency.localizations.get", id="USD")["de"]
    assert (found["FULL_NAME"], found["THOUSANDS_SEP"]) == ("US-Dollar", "")
    assert admin("crm.currency.localizations.delete", id="USD", lids=["en", "fr"]) is True
    assert set(admin("crm.currency.localizations.get", id="USD")) == {"de"}


def test_what_cannot_be_localized_is_said(admin: Api) -> None:
    prefix = "crm.currency.localizations"
    for verb in ("get", "set", "delete"):
        assert text_of(admin, f"{prefix}.{verb}", id="") == "The parameter id is invalid or not defined."
    assert admin(f"{prefix}.set", id="XXX", localizations={"en": {}}) is False
    assert admin(f"{prefix}.set", id="USD", localizations={}) is False
    assert admin(f"{prefix}.delete", id="USD", lids=["fr"]) is False
    assert admin(f"{prefix}.delete", id="XXX", lids=["en"]) is False
    assert admin(f"{prefix}.get", id="XXX") == {}
    unfit = {"en": {"FORMAT_STRING": "no sign"}}
    assert admin.refused(f"{prefix}.set", id="USD", localizations=unfit) == (400, "ERROR_CORE")


@pytest.mark.parametrize("method", sorted(WRITES))
def test_only_administrators_change_currencies(admin: Api, seller: Api, method: str) -> None:
    assert text_of(seller, method, **WRITES[method]) == "Access denied."
    assert admin.send(method, **WRITES[method]).status == 200


def test_whoever_may_read_no_record_reads_no_currencies(wire: Wire, seller: Api) -> None:
    assert codes(seller) == ["EUR", "USD", "GBP"]

    def take_away(tx: Any) -> None:
        role_id = roles.find(tx, "salesperson")
        assert role_id is not None
        roles.set_rules(tx, role_id, {})

    wire.portal.store.write_now(take_away)
    for method in (
        "crm.currency.list",
        "crm.currency.get",
        "crm.currency.fields",
        "crm.currency.localizations.get",
        "crm.currency.localizations.fields",
    ):
        assert text_of(seller, method, id="EUR") == "Access denied."
    assert seller("crm.currency.base.get") == "EUR"


def test_what_an_application_loads_first_comes_in_one_batch(wire: Wire) -> None:
    app = app_of(wire, 3, "crm")
    names = ("app.info", "profile", "crm.currency.base.get", "crm.currency.list")
    outcome = app("batch", cmd={name: name for name in names}, halt=0)
    assert not outcome["result_error"]
    assert outcome["result"]["crm.currency.base.get"] == "EUR"
    assert [each["CURRENCY"] for each in outcome["result"]["crm.currency.list"]] == ["EUR", "USD", "GBP"]
