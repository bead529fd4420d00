"""``how-to-set-paid-date-to-deal.md``: when a deal was paid, in a field of the deal."""

from typing import Any

import pytest

from tests.conftest import Api

DEAL = 2
TITLE = "Payment Date"


def field_named(api: Api, title: str) -> str:
    """The key of a field of dates, by the name that people see."""
    fields = api("crm.item.fields", entityTypeId=DEAL)["fields"]
    (found,) = [
        name for name, each in fields.items() if each["title"] == title and each["type"] in ("date", "datetime")
    ]
    assert fields[found]["isDynamic"] is True
    return str(found)


@pytest.mark.parametrize("kind", ["date", "datetime"])
def test_the_date_of_the_last_payment_comes_into_the_field(admin: Api, kind: str) -> None:
    asked = {"FIELD_NAME": "PAID", "USER_TYPE_ID": kind, "EDIT_FORM_LABEL": TITLE}
    admin("crm.deal.userfield.add", fields=asked)
    name = field_named(admin, TITLE)
    deal = admin("crm.item.add", entityTypeId=DEAL, fields={"title": "Rope"})["item"]["id"]
    assert admin("crm.item.payment.list", entityTypeId=DEAL, entityId=deal) == []
    payments = [admin("crm.item.payment.add", entityTypeId=DEAL, entityId=deal) for _ in range(2)]
    admin("crm.item.payment.pay", id=payments[0])
    listed = admin("crm.item.payment.list", entityTypeId=DEAL, entityId=deal)
    assert sorted(each["paid"] for each in listed) == ["N", "Y"]
    assert [each["datePaid"] for each in listed if each["paid"] == "N"] in ([None], [""])
    paid = max(each["datePaid"] for each in listed if each["paid"] == "Y")
    item: dict[str, Any] = admin("crm.item.update", entityTypeId=DEAL, id=deal, fields={name: paid})["item"]
    assert item[name][:10] == paid[:10]
    if kind == "datetime":
        assert item[name] == paid
    assert admin("crm.item.get", entityTypeId=DEAL, id=deal)["item"][name] == item[name]
    old = {"fields": {"UF_CRM_PAID": "2020-01-01"}}
    assert admin("crm.item.update", entityTypeId=DEAL, id=deal, **old)["item"][name] == item[name]
    original = admin("crm.item.update", entityTypeId=DEAL, id=deal, **old, useOriginalUfNames="Y")["item"]
    assert original["UF_CRM_PAID"].startswith("2020-01-01")


def test_its_errors(admin: Api, nobody: Api, guest: Api) -> None:
    assert admin.refused("crm.item.update", entityTypeId=DEAL, id=999_999, fields={"title": "x"})[1] == "NOT_FOUND"
    assert admin.refused("crm.item.fields", entityTypeId=100)[1] == "ENTITY_TYPE_NOT_SUPPORTED"
    assert nobody.refused("crm.item.update", entityTypeId=DEAL, id=1, fields={"title": "x"})[1] == "ACCESS_DENIED"
    assert guest.refused("crm.item.fields", entityTypeId=DEAL)[1] == "allowed_only_intranet_user"
