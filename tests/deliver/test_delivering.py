"""Delivering: tried again with growing waits, given up at last, never twice, never beyond the networks allowed."""

import asyncio
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import trustme
import uvloop
from aiohttp import ThreadedResolver
from aiohttp.abc import ResolveResult

from homeport.deliver.sender import Sender
from homeport.domain.events import outbox
from homeport.domain.events.outbox import WAITS
from homeport.domain.portal import info
from homeport.domain.portal.apps import apps
from homeport.domain.portal.people import users
from homeport.domain.portal.settings import clock_of
from homeport.domain.user import staff
from homeport.portals.folder import DataFolder
from homeport.testing.portal import LocalPortal
from homeport.testing.server import LocalServer
from tests.deliver.conftest import NOON, Applications
from tests.handler import Handler


@pytest.fixture
def frozen(portal: LocalPortal) -> LocalPortal:
    portal.clock.freeze(NOON)
    return portal


def test_a_call_that_fails_is_tried_again_with_growing_waits_and_given_up_at_last(
    applications_of_portal: Applications, frozen: LocalPortal, handler: Handler
) -> None:
    handler.status = 500
    applications_of_portal.add(handler.url)
    at = NOON
    for attempt, wait in enumerate(WAITS, 1):
        handler.next()
        call = applications_of_portal.tried(attempt)
        at += wait
        assert (call.outcome, call.next_at) == ("500", at)
        frozen.clock.freeze(at)
    handler.next()
    call = applications_of_portal.tried(len(WAITS) + 1)
    assert (call.outcome, call.next_at, call.delivered) == ("500", None, False)
    assert handler.is_idle


def test_a_call_is_not_tried_before_its_time(
    applications_of_portal: Applications, frozen: LocalPortal, handler: Handler
) -> None:
    handler.status = 503
    applications_of_portal.add(handler.url)
    handler.next()
    applications_of_portal.tried()
    frozen.clock.freeze(NOON + WAITS[0] - 1)
    other = applications_of_portal.add(handler.url, title="Another")
    assert handler.next()["auth"]["application_token"] == _token(frozen, other.client_id)
    assert handler.is_idle


def _token(portal: LocalPortal, client_id: str) -> str:
    return portal.read(lambda tx: apps.application_token(portal.folder.key(), info.member_id_of(tx), client_id))


def test_a_handler_that_recovers_gets_the_call_with_fresh_tokens(
    applications_of_portal: Applications, frozen: LocalPortal, handler: Handler
) -> None:
    handler.status = 502
    applications_of_portal.add(handler.url)
    first = handler.next()
    applications_of_portal.tried()
    handler.status = 201
    frozen.clock.freeze(NOON + WAITS[0])
    second = handler.next()
    assert second["auth"]["access_token"] != first["auth"]["access_token"]
    assert int(second["ts"]) == int(first["ts"]) + WAITS[0]
    assert applications_of_portal.tried(2).delivered


def test_redirects_are_not_followed(applications_of_portal: Applications, handler: Handler) -> None:
    with Handler() as elsewhere:
        handler.status, handler.headers = 302, {"Location": elsewhere.url}
        applications_of_portal.add(handler.url)
        handler.next()
        call = applications_of_portal.tried()
        assert (call.outcome, call.delivered) == ("302", False)
        assert elsewhere.is_idle


