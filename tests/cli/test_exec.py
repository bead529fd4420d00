"""``homeport exec``: a throw-away portal for a command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CALL = """
import json, os, ssl, sys, urllib.request
context = ssl.create_default_context(cafile=os.environ["HOMEPORT_CA"])
def call(url):
    with urllib.request.urlopen(url, context=context) as answer:
        return json.load(answer)["result"]
e = os.environ
print(json.dumps({
    "hook": call(e["HOMEPORT_WEBHOOK"] + "crm.activity.binding.list?activityId=1"),
    "token": call(e["HOMEPORT_HTTPS_URL"] + "/rest/server.time?auth=" + e["HOMEPORT_ACCESS_TOKEN"]),
    "names": sorted(name for name in e if name.startswith("HOMEPORT_")),
    "data": e["HOMEPORT_DATA"],
}))
sys.exit(7)
"""


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "homeport", "exec", *arguments], check=False, capture_output=True, text=True
    )


def test_a_command_finds_a_portal_in_its_environment_and_its_exit_code_is_returned() -> None:
    done = run("--", sys.executable, "-c", CALL)
    assert done.returncode == 7, done.stderr
    said = json.loads(done.stdout)
    assert {"entityTypeId": 2, "entityId": 1} in said["hook"]
    assert said["token"]
    assert {"HOMEPORT_URL", "HOMEPORT_HTTPS_URL", "HOMEPORT_CLIENT_ID", "HOMEPORT_CLIENT_SECRET",
            "HOMEPORT_REFRESH_TOKEN", "HOMEPORT_ADMIN_TOKEN"} <= set(said["names"])  # fmt: skip
    assert not Path(said["data"]).exists()


def test_a_plan_is_chosen() -> None:
    done = run("--plan", "free", "--", sys.executable, "-c", CALL)
    assert "403" in done.stderr


@pytest.mark.parametrize("trust", ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE"])
def test_every_client_is_told_whom_to_trust(trust: str) -> None:
    done = run("sh", "-c", f'test "${trust}" = "$HOMEPORT_CA"')
    assert done.returncode == 0


def test_a_command_that_is_not_there_is_named() -> None:
    done = run("no-such-command-here")
    assert done.returncode == 127
    assert done.stderr == "homeport: There is no command no-such-command-here.\n"


def test_a_command_that_a_signal_ends_is_told_as_shells_do() -> None:
    assert run("sh", "-c", "kill -TERM $$").returncode == 143
