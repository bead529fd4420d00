"""What a running server tells of itself: its log, and traces."""

import gzip
import json
import queue
import signal
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from homeport.domain.portal.limits.rates import GUESSES
from tests.cli.calls import call
from tests.cli.conftest import Done, Server

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"


def ask(server: Server, path: str, **headers: str) -> int:
    connection = HTTPConnection(urlsplit(server.ready["http"]).netloc, timeout=30)
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def hook_of(server: Server) -> str:
    return urlsplit(server.ready["webhooks"][0]["url"]).path


def test_each_request_has_a_line_that_programs_can_read_and_no_secret(start: Callable[..., Server]) -> None:
    server = start("--demo", "--access-log", "--log-format", "json")
    hook = hook_of(server)
    assert ask(server, f"{hook}crm.activity.binding.list?activityId=1&auth=a-secret") == 200
    assert ask(server, "/rest/1/wrongcode/profile") == 401
    assert server.stop(signal.SIGINT) == 0
    written = server.errors.read_text()
    good, bad = map(json.loads, written.splitlines())
    assert (good["level"], good["logger"], good["portal"]) == ("INFO", "homeport.access", "default")
    assert good["message"] == "crm.activity.binding.list 200"
    assert good["request"]["method"] == "crm.activity.binding.list"
    assert good["request"]["params"] == {"activityId": "1"}
    assert good["request"]["statements"] >= 1
    assert bad["request"]["error"] == "INVALID_CREDENTIALS"
    assert "a-secret" not in written
    assert "wrongcode" not in written
    assert hook.split("/")[3] not in written


def test_a_connection_that_is_dropped_on_purpose_is_no_error_of_the_server(
    start: Callable[..., Server], homeport: Callable[..., Done]
) -> None:
    server = start("--demo")
    homeport("faults", "add", "--drop", "--method", "crm.deal.add", "--when", "after")
    homeport("faults", "add", "--drop", "--method", "profile")
    for address in (server.ready["http"], server.ready["https"]):
        for method in ("crm.deal.add", "profile"):
            with pytest.raises(OSError, match=r"closed|reset|violation"):
                call(f"{address}{hook_of(server)}{method}", server.ready["ca"])
    assert server.stop(signal.SIGINT) == 0
    assert server.errors.read_text() == ""


def test_without_being_asked_a_server_writes_no_line_for_a_request(start: Callable[..., Server]) -> None:
    server = start("--demo")
    assert ask(server, f"{hook_of(server)}profile") == 200
    assert server.stop(signal.SIGINT) == 0
    assert server.errors.read_text() == ""


def test_a_statement_that_takes_long_is_told_with_its_plan_and_no_value(start: Callable[..., Server]) -> None:
    server = start("--demo", "--slow-query", "0", "--log-format", "json")
    for _ in range(2):
        assert ask(server, f"{hook_of(server)}crm.deal.list?filter[TITLE]=a-value") == 200
    assert server.stop(signal.SIGTERM) == 0
    written = server.errors.read_text()
    told = [line for line in map(json.loads, written.splitlines()) if "request" in line]
    first, second = (line for line in told if "FROM crm_deal" in line["statement"]["sql"])
    assert (first["logger"], first["portal"]) == ("homeport.slow", "default")
    assert first["request"]["method"] == "crm.deal.list"
    assert first["request"]["id"] != second["request"]["id"]
    assert first["statement"]["params"]["v0"] == "text"
    assert first["statement"]["plan"] == ["SCAN crm_deal"]
    assert "plan" not in second["statement"]
    assert first["statement"]["seconds"] > 0
    assert "a-value" not in written
    assert hook_of(server).split("/")[3] not in written