def test_a_handler_that_is_not_there_is_said_so(applications_of_portal: Applications) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        applications_of_portal.add(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        call = applications_of_portal.tried()
    assert call.outcome.startswith("no answer: ")
    assert call.next_at is not None


def test_what_waits_is_delivered_by_the_next_start(folder: DataFolder, handler: Handler) -> None:
    server = LocalServer(folder)
    portal = LocalPortal(folder, server.addresses)
    Applications(portal).add(handler.url)
    assert handler.is_idle
    with server:
        assert handler.next()["event"] == "ONAPPINSTALL"
        assert Applications(portal).tried().delivered
    portal.close()


def test_only_one_process_delivers(folder: DataFolder, handler: Handler) -> None:
    other = folder.stores.delivery_lock()
    assert other.take()
    with LocalServer(folder) as server:
        portal = LocalPortal(folder, server.addresses)
        Applications(portal).add(handler.url)
        assert portal.app().call("profile")["ID"] == "1", "the server serves meanwhile"
        assert handler.is_idle
        other.release()
        handler.next()
        assert Applications(portal).tried().attempts == 1
        portal.close()


def test_an_application_that_is_gone_is_not_told_that_it_was_installed(
    applications_of_portal: Applications, frozen: LocalPortal, handler: Handler
) -> None:
    handler.status = 500
    app = applications_of_portal.add(handler.url)
    handler.next()
    applications_of_portal.tried()
    handler.status = 200
    applications_of_portal.uninstall(app)
    assert handler.next()["event"] == "ONAPPUNINSTALL"
    frozen.clock.advance(100_000)
    assert applications_of_portal.tried().event == "ONAPPUNINSTALL"
    assert handler.is_idle


def test_tokens_are_not_made_for_a_user_who_was_dismissed(
    applications_of_portal: Applications, frozen: LocalPortal, handler: Handler
) -> None:
    handler.status = 500
    frozen.write(lambda tx: staff.add(tx, clock_of(tx), name="B", last_name="", email="b@example.test", is_admin=True))
    user_id = max(each["ID"] for each in frozen.read(users.listed))
    applications_of_portal.add(handler.url, user_id=user_id)
    handler.next()
    applications_of_portal.tried()
    frozen.write(lambda tx: staff.dismiss(tx, user_id))
    frozen.clock.freeze(NOON + WAITS[0])
    call = applications_of_portal.tried(2)
    assert call.outcome == f"not called: user {user_id} was dismissed"
    assert call.next_at is None


def test_a_slow_handler_does_not_hold_up_the_others(applications_of_portal: Applications, handler: Handler) -> None:
    handler.hold.clear()
    applications_of_portal.add(handler.url)
    handler.next()
    with Handler() as quick:
        applications_of_portal.add(quick.url, title="Quick")
        quick.next()
    handler.hold.set()


def test_a_public_portal_calls_no_handler_inside_whenever_it_was_added(
    applications_of_portal: Applications, frozen: LocalPortal, handler: Handler
) -> None:
    handler.status = 500
    applications_of_portal.add(handler.url)
    handler.next()
    applications_of_portal.tried()
    frozen.settings(handlers="public")
    frozen.clock.freeze(NOON + WAITS[0])
    call = applications_of_portal.tried(2)
    assert call.outcome == (
        "not called: the URL localhost is not a public address, and this portal calls public ones only"
    )
    assert handler.is_idle


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_no_name_is_called_that_turns_out_to_stand_for_an_address_inside(
    handler: Handler, monkeypatch: pytest.MonkeyPatch, loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    async def rebound(self: ThreadedResolver, host: str, port: int = 0, family: Any = 0) -> list[ResolveResult]:
        assert host == "rebinds.example.test"
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=socket.AF_INET, proto=0, flags=0)]

    monkeypatch.setattr(ThreadedResolver, "resolve", rebound)

    async def send(*, public: bool) -> str:
        sender = Sender()
        try:
            url = f"http://rebinds.example.test:{handler.port}/"
            return (await sender.send(url, {"event": "TEST"}, public=public)).outcome
        finally:
            await sender.close()

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(send(public=False)) == "200"
        assert handler.next() == {"event": "TEST"}
        outcome = runner.run(send(public=True))
    assert outcome == "no answer: 127.0.0.1 is not a public address, and this portal calls public ones only"
    assert handler.is_idle


def test_the_authority_of_the_data_folder_is_trusted_and_no_other_unknown_one(
    applications_of_portal: Applications, folder: DataFolder, tmp_path: Path
) -> None:
    with Handler(folder.certificates / "server.pem") as handler:
        applications_of_portal.add(handler.url)
        assert handler.next()["event"] == "ONAPPINSTALL"
        assert applications_of_portal.tried().delivered
    unknown = tmp_path / "unknown.pem"
    unknown.write_bytes(trustme.CA().issue_cert("localhost").private_key_and_cert_chain_pem.bytes())
    with Handler(unknown) as handler:
        app = applications_of_portal.add(handler.url, title="Unknown")
        call = applications_of_portal.tried_of(app)
        assert "certificate" in call.outcome.lower()
        assert handler.is_idle


def test_how_calls_ended_is_kept_for_a_while(
    applications_of_portal: Applications, frozen: LocalPortal, handler: Handler
) -> None:
    applications_of_portal.add(handler.url)
    handler.next()
    applications_of_portal.tried()
    frozen.clock.advance(outbox.KEPT_SECONDS + 1)
    applications_of_portal.add(handler.url, title="Another")
    handler.next()
    assert len(applications_of_portal.calls()) == 1
