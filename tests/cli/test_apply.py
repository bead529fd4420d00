"""``homeport apply``: what it prints, how it ends, and that a server that runs sees it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.calls import call
from tests.cli.conftest import Done, Server

Run = Callable[..., Done]
Start = Callable[..., Server]

DECLARED = """
[users.vera]
email = "vera.helm@example.test"
admin = true
password = "only-for-tests"
[webhooks.ci]
user = "vera"
code = "fixed0code"
scope = "crm"
[leads.first]
TITLE = "First"
"""


@pytest.fixture(autouse=True)
def data(demo_folder: Path, tmp_path: Path) -> Path:
    """A data folder with the demo portal, this test's own."""
    return Path(shutil.copytree(demo_folder, tmp_path / "data"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "portal.toml"
    path.write_text(DECLARED)
    return path


def test_a_file_is_checked_applied_and_then_changes_nothing(homeport: Run, file: Path) -> None:
    would = homeport("apply", str(file), "--check")
    assert would.code == 0
    assert would.out.startswith("+ users.vera\n+ webhooks.ci\n+ leads.first\n3 would be added, 0 changed. Do it with:")
    assert homeport("apply", str(file)).out.endswith("3 added, 0 changed.\n")
    assert homeport("apply", str(file)).out == f"Nothing to change: default is as {file} declares it.\n"
    file.write_text(DECLARED.replace('"First"', '"Second"'))
    assert homeport("apply", str(file), "--json").json == {
        "checked_only": False,
        "declared": 3,
        "changes": [{"done": "changed", "name": "leads.first", "keys": ["TITLE"]}],
    }


def test_a_server_that_runs_sees_it_with_the_next_call(homeport: Run, start: Start, file: Path) -> None:
    server = start()
    url = f"{server.ready['http']}/rest/7/fixed0code/crm.lead.list?filter[TITLE]=First"
    assert call(url)[0] == 401
    assert homeport("apply", str(file)).code == 0
    status, answer = call(url)
    assert (status, answer["total"]) == (200, 1)


def test_problems_are_printed_with_their_lines_and_without_secrets(homeport: Run, file: Path) -> None:
    file.write_text(DECLARED.replace("email", "emial").replace('"fixed0code"', '["fixed0code"]'))
    done = homeport("apply", str(file))
    assert (done.code, done.out) == (2, "")
    assert done.refusal.splitlines() == [
        f"{file}:2:8: users.vera lacks email",
        f'{file}:3:1: there is no key of users "emial": did you mean "email"?',
        f"{file}:8:1: code must be a text",
        f"homeport: Nothing was changed: 3 problems in {file}.",
    ]
    assert "fixed0code" not in done.err
    assert "only-for-tests" not in json.dumps([homeport("apply", str(file), "--check").err])


def test_a_file_that_is_not_there_and_a_portal_that_is_not_there_are_refused(homeport: Run, file: Path) -> None:
    missing = homeport("apply", "nowhere.toml")
    assert (missing.code, missing.one_line.startswith("homeport: nowhere.toml cannot be read")) == (2, True)
    other = homeport("apply", str(file), "--portal", "shop.example.test")
    assert (other.code, "homeport portal add shop.example.test" in other.one_line) == (1, True)


def test_what_a_reset_put_away_is_applied_again(homeport: Run, file: Path) -> None:
    homeport("apply", str(file))
    assert homeport("portal", "reset", "default", "--yes").code == 0
    assert homeport("apply", str(file)).out.endswith("3 added, 0 changed.\n")