def test_people_read_slow_statements_below_their_line(
    start: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOMEPORT_SLOW_QUERY", "0")
    server = start("--demo", "--workers", "2")
    assert ask(server, f"{hook_of(server)}crm.activity.binding.list?activityId=1") == 200
    assert server.stop(signal.SIGTERM) == 0
    lines = server.errors.read_text().splitlines()
    number = next(n for n, line in enumerate(lines) if "a statement of crm.activity.binding.list took " in line)
    assert lines[number + 1].startswith("  portal default, request ")
    assert lines[number + 2].startswith("  SELECT crm_activity_binding")
    assert lines[number + 3 : number + 5] == [
        "  with activity_id integer, actor integer",
        "  SEARCH crm_activity_binding USING PRIMARY KEY (ACTIVITY_ID=?)",
    ]


def test_a_limit_for_statements_that_is_no_time_is_refused(homeport: Callable[..., Done]) -> None:
    assert "-1" in homeport("serve", "--slow-query", "-1").refusal


class Collector(ThreadingHTTPServer):
    """Takes spans, as an OpenTelemetry collector does."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Receiving)
        self.received: queue.Queue[Any] = queue.Queue()

    def spans(self) -> Iterator[Any]:
        """Every span as it comes."""
        while True:
            request = self.received.get(timeout=30)
            for resource in request.resource_spans:
                names = {each.key: each.value.string_value for each in resource.resource.attributes}
                assert names["service.name"] == "homeport"
                for scope in resource.scope_spans:
                    yield from scope.spans


class _Receiving(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        self.server.received.put(ExportTraceServiceRequest.FromString(body))
        self.send_response(200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Not on the test's output."""


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    with Collector() as collector:
        thread = threading.Thread(target=collector.serve_forever, args=(0.01,))
        thread.start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{collector.server_port}")
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
        yield collector
        collector.shutdown()
        thread.join()


def test_each_request_is_a_span_within_its_callers_trace(start: Callable[..., Server], collector: Collector) -> None:
    server = start("--demo")
    carried = {"traceparent": f"00-{TRACE}-{PARENT}-01"}
    assert ask(server, f"{hook_of(server)}crm.activity.binding.list?activityId=1", **carried) == 200
    spans = collector.spans()
    span = next(spans)
    assert (span.name, span.trace_id.hex(), span.parent_span_id.hex()) == ("crm.activity.binding.list", TRACE, PARENT)
    told = {each.key: each.value for each in span.attributes}
    assert told["http.response.status_code"].int_value == 200
    assert told["homeport.user"].int_value == 1
    assert 0 < span.end_time_unix_nano - span.start_time_unix_nano < 10**10
    assert ask(server, f"{hook_of(server)}no.such.method") == 404
    refused = next(spans)
    assert {each.key: each.value.string_value for each in refused.attributes}["error.type"] == "ERROR_METHOD_NOT_FOUND"
    assert server.stop(signal.SIGINT) == 0
    assert server.errors.read_text() == ""


def test_options_that_are_none_are_refused(homeport: Callable[..., Done]) -> None:
    assert "'xml' is not one of 'text', 'json'" in homeport("serve", "--log-format", "xml").refusal


@pytest.mark.parametrize(("options", "source", "secure"), [
    (("--trusted-proxy", "127.0.0.0/8"), "203.0.113.9", True),
    (("--trusted-proxy", "192.0.2.1"), "127.0.0.1", False),
    ((), "127.0.0.1", False),
], ids=["trusted", "another is", "none is"])  # fmt: skip
def test_only_a_trusted_proxy_says_whence_a_request_came_and_how(
    start: Callable[..., Server], options: tuple[str, ...], source: str, secure: bool
) -> None:
    server = start("--demo", "--access-log", "--log-format", "json", *options)
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    assert ask(server, f"{hook_of(server)}profile", **forwarded) == 200
    assert server.stop(signal.SIGINT) == 0
    *told, line = map(json.loads, server.errors.read_text().splitlines())
    assert (line["request"]["source"], line["request"]["secure"]) == (source, secure)
    assert [each["message"].partition(":")[0] for each in told] == (
        [] if source != "127.0.0.1" else ["Requests came through a proxy at 127.0.0.1 that is not trusted"]
    )


def test_a_proxy_that_is_no_address_is_refused(homeport: Callable[..., Done]) -> None:
    assert "such as 10.0.0.0/8" in homeport("serve", "--trusted-proxy", "proxy.example.test").refusal


def test_a_proxy_that_is_not_trusted_locks_nobody_out_and_is_told_of(
    start: Callable[..., Server], homeport: Callable[..., Done]
) -> None:
    server = start("--demo")
    forwarded = {"X-Forwarded-For": "203.0.113.9"}
    wrong = f"{hook_of(server).rpartition('/rest/')[0]}/rest/1/wrong/profile"
    assert {ask(server, wrong, **forwarded) for _ in range(GUESSES.bucket + 5)} == {401}
    assert ask(server, f"{hook_of(server)}profile", **forwarded) == 200
    assert {ask(server, wrong) for _ in range(GUESSES.bucket + 5)} == {401, 503}, "who comes without one is counted"
    assert server.stop(signal.SIGINT) == 0
    told = "a proxy at 127.0.0.1 that is not trusted"
    assert server.errors.read_text().count(told) == 1
    found = homeport("doctor", "--json").json
    assert [each["todo"] for each in found if told in each["what"]] == [
        "If it is yours, serve with --trusted-proxy 127.0.0.1."
    ]
    again = start()
    assert again.stop(signal.SIGINT) == 0
    assert told in again.output.read_text()
    trusting = start("--trusted-proxy", "127.0.0.0/8")
    assert trusting.stop(signal.SIGINT) == 0
    assert told not in trusting.output.read_text()
    assert told not in homeport("doctor").out
