"""``docs/control-plane.md``: every endpoint is in it, and its commands work as they are."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from homeport.control.application import ENDPOINTS
from homeport.domain.portal.credentials.admin import admin_token
from homeport.portals import saved
from homeport.portals.folder import DEFAULT
from homeport.testing.portal import LocalPortal

PAGE = (Path(__file__).parents[2] / "docs" / "control-plane.md").read_text()


def test_every_endpoint_is_described() -> None:
    rows = re.findall(r"^\| `((?:GET|POST|PUT|PATCH|DELETE) /\S+)` \| (.+) \|$", PAGE, re.MULTILINE)
    assert rows == [(f"{each.verb} {each.path}", each.summary.replace("``", "`")) for each in ENDPOINTS]


@pytest.mark.homeport("demo")
def test_every_command_works(portal: LocalPortal, tmp_path: Path) -> None:
    blocks = "".join(re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL))
    commands = [each.strip() for each in re.split(r"^\$ ", blocks, flags=re.MULTILINE) if "$HOMEPORT_URL" in each]
    assert len(commands) > 20
    for kept in saved.snapshots(portal.folder, DEFAULT):  # of tests that the server was used by before
        saved.remove_snapshot(portal.folder, DEFAULT, kept.name)
    script = tmp_path / "commands.sh"
    hp = 'hp() { curl --fail-with-body -sS -H "Authorization: Bearer $HOMEPORT_ADMIN_TOKEN" "$@"; echo; }'
    script.write_text("set -ex\n" + hp + "\n" + "\n".join(commands))
    done = subprocess.run(
        ["/bin/sh", script],
        cwd=tmp_path,
        env=os.environ | {"HOMEPORT_URL": portal.http, "HOMEPORT_ADMIN_TOKEN": admin_token(portal.folder.key())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert (tmp_path / "portal.db").read_bytes().startswith(b"SQLite format 3\0")
