"""The sections of cards: ``crm.{type}.details.configuration.get``, ``crm.{type}.details.configuration.set``,
``crm.{type}.details.configuration.reset``, ``crm.{type}.details.configuration.forceCommonScopeForAll``."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.test_activity import text_of
from tests.methods.test_binding import a_smart_process_record

DENIED = "Access denied."
MAIN = {
    "name": "main",
    "title": "About",
    "type": "section",
    "elements": [
        {"name": "TITLE", "optionFlags": 1},
        {"name": "CLIENT", "options": {"defaultCountry": "DE"}},
    ],
}
KEPT = {
    **MAIN,
    "elements": [
        {"name": "TITLE", "optionFlags": "1"},
        {"name": "CLIENT", "optionFlags": "0", "options": {"defaultCountry": "DE"}},
    ],
}


class Cards:
    """The methods of a type."""

    def __init__(self, prefix: str, **which: Any) -> None:
        self.prefix = f"{prefix}.details.configuration"
        self.which = which

    def __call__(self, api: Api, verb: str, **given: Any) -> Any:
        return api(f"{self.prefix}.{verb}", **self.which, **given)

    def text(self, api: Api, verb: str, **given: Any) -> str:
        return text_of(api, f"{self.prefix}.{verb}", **self.which, **given)


@pytest.fixture(params=["lead", "deal", "contact", "company", "item"])
def cards(request: pytest.FixtureRequest) -> Cards:
    return Cards("crm.item", entityTypeId=7) if request.param == "item" else Cards(f"crm.{request.param}")


def test_people_have_views_of_their_own(cards: Cards, admin: Api, seller: Api) -> None:
    assert cards(seller, "get") is None
    assert cards(seller, "set", data=[MAIN]) is True
    assert cards(seller, "get") == cards(seller, "get", scope="P", userId=3) == [KEPT]
    assert cards(admin, "get") is None
    assert cards(admin, "get", userId=3) == [KEPT]
    assert cards(seller, "get", scope="C") is None
    assert cards(seller, "reset") is True
    assert cards(seller, "get") is None


def test_administrators_set_what_everybody_sees_and_the_views_of_others(cards: Cards, admin: Api, seller: Api) -> None:
    other = {**MAIN, "title": "Other", "elements": []}
    assert cards(admin, "set", scope="C", data=[MAIN]) is True
    assert cards(admin, "set", userId=3, data=[other]) is True
    assert cards(seller, "get", scope="C") == [KEPT]
    assert cards(seller, "get") == [other]
    assert cards(admin, "reset", userId=3) is True
    assert cards(seller, "get") is None
    assert cards(admin, "reset", scope="C") is True
    assert cards(seller, "get", scope="C") is None


def test_nobody_else_does(cards: Cards, admin: Api, seller: Api) -> None:
    cards(admin, "set", scope="C", data=[MAIN])
    cards(admin, "set", data=[MAIN])
    for given in ({"scope": "C"}, {"userId": 1}):
        assert cards.text(seller, "set", data=[{**MAIN, "title": "Mine"}], **given) == DENIED
        assert cards.text(seller, "reset", **given) == DENIED
    assert cards.text(seller, "get", userId=1) == DENIED
    assert cards.text(seller, "forceCommonScopeForAll") == DENIED
    assert cards(admin, "get") == cards(admin, "get", scope="C") == [KEPT]


def test_forcing_the_common_view_forgets_each_persons_own(cards: Cards, admin: Api, seller: Api) -> None:
    cards(admin, "set", scope="C", data=[MAIN])
    for api in (admin, seller):
        cards(api, "set", data=[MAIN])
    assert cards(admin, "forceCommonScopeForAll") is True
    assert [cards(api, "get") for api in (admin, seller)] == [None, None]
    assert cards(seller, "get", scope="C") == [KEPT]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (None, "Parameter 'data' must be array."),
        ("text", "Parameter 'data' must be array."),
        ({"main": MAIN}, "The data must be indexed array."),
        ([], "There are no data to write."),
        ([{**MAIN, "type": "column"}], "Section at index 0 have type column. The expected type is 'section'."),
        ([MAIN, {**MAIN, "name": ""}], "Section at index 1 does not have name."),
        ([{**MAIN, "title": None}], "Section at index 0 does not have title."),
        (
            [MAIN, {**MAIN, "elements": [{"optionFlags": 1}]}],
            "Element at index 0 in section at index 1 does not have name.",
        ),
    ],
)
def test_what_is_no_section_is_refused_and_changes_nothing(cards: Cards, seller: Api, data: Any, text: str) -> None:
    cards(seller, "set", data=[MAIN])
    assert cards.text(seller, "set", data=data) == text
    assert cards(seller, "get") == [KEPT]


def test_a_type_must_be_named_and_be_there(admin: Api) -> None:
    for verb in ("get", "set", "reset", "forceCommonScopeForAll"):
        name = f"crm.item.details.configuration.{verb}"
        assert text_of(admin, name, data=[MAIN]) == "Parameter 'entityTypeId' is not defined"
        unknown = "The entity type 'DYNAMIC_999' is not supported in current context."
        assert text_of(admin, name, entityTypeId=999, data=[MAIN]) == unknown


def test_the_methods_of_a_type_and_of_any_speak_of_the_same(admin: Api) -> None:
    Cards("crm.deal")(admin, "set", data=[MAIN])
    assert Cards("crm.item", entityTypeId=2)(admin, "get") == [KEPT]
    assert Cards("crm.item", entityTypeId=1)(admin, "get") is None


@pytest.mark.parametrize(
    ("type_id", "one", "other"),
    [
        (1, {"leadCustomerType": 2}, {"leadCustomerType": 1}),
        (1, {"lead.customer.type": 2}, {}),
        (2, {"dealCategoryId": 7}, {"dealCategoryId": 0}),
        (0, {"categoryId": 7}, {"categoryId": 8}),
    ],
)
def test_each_pipeline_and_kind_of_customer_has_cards_of_its_own(
    admin: Api, type_id: int, one: dict[str, Any], other: dict[str, Any]
) -> None:
    cards = Cards("crm.item", entityTypeId=type_id or a_smart_process_record(admin)[0])
    cards(admin, "set", extras=one, data=[MAIN])
    assert (cards(admin, "get", extras=one), cards(admin, "get", extras=other)) == ([KEPT], None)


def test_without_a_pipeline_the_default_one_is_meant(admin: Api) -> None:
    cards = Cards("crm.deal")
    cards(admin, "set", extras={"dealCategoryId": 0}, data=[MAIN])
    assert cards(admin, "get") == [KEPT]
