"""Settings, clock, faults, explanations, people and applications over the control plane."""

import pytest

from tests.conftest import Api, Wire
from tests.control.conftest import Plane


def test_settings_are_changed_for_the_next_request(plane: Plane, admin: Api) -> None:
    assert plane("GET", "/settings")["plan"] == "unlimited"
    assert plane("PATCH", "/settings", {"plan": "free"})["plan"] == "free"
    assert admin.refused("profile") == (403, "ACCESS_DENIED")
    assert plane("PATCH", "/settings", {"subscription": "ended"})["subscription"] == "ended"
    assert admin.refused("profile") == (401, "PAYMENT_REQUIRED")
    assert (
        plane("PATCH", "/settings", {"subscription": "active", "insufficient_scope": 401})["insufficient_scope"] == 401
    )
    changed = plane("PATCH", "/settings", {"plan": "unlimited", "rate_limit": {"bucket": 1, "leak": 0}})
    assert changed["rate_limit"] == {"bucket": 1, "leak": 0.0}
    for wrong in (
        {"plan": "golden"},
        {"paln": "free"},
        {"rate_limit": {"bucket": 0, "leak": 1}},
        {"language": "xyz"},
        {"insufficient_scope": 402},
        {"subscription": "over"},
    ):
        assert plane.refused("PATCH", "/settings", wrong) == (400, "invalid_request")
    assert plane("GET", "/settings")["plan"] == "unlimited"


def test_the_clock_is_held_moved_and_let_go(plane: Plane, admin: Api) -> None:
    held = plane("POST", "/clock/freeze", {"at": "2030-01-01T00:00:00+00:00"})
    assert (held["now"], held["frozen"], held["iso"]) == (1893456000.0, True, "2030-01-01T00:00:00+00:00")
    assert admin("server.time").startswith("2030-01-01T00:00:00")
    assert plane("POST", "/clock/advance", {"seconds": 90})["iso"] == "2030-01-01T00:01:30+00:00"
    assert plane("POST", "/clock/set", {"at": 1_000_000_000})["frozen"] is False
    assert admin("server.time").startswith("2001-09-09")
    assert plane("POST", "/clock/real")["offset"] == 0
    assert plane("GET", "/clock")["frozen"] is False


@pytest.mark.parametrize("at", ["yesterday", "2030-01-01T00:00:00", "nan", "inf", -1, 1e300, True, "9" * 39])
def test_a_moment_that_is_none_is_refused(plane: Plane, at: object) -> None:
    assert plane.refused("POST", "/clock/freeze", {"at": at}) == (400, "invalid_request")
    assert plane.refused("POST", "/clock/set", {"at": at}) == (400, "invalid_request")


def test_a_clock_cannot_be_moved_out_of_the_calendar(plane: Plane) -> None:
    for seconds in (1e300, -1e11, 1e12):
        assert plane.refused("POST", "/clock/advance", {"seconds": seconds}) == (400, "invalid_request")
    assert plane("GET", "/clock")["offset"] == 0


def test_a_fault_is_asked_for_and_taken_back(plane: Plane, admin: Api) -> None:
    made = plane("POST", "/faults", {"method": "crm.deal.*", "error": "QUERY_LIMIT_EXCEEDED", "times": 1})
    assert plane("GET", "/faults") == [made]
    assert admin.refused("crm.deal.get", id=1) == (503, "QUERY_LIMIT_EXCEEDED")
    assert admin("crm.deal.get", id=1)["ID"] == "1"
    assert [each["faults"] for each in plane("GET", "/requests", faulted="true")] == [[made["id"]]]
    plane("DELETE", f"/faults/{made['id']}")
    assert plane.refused("DELETE", f"/faults/{made['id']}") == (404, "not_found")
    plane("POST", "/faults", {"delay": 1})
    plane("DELETE", "/faults")
    assert plane("GET", "/faults") == []
    for wrong in ({}, {"error": 5}, {"status": 200, "error": "X"}, {"drop": True, "probability": 0}, {"drops": True}):
        assert plane.refused("POST", "/faults", wrong) == (400, "invalid_request")


def test_access_is_explained(plane: Plane) -> None:
    found = plane("GET", "/explain", user=6, operation="READ", type="deal", id=3)
    assert (found["allowed"], found["records"][0]["roles"][0]["role"]) == (False, "support")
    assert plane.refused("GET", "/explain", user=77, type="deal", id=3) == (404, "not_found")
    assert plane.refused("GET", "/explain", user=6, type="thing", id=3) == (400, "invalid_request")
    assert plane.refused("GET", "/explain", user=6, type="deal", id="x") == (400, "invalid_request")
    assert plane.refused("GET", "/explain", user=6, type="activity", id=1, operation="EXPORT")[0] == 400


def test_a_test_in_any_language_sets_itself_up(wire: Wire, plane: Plane) -> None:
    user = plane(
        "POST", "/users", {"name": "Vera", "email": "vera@example.test", "departments": [2], "roles": ["support"]}
    )
    hook = plane("POST", "/webhooks", {"user": user["id"], "scope": "crm,user", "code": "fixed-code"})
    assert hook["url"] == f"https://localhost:8443/rest/{user['id']}/fixed-code/"
    path = f"/rest/{user['id']}/fixed-code/profile"
    assert wire.send(path).result["NAME"] == "Vera"

    plane("POST", f"/webhooks/{hook['id']}/block", {})
    assert wire.send(path).error[:2] == (503, "OVERLOAD_LIMIT")
    plane("POST", f"/webhooks/{hook['id']}/block", {"blocked": False})
    plane("POST", f"/users/{user['id']}/dismiss")
    assert wire.send(path).error[:2] == (403, "INVALID_CREDENTIALS")
    assert plane("DELETE", f"/webhooks/{hook['id']}") == {"done": True}
    assert wire.send(path).error[:2] == (401, "INVALID_CREDENTIALS")
    assert [each["active"] for each in plane("GET", "/users")][-1] is False


