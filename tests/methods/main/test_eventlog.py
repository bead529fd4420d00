"""``main.eventlog.*`` of REST 3.0: what is noted, and how it is asked for."""

import json

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.v3 import ABSENT, DENIED, FILTER, INVALID, ORDER, PAGE, UNKNOWN, Api3
from tests.oauth.browser import Browser

ADA, CLARA = 1, 3


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, ADA, "main,user")


@pytest.fixture
def ada(app: AppApi) -> Api3:
    return Api3(app)


def last(api: Api3) -> int:
    """The number of the last entry."""
    found: int = api("main.eventlog.list", order={"id": "DESC"}, pagination={"limit": 1}, select=["id"])[0]["id"]
    return found


def test_what_becomes_of_people_is_noted(app: AppApi, ada: Api3) -> None:
    before = last(ada)
    user = app("user.add", EMAIL="new@example.test", UF_DEPARTMENT=[2])
    app("user.update", ID=user, NAME="Nora")
    added, changed = ada("main.eventlog.tail", cursor={"value": before})
    assert {name: added[name] for name in ("severity", "auditTypeId", "moduleId", "itemId", "userId", "guestId")} == {
        "severity": "SECURITY", "auditTypeId": "USER_REGISTER", "moduleId": "main", "itemId": str(user), "userId": ADA,
        "guestId": 0,
    }  # fmt: skip
    assert changed["auditTypeId"] == "USER_EDIT"
    assert json.loads(changed["description"]) == {"userId": user, "fields": ["ID", "NAME"]}
    assert ada("main.eventlog.get", id=added["id"]) == added


def test_who_signs_in_and_out_is_noted(wire: Wire, ada: Api3) -> None:
    before = last(ada)
    browser = Browser(wire)
    browser.sign_in(CLARA)
    browser.post("/sign-out/", browser.page("/").forms["/sign-out/"])
    entered, left = ada("main.eventlog.tail", cursor={"value": before})
    assert (entered["auditTypeId"], entered["userId"], entered["requestUri"]) == ("USER_AUTHORIZE", CLARA, "/sign-in")
    assert json.loads(entered["description"]) == {"userId": CLARA, "method": "choice"}
    assert entered["remoteAddr"]
    assert (left["auditTypeId"], left["userId"], left["itemId"]) == ("USER_LOGOUT", CLARA, str(CLARA))


def test_entries_are_asked_for(ada: Api3) -> None:
    entries = ada("main.eventlog.list", select=["id", "auditTypeId", "size"])
    assert entries[0] == {"id": 1, "auditTypeId": "USER_REGISTER"}
    ids = [entry["id"] for entry in entries]

    def found(**params: object) -> list[int]:
        return [entry["id"] for entry in ada("main.eventlog.list", select=["id"], **params)]

    assert found(order={"id": "DESC"}, pagination={"limit": 2}) == ids[:-3:-1]
    assert found(filter=[["userId", None]]) == ids
    assert found(filter=[["timestampX", ">=", "2100-01-01T00:00:00+02:00"]]) == []
    assert found(filter=[["timestampX", "between", ["2000-01-01", "2100-01-01"]], ["id", "<", ids[2]]]) == ids[:2]
    assert found(filter=[["auditTypeId", "in", ["USER_LOGOUT"]]]) == []
    tailed = ada(
        "main.eventlog.tail", select=["id"], cursor={"field": "id", "order": "DESC", "value": ids[2], "limit": 1}
    )
    assert tailed == [{"id": ids[1]}]
    assert [each["id"] for each in ada("main.eventlog.tail")] == ids
    assert ada("main.eventlog.tail", cursor={"value": ids[-1]}) == []


def test_wrong_questions_are_refused_as_documented(ada: Api3) -> None:
    assert ada.refused("main.eventlog.get", id=999_999) == ABSENT
    assert ada.refused("main.eventlog.list", pagination={"limit": "abc"}) == PAGE
    assert ada.refused("main.eventlog.list", filter=[["severity", "SECURITY"]]) == f"{INVALID} severity"
    assert ada.refused("main.eventlog.list", filter=[["timestampX", ">", "yesterday"]]) == f"{INVALID} timestampX"
    assert ada.refused("main.eventlog.tail", filter=[["id", ">", 1]]) == FILTER
    assert ada.refused("main.eventlog.tail", cursor={"limit": 0}) == PAGE
    assert ada.refused("main.eventlog.tail", cursor={"field": "severity"}) == ORDER
    assert ada.refused("main.eventlog.tail", cursor={"order": "up"}) == ORDER
    assert ada.refused("main.eventlog.tail", cursor={"field": "size"}) == UNKNOWN
    assert ada.refused("main.eventlog.tail", cursor={"value": "x"}) == f"{INVALID} id"
    assert ada.refused("main.eventlog.tail", cursor=5) == PAGE
    assert (
        "Cursor field id cannot be used" in ada.send("main.eventlog.tail", filter=[["id", 1]]).json["error"]["message"]
    )


def test_only_administrators_read_it(app: AppApi) -> None:
    clara = Api3(app.as_user(CLARA))
    for name, params in (
        ("get", {"id": 1}), ("list", {}), ("tail", {}), ("field.list", {}), ("field.get", {"name": "id"}),
    ):  # fmt: skip
        assert clara.refused(f"main.eventlog.{name}", **params) == DENIED


def test_fields_are_described(ada: Api3) -> None:
    fields = {each["name"]: each for each in ada("main.eventlog.field.list")}
    wanted = ["id", "timestampX", "auditTypeId", "userId", "guestId"]
    assert [name for name, each in fields.items() if each["filterable"]] == wanted
    assert ada("main.eventlog.field.get", name="timestampX", select=["type"]) == {"type": "object"}
