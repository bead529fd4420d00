"""``homeport serve``: starting, stopping, and what keeps it from starting."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from homeport.core.hosts import LIBRARY_HOST, OAUTH_HOSTS
from tests.cli.calls import call
from tests.cli.conftest import Done, Server, environment
from tests.handler import Handler
from tests.processes import children_of

Run = Callable[..., Done]
Start = Callable[..., Server]

HEAVY = (
    "homeport.domain.user.staff",
    "homeport.domain.user_fields.defining",
    "alembic",
    "trustme",
    "cryptography",
    "starlette",
    "jinja2",
    "argon2",
)


@pytest.fixture
def data(demo_folder: Path, tmp_path: Path) -> Path:
    """A data folder with the demo portal, this test's own."""
    import shutil

    return Path(shutil.copytree(demo_folder, tmp_path / "data"))


def test_the_first_start_makes_all_and_the_ready_file_tells_it(start: Start, tmp_path: Path) -> None:
    server = start("--demo")
    assert set(server.ready) == {"http", "https", "ca", "admin_token", "webhooks"}
    assert [hook["user_id"] for hook in server.ready["webhooks"]] == [1, 3]
    assert "crm" in server.ready["webhooks"][0]["scope"].split(",")
    status, answer = call(server.ready["webhooks"][0]["url"] + "profile", server.ready["ca"])
    assert (status, answer["result"]["ID"]) == (200, "1")
    assert call(server.ready["http"] + "/rest/profile")[1]["error"] == "NO_AUTH_FOUND"
    for secret in ("secret.key", "certificates/ca.key", "certificates/server.pem"):
        assert (tmp_path / "data" / secret).stat().st_mode & 0o077 == 0


def test_one_on_another_address_tells_that_and_not_where_nothing_listens(
    start: Start, homeport: Run, data: Path, tmp_path: Path
) -> None:
    with Handler() as handler:
        server = start("--demo", "--host", "127.0.0.15")
        ready = server.ready
        hook = ready["webhooks"][0]["url"]
        for url in (ready["http"], ready["https"], hook):
            assert urlsplit(url).hostname == "127.0.0.15"
        assert call(f"{hook}profile", ready["ca"])[1]["result"]["ID"] == "1", "and its certificate is for it"
        added = homeport("webhook", "add", "1", "--json").json
        assert added["url"].startswith(f"{ready['https']}/rest/1/")
        homeport("app", "add", "Stock", "--handler", handler.url)
        assert homeport("app", "install", "1").code == 0
        told = handler.next()["auth"]
        assert f"https://{told['domain']}" == ready["https"]
        assert told["client_endpoint"] == told["server_endpoint"] == f"{ready['https']}/rest/"
        with urllib.request.urlopen(f"{ready['http']}/sign-in/", timeout=30) as page:
            assert 'name="user" value="1"' in page.read().decode(), "as it promises: with a click"
    server.stop(signal.SIGTERM)
    assert "localhost" not in server.output.read_text()


def test_the_time_zone_of_a_new_portal_is_chosen_once(start: Start, homeport: Run) -> None:
    assert "There is no time zone" in homeport("serve", "--time-zone", "Mars/Base").one_line
    first = start("--demo", "--time-zone", "Europe/Berlin")
    told = call(first.ready["webhooks"][0]["url"] + "crm.deal.get?id=1", first.ready["ca"])[1]["result"]
    assert told["DATE_CREATE"].endswith(("+01:00", "+02:00"))
    first.stop(signal.SIGTERM)
    assert first.errors.read_text() == ""
    second = start("--demo", "--time-zone", "UTC")
    second.stop(signal.SIGTERM)
    assert "the portal keeps its time zone Europe/Berlin" in second.errors.read_text()
    assert homeport("portal", "add", "shop.example.test", "--demo", "--time-zone", "Asia/Tokyo").code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_signal_stops_it_cleanly(start: Start, data: Path, number: int, workers: str) -> None:
    server = start("--demo", "--workers", workers)
    call(server.ready["webhooks"][0]["url"] + "profile", server.ready["ca"])
    assert server.stop(number) == 0
    assert server.output.read_text().endswith("Stopped.\n")
    assert server.errors.read_text() == ""