def test_people_that_cannot_be_are_refused_and_nothing_is_changed(plane: Plane) -> None:
    before = plane("GET", "/users"), plane("GET", "/webhooks")
    vera = {"name": "Vera", "email": "vera@example.test"}
    for wrong in (
        vera | {"email": "ADA.KEEL@example.test"}, vera | {"departments": [99]}, vera | {"roles": ["none"]},
        vera | {"admin": "yes"}, {"name": "Vera"}, vera | {"name": ""},
    ):  # fmt: skip
        assert plane.refused("POST", "/users", wrong)[0] in (400, 404)
    for unfit in ({"user": 77}, {"scope": " , "}, {"code": "a/b"}, {"expires": "soon"}, {"user": "1"}):
        assert plane.refused("POST", "/webhooks", unfit)[0] in (400, 404)
    for path in ("/webhooks/77/block", "/users/77/dismiss"):
        assert plane.refused("POST", path) == (404, "not_found")
    assert (plane("GET", "/users"), plane("GET", "/webhooks")) == before


def test_roles_are_given_and_taken_away(plane: Plane) -> None:
    plane("POST", "/roles/support/members", {"member": "U3"})
    assert "U3" in next(each["members"] for each in plane("GET", "/roles") if each["code"] == "support")
    plane("DELETE", "/roles/support/members/U3")
    assert plane.refused("DELETE", "/roles/support/members/U3") == (404, "not_found")
    assert plane.refused("POST", "/roles/support/members", {"member": "X3"}) == (400, "invalid_request")
    assert plane.refused("POST", "/roles/none/members", {"member": "U3"}) == (404, "not_found")


def test_all_is_every_documented_scope_and_words_that_are_none_are_told(plane: Plane) -> None:
    for path, more in (("/webhooks", {}), ("/apps", {"title": "Wide"})):
        made = plane("POST", path, {"scope": "all", **more})
        words = made["scope"].split(",") if isinstance(made["scope"], str) else made["scope"]
        assert {"crm", "im", "tasks_extended"} < set(words)
        assert "all" not in words
        assert made["notes"] == []
        (note,) = plane("POST", path, {"scope": "crm,crmm", **more})["notes"]
        assert note.startswith("there is no documented scope crmm")


def test_an_application_gets_tokens_and_an_administrators_word(wire: Wire, plane: Plane) -> None:
    app = plane("POST", "/apps", {"title": "Shop", "scope": "crm,telephony"})
    pair = plane("POST", f"/apps/{app['id']}/token", {"user": 1})
    told = {name: pair[name] for name in ("user_id", "scope", "status", "expires_in")}
    assert told == {"user_id": 1, "scope": "crm,telephony", "status": "L", "expires_in": 3600}
    assert pair["client_endpoint"] == pair["server_endpoint"] == f"https://{pair['domain']}/rest/"
    query = f"auth={pair['access_token']}"

    def asked() -> tuple[int, str]:
        return wire.send("/rest/voximplant.user.get", query=query).error[:2]

    assert asked() == (401, "METHOD_CONFIRM_WAITING")
    assert asked() == (401, "METHOD_CONFIRM_WAITING")
    wire.portal.store.write_now(lambda tx: None)  # what asks the administrator does not hold up the answer
    expected = {"app": app["id"], "user": 1, "method": "voximplant.user.get"}
    assert plane("GET", "/confirmations") == [expected | {"answer": ""}]
    plane("POST", "/confirmations", {"app": app["id"], "method": "voximplant.user.get", "allow": False})
    assert asked() == (403, "METHOD_CONFIRM_DENIED")

    plane("POST", f"/apps/{app['id']}/block", {})
    assert wire.send("/rest/profile", query=query).error[:2] == (503, "OVERLOAD_LIMIT")
    assert plane("GET", "/apps")[0]["blocked"] is True
    plane("DELETE", f"/apps/{app['id']}")
    assert wire.send("/rest/profile", query=query).error[:2] == (401, "APPLICATION_NOT_FOUND")


def test_an_application_gets_a_code_to_exchange(wire: Wire, plane: Plane) -> None:
    app = plane("POST", "/apps", {"title": "Shop", "scope": "crm"})
    code = plane("POST", f"/apps/{app['id']}/code", {"user": 3})["code"]
    keys = f"client_id={app['client_id']}&client_secret={app['client_secret']}"
    query = f"grant_type=authorization_code&{keys}&code={code}"
    assert wire.send("/oauth/token/", verb="GET", query=query).json["user_id"] == 3
    assert plane.refused("POST", f"/apps/{app['id']}/code", {"user": 77}) == (404, "not_found")


def test_applications_that_cannot_be_are_refused(plane: Plane) -> None:
    for wrong in (
        {}, {"title": ""}, {"title": "Shop", "handler_url": "javascript:alert(1)"}, {"title": "Shop", "client_id": "x"},
        {"title": "Shop", "user": 3}, {"title": "Shop", "open_to": ["X"]}, {"title": "Shop", "api_only": False},
    ):  # fmt: skip
        assert plane.refused("POST", "/apps", wrong) == (400, "invalid_request"), wrong
    for verb, path in (
        ("DELETE", "/apps/77"),
        ("POST", "/apps/77/install"),
        ("POST", "/apps/77/token"),
        ("POST", "/apps/77/code"),
    ):
        assert plane.refused(verb, path) == (404, "not_found")
    assert plane.refused("POST", "/confirmations", {"app": 77, "method": "x", "allow": True}) == (404, "not_found")
