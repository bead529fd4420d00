"""Outgoing webhooks and the inbox over the control plane."""

import json
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from homeport.control import ROOT
from homeport.domain.portal.credentials.admin import admin_token
from homeport.testing.portal import LocalPortal
from tests.control.conftest import Plane


@pytest.fixture
def served(portal: LocalPortal) -> Callable[..., Any]:
    """Asks the control plane of a server that delivers."""
    token = admin_token(portal.folder.key())

    def ask(verb: str, path: str, body: Any = None) -> Any:
        asked = urllib.request.Request(
            f"{portal.http}{ROOT}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {token}"},
            method=verb,
        )
        with urllib.request.urlopen(asked) as answer:
            return json.load(answer)

    return ask


def test_an_address_is_told_and_what_it_answered_is_read(served: Callable[..., Any], portal: LocalPortal) -> None:
    receiver = portal.handler()
    receiver.answers(500, b"broken")
    made = served("POST", "/outgoing", {"url": receiver.url, "events": ["onCrmDealUpdate"]})
    assert made["events"] == ["ONCRMDEALUPDATE"]
    (listed,) = served("GET", "/outgoing")
    assert "application_token" not in listed
    (handler,) = served("GET", "/handlers")
    assert (handler["id"], handler["webhook"], handler["paused"]) == (made["handlers"][0], made["id"], False)
    assert served("POST", "/events/trigger", {"event": "ONCRMDEALUPDATE", "record": 5}) == {"handlers": 1}
    call = served("GET", "/events/wait?event=ONCRMDEAL*&record=5")
    assert (call["state"], call["triggered"]) == ("failed", True)
    (attempt,) = served("GET", f"/events/{call['id']}")["deliveries"]
    assert (attempt["status"], attempt["answer"]) == (500, "broken")
    assert receiver.next().token == made["application_token"]
    assert made["application_token"] not in str(attempt)
    served("POST", f"/events/{call['id']}/resend")
    assert receiver.next().event == "ONCRMDEALUPDATE"
    served("DELETE", f"/outgoing/{made['id']}")
    assert served("GET", "/outgoing") == served("GET", "/handlers") == []


def test_a_handler_is_paused_and_troubled(plane: Plane) -> None:
    made = plane("POST", "/outgoing", {"url": "http://localhost:1/hook", "events": ["ONCRMDEALUPDATE"]})
    handler = made["handlers"][0]
    plane("POST", f"/handlers/{handler}/pause", {})
    plane("PUT", f"/handlers/{handler}/trouble", {"drop": 0.5, "seed": 7})
    (found,) = plane("GET", "/handlers")
    assert (found["paused"], found["trouble"]) == (True, {"drop": 0.5, "seed": 7})
    plane("POST", "/events/trigger", {"event": "ONCRMDEALUPDATE", "record": "5"})
    assert [each["state"] for each in plane("GET", "/events", state="held")] == ["held"]
    assert plane.refused("GET", "/events/wait", seconds="0") == (408, "timed_out")
    plane("POST", f"/handlers/{handler}/pause", {"paused": False})
    assert [each["state"] for each in plane("GET", "/events", record="5")] == ["waiting"]
    plane("DELETE", "/events")
    assert len(plane("GET", "/events")) == 1, "what waits is still sent"


def test_what_is_not_there_is_said_so(plane: Plane) -> None:
    for verb, path, body in (
        ("DELETE", "/outgoing/99", None),
        ("POST", "/handlers/99/pause", {}),
        ("PUT", "/handlers/99/trouble", {}),
        ("GET", "/events/99", None),
        ("POST", "/events/99/resend", None),
        ("POST", "/events/trigger", {"event": "ONNOTHING", "record": 1}),
    ):
        assert plane.refused(verb, path, body) == (404, "not_found"), path


def test_what_is_unfit_is_refused(plane: Plane) -> None:
    for path, body in (
        ("/outgoing", {"url": "ftp://localhost/"}),
        ("/outgoing", {"url": "http://localhost/", "events": []}),
        ("/outgoing", {"url": "http://localhost/", "events": ["ONNOTHING"]}),
        ("/outgoing", {"url": "http://localhost/", "titel": "x"}),
        ("/events/trigger", {"event": "ONCRMDEALUPDATE"}),
    ):
        assert plane.refused("POST", path, body) == (400, "invalid_request"), body
    assert plane("GET", "/outgoing") == []