def test_what_it_prints_is_enough_to_go_on(start: Start, data: Path) -> None:
    server = start("--demo")
    server.stop(signal.SIGTERM)
    text = server.output.read_text()
    for wanted in (server.ready["http"], server.ready["https"], server.ready["ca"], "NODE_EXTRA_CA_CERTS", "curl '"):
        assert wanted in text
    for hook in server.ready["webhooks"]:
        assert hook["url"] in text
    assert "signing in with a click" in text
    assert "user password" not in text


def test_a_public_start_and_those_after_it_promise_no_sign_in_without_a_password(start: Start, data: Path) -> None:
    for option in (("--public",), ()):
        server = start("--demo", *option)
        server.stop(signal.SIGTERM)
        text = server.output.read_text()
        assert "with a click" not in text
        assert f"homeport user password 1 --data {data}\n" in text


def test_a_second_start_keeps_all_data(start: Start, homeport: Run, data: Path) -> None:
    first = start("--demo")
    made = homeport("webhook", "add", "1", "--scope", "crm", "--json").json
    ca = Path(first.ready["ca"]).read_bytes()
    assert first.stop(signal.SIGINT) == 0
    second = start("--demo")
    code = made["url"].partition("/rest/")[2]
    assert call(f"{second.ready['https']}/rest/{code}profile", second.ready["ca"])[0] == 200
    assert Path(second.ready["ca"]).read_bytes() == ca
    assert [hook["url"].partition("/rest/")[2] for hook in second.ready["webhooks"]] == [
        hook["url"].partition("/rest/")[2] for hook in first.ready["webhooks"]
    ]


