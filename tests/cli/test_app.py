"""``homeport app``: local applications from the command line, with a server and without one."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calls import call
from tests.cli.conftest import Done, Server
from tests.handler import Handler

Run = Callable[..., Done]
Start = Callable[..., Server]


def test_an_application_is_added_listed_and_removed(invoke: Run, data: Path) -> None:
    added = invoke("app", "add", "Stock", "--api-only", "--scope", "user, crm", "--open-to", "U3", "--json").json
    assert added["installed"] is True
    (listed,) = invoke("app", "list", "--json").json
    assert listed == {
        "id": added["id"], "client_id": added["client_id"], "title": "Stock", "scope": "crm,user", "handler": "",
        "install": "", "api_only": True, "open_to": ["U3"], "state": "installed",
    }  # fmt: skip
    for path in data.rglob("*"):
        assert path.is_dir() or added["client_secret"].encode() not in path.read_bytes(), path
    done = invoke("app", "uninstall", added["client_id"])
    assert (done.code, done.err) == (0, "")
    assert invoke("app", "list", "--json").json == []


def test_what_is_printed_can_be_pasted(invoke: Run) -> None:
    printed = invoke("app", "add", "Stock", "--handler", "http://localhost:9/", "--install", "http://localhost:9/i")
    assert "client_secret:" in printed.out
    assert "/oauth/authorize/?client_id=local." in printed.out
    assert re.search(r"https://localhost:\d+/apps/\d+/\n", printed.out)
    assert printed.err == "Note: localhost is inside this network; portals served with --public do not call it.\n"
    line = next(each.strip() for each in printed.out.splitlines() if "homeport app token" in each)
    assert "access_token:" in invoke(*line.split()[1:]).out


def test_an_application_by_http_elsewhere_is_opened_by_http(invoke: Run) -> None:
    printed = invoke("app", "add", "Stock", "--handler", "http://192.0.2.7:3000/")
    assert re.search(r"  http://localhost:\d+/apps/\d+/\n", printed.out)
    assert "browsers show no page by HTTP from 192.0.2.7 within one by HTTPS" in printed.err


def test_a_code_is_exchanged_for_tokens(invoke: Run, start: Start) -> None:
    server = start("--demo")
    added = invoke("app", "add", "Stock", "--api-only", "--json").json
    code = invoke("app", "code", str(added["id"]), "--user", "3").out.strip()
    keys = f"client_id={added['client_id']}&client_secret={added['client_secret']}"
    status, answer = call(f"{server.ready['http']}/oauth/token/?grant_type=authorization_code&{keys}&code={code}")
    assert (status, answer["user_id"]) == (200, 3)


def test_tokens_are_printed_as_the_authorization_server_answers_them(invoke: Run, start: Start) -> None:
    server = start("--demo")
    added = invoke("app", "add", "Stock", "--api-only", "--scope", "user,crm", "--json").json
    made = invoke("app", "token", str(added["id"]), "--user", "3", "--json").json
    keys = f"client_id={added['client_id']}&client_secret={added['client_secret']}"
    ask = f"{server.ready['https']}/oauth/token/?grant_type=refresh_token&{keys}&refresh_token={made['refresh_token']}"
    status, renewed = call(ask, server.ready["ca"])
    assert status == 200
    new = ("access_token", "refresh_token", "expires")
    assert {name: value for name, value in made.items() if name not in new} == {
        name: value for name, value in renewed.items() if name not in new
    }
    assert list(made) == list(renewed)
    assert 0 <= renewed["expires"] - made["expires"] < 60


def test_a_token_calls_as_its_user_until_the_application_is_blocked(invoke: Run, start: Start) -> None:
    server = start()
    added = invoke("app", "add", "Stock", "--api-only", "--json").json
    token = invoke("app", "token", str(added["id"]), "--user", "3", "--json").json
    url = f"{server.ready['http']}/rest/profile?auth={token['access_token']}"
    status, answer = call(url)
    assert (status, answer["result"]["ID"]) == (200, "3")
    assert invoke("app", "block", str(added["id"])).code == 0
    assert (call(url)[0], call(url)[1]["error"]) == (503, "OVERLOAD_LIMIT")
    assert "blocked" in invoke("app", "list").out
    assert invoke("app", "unblock", str(added["id"])).code == 0
    assert call(url)[0] == 200


def test_an_administrators_word_is_given_on_a_method(invoke: Run, start: Start) -> None:
    server = start()
    app = str(invoke("app", "add", "Calls", "--api-only", "--scope", "telephony", "--json").json["id"])
    assert "homeport app token" in invoke("app", "confirm", app, "voximplant.user.get").one_line
    token = invoke("app", "token", app, "--json").json["access_token"]
    url = f"{server.ready['http']}/rest/voximplant.user.get?USER_ID=1&auth={token}"
    assert call(url)[1]["error"] == "METHOD_CONFIRM_WAITING"
    invoke("app", "confirm", app, "voximplant.user.get", "--deny")
    assert call(url)[1]["error"] == "METHOD_CONFIRM_DENIED"
    invoke("app", "confirm", app, "voximplant.user.get")
    assert call(url)[0] == 200


def test_a_handler_is_told_without_a_server_by_the_command_itself(invoke: Run) -> None:
    with Handler() as handler:
        app = invoke("app", "add", "Stock", "--handler", handler.url, "--install", handler.url, "--json").json
        assert app["installed"] is False
        assert "was told, and answered 200" in invoke("app", "install", str(app["id"])).out
        assert handler.next()["auth"]["application_token"] == app["application_token"]
        assert "was told" in invoke("app", "uninstall", str(app["id"])).out
        assert handler.next()["event"] == "ONAPPUNINSTALL"
        assert handler.is_idle


def test_a_handler_is_told_by_the_server_while_one_runs(invoke: Run, start: Start) -> None:
    start()
    with Handler() as handler:
        app = invoke("app", "add", "Stock", "--handler", handler.url, "--install", handler.url, "--json").json
        assert "was told, and answered 200" in invoke("app", "install", str(app["id"])).out
        assert handler.next()["event"] == "ONAPPINSTALL"
        assert handler.is_idle


def test_a_handler_that_fails_is_said_and_called_again_later(invoke: Run) -> None:
    with Handler() as handler:
        handler.status = 500
        app = invoke("app", "add", "Stock", "--handler", handler.url, "--install", handler.url, "--json").json
        done = invoke("app", "install", str(app["id"]))
        assert (done.code, "could not be told: 500" in done.err) == (0, True)
    (waiting,) = invoke("events", "list", "--json").json
    assert (waiting["event"], waiting["attempts"], waiting["outcome"]) == ("ONAPPINSTALL", 1, "500")
    assert waiting["next_at"]


def test_a_public_server_calls_no_handler_inside(invoke: Run, start: Start) -> None:
    server = start("--public")
    with Handler() as handler:
        refused = invoke("app", "add", "Stock", "--handler", handler.url, "--install", handler.url)
        assert "is not a public address" in refused.one_line
        assert handler.is_idle
    assert json.loads(invoke("settings", "show", "--json").out)["handlers"] == "public"
    assert server.ready["http"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("add", "Stock"), "--handler URL"),
        (("add", " ", "--api-only"), "The title"),
        (("add", "Stock", "--handler", "ftp://localhost/"), "http"),
        (("add", "Stock", "--api-only", "--scope", "?"), "no scope"),
        (("add", "Stock", "--api-only", "--open-to", "U77"), "U77"),
        (("add", "Stock", "--api-only", "--user", "3"), "administrator"),
        (("add", "Stock", "--api-only", "--client-id", "one"), "go together"),
        (("add", "Stock", "--api-only", "--client-id", "one", "--client-secret", "short"), "8 to 128"),
        (("install", "9"), "no application 9"),
        (("install", "nobody"), "no application nobody"),
        (("uninstall", "99999999999999999999"), "no application"),
        (("block", "²"), "no application"),
        (("unblock", "9"), "no application 9"),
        (("token", "9"), "no application 9"),
        (("token", "9", "--user", "77"), "77 does not exist"),
        (("code", "9"), "no application 9"),
        (("code", "9", "--user", "77"), "77 does not exist"),
        (("confirm", "9", "voximplant.user.get"), "no application 9"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line(invoke: Run, arguments: tuple[str, ...], why: str) -> None:
    assert why in invoke("app", *arguments).one_line
    assert invoke("app", "list", "--json").json == []
