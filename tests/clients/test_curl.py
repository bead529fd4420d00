"""curl, by itself and in the forms that CRest and BX24.js write; and the transport that it shows."""

import json
import shutil
import subprocess
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.clients.causes import Refusal, each_cause
from tests.clients.live import Live, environment
from tests.wire.test_answers import check_time

LIST = "crm.activity.binding.list"


def curl(live: Live, *arguments: str, ca: bool = True) -> subprocess.CompletedProcess[str]:
    """Run curl with the server's certificate authority."""
    program = shutil.which("curl")
    assert program is not None, "curl is not installed; its tests need it"
    command = [program, "--silent", "--show-error", *(("--cacert", live.ca) if ca else ()), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(), check=False)


def answer(live: Live, *arguments: str) -> Any:
    """The JSON of one answer."""
    done = curl(live, *arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ways(activity: int) -> dict[str, list[str]]:
    """The documented ways to call with one parameter."""
    return {
        "GET": ["{url}" + LIST + f"?activityId={activity}"],
        "POST JSON": [
            "-H", "Content-Type: application/json", "-d", json.dumps({"activityId": activity}), "{url}" + LIST,
        ],
        "POST JSON with Accept": [
            "-H", "Content-Type: application/json", "-H", "Accept: application/json",
            "-d", json.dumps({"activityId": activity}), "{url}" + LIST + ".json",
        ],
        "form": ["-d", f"activityId={activity}", "{url}" + LIST],
        "multipart": ["-F", f"activityId={activity}", "{url}" + LIST],
        "query of a POST": ["-X", "POST", "{url}" + LIST + f"?activityId={activity}"],
        "CRest": ["-A", "Bitrix24 CRest PHP 1.36", "-L", "-d", f"activityId={activity}", "{url}" + LIST + ".json"],
        "BX24.js": [
            "-H", "Content-Type: text/plain;charset=UTF-8", "-H", "Origin: https://app.example.test",
            "-d", f"activityId={activity}&auth=", "{url}" + LIST + ".json",
        ],
        "b24phpsdk": [
            "-H", "Content-Type: application/json", "-d", json.dumps({"activityId": activity}),
            "{url}/" + LIST + "/?bx24_request_id=0190",
        ],
    }  # fmt: skip


@pytest.mark.parametrize("way", ways(0))
def test_each_way_of_calling_lists_the_bindings(live: Live, way: str) -> None:
    arguments = [argument.replace("{url}", live.admin) for argument in ways(live.activity)[way]]
    got = answer(live, *arguments)
    assert set(got) == {"result", "time"}
    assert got["result"] == live.bindings
    check_time(got["time"])


CALLS = {
    "missing": ("admin", LIST),
    "unknown": ("admin", LIST + "?activityId={missing}"),
    "denied": ("seller", LIST + "?activityId={hidden}"),
    "wrong code": ("wrong", LIST + "?activityId={activity}"),
    "no credential": ("bare", LIST + "?activityId={activity}"),
    "narrow": ("narrow", LIST + "?activityId={activity}"),
    "no method": ("admin", "crm.activity.binding.unheard"),
}


@each_cause
def test_each_error_has_its_status_code_and_text(live: Live, cause: str, refusal: Refusal) -> None:
    whose, call = CALLS[cause]
    url = getattr(live, whose) + call.format(**vars(live))
    done = curl(live, "-w", "\n%{http_code} %{content_type}", url)
    body, _, rest = done.stdout.rpartition("\n")
    assert json.loads(body) == {"error": refusal.code, "error_description": refusal.text}
    assert rest == f"{refusal.status} application/json; charset=utf-8"


def test_a_list_is_walked_by_next(live: Live) -> None:
    found: list[int] = []
    start: int | None = 0
    while start is not None:
        form = ["-d", f"filter[ORIGINATOR_ID]={live.mark}&select[]=ID&order[ID]=ASC", "-d", f"start={start}"]
        page = answer(live, *form, live.admin + "crm.deal.list")
        assert page["total"] == 130
        found += [int(record["ID"]) for record in page["result"]]
        start = page.get("next")
    assert found == live.walked["crm.deal.list"]


def test_a_batch_as_crest_writes_it(live: Live) -> None:
    command = quote(f"{LIST}?activityId={live.activity}")
    form = f"halt=0&cmd%5Bfirst%5D={command}&cmd%5Bsecond%5D={quote(f'{LIST}?activityId={live.missing}')}"
    got = answer(live, "-A", "Bitrix24 CRest PHP 1.36", "-d", form, live.admin + "batch.json")["result"]
    assert got["result"] == {"first": live.bindings}
    assert got["result_error"]["second"]["error"] == "NOT_FOUND"
    assert got["result_total"] == got["result_next"] == []
    check_time(got["result_time"]["first"])


def test_a_call_as_crest_makes_it_without_parameters(live: Live) -> None:
    assert answer(live, "-A", "Bitrix24 CRest PHP 1.36", live.admin + "crm.deal.fields.json")["result"]["ID"]


def test_a_batch_as_bx24_js_writes_it(live: Live) -> None:
    form = (
        f"auth=&halt=1&cmd[0]={quote(f'{LIST}?activityId={live.activity}')}&cmd[1]={quote('crm.deal.list?select[]=ID')}"
    )
    got = answer(live, "-H", "Content-Type: text/plain;charset=UTF-8", "-d", form, live.admin + "batch.json")["result"]
    assert got["result"][0] == live.bindings
    assert len(got["result"][1]) == 50
    assert got["result_next"] == {"1": 50}


def test_a_json_batch_passes_results_on(live: Live) -> None:
    cmd = {
        "deals": f"crm.deal.list?filter[ORIGINATOR_ID]={live.mark}&select[]=ID&order[ID]=ASC",
        "one": "crm.deal.get?id=$result[deals][49][ID]",
    }
    body = json.dumps({"halt": 1, "cmd": cmd})
    got = answer(live, "-H", "Content-Type: application/json", "-d", body, live.admin + "batch")["result"]
    assert got["result"]["one"]["TITLE"] == "Walked 50"


def test_an_answer_can_be_xml(live: Live) -> None:
    done = curl(live, live.admin + LIST + f".xml?activityId={live.activity}")
    assert "<response><result><item><entityTypeId>1</entityTypeId>" in done.stdout


def test_a_browser_may_call_from_any_origin(live: Live) -> None:
    headers = ["-H", "Origin: https://app.example.test", "-H", "Access-Control-Request-Method: POST"]
    done = curl(
        live, "-i", "-X", "OPTIONS", *headers, "-H", "Access-Control-Request-Headers: content-type", live.admin + LIST
    )
    head = done.stdout.lower()
    assert head.startswith("http/1.1 204")
    assert "access-control-allow-origin: *" in head
    assert "access-control-allow-methods: post, get, options" in head


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_the_certificate_covers_the_loopback_names(live: Live, name: str) -> None:
    path = urlsplit(live.admin).path
    url = f"https://{name}:{urlsplit(live.https).port}{path}{LIST}?activityId={live.activity}"
    assert answer(live, url)["result"] == live.bindings


def test_the_certificate_is_trusted_by_nobody_who_was_not_told(live: Live) -> None:
    assert curl(live, live.admin + LIST, ca=False).returncode == 60


def test_plain_http_answers_the_same(live: Live) -> None:
    url = live.admin.replace(live.https, live.http) + LIST + f"?activityId={live.activity}"
    assert answer(live, url)["result"] == live.bindings


def test_a_connection_is_kept_for_the_next_call(live: Live) -> None:
    url = live.admin + LIST + f"?activityId={live.activity}"
    done = curl(live, "-w", "\n%{http_version} %{num_connects}\n", url, url)
    assert [line for line in done.stdout.splitlines() if line[:1] == "1"] == ["1.1 1", "1.1 0"]


def test_a_body_that_comes_in_chunks_is_read_whole(live: Live) -> None:
    text = "x" * 300_000
    body = json.dumps({"fields": {"TITLE": "chunked", "COMMENTS": text}})
    command = ["-H", "Content-Type: application/json", "-H", "Transfer-Encoding: chunked", "--data-binary", "@-"]
    program = shutil.which("curl")
    assert program is not None
    done = subprocess.run(
        [program, "--silent", "--cacert", live.ca, *command, live.admin + "crm.deal.add"],
        input=body, capture_output=True, text=True, timeout=60, env=environment(), check=True,
    )  # fmt: skip
    deal = json.loads(done.stdout)["result"]
    assert answer(live, live.admin + f"crm.deal.get?id={deal}")["result"]["COMMENTS"] == text