def test_a_start_on_an_existing_portal_loads_nothing_that_only_the_first_needs(data: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from homeport.app import Portals, make_app;"
        "from homeport.portals.folder import DataFolder;"
        "from homeport import cli; from homeport.server import serve, announce; from homeport.config import Config;"
        "from homeport.portals.lifecycle import ensure_default; from homeport.server.tls import server_certificate;"
        f"folder = DataFolder(Path({str(data)!r})); ensure_default(folder, demo=True);"
        "server_certificate(folder.certificates, ()); portals = Portals(folder); make_app(Config(), portals);"
        f"portals.of_host('localhost'); portals.close(); print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    homeport_once = "from homeport.server.tls import server_certificate; from pathlib import Path; "
    homeport_once += f"server_certificate(Path({str(data)!r}) / 'certificates', ())"
    for text in (homeport_once, program):
        done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_workers_share_the_ports_and_a_dead_one_is_replaced(start: Start, data: Path) -> None:
    server = start("--demo", "--workers", "2")
    url = server.ready["webhooks"][0]["url"] + "profile"
    before = children_of(server.process.pid)
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    while before[0] in (now := children_of(server.process.pid)) or len(now) < 2:
        assert call(url, server.ready["ca"])[0] == 200
    for _ in range(20):
        assert call(url, server.ready["ca"])[0] == 200
    assert server.stop(signal.SIGTERM) == 0
    assert "another takes its place" in server.errors.read_text()


def test_workers_count_the_requests_of_a_source_together(start: Start, homeport: Run, data: Path) -> None:
    server = start("--demo", "--workers", "2")
    for command in (("settings", "set", "plan=professional"), ("clock", "freeze")):
        assert homeport(*command, "--data", str(data)).code == 0
    url = server.ready["webhooks"][0]["url"].replace(server.ready["https"], server.ready["http"]) + "server.time"
    statuses = [call(url)[0] for _ in range(60)]  # each on a connection of its own, which the kernel gives to either
    assert statuses == [200] * 50 + [503] * 10


def test_workers_end_with_the_process_that_started_them(start: Start, data: Path) -> None:
    server = start("--demo", "--workers", "2")
    workers = children_of(server.process.pid)
    server.process.kill()
    server.process.wait()
    for worker in workers:
        with closing(_Pid(worker)) as process:
            process.wait(30)


def test_a_port_in_use_is_told_in_one_line(homeport: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert homeport("serve", "--port", str(port), "--https-port", "0").one_line == (
            f"homeport: Port {port} on 127.0.0.1 is in use. Stop what uses it, or take another with --port."
        )
        refused = homeport("serve", "--port", "0", "--https-port", str(port))
        assert "--https-port" in refused.one_line
        assert refused.code == 1


def test_an_address_of_another_machine_is_told_in_one_line(homeport: Run) -> None:
    assert "--host" in homeport("serve", "--host", "192.0.2.1", "--port", "0", "--https-port", "0").one_line


def test_a_data_path_that_is_a_file_is_told_in_one_line(homeport: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "is not a folder" in homeport("serve", data=tmp_path / "file").one_line
    assert "is not a folder" in homeport("serve", data=tmp_path / "file" / "below").one_line


def test_a_folder_that_cannot_be_written_is_told_in_one_line(homeport: Run) -> None:
    assert "/proc/" in homeport("serve", data=Path("/proc/homeport")).one_line


def test_a_newer_schema_is_told_in_one_line(homeport: Run, data: Path) -> None:
    with closing(sqlite3.connect(data / "portals" / "default.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused = homeport("serve", "--port", "0", "--https-port", "0")
    assert "9999" in refused.one_line
    assert "Upgrade Homeport" in refused.one_line


@pytest.mark.parametrize("content", [b"", b"this is no database " * 500, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_portal_is_told_in_one_line(homeport: Run, data: Path, content: bytes) -> None:
    (data / "portals" / "default.db").write_bytes(content)
    refused = homeport("serve", "--port", "0", "--https-port", "0")
    assert "default.db is not a portal's database, or is damaged" in refused.one_line


@pytest.mark.parametrize("content", ["", "no certificate"])
def test_an_authority_of_handlers_that_is_none_is_refused_before_the_start(
    homeport: Run, tmp_path: Path, content: str
) -> None:
    (tmp_path / "ca.pem").write_text(content)
    refused = homeport("serve", "--port", "0", "--https-port", "0", "--handler-ca", str(tmp_path / "ca.pem"))
    assert "has no certificate of an authority" in refused.refusal
    assert not (tmp_path / "data").exists()


def test_a_damaged_certificate_is_told_in_one_line(homeport: Run, start: Start, data: Path) -> None:
    start().stop(signal.SIGTERM)
    (data / "certificates" / "server.pem").write_text("nothing")
    assert "server.pem is damaged" in homeport("serve", "--port", "0", "--https-port", "0").one_line


def test_a_host_name_that_is_none_is_refused(homeport: Run) -> None:
    refused = homeport("serve", "--host-name", "not a name")
    assert refused.code == 2
    assert "not a host name" in refused.refusal


def test_further_names_are_in_the_certificate_and_printed(start: Start, data: Path) -> None:
    server = start("--host-name", "portal.example.test")
    assert server.ready["https"].startswith("https://portal.example.test:")
    names = (data / "certificates" / "server.names").read_text().split()
    assert names == ["localhost", "127.0.0.1", "::1", *OAUTH_HOSTS, LIBRARY_HOST, "portal.example.test"]


def test_a_portal_without_demo_data_prints_no_webhooks_but_commands_that_reach_it(start: Start, tmp_path: Path) -> None:
    first = start()
    first.stop(signal.SIGTERM)
    printed = first.output.read_text()
    assert f"homeport webhook add 1 --scope crm,user,department --data {tmp_path / 'data'}\n" in printed
    assert f"homeport user password 1 --data {tmp_path / 'data'}\n" in printed
    server = start("--demo")
    server.stop(signal.SIGTERM)
    assert server.ready["webhooks"] == []
    assert "homeport portal reset default --demo" in server.output.read_text()


class _Pid:
    """Waits for a process that is not a child."""

    def __init__(self, pid: int) -> None:
        try:
            self._file: int | None = os.pidfd_open(pid)
        except ProcessLookupError:
            self._file = None

    def wait(self, seconds: float) -> None:
        import select

        if self._file is not None:
            assert select.select([self._file], [], [], seconds)[0], "the process is still there"

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)


def test_commands_do_not_see_the_folder_of_whoever_runs_the_tests() -> None:
    assert "HOMEPORT_DATA" not in environment()
