"""The other commands: what they do, print and refuse."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from homeport.cli import main
from homeport.domain.portal import generation
from homeport.store import SqliteStore
from tests.cli.calls import call
from tests.cli.conftest import Done, Server

Run = Callable[..., Done]
Start = Callable[..., Server]


pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def homeport(invoke: Run) -> Run:
    return invoke


def _commands(command: click.Command, name: str = "homeport") -> list[tuple[str, click.Command]]:
    found = [(name, command)]
    if isinstance(command, click.Group):
        context = click.Context(command)
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            assert below is not None
            found += _commands(below, f"{name} {each}")
    return found


COMMANDS = _commands(main)


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_the_help_of_every_command_has_an_example_and_describes_every_option(name: str, command: click.Command) -> None:
    assert command.help
    if not isinstance(command, click.Group):
        assert f"{name} " in command.help.replace("\n", " "), "an example to paste"
        for option in command.params:
            assert not isinstance(option, click.Option) or option.help, option.name


def test_every_command_of_the_contract_is_there() -> None:
    names = {name.removeprefix("homeport ") for name, _ in COMMANDS}
    assert names >= {
        "serve", "doctor", "methods",
        "portal list", "portal add", "portal remove", "portal reset",
        "user list", "user add", "user password", "user invite", "user dismiss",
        "role list", "role show", "role assign",
        "webhook list", "webhook add", "webhook block", "webhook unblock", "webhook revoke",
        "app list", "app add", "app install", "app uninstall", "app block", "app unblock", "app token", "app confirm",
        "settings show", "settings set",
    }  # fmt: skip


def test_an_unknown_command_is_refused(homeport: Run) -> None:
    refused = homeport("prtal")
    assert refused.code == 2
    assert "No such command 'prtal'" in refused.refusal


@pytest.mark.parametrize("command", [("user", "list"), ("role", "list"), ("webhook", "list"), ("portal", "list")])
def test_a_folder_that_is_not_there_is_not_made(homeport: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert "There is no data folder" in homeport(*command, data=tmp_path / "nothing").one_line
    assert not (tmp_path / "nothing").exists()


def test_a_portal_that_is_not_there_is_told(homeport: Run) -> None:
    refused = homeport("user", "list", "--portal", "shop.example.test")
    assert "homeport portal add shop.example.test" in refused.one_line


# Portals


def test_a_portal_is_added_listed_and_removed(homeport: Run, data: Path) -> None:
    assert "/rest/1/" in homeport("portal", "add", "shop.example.test", "--demo").out
    assert "already" in homeport("portal", "add", "shop.example.test").one_line
    listed = homeport("portal", "list", "--json").json
    assert [each["name"] for each in listed] == ["default", "shop.example.test"]
    assert "add --yes" in homeport("portal", "remove", "shop.example.test").refusal
    assert homeport("portal", "remove", "shop.example.test", "--yes").code == 0
    left = [path.name for path in (data / "portals").iterdir() if "shop" in path.name]
    assert left == ["shop.example.test.moved"], "what is kept of it: that it is gone"
    assert "There is no portal shop.example.test" in homeport("portal", "remove", "shop.example.test", "--yes").one_line


def test_a_portal_is_called_as_a_host_is(homeport: Run) -> None:
    for name in ("../evil", "Shop", "a..b", "-a", "a" * 64, ""):
        refused = homeport("portal", "add", "--", name)
        assert refused.code == 2, name
        assert "is not a host name" in refused.one_line


def test_a_running_server_finds_and_loses_portals(homeport: Run, start: Start) -> None:
    server = start()
    homeport("portal", "add", "shop.example.test")
    made = homeport("webhook", "add", "1", "--scope", "crm", "--portal", "shop.example.test", "--json").json
    path = made["url"].partition("shop.example.test")[2].partition("/")[2] + "profile"

    def status() -> int:
        return call(f"{server.ready['http']}/{path}", host="shop.example.test")[0]

    while status() != 200:
        continue
    homeport("portal", "remove", "shop.example.test", "--yes")
    while status() != 500:  # PORTAL_DELETED, until there is one of that name again
        continue
    homeport("portal", "add", "shop.example.test")
    assert status() == 401


def test_reset_puts_new_contents_in_place_while_a_server_runs(homeport: Run, start: Start) -> None:
    server = start("--demo")
    hook = server.ready["webhooks"][0]["url"]
    lost = homeport("webhook", "add", "1", "--scope", "crm", "--json").json["url"]
    assert call(lost + "profile", server.ready["ca"])[0] == 200
    homeport("user", "add", "Vera", "Helm", "--email", "vera.helm@example.test", "--admin")
    done = homeport("portal", "reset", "default", "--demo")
    assert done.code == 0, done.err
    assert hook.partition("/rest/")[2] in done.out
    assert call(lost + "profile", server.ready["ca"])[1]["error"] == "INVALID_CREDENTIALS"
    assert call(hook + "profile", server.ready["ca"])[0] == 200
    assert len(homeport("user", "list", "--json").json) == 6


def test_reset_keeps_the_member_id_and_never_repeats_a_generation(homeport: Run, data: Path) -> None:
    def look() -> tuple[str, int]:
        store = SqliteStore(data / "portals" / "default.db")
        with closing(store), store.snapshot() as tx:
            return _member(data), generation.current(tx)

    seen = [look()]
    for arguments in (("--demo",), (), ("--demo",)):
        assert homeport("portal", "reset", "default", *arguments).code == 0
        seen.append(look())
    assert len({member for member, _ in seen}) == 1
    generations = [number for _, number in seen]
    assert generations == sorted(set(generations))
    assert [path.name for path in (data / "portals").iterdir() if ".new" in path.name] == []


def _member(data: Path) -> str:
    with closing(sqlite3.connect(data / "portals" / "default.db")) as connection:
        return str(connection.execute("SELECT MEMBER_ID FROM portal").fetchone()[0])


def test_a_portal_without_demo_data_has_an_administrator_and_roles_to_give(homeport: Run) -> None:
    assert "homeport webhook add" in homeport("portal", "reset", "default", "--baseline", "empty").out
    assert [each["IS_ADMIN"] for each in homeport("user", "list", "--json").json] == ["Y"]
    assert [each["MEMBERS"] for each in homeport("role", "list", "--json").json] == [[], [], []]


# Users and roles


def test_a_user_is_added_with_a_role_and_a_webhook(homeport: Run, start: Start) -> None:
    added = homeport("user", "add", "Vera", "Helm", "--email", "vera@example.test", "--department", "2")
    assert added.out.startswith("Added user 7.\n")
    assert "homeport role assign salesperson U7" in added.out
    assert homeport("role", "assign", "support", "U7").code == 0
    assert "U7" in {member for role in homeport("role", "list", "--json").json for member in role["MEMBERS"]}
    server = start()
    url = homeport("webhook", "add", "7", "--json").json["url"]
    assert call(url + "profile", server.ready["ca"])[1]["result"]["NAME"] == "Vera"
    assert homeport("role", "assign", "support", "U7", "--withdraw").code == 0
    assert "does not have the role" in homeport("role", "assign", "support", "U7", "--withdraw").one_line


def test_a_user_is_invited_by_a_link(homeport: Run) -> None:
    link = homeport("user", "invite", "3").out
    assert link.startswith("https://localhost:8443/invitation/?user=3&until=")
    assert "User 99 does not exist" in homeport("user", "invite", "99").one_line


def test_a_user_is_given_a_password(homeport: Run) -> None:
    given = homeport("user", "password", "3", "--password", "a long enough one")
    assert given.out == "clara.mast@example.test signs in with the new password at https://localhost:8443/sign-in/\n"
    assert homeport("user", "password", "3", "--password", "short").one_line.endswith("has 8 to 1000 characters.")
    assert "no user 99" in homeport("user", "password", "99", "--password", "a long enough one").one_line
    added = homeport("user", "add", "Vera", "--email", "vera@example.test", "--password", "a long enough one")
    assert added.out.startswith("Added user 7.\n")
    assert "user password" not in added.out


def test_a_dismissed_user_is_refused_at_once(homeport: Run, start: Start) -> None:
    server = start()
    url = homeport("webhook", "add", "3", "--json").json["url"] + "profile"
    assert homeport("user", "dismiss", "3").out == "Dismissed user 3.\n"
    status, answer = call(url, server.ready["ca"])
    assert (status, answer["error"]) == (403, "INVALID_CREDENTIALS")
    assert "There is no user 99" in homeport("user", "dismiss", "99").one_line
    assert "nobody is an administrator now" in homeport("user", "dismiss", "1").err


def test_a_guest_may_not_use_the_universal_methods(homeport: Run, start: Start) -> None:
    server = start()
    added = homeport("user", "add", "Gus", "--email", "gus@example.test", "--extranet")
    assert added.out.startswith("Added user ")
    user = added.out.split(".")[0].rpartition(" ")[2]
    url = homeport("webhook", "add", user, "--json").json["url"] + "crm.item.list?entityTypeId=2"
    assert call(url, server.ready["ca"])[1]["error"].lower() == "allowed_only_intranet_user"
    refused = homeport("user", "add", "Gus", "--email", "g@example.test", "--extranet", "--admin")
    assert "--extranet" in refused.one_line


def test_what_cannot_be_a_user_is_refused(homeport: Run) -> None:
    assert "already" in homeport("user", "add", "Ada", "Keel", "--email", "ADA.KEEL@example.test").one_line
    refused = homeport("user", "add", "Vera", "--email", "vera@example.test", "--department", "99")
    assert refused.one_line == "homeport: There is no department 99."
    assert len(homeport("user", "list", "--json").json) == 6


def test_a_role_is_shown_level_by_level(homeport: Run) -> None:
    rights = homeport("role", "show", "salesperson", "--json").json
    assert {"ENTITY": "LEAD", "OPERATION": "READ", "LEVEL": "A"} in rights
    assert "EXPORT" in homeport("role", "show", "salesperson").out.splitlines()[0]
    assert "There are: " in homeport("role", "show", "captain").one_line


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ("U99", "no user 99"),
        ("D99", "no department 99"),
        ("DR99", "no department 99"),
        ("X1", "none of"),
        ("", "none of"),
    ],
)
def test_a_role_goes_only_to_members_that_exist(homeport: Run, member: str, why: str) -> None:
    assert why in homeport("role", "assign", "support", member).one_line


# Webhooks


def test_a_webhook_is_printed_once_and_stored_as_a_hash(homeport: Run, data: Path) -> None:
    added = homeport("webhook", "add", "3", "--scope", "crm, user", "--title", "Import", "--json").json
    code = added["url"].rstrip("/").rpartition("/")[2]
    assert len(code) == 16
    listed = homeport("webhook", "list", "--json").json
    assert [(each["USER_ID"], each["TITLE"], each["SCOPES"]) for each in listed if each["ID"] == added["id"]] == [
        (3, "Import", "crm,user")
    ]
    assert code not in json.dumps(listed)
    for path in data.rglob("*"):
        assert path.is_dir() or code.encode() not in path.read_bytes(), path


def test_a_revoked_webhook_is_refused_at_once(homeport: Run, start: Start) -> None:
    server = start()
    made = homeport("webhook", "add", "1", "--json").json
    assert call(made["url"] + "profile", server.ready["ca"])[0] == 200
    assert homeport("webhook", "revoke", str(made["id"])).code == 0
    assert call(made["url"] + "profile", server.ready["ca"])[1]["error"] == "INVALID_CREDENTIALS"
    assert "There is no webhook" in homeport("webhook", "revoke", str(made["id"])).one_line


def test_a_blocked_webhook_is_refused_until_it_is_let_go(homeport: Run, start: Start) -> None:
    server = start()
    made = homeport("webhook", "add", "1", "--json").json
    assert f"homeport webhook unblock {made['id']}" in homeport("webhook", "block", str(made["id"])).out
    status, answer = call(made["url"] + "profile", server.ready["ca"])
    assert (status, answer["error"]) == (503, "OVERLOAD_LIMIT")
    assert "blocked" in homeport("webhook", "list").out
    assert homeport("webhook", "unblock", str(made["id"])).code == 0
    assert call(made["url"] + "profile", server.ready["ca"])[0] == 200
    assert "There is no webhook" in homeport("webhook", "block", "999").one_line


def test_a_webhook_can_end_by_itself(homeport: Run) -> None:
    spans = {"12h": timedelta(hours=12), "30d": timedelta(days=30), "8w": timedelta(weeks=8)}
    for text, span in spans.items():
        expires = homeport("webhook", "add", "1", "--expires", text, "--json").json["expires"]
        left = datetime.fromisoformat(expires).replace(tzinfo=UTC) - datetime.now(UTC)
        assert span - timedelta(minutes=5) < left <= span
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)  # today may end before the command runs
    last_day = homeport("webhook", "add", "1", "--expires", tomorrow.isoformat(), "--json").json["expires"]
    assert last_day == f"{tomorrow + timedelta(days=1)} 00:00:00"


@pytest.mark.parametrize("text", ["soon", "2001-01-01", "0d", "2030-13-01", "-3d", "", "9999-12-31"])
def test_an_end_that_is_none_is_refused(homeport: Run, text: str) -> None:
    refused = homeport("webhook", "add", "1", f"--expires={text}")
    assert refused.code == 2
    assert "--expires" in refused.one_line


def test_a_webhook_needs_a_user_and_a_scope(homeport: Run) -> None:
    assert "does not exist" in homeport("webhook", "add", "99").one_line
    assert "no scope" in homeport("webhook", "add", "1", "--scope", " , ").one_line
    assert "crmm" in homeport("webhook", "add", "1", "--scope", "crmm").err


# Methods and doctor


def test_methods_are_counted_against_the_contract(homeport: Run) -> None:
    rows = homeport("methods", "--json").json
    assert set(rows[0]) == {"name", "scope", "api", "documented", "implemented"}
    by_name = {(row["name"], row["api"]): row for row in rows}
    assert len(by_name) == len(rows) >= 1672
    assert by_name["crm.activity.binding.list", "v2"] == {
        "name": "crm.activity.binding.list", "scope": "crm", "api": "v2", "documented": True, "implemented": True
    }  # fmt: skip
    assert by_name["user.get", "v2"]["scope"] == "user,user_brief,user_basic"
    built = sum(row["documented"] and row["implemented"] for row in rows)
    assert homeport("methods").out.startswith(f"Built: {built} of 1672 documented methods")


def test_the_methods_of_a_scope_are_listed(homeport: Run) -> None:
    assert "voximplant.url.get" in homeport("methods", "--scope", "telephony", "--missing").out
    assert "voximplant.user.get" not in homeport("methods", "--scope", "telephony", "--missing").out
    assert "There is no scope" in homeport("methods", "--scope", "ships").one_line


def test_the_doctor_finds_a_good_portal_well(homeport: Run, start: Start) -> None:
    server = start()
    ports = [part.rpartition(":")[2] for part in (server.ready["http"], server.ready["https"])]
    found = homeport("doctor", "--json").json
    assert {each["state"] for each in found} <= {"ok", "note"}
    texts = " ".join(each["what"] for each in found)
    for port in ports:
        assert f"Port {port} on 127.0.0.1: a portal answers." in texts
    assert homeport("requests", "list", "--json").json == [], "it leaves no trace in the log"
    assert "The certificate is good" in texts


def test_the_doctor_says_what_to_do(homeport: Run, data: Path) -> None:
    (data / "secret.key").chmod(0o644)
    (data / "portals" / "shop.example.test.db").write_text("no database")
    done = homeport("doctor", "--port", "1")
    assert done.code == 1
    assert f"-> chmod 600 {data / 'secret.key'}" in done.out
    assert "BAD   Portal shop.example.test" in done.out
    assert "Traceback" not in done.err


def test_the_doctor_changes_nothing(homeport: Run, tmp_path: Path) -> None:
    done = homeport("doctor", data=tmp_path / "nothing")
    assert done.code == 0 or "cannot be listened on" in done.out
    assert "homeport serve --demo" in done.out
    assert not (tmp_path / "nothing").exists()


def test_the_doctor_reads_every_record_when_asked_to(homeport: Run, data: Path) -> None:
    assert "every record is whole" not in homeport("doctor").out
    assert "ok    Portal default: every record is whole." in homeport("doctor", "--check").out
    with closing(sqlite3.connect(data / "portals" / "default.db")) as connection, connection:
        connection.execute("DELETE FROM crm_activity WHERE ID = 7")
    done = homeport("doctor", "--check")
    assert done.code == 1
    assert "BAD   Portal default: Bindings of activities that do not exist: 7." in done.out
