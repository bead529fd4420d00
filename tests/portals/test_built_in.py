"""The baselines that come with Homeport: their first administrator, and their time zone."""

from datetime import datetime

import pytest

from homeport.portals import lifecycle, saved
from homeport.portals.built_in import DEMO, EMPTY, demo_webhooks
from homeport.portals.errors import UnfitError
from homeport.portals.folder import DEFAULT
from tests.conftest import Api, Wire, api_of

SHOP = "shop.example.test"
BERLIN = "Europe/Berlin"
DEAL = "crm.deal.get?id=1"


def asked(wire: Wire, call: str, host: str = SHOP) -> dict[str, str]:
    """What the administrator of a portal is answered, of the other unless said, by the webhook of the demo data."""
    hook = demo_webhooks(wire.folder)[0]
    method, _, query = call.partition("?")
    found: dict[str, str] = wire.send(f"/rest/{hook.user_id}/{hook.code}/{method}", query=query, host=host).result
    return found


def test_the_first_administrator_is_as_the_owner_of_a_portal_in_the_cloud(wire: Wire, admin: Api) -> None:
    (owner,) = admin("user.get", ID=1)
    assert owner["TIME_ZONE"] == admin("profile")["TIME_ZONE"] == "UTC"
    assert owner["XML_ID"].isdecimal()
    assert "TIME_ZONE" not in admin("user.get", ID=3)[0]
    lifecycle.reset(wire.folder, DEFAULT, EMPTY)
    (alone,) = api_of(wire, 1)("user.get")
    assert (alone["XML_ID"], alone["TIME_ZONE"]) == (owner["XML_ID"], "UTC")


def test_the_demo_portal_is_made_in_another_time_zone_and_put_back_to_it(wire: Wire) -> None:
    lifecycle.create(wire.folder, SHOP, DEMO, BERLIN)
    lifecycle.reset(wire.folder, DEFAULT, DEMO)
    here, there = asked(wire, DEAL, "localhost"), asked(wire, DEAL)
    assert there["DATE_CREATE"].endswith(("+01:00", "+02:00"))
    assert datetime.fromisoformat(there["DATE_CREATE"]) == datetime.fromisoformat(here["DATE_CREATE"])
    assert {**there, **{name: here[name] for name in here if "DATE" in name or "TIME" in name}} == here
    assert asked(wire, "profile")["TIME_ZONE"] == BERLIN
    lifecycle.reset(wire.folder, SHOP)
    assert asked(wire, DEAL) == there
    lifecycle.create(wire.folder, "another.example.test", DEMO)
    assert asked(wire, DEAL, "localhost") == here


@pytest.mark.parametrize("zone", ["Europe/Berlinn", "../../etc/passwd", "", "Europe", "europe/berlin"])
def test_a_time_zone_that_is_none_is_refused_and_nothing_is_made(wire: Wire, zone: str) -> None:
    with pytest.raises(UnfitError, match="There is no time zone"):
        lifecycle.create(wire.folder, SHOP, DEMO, zone)
    assert wire.folder.names() == [DEFAULT]


def test_a_saved_baseline_has_its_own_time_zone(wire: Wire) -> None:
    saved.save_baseline(wire.folder, "mine", DEFAULT)
    with pytest.raises(UnfitError, match="has a time zone of its own"):
        lifecycle.create(wire.folder, SHOP, "mine", BERLIN)
    assert wire.folder.names() == [DEFAULT]
