"""``profile``, ``user.*`` and ``access.name`` through the wire."""

from typing import Any

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from homeport.domain.user import staff
from tests.conftest import Api, Wire, api_of


def ids(answer: list[dict[str, Any]]) -> list[str]:
    return [user["ID"] for user in answer]


def add_users(wire: Wire, count: int, **fields: Any) -> None:
    portal = wire.portal

    def write(tx: Any) -> None:
        for number in range(count):
            staff.add(
                tx, portal.clock, name="Extra", last_name=f"Hand {number}", email=f"hand{number}@example.test", **fields
            )

    portal.store.write_now(write)


def test_the_profile_needs_no_scope(wire: Wire) -> None:
    answer = api_of(wire, 3, "")("profile")
    assert {**answer, "PERSONAL_GENDER": ""} == {
        "ID": "3",
        "ADMIN": False,
        "NAME": "Clara",
        "LAST_NAME": "Mast",
        "PERSONAL_GENDER": "",
        "TIME_ZONE": "",
    }


def test_the_current_user_is_who_calls(seller: Api) -> None:
    user = seller("user.current")
    assert (user["ID"], user["NAME"], user["ACTIVE"], user["IS_ONLINE"]) == ("3", "Clara", True, "N")
    assert user["UF_DEPARTMENT"] == [2]
    assert user["DATE_REGISTER"].endswith("+00:00")
    assert user["PERSONAL_BIRTHDAY"] == ""


def test_users_come_by_id_in_pages_of_50(wire: Wire, admin: Api) -> None:
    before = admin.send("user.get").json["total"]
    add_users(wire, 60)
    first = admin.send("user.get").json
    assert (len(first["result"]), first["total"], first["next"]) == (50, before + 60, 50)
    last = admin.send("user.get", start=50).json
    assert len(last["result"]) == before + 10
    assert "next" not in last
    everyone = ids(first["result"]) + ids(last["result"])
    assert everyone == sorted(everyone, key=int)
    uncounted = admin.send("user.get", start=-1).json
    assert "total" not in uncounted
    assert "next" not in uncounted


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"ID": 3}, ["3"]),
        ({"ID": [3, 1]}, ["1", "3"]),
        ({">=ID": 3, "<ID": 5}, ["3", "4"]),
        ({"@ID": [2, 6]}, ["2", "6"]),
        ({"!@ID": [2, 3, 4, 5, 6]}, ["1"]),
        ({"%LAST_NAME": "as"}, ["3"]),
        ({"=%NAME": "%a"}, ["1", "3"]),
        ({"%=NAME": "D%"}, ["4"]),
        ({"!%NAME": "a"}, ["2", "4", "5"]),
        ({"!ID": 1, "UF_DEPARTMENT": [1, 3]}, ["5", "6"]),
        ({"!UF_DEPARTMENT": 2}, ["1", "5", "6"]),
        ({"NAME_SEARCH": "mast clara"}, ["3"]),
        ({"IS_ONLINE": "Y"}, []),
        ({"ACTIVE": "false"}, []),
        ({"USER_TYPE": "email"}, []),
        ({">DATE_REGISTER": "2001-01-01T00:00:00+02:00", "ID": 1}, ["1"]),
        ({">DATE_REGISTER": "the other day"}, []),
        ({"NO_SUCH_FIELD": 1, "ID": 2}, ["2"]),
    ],
)
def test_users_are_found_by_the_documented_operators(admin: Api, wanted: dict[str, Any], found: list[str]) -> None:
    only_demo = {"<=ID": 6}
    assert ids(admin("user.get", FILTER={**only_demo, **wanted})) == found
    assert ids(admin("user.get", **only_demo, **wanted)) == found


def test_conditions_stand_beside_the_filter_and_the_order_in_any_letters(admin: Api) -> None:
    first_of_the_page = {"UF_DEPARTMENT": 2, "SORT": "ID", "ORDER": "desc"}
    assert ids(admin("user.get", **first_of_the_page)) == ["4", "3", "2"]
    assert ids(admin("user.get", ID=3, FILTER={"ID": 4})) == ["4"]
    assert ids(admin("user.get", uf_department="2", FILTER={"!ID": 3})) == ["2", "4"]
    assert ids(admin("user.get", order={"ID": "DESC"}, **{"<ID": 4})) == ["3", "2", "1"]
    everyone = admin("user.get")
    assert admin("user.get", IMAGE_RESIZE="small", others={"ID": 3}, nonsense=[1]) == everyone


def test_dismissed_users_are_found_by_either_spelling_of_no(wire: Wire, admin: Api) -> None:
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 6))
    for no in (False, "N", "false", 0):
        assert ids(admin("user.get", FILTER={"ACTIVE": no})) == ["6"]
    assert admin("user.get", FILTER={"ACTIVE": False})[0]["ACTIVE"] is False
    assert "6" not in ids(admin("user.get", FILTER={"ACTIVE": True}))
    assert "6" in ids(admin("user.get"))


def test_who_did_something_lately_is_online(wire: Wire, admin: Api) -> None:
    now = wire.portal.clock.stamp()
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 4}, {"LAST_ACTIVITY_DATE": now}))
    [user] = admin("user.get", FILTER={"IS_ONLINE": "Y"})
    assert (user["ID"], user["IS_ONLINE"], user["LAST_ACTIVITY_DATE"]) == ("4", "Y", now)


