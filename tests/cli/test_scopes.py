"""What credentials may call, as it is said to the commands: in words, or all of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from homeport import documented
from homeport.domain.portal.credentials.scopes import ALL
from tests.cli.conftest import Done

Run = Callable[..., Done]

EVERY = ",".join(sorted(documented.all_scopes() - {"basic"}))
APP = ("app", "add", "Stock", "--api-only")
HOOK = ("webhook", "add", "1")
FILE = """
[webhooks.all]
user = 1
code = "fixed0code"
scope = "all"
[apps.all]
title = "All"
client_id = "local.0123456789abcd.01234567"
client_secret = "fixed0secret"
api_only = true
scope = ["user", "all"]
"""


def stored(invoke: Run) -> tuple[str, str]:
    """What the newest webhook and the newest application may call."""
    hooks, apps = invoke("webhook", "list", "--json").json, invoke("app", "list", "--json").json
    return hooks[-1]["SCOPES"], apps[-1]["scope"] if apps else ""


def test_the_word_for_all_is_no_scope_itself() -> None:
    assert ALL not in documented.all_scopes()
    assert {"crm", "tasks_extended", "user.userfield", "sign.b2e"} < documented.all_scopes()


@pytest.mark.parametrize("given", ["all", "crm, all"])
def test_all_stands_for_every_documented_scope(invoke: Run, given: str) -> None:
    added = invoke(*HOOK, "--scope", given, "--json")
    assert (added.json["scope"], added.err) == (EVERY, "")
    assert invoke(*APP, "--scope", given).err == ""
    assert stored(invoke) == (EVERY, EVERY)


def test_in_a_file_too_and_the_second_time_nothing_changes(invoke: Run, tmp_path: Path) -> None:
    file = tmp_path / "portal.toml"
    file.write_text(FILE)
    assert invoke("apply", str(file)).err == ""
    assert stored(invoke) == (EVERY, EVERY)
    assert invoke("apply", str(file), "--json").json["changes"] == []


@pytest.mark.parametrize("command", [HOOK, APP])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_word_that_is_no_documented_scope_is_told(
    invoke: Run, command: tuple[str, ...], more: tuple[str, ...]
) -> None:
    told = invoke(*command, "--scope", "crm,crmm,al", *more)
    assert told.code == 0
    assert told.err.splitlines() == [
        f"Note: there is no documented scope {word}, and no method needs it. See: homeport methods"
        for word in ("al", "crmm")
    ]


def test_in_a_file_it_is_told_with_its_place(invoke: Run, tmp_path: Path) -> None:
    file = tmp_path / "portal.toml"
    file.write_text(FILE.replace('"all"', '"crmm"'))
    told = invoke("apply", str(file), "--json")
    assert len(told.json["changes"]) == 2
    assert told.err.splitlines() == [
        f"{file}:{line}:1: there is no documented scope crmm, and no method needs it" for line in (5, 11)
    ]


def test_a_command_is_run_with_all(invoke: Run) -> None:
    assert "[default: all]" in invoke("exec", "--help").out
