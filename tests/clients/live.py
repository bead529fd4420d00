"""A live server with records that every client is shown: how it is started, filled, and stopped."""

import json
import os
import signal
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from homeport.core.clock import Clock
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, new_code
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import SqliteStore

START_SECONDS = 60
STOP_SECONDS = 30
WALKED = 130
"""Records of each walked type: more than two pages, and the last one not full."""

MARK = "walked-by-clients"
"""The ``ORIGINATOR_ID`` of the walked records, so that a filter finds them and nothing else."""

NO_SUCH_ACTIVITY = 10**9

TRUST_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS")
"""By which clients are told whom to trust; none reaches a client but the one that its documentation names."""


def environment(**extra: str) -> dict[str, str]:
    """This process's environment without its own trust and proxies."""
    unwanted = {*TRUST_VARIABLES, "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "HOMEPORT_DATA"}
    return {name: text for name, text in os.environ.items() if name.upper() not in unwanted} | extra


@dataclass(frozen=True)
class Live:
    """A server that runs, and what it holds for the clients.

    :param https: its base address
    :param ca: the certificate to trust
    :param admin: webhook of the administrator
    :param seller: webhook of a salesperson with fewer rights
    :param narrow: webhook of the administrator without the scope ``crm``
    :param wrong: a webhook with a code that nobody has
    :param bare: the address of calls without a credential
    :param activity: an activity bound to a lead, a deal and a contact
    :param bindings: those, as ``crm.activity.binding.list`` answers them
    :param hidden: an activity that the salesperson may not read
    :param walked: the ids of the walked records by method
    """

    http: str
    https: str
    ca: str
    admin: str
    seller: str
    narrow: str
    wrong: str
    bare: str
    activity: int
    bindings: list[dict[str, int]]
    hidden: int
    walked: dict[str, list[int]]
    missing: int = NO_SUCH_ACTIVITY
    mark: str = MARK

    def settings(self) -> str:
        """All of it as JSON, for a client's program."""
        return json.dumps(asdict(self))


@contextmanager
def serving(folder: Path) -> Iterator[dict[str, Any]]:
    """A server with demo data on free ports, started as people start it; the contents of its ready file."""
    ready = folder / "ready.json"
    command = [sys.executable, "-m", "homeport", "serve", "--demo", "--data", str(folder / "data")]
    command += ["--port", "0", "--https-port", "0", "--ready-file", str(ready)]
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=environment(), cwd=folder)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not ready.exists():
            ended = _ended_within(process, 0.02)
            assert not ended, f"the server ended with {process.returncode}: {log.read_text()}"
            assert time.monotonic() < deadline, f"the server is not ready: {log.read_text()}"
        yield json.loads(ready.read_text())
        process.send_signal(signal.SIGINT)
        assert _ended_within(process, STOP_SECONDS), "the server did not stop at SIGINT"
        assert process.returncode == 0, log.read_text()
        assert "Traceback" not in log.read_text(), log.read_text()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _ended_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def fill(folder: Path, ready: dict[str, Any]) -> Live:
    """Make the records that the clients are shown, over the wire."""
    urls = {hook["user_id"]: hook["url"] for hook in ready["webhooks"]}
    call = _caller(urls[1], ready["ca"])
    lead = call("crm.lead.add", fields={"TITLE": "Clients", "ASSIGNED_BY_ID": 1})
    deal = call("crm.deal.add", fields={"TITLE": "Clients", "ASSIGNED_BY_ID": 1})
    contact = call("crm.contact.add", fields={"NAME": "Clients", "ASSIGNED_BY_ID": 1})
    todo = {"ownerTypeId": 1, "ownerId": lead, "deadline": "2030-02-03T15:00:00+00:00", "responsibleId": 1}
    activity = call("crm.activity.todo.add", **todo, title="Shown to clients")["id"]
    for entity_type_id, entity_id in ((2, deal), (3, contact)):
        call("crm.activity.binding.add", activityId=activity, entityTypeId=entity_type_id, entityId=entity_id)
    hidden = call("crm.activity.todo.add", **todo, title="Hidden from the salesperson")["id"]
    base = ready["https"]
    return Live(
        http=ready["http"],
        https=base,
        ca=ready["ca"],
        admin=urls[1],
        seller=urls[3],
        narrow=f"{base}/rest/1/{_narrow_code(folder / 'data')}/",
        wrong=f"{base}/rest/1/0000000000000000/",
        bare=f"{base}/rest/",
        activity=int(activity),
        bindings=[
            {"entityTypeId": entity_type_id, "entityId": int(entity_id)}
            for entity_type_id, entity_id in ((1, lead), (2, deal), (3, contact))
        ],
        hidden=int(hidden),
        walked={f"crm.{name}.list": _add_many(call, f"crm.{name}.add", title) for name, title in WALKED_TYPES.items()},
    )


WALKED_TYPES = {"lead": "TITLE", "deal": "TITLE", "contact": "NAME"}


def _add_many(call: Any, method: str, title: str) -> list[int]:
    ids: list[int] = []
    while len(ids) < WALKED:
        numbers = range(len(ids) + 1, min(len(ids) + 50, WALKED) + 1)
        commands = [f"{method}?fields[{title}]=Walked+{number}&fields[ORIGINATOR_ID]={MARK}" for number in numbers]
        answer = call("batch", cmd=commands, halt=1)
        assert answer["result_error"] == [], answer["result_error"]
        ids += map(int, answer["result"])
    return ids


def _caller(url: str, ca: str) -> Any:
    context = ssl.create_default_context(cafile=ca)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context))

    def call(method: str, **params: Any) -> Any:
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(url + method, json.dumps(params).encode(), headers)
        with opener.open(request, timeout=60) as answer:
            return json.load(answer)["result"]

    return call


def _narrow_code(data: Path) -> str:
    folder = DataFolder(data)
    store = SqliteStore(folder.portal_file(DEFAULT))
    code = new_code(WEBHOOK_LENGTH)
    try:
        store.write_now(
            lambda tx: webhooks.add(tx, Clock(), folder.key(), 1, "user", code=code, title="narrow", expires=None)
        )
    finally:
        store.close()
    return code
