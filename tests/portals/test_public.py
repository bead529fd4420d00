"""Portals that strangers reach: nobody signs in with a click and no handler is inside, whatever becomes of a portal."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from homeport.domain.portal import settings
from homeport.portals import lifecycle, saved, transfer
from homeport.portals.folder import DEFAULT
from homeport.portals.lifecycle import change_settings
from tests.apps import app_of
from tests.conftest import Folders, Wire
from tests.oauth.browser import Browser

OPEN = {"handlers": "any", "one_click_sign_in": True}


@pytest.fixture
def public(folders: Folders, tmp_path: Path) -> Iterator[Wire]:
    """The demo portal, where strangers reach it."""
    folder = folders.demo(tmp_path / "data")
    folder.public = True
    wire = Wire(folder)
    yield wire
    wire.close()
    folders.forget(folder)


def nobody_clicks(wire: Wire, host: str = "localhost") -> bool:
    """Whether nobody signs in with a click."""
    browser = Browser(wire, host=f"{host}:8080")
    page = browser.page("/sign-in/")
    answer = browser.post("/sign-in/", {**page.forms["/sign-in/"], "user": "1"})
    return "Ada Keel" not in page.text and answer.status == 403


def test_a_portal_that_is_reset_or_restored_is_as_closed_as_before(public: Wire) -> None:
    change_settings(public.folder, DEFAULT, OPEN)
    saved.save_snapshot(public.folder, DEFAULT, "open")
    saved.save_baseline(public.folder, "open", DEFAULT)
    for change in (
        lambda: lifecycle.reset(public.folder, DEFAULT, "demo"),
        lambda: lifecycle.restore(public.folder, DEFAULT, "open"),
        lambda: lifecycle.reset(public.folder, DEFAULT, "open"),
    ):
        change()
        assert nobody_clicks(public)
        refused = app_of(public, 1).refused("event.bind", event="ONCRMDEALADD", handler="http://localhost/events")
        assert refused == (400, "ERROR_WRONG_HANDLER_URL")


def test_new_and_imported_portals_are_closed_too(public: Wire, tmp_path: Path) -> None:
    folder = public.folder
    change_settings(folder, DEFAULT, OPEN)
    transfer.export(folder, DEFAULT, tmp_path / "open.db")
    lifecycle.create(folder, "new.example.test", "demo")
    transfer.import_(folder, "imported.example.test", tmp_path / "open.db")
    for name in ("new.example.test", "imported.example.test"):
        with folder.stores.reading(name) as tx:
            assert settings.read(tx).handlers == "public"
        assert nobody_clicks(public, name)


def test_what_a_portal_is_set_to_opens_nothing(public: Wire) -> None:
    change_settings(public.folder, DEFAULT, OPEN)
    assert nobody_clicks(public)
