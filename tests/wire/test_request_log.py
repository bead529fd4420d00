"""What the request log keeps, and what it must never keep."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from homeport.core.masking import MAX_TEXT
from homeport.domain.portal.calls.requests import Entry
from tests.conftest import Api, Wire
from tests.wire.test_faults import log

SECRET = "s3cretvalue0123456789"


def last(wire: Wire) -> Entry:
    return log(wire)[-1]


def test_a_call_is_kept_with_what_it_did(wire: Wire, seller: Api) -> None:
    seller("crm.activity.binding.list", activityId=1)
    entry = last(wire)
    assert (entry.verb, entry.method, entry.version) == ("POST", "crm.activity.binding.list", 2)
    assert (entry.user, entry.params, entry.status, entry.error) == (3, {"activityId": 1}, 200, "")
    assert entry.credential.startswith("webhook:")
    assert entry.source == "192.0.2.1"
    assert entry.statements >= 1
    assert 0 < entry.duration < 60
    assert entry.size > 50


def test_a_refusal_is_kept_with_its_code(wire: Wire, admin: Api) -> None:
    admin.refused("crm.activity.binding.list", activityId=10**9)
    assert (last(wire).status, last(wire).error) == (400, "NOT_FOUND")


def test_a_call_without_a_credential_is_kept(wire: Wire) -> None:
    wire.send("/rest/server.time")
    assert (last(wire).status, last(wire).error, last(wire).credential) == (401, "NO_AUTH_FOUND", "")


def test_a_batch_is_kept_with_the_codes_of_its_failures(wire: Wire, admin: Api) -> None:
    admin("batch", cmd={"a": "server.time", "b": "crm.activity.binding.list?activityId=0", "c": "no.such"})
    assert last(wire).errors == {"b": "NOT_FOUND", "c": "ERROR_METHOD_NOT_FOUND"}
    assert last(wire).statements >= 1


def test_statements_of_writes_are_counted(wire: Wire, admin: Api) -> None:
    admin("crm.lead.add", fields={"TITLE": "A"})
    assert last(wire).statements > 1


def encoded(text: str, times: int) -> str:
    return text if times == 0 else encoded(quote(text, safe=""), times - 1)


BATCH = urlencode({"cmd[a]": f"server.time?auth={SECRET}"})
COMMANDS = [
    f"batch?{BATCH}",
    "batch?" + urlencode({"cmd[b]": f"batch?{BATCH}"}),
    f"server.time?x%5Bauth%5D={SECRET}",
    f"server.time?a%75th={SECRET}&b=1",
    f"event.bind?handler={quote(f'https://app.example.test/?token={SECRET}', safe='')}",
    f"server.time?code={SECRET}",
]
"""Commands of batches."""
FIELDS: list[Any] = [
    json.dumps({"auth": SECRET}),
    json.dumps({"data": json.dumps({"data": json.dumps({"new_password": SECRET})})}),
    json.dumps({"auth": SECRET}).replace("auth", "\\u0061uth"),
    {"application_token": SECRET, "newPassword": SECRET, "Authorization": f"Bearer {SECRET}"},
    {"AUTH[access_token]": SECRET},
    f"Authorization: Bearer {SECRET}",
    f"https://user:{SECRET}@app.example.test/events",
    f"https:\\/\\/{SECRET}:x@app.example.test\\/events",
    quote(f"https://crm.example.test/rest/1/{SECRET}/server.time", safe=""),
    f"see https://app.example.test/#access_token={SECRET}",
    f"user.add?PASSWORD=it's; {SECRET}",
    f"token='{SECRET}'",
    f'token="{SECRET}"',
    f"server.time?api_key={SECRET}",
    {"apiKey": SECRET, "private_key": SECRET, "CHECKWORD": SECRET, "pass": SECRET},
    "x" * (MAX_TEXT - len(SECRET) - 10) + f"https://u:{SECRET}@app.example.test/",
    encoded(f"server.time?auth={SECRET}", 8),
    {encoded("a[auth]", 8): SECRET},
]
"""Fields of records, and of what else takes texts."""


@pytest.mark.parametrize(
    "sent",
    [
        {"body": json.dumps({"auth": SECRET, "activityId": 1}).encode()},
        {"query": f"auth={SECRET}"},
        {"body": f"auth={SECRET}&a=1".encode(), "content_type": "application/x-www-form-urlencoded"},
        {"body": json.dumps({"fields": {"client_secret": SECRET}}).encode()},
        {"body": json.dumps({"fields": {"Password": [SECRET]}}).encode()},
        {"body": json.dumps({"cmd": {"a": f"server.time?auth={SECRET}"}}).encode()},
        {"body": json.dumps({"cmd": [f"crm.lead.add?fields[refresh_token]={SECRET}&x=1"]}).encode()},
        {"body": json.dumps({"url": f"https://crm.example.test/rest/1/{SECRET}/server.time"}).encode()},
        {"body": json.dumps({"url": f"https://crm.example.test/?access_token={SECRET}"}).encode()},
        *({"body": json.dumps({"cmd": {"a": command}}).encode()} for command in COMMANDS),
        *({"body": json.dumps({"fields": fields}).encode()} for fields in FIELDS),
        {"query": f"a%75th={SECRET}&x%5Bauth%5D={SECRET}"},
        {"query": f"fields[x%255Bauth%255D]={SECRET}"},
    ],
)
def test_secrets_are_never_kept(wire: Wire, admin: Api, sent: dict[str, Any]) -> None:
    for path in ("/rest/batch", admin.base + "batch", admin.base + "server.time", f"/rest/1/{SECRET}/server.time"):
        wire.send(path, **sent)
    journal = wire.portal.journal
    assert journal is not None
    kept = journal.path.read_text()
    assert SECRET not in kept
    assert admin.base.split("/")[3] not in kept
    assert len(log(wire)) == 4


@pytest.mark.parametrize("path", ["/rest/{code}", "/rest/{code}.json", "/rest/1/{code}/{code}", "/rest/api/{code}"])
def test_a_code_in_the_place_of_a_method_is_not_kept(wire: Wire, admin: Api, path: str) -> None:
    code = admin.base.split("/")[3]
    wire.send(path.format(code=code))
    assert last(wire).method == "***"
    assert wire.portal.journal is not None
    assert code not in wire.portal.journal.path.read_text()


def test_long_parameters_are_cut(wire: Wire, admin: Api) -> None:
    admin.send("server.time", text="a" * 100_000, many=list(range(100_000)), deep=json.loads("[" * 50 + "]" * 50))
    assert len(json.dumps(last(wire).params)) < 20_000


def test_parameters_that_would_break_their_line_do_not(wire: Wire, admin: Api) -> None:
    wire.send(admin.base + "server.time", body=b'{\n"activityId":\n1}')
    assert last(wire).params == {"activityId": 1}


@pytest.mark.parametrize("path", ["/rest/1/wrong/crm.deal.add", "/rest/crm.deal.add", "/rest/crm.deal.add?auth=wrong"])
def test_what_strangers_send_is_not_kept(wire: Wire, path: str) -> None:
    path, _, query = path.partition("?")
    assert wire.send(path, query=query, body=b'{"fields": {"TITLE": "A"}}').status == 401
    assert (last(wire).status, last(wire).params) == (401, None)


def test_what_is_kept_of_parameters_has_an_end(wire: Wire, admin: Api) -> None:
    text = "x" * 1_000
    admin.send("profile", a={str(number): [text] * 100 for number in range(100)}, b=list(range(10_000)))
    kept = json.dumps(last(wire).params)
    assert text in kept
    assert "…" in json.loads(f"[{kept}]")[0]["a"]["0"]
    assert len(kept) < 40_000


def test_what_is_kept_of_numbers_has_an_end(wire: Wire, admin: Api) -> None:
    number = int("9" * 4_000)
    admin.send("profile", **{f"n{each}": number for each in range(150)})
    assert last(wire).params == "…"
    admin.send("profile", a=1)
    assert last(wire).params == {"a": 1}


def test_what_is_kept_of_a_batch_has_an_end(wire: Wire, admin: Api) -> None:
    admin("batch", cmd={f"{number}{'k' * 5_000}": "no.such" for number in range(50)})
    errors = last(wire).errors
    assert errors is not None
    assert len(errors) == 50
    assert max(map(len, errors)) == 200