def test_guests_by_mail_are_shown_only_when_asked_for(wire: Wire, admin: Api, seller: Api) -> None:
    add_users(wire, 1, USER_TYPE="email")
    guest = {"LAST_NAME": "Hand 0"}
    assert admin("user.get", FILTER=guest) == []
    assert len(admin("user.get", FILTER={**guest, "USER_TYPE": "email"})) == 1
    assert len(admin("user.get", FILTER=guest, ADMIN_MODE=True)) == 1
    assert seller("user.get", FILTER=guest, ADMIN_MODE=True) == []


def test_users_are_sorted_by_a_field(admin: Api) -> None:
    found = admin("user.get", FILTER={"<=ID": 6}, sort="LAST_NAME", order="DESC")
    names = [user["LAST_NAME"] for user in found]
    assert names == sorted(names, reverse=True)


def test_select_names_fields_and_masks(admin: Api) -> None:
    [user] = admin("user.get", ID=3, select=["ID", "NAME", "NO_SUCH_FIELD"])
    assert user == {"ID": "3", "NAME": "Clara"}
    [user] = admin("user.get", ID=3, select=["ID", "UF_*"])
    assert set(user) == {"ID", "UF_EMPLOYMENT_DATE", "UF_DEPARTMENT"}
    [user] = admin("user.get", ID=3, select=["*"])
    assert "EMAIL" in user


@pytest.mark.parametrize(("scope", "hidden"), [("user_brief", "EMAIL"), ("user_basic", "LAST_LOGIN")])
def test_a_smaller_scope_shows_and_finds_less(wire: Wire, scope: str, hidden: str) -> None:
    api = api_of(wire, 1, scope)
    assert hidden not in api("user.fields")
    assert hidden not in api("user.current")
    assert hidden not in api("user.get", select=["*", hidden])[0]
    everyone = api("user.get")
    assert api("user.get", FILTER={hidden: "no such value"}) == everyone


def test_a_credential_without_the_scope_is_refused(wire: Wire) -> None:
    assert api_of(wire, 1, "crm").refused("user.get") == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"NAME": "cl"}, ["3"]),
        ({"NAME": "lara"}, []),
        ({"LAST_NAME": ["Kee", "Sai"]}, ["1", "6"]),
        ({"UF_DEPARTMENT_NAME": "Sup"}, ["5", "6"]),
        ({"FIND": "sales"}, ["2", "3", "4"]),
        ({"FIND": "rudder", "NAME": "Clara"}, ["5"]),
        ({"FIND": "100%"}, []),
    ],
)
def test_users_are_searched(admin: Api, wanted: dict[str, Any], found: list[str]) -> None:
    assert ids(admin("user.search", FILTER=wanted)) == found
    assert ids(admin("user.search", **wanted)) == found


def test_a_search_out_of_proportion_is_refused_or_finds_nothing(admin: Api) -> None:
    assert admin("user.search", FILTER={"FIND": "x" * 100_000}) == []
    refused = admin.refused("user.search", FILTER={"FIND": [f"x{number}" for number in range(3000)]})
    assert refused == (400, "INVALID_ARG_VALUE")


def test_fields_have_names(admin: Api) -> None:
    fields = admin("user.fields")
    assert fields["NAME"] == "First name"
    assert set(admin("user.current")) <= set(fields)


def test_administrators_are_told_so(admin: Api, seller: Api) -> None:
    assert admin("user.admin") is True
    assert seller("user.admin") is False
    assert admin("profile")["ADMIN"] is True


def test_access_codes_are_checked_for_the_caller(admin: Api, seller: Api) -> None:
    for codes in (["AU"], ["U3"], ["D2"], ["DR1"], ["U1", "G2"]):
        assert seller("user.access", ACCESS=codes) is True
    for none in (["U1"], ["D3"], ["D1"], ["G1"], [], "AU", [5, None, ["AU"]]):
        assert seller("user.access", ACCESS=none) is False
    assert admin("user.access", ACCESS=["U3"]) is True


def test_access_codes_are_named(seller: Api) -> None:
    assert seller("access.name", ACCESS=["G2", "AU", "U3", "D2", "U999", "D999", "nonsense"]) == {
        "G2": {"provider": "", "name": "All visitors", "provider_id": "other"},
        "AU": {"provider": "", "name": "All authorized users", "provider_id": "other"},
        "U3": {"provider": "User", "name": "Clara Mast", "provider_id": "user"},
        "D2": {"provider": "Department", "name": "Sales", "provider_id": "intranet"},
    }
    assert seller("access.name") is False
    assert seller("access.name", ACCESS=[]) is False


def test_guests_see_themselves_and_who_is_in_their_groups(wire: Wire) -> None:
    wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": 6}, {"USER_TYPE": "extranet"}), changed(tx)))
    admin, guest = (api_of(wire, user, "user,sonet") for user in (1, 6))
    assert ids(guest("user.get")) == ids(guest("user.search", FIND="a")) == ["6"]
    group = admin("sonet_group.create", NAME="Garden")
    admin("sonet_group.user.add", GROUP_ID=group, USER_ID=[3, 6])
    admin("sonet_group.user.invite", GROUP_ID=group, USER_ID=[4])
    answer = guest.send("user.get", sort="ID", order="ASC")
    assert (ids(answer.result), answer.json["total"]) == (["1", "3", "6"], 3)
    assert ids(guest("user.get", filter={"ID": [4, 3]})) == ["3"]
    assert ids(guest("user.search", ID=4)) == []
    assert {"4", "6"} < set(ids(admin("user.get")))
