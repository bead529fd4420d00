"""User fields of users: made by administrators, and their values in ``user.*``, as far as a credential's scopes go."""

from typing import Any

import pytest

from homeport.domain.user import staff
from tests.apps import app_of
from tests.conftest import Api, Wire, api_of
from tests.methods.user_fields.test_defining import refusal
from tests.methods.user_fields.test_values import VALUES

STRING = {"FIELD_NAME": "NOTE", "USER_TYPE_ID": "string"}
VERA = {"EMAIL": "vera.helm@example.test", "UF_DEPARTMENT": [2]}
EXTENSION = {"FIELD_NAME": "UF_PHONE_INNER", "USER_TYPE_ID": "string"}


def a_field(api: Api, **fields: Any) -> int:
    """A user field of users; a text unless told."""
    made: int = api("user.userfield.add", fields={**STRING, **fields})
    return made


def listed(api: Api, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api("user.userfield.list", **params)
    return found


def ids(answer: list[dict[str, Any]]) -> list[str]:
    return [user["ID"] for user in answer]


def test_a_field_is_made_listed_changed_and_deleted(admin: Api) -> None:
    number = a_field(admin, SORT=7, MANDATORY="N", XML_ID="note", LABEL="A note", SETTINGS={"ROWS": 3})
    assert listed(admin) == [
        {
            "ID": str(number),
            "ENTITY_ID": "USER",
            "FIELD_NAME": "UF_USR_NOTE",
            "USER_TYPE_ID": "string",
            "XML_ID": "note",
            "SORT": "7",
            "MULTIPLE": "N",
            "MANDATORY": "N",
            "SHOW_FILTER": "N",
            "SHOW_IN_LIST": "N",
            "EDIT_IN_LIST": "Y",
            "IS_SEARCHABLE": "N",
            "SETTINGS": {"SIZE": 20, "ROWS": 3, "REGEXP": "", "MIN_LENGTH": 0, "MAX_LENGTH": 0, "DEFAULT_VALUE": ""},
        }
    ]
    assert admin("user.userfield.update", id=number, fields={"SORT": 20, "SHOW_IN_LIST": "Y"}) is True
    assert [(field["SORT"], field["SHOW_IN_LIST"]) for field in listed(admin)] == [("20", "Y")]
    assert admin("user.userfield.delete", id=number) is True
    assert admin.send("user.userfield.list").json["total"] == 0


@pytest.mark.parametrize("given", ["deals", "UF_DEALS", "UF_USR_DEALS"])
def test_a_code_gets_the_prefix(admin: Api, given: str) -> None:
    a_field(admin, FIELD_NAME=given)
    assert [field["FIELD_NAME"] for field in listed(admin)] == ["UF_USR_DEALS"]


@pytest.mark.parametrize(
    ("fields", "code", "text"),
    [
        ({"FIELD_NAME": None}, "", "The 'FIELD_NAME' field is not found."),
        ({"USER_TYPE_ID": None}, "", "The 'USER_TYPE_ID' field is not found."),
        ({"USER_TYPE_ID": ""}, "ERROR_ARGUMENT", "Argument 'USER_TYPE_ID' is null or empty"),
        ({"USER_TYPE_ID": "colour"}, "ERROR_CORE", "Invalid custom type specified."),
        ({"FIELD_NAME": "TAKEN"}, "ERROR_CORE", "Field UF_USR_TAKEN for USER object already exists"),
    ],
)
def test_what_is_no_field_is_refused_and_nothing_is_made(
    admin: Api, fields: dict[str, Any], code: str, text: str
) -> None:
    a_field(admin, FIELD_NAME="TAKEN")
    assert refusal(admin, "user.userfield.add", fields={**STRING, **fields}) == (code, text)
    assert len(listed(admin)) == 1


def test_a_field_of_another_entity_is_no_field_of_users(admin: Api) -> None:
    deals = admin("crm.deal.userfield.add", fields=STRING)
    for verb in ("update", "delete"):
        assert refusal(admin, f"user.userfield.{verb}", id=deals, fields={}) == ("", "Access denied.")
        assert refusal(admin, f"user.userfield.{verb}", id=deals + 9, fields={}) == ("", "Access denied.")
        assert refusal(admin, f"user.userfield.{verb}", fields={}) == ("", "ID is not defined or invalid")
    users = a_field(admin)
    assert refusal(admin, "crm.deal.userfield.get", id=users) == ("", "Access denied.")
    assert [field["ID"] for field in listed(admin)] == [str(users)]
    assert len(admin("crm.deal.userfield.list")) == 1


def test_only_administrators_with_the_scope_see_and_make_them(wire: Wire, admin: Api, seller: Api) -> None:
    number = a_field(admin)
    for verb in ("add", "list", "update", "delete"):
        given = {"id": number, "fields": {**STRING, "FIELD_NAME": "OTHER"}}
        assert refusal(seller, f"user.userfield.{verb}", **given) == ("", "Access denied.")
        scoped = api_of(wire, 1, "user").send(f"user.userfield.{verb}", **given)
        assert scoped.json["error"] == "insufficient_scope"
    assert [field["FIELD_NAME"] for field in listed(admin)] == ["UF_USR_NOTE"]


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_of_each_type_is_kept_and_emptied(admin: Api, kind: str) -> None:
    a_field(admin, FIELD_NAME="V", USER_TYPE_ID=kind)
    given, classic, _, _ = VALUES[kind]
    number = admin("user.add", **VERA, UF_USR_V=given)
    assert admin("user.get", ID=number)[0]["UF_USR_V"] == classic
    admin("user.update", ID=number, UF_USR_V="")
    assert "UF_USR_V" not in admin("user.get", ID=number)[0]
    admin("user.update", ID=number, uf_usr_v=given)
    assert admin("user.search", FILTER={"ID": number})[0]["UF_USR_V"] == classic


def test_several_values_are_a_list_and_each_finds_the_user(admin: Api) -> None:
    a_field(admin, FIELD_NAME="TONGUES", MULTIPLE="Y")
    admin("user.update", ID=3, UF_USR_TONGUES=["Danish", "Dutch"])
    admin("user.update", ID=4, UF_USR_TONGUES=["Dutch"])
    assert admin("user.get", ID=3)[0]["UF_USR_TONGUES"] == ["Danish", "Dutch"]
    assert ids(admin("user.get", FILTER={"UF_USR_TONGUES": "Dutch"})) == ["3", "4"]
    assert ids(admin("user.get", FILTER={"UF_USR_TONGUES": "Danish"})) == ["3"]
    assert ids(admin("user.get", FILTER={"%UF_USR_TONGUES": "ani"})) == ["3"]
    admin("user.update", ID=3, UF_USR_TONGUES=["Frisian"])
    assert ids(admin("user.get", FILTER={"UF_USR_TONGUES": "Danish"})) == []
    assert "3" in ids(admin("user.get", FILTER={"!UF_USR_TONGUES": "Dutch"}))


def test_users_are_filtered_and_sorted_by_a_field(admin: Api) -> None:
    a_field(admin, FIELD_NAME="BOATS", USER_TYPE_ID="integer")
    a_field(admin, FIELD_NAME="SINCE", USER_TYPE_ID="date")
    for number, boats, since in ((1, 2, "2026-02-03"), (3, 10, "2024-05-06"), (4, 1, "2025-07-08")):
        admin("user.update", ID=number, UF_USR_BOATS=boats, UF_USR_SINCE=since)
    assert ids(admin("user.get", FILTER={">UF_USR_BOATS": 1})) == ["1", "3"]
    assert ids(admin("user.get", UF_USR_BOATS=[1, 2])) == ["1", "4"]
    assert ids(admin("user.search", FILTER={">=UF_USR_SINCE": "2025-07-08T00:00:00+00:00"})) == ["1", "4"]
    sought = {"FILTER": {">UF_USR_BOATS": 0}, "sort": "UF_USR_BOATS"}
    assert ids(admin("user.get", **sought, order="ASC")) == ["4", "1", "3"]
    assert ids(admin("user.get", **sought, order="DESC")) == ["3", "1", "4"]
    assert ids(admin("user.get", FILTER={"UF_USR_SINCE": "soon"})) == []
    assert len(admin("user.get", FILTER={"UF_USR_BOATS": ""})) == len(admin("user.get")) - 3


def test_masks_and_names_select_them(admin: Api) -> None:
    a_field(admin)
    admin("user.update", ID=3, UF_USR_NOTE="At sea")
    assert admin("user.get", ID=3, select=["ID", "UF_USR_NOTE"]) == [{"ID": "3", "UF_USR_NOTE": "At sea"}]
    masked = admin("user.get", ID=3, select=["UF_*"])[0]
    assert (masked["UF_USR_NOTE"], masked["UF_DEPARTMENT"], "NAME" in masked) == ("At sea", [2], False)
    assert "UF_USR_NOTE" not in admin("user.get", ID=3, select=["NAME"])[0]
    assert admin("user.get", ID=3, select=["*"])[0]["UF_USR_NOTE"] == "At sea"


def test_limited_scopes_need_one_more_to_read_find_and_sort(wire: Wire, admin: Api) -> None:
    a_field(admin)
    admin("user.update", ID=3, UF_USR_NOTE="At sea")
    for scopes, shown in {
        "user": True,
        "user_basic": False,
        "user_brief": False,
        "user_basic,user.userfield": True,
        "user_brief,user.userfield": True,
    }.items():
        caller = api_of(wire, 3, scopes)
        assert ("UF_USR_NOTE" in caller("user.current")) is shown, scopes
        assert ("UF_USR_NOTE" in caller("user.get", ID=3, select=["ID", "UF_USR_NOTE"])[0]) is shown, scopes
        found = ids(caller("user.get", FILTER={"UF_USR_NOTE": "At sea"}))
        assert (found == ["3"]) is shown, scopes
        assert ("EMAIL" in caller("user.current")) is (scopes.split(",")[0] != "user_brief")


def test_the_standard_fields_alone_are_described(admin: Api) -> None:
    before = admin("user.fields")
    a_field(admin)
    assert admin("user.fields") == before


def test_fields_that_users_always_have_stay_as_they_are(admin: Api) -> None:
    admin("user.update", ID=3, UF_PHONE_INNER="17")
    a_field(admin, **EXTENSION)  # the code gets the prefix, so that it is another field
    admin("user.update", ID=3, UF_USR_PHONE_INNER="18", UF_UNKNOWN="x")
    found = admin("user.get", ID=3)[0]
    assert (found["UF_PHONE_INNER"], found["UF_USR_PHONE_INNER"]) == ("17", "18")


def test_a_value_that_does_not_fit_is_refused_and_nothing_changes(admin: Api) -> None:
    a_field(admin, FIELD_NAME="BOATS", USER_TYPE_ID="integer", SETTINGS={"MAX_VALUE": 5})
    admin("user.update", ID=3, UF_USR_BOATS=2)
    for value in ("many", 6, {"a": "b"}):
        refused = refusal(admin, "user.update", ID=3, WORK_POSITION="Pilot", UF_USR_BOATS=value)
        assert refused == ("ERROR_CORE", "Invalid value for the field UF_USR_BOATS")
    found = admin("user.get", ID=3)[0]
    assert (found["UF_USR_BOATS"], found["WORK_POSITION"] == "Pilot") == ("2", False)


def test_a_field_that_must_hold_something_does(admin: Api) -> None:
    a_field(admin, MANDATORY="Y")
    missing = ("ERROR_CORE", "The field UF_USR_NOTE is required")
    assert refusal(admin, "user.add", **VERA) == missing
    number = admin("user.add", **VERA, UF_USR_NOTE="Pilot")
    assert refusal(admin, "user.update", ID=number, UF_USR_NOTE="") == missing
    assert admin("user.update", ID=3, WORK_POSITION="Pilot") is True


def test_new_users_hold_what_holds_unless_told(wire: Wire, admin: Api) -> None:
    a_field(admin, SETTINGS={"DEFAULT_VALUE": "Ashore"}, MANDATORY="Y")
    a_field(admin, FIELD_NAME="CREW", USER_TYPE_ID="enumeration", MULTIPLE="Y", LIST=[{"VALUE": "Deck", "DEF": "Y"}])
    invited = admin("user.add", **VERA)
    portal = wire.portal
    added = portal.store.write_now(
        lambda tx: staff.add(tx, portal.clock, name="Gil", last_name="Oar", email="gil@example.test")
    )
    emptied = admin("user.add", EMAIL="ole.keel@example.test", UF_DEPARTMENT=[2], UF_USR_NOTE="Pilot", UF_USR_CREW="")
    assert "UF_USR_CREW" not in admin("user.get", ID=emptied)[0]
    for number in (invited, added):
        found = admin("user.get", ID=number)[0]
        assert (found["UF_USR_NOTE"], len(found["UF_USR_CREW"])) == ("Ashore", 1)
        assert str(number) in ids(admin("user.get", FILTER={"UF_USR_CREW": found["UF_USR_CREW"][0]}))


def test_an_entry_that_is_deleted_is_taken_from_users(admin: Api) -> None:
    number = a_field(admin, USER_TYPE_ID="enumeration", LIST=[{"VALUE": "Deck"}, {"VALUE": "Galley"}])
    deck, galley = (int(item["ID"]) for item in listed(admin)[0]["LIST"])
    admin("user.update", ID=3, UF_USR_NOTE=deck)
    admin("user.update", ID=4, UF_USR_NOTE=galley)
    admin("user.userfield.update", id=number, fields={"LIST": [{"ID": deck, "DEL": "Y"}]})
    assert ["UF_USR_NOTE" in admin("user.get", ID=user)[0] for user in (3, 4)] == [False, True]


def test_a_deleted_field_leaves_nothing_to_the_next_one(admin: Api) -> None:
    number = a_field(admin)
    admin("user.update", ID=3, UF_USR_NOTE="At sea")
    admin("user.userfield.delete", id=number)
    assert "UF_USR_NOTE" not in admin("user.get", ID=3)[0]
    a_field(admin)
    assert "UF_USR_NOTE" not in admin("user.get", ID=3)[0]


def test_an_application_reads_them_with_its_scopes(wire: Wire, admin: Api) -> None:
    a_field(admin)
    admin("user.update", ID=1, UF_USR_NOTE="At sea")
    app = app_of(wire, 1, "user_brief,user.userfield")
    assert app("user.current")["UF_USR_NOTE"] == "At sea"
    assert [field["FIELD_NAME"] for field in app("user.userfield.list")] == ["UF_USR_NOTE"]
