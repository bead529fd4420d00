"""Portals and baselines over the control plane."""

from tests.conftest import Api, Wire
from tests.control.conftest import Plane

SHOP, STORE = "shop.example.test", "store.example.test"


def test_a_portal_is_made_described_renamed_and_removed(wire: Wire, plane: Plane) -> None:
    made = plane("POST", "/portals", {"name": SHOP, "baseline": "demo"})
    assert (made["name"], made["baseline"], made["https"]) == (SHOP, "demo", f"https://{SHOP}:8443")
    assert plane("GET", f"/portals/{SHOP}") == made
    assert [each["name"] for each in plane("GET", "/portals")] == ["default", SHOP]
    assert plane.refused("POST", "/portals", {"name": SHOP}) == (409, "already_there")

    assert plane("POST", f"/portals/{SHOP}/rename", {"name": STORE})["member_id"] == made["member_id"]
    assert wire.send("/rest/profile", host=SHOP).status == 302
    assert plane("DELETE", f"/portals/{STORE}") == {"done": True}
    assert plane.refused("GET", f"/portals/{STORE}") == (404, "not_found")
    assert plane.refused("DELETE", f"/portals/{STORE}") == (404, "not_found")


def test_a_test_resets_and_restores_its_portal(plane: Plane, admin: Api) -> None:
    plane("POST", "/portals/default/snapshots", {"name": "before"})
    assert plane.refused("POST", "/portals/default/snapshots", {"name": "before"}) == (409, "already_there")
    admin("crm.deal.update", id=1, fields={"TITLE": "Changed"})
    assert plane("POST", "/portals/default/restore", {"snapshot": "before"})["baseline"] == "demo"
    assert admin("crm.deal.get", id=1)["TITLE"] != "Changed"
    assert [each["name"] for each in plane("GET", "/portals/default/snapshots")] == ["before"]
    plane("DELETE", "/portals/default/snapshots/before")
    assert plane.refused("POST", "/portals/default/restore", {"snapshot": "before"}) == (404, "not_found")

    assert plane("POST", "/portals/default/reset", {"clear_requests": True})["baseline"] == "demo"
    assert plane("GET", "/requests") == []
    assert admin.refused("profile") == (401, "INVALID_CREDENTIALS")


def test_a_baseline_is_saved_and_portals_made_from_it(wire: Wire, plane: Plane, admin: Api) -> None:
    admin("crm.deal.update", id=1, fields={"TITLE": "Of the baseline"})
    plane("POST", "/baseline", {"name": "mine"}, portal="default")
    assert [each["name"] for each in plane("GET", "/baseline")] == ["empty", "demo", "mine"]
    plane("POST", "/portals", {"name": SHOP, "baseline": "mine"})
    found = wire.send(admin.base + "crm.deal.get", body=b'{"id": 1}', host=SHOP).result
    assert found["TITLE"] == "Of the baseline"
    plane("DELETE", "/baseline/mine")
    assert plane.refused("POST", f"/portals/{SHOP}/reset") == (404, "not_found")
    assert plane.refused("DELETE", "/baseline/demo") == (400, "invalid_request")


def test_a_portal_is_downloaded_and_uploaded(wire: Wire, plane: Plane) -> None:
    answer = plane.send("GET", "/portals/default/export")
    assert answer.headers["content-type"] == "application/vnd.sqlite3"
    assert answer.body.startswith(b"SQLite format 3\0")
    assert plane("POST", f"/portals/{SHOP}/import", answer.body)["baseline"] == "demo"
    assert wire.send("/rest/profile", host=SHOP).status == 401
    assert plane.refused("POST", f"/portals/{STORE}/import", b"nothing of the kind") == (400, "invalid_request")
    unfit = plane.send("POST", f"/portals/{STORE}/import", b"nothing of the kind").json["message"]
    assert unfit == "What was sent is not a portal's database, or is damaged."
    assert plane.refused("POST", f"/portals/{SHOP}/import", answer.body) == (409, "already_there")
    assert plane.refused("GET", "/portals/gone/export") == (404, "not_found")


def test_a_portal_is_made_in_a_time_zone(wire: Wire, plane: Plane) -> None:
    plane("POST", "/portals", {"name": SHOP, "baseline": "demo", "time_zone": "Europe/Berlin"})
    hook = plane("POST", "/webhooks", {"user": 1}, portal=SHOP)
    path = f"/rest/1/{hook['code']}/profile"
    assert wire.send(path, host=SHOP).result["TIME_ZONE"] == "Europe/Berlin"
    unfit = {"name": STORE, "time_zone": "Mars/Base"}
    assert plane.refused("POST", "/portals", unfit) == (400, "invalid_request")


def test_bad_names_are_refused(plane: Plane) -> None:
    for name in ("../evil", "Shop", "a b", "", "x" * 201):
        assert plane.refused("POST", "/portals", {"name": name}) == (400, "invalid_request")
        assert plane.refused("POST", "/baseline", {"name": f"{name}/"}) == (400, "invalid_request")
    assert plane.refused("POST", "/portals/default/rename", {"name": STORE}) == (400, "invalid_request")


def test_a_portal_is_declared_by_a_file_or_nothing_is_changed(plane: Plane) -> None:
    file = b'[settings]\nplan = "professional"\n'
    expected = {"done": "changed", "name": "settings", "keys": ["plan"]}
    assert plane("POST", "/apply", file, check="true") == [expected]
    assert plane("GET", "/settings")["plan"] == "unlimited"
    assert plane("POST", "/apply", file) == [expected]
    assert plane("POST", "/apply", file) == []
    odd = b'[webhooks.odd]\nuser = 1\ncode = "fixed0code"\nscope = ["crmm"]\n'
    added, noted = plane("POST", "/apply", odd)
    assert (added["done"], added["name"]) == ("added", "webhooks.odd")
    assert noted["done"] == "noted"
    assert noted["name"].startswith("portal.toml:4:1: there is no documented scope crmm")
    answer = plane.send("POST", "/apply", file + b'request_seconds = "long"\nplam = "free"\n')
    assert (answer.status, answer.json["error"]) == (400, "invalid_request")
    assert "portal.toml:3:" in answer.json["message"]
    assert "portal.toml:4:" in answer.json["message"]
    assert plane("GET", "/settings")["plan"] == "professional"
    deal = b"[deals.boat]\nid = 2700\n"
    assert plane("POST", "/apply", deal) == [{"done": "added", "name": "deals.boat", "keys": []}]
    assert plane("POST", "/apply", deal) == []
    answer = plane.send("POST", "/apply", deal.replace(b"boat", b"ship"))
    assert "portal.toml:2:1: deals.ship: the id 2700 is taken by deals.boat" in answer.json["message"]
    assert plane.refused("POST", "/apply", b"#" * (4 * 1024 * 1024 + 1)) == (413, "too_large")
    for wrong in (b"", b"\xff", b"{}", b"[[", b"\0"):
        assert plane.send("POST", "/apply", wrong).status in (200, 400)
