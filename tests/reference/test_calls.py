"""Calls as code: each is run, and asks what the request asked."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from homeport.domain.portal.calls.requests import Entry
from homeport.exports.calls import as_test, curl, javascript, php, python
from homeport.testing import Refused
from homeport.testing.portal import LocalPortal

NODE = Path(__file__).parents[1] / "clients" / "node"
LIST = "crm.activity.binding.list"
HARD: dict[str, Any] = {
    "fields": {"TITLE": 'It\'s "so" \\ $HOME `id` ünï\n', "OPENED": None, "OPPORTUNITY": 1.5, "IS_MANUAL": True},
    "params": [],
}
"""What shells and languages take for something else."""


def environment(portal: LocalPortal, url: str) -> dict[str, str]:
    return {**os.environ, **portal.trust, "HOMEPORT_WEBHOOK": url}


def run(command: list[str], portal: LocalPortal, url: str, **options: Any) -> str:
    done = subprocess.run(
        command, env=environment(portal, url), capture_output=True, text=True, check=False, timeout=60, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def title_of_newest(portal: LocalPortal) -> str:
    (deal,) = portal.webhook(1).call("crm.deal.list", order={"ID": "DESC"}, filter={">ID": 60}, select=["TITLE"])
    return str(deal["TITLE"])


def test_curl_asks_it(portal: LocalPortal) -> None:
    url = portal.webhook(1).url
    assert '"entityTypeId":2' in run(["sh", "-c", curl(LIST, 2, {"activityId": 1})], portal, url)
    run(["sh", "-c", curl("crm.deal.add", 2, HARD)], portal, url)
    assert title_of_newest(portal) == HARD["fields"]["TITLE"]


def test_curl_asks_rest_3(portal: LocalPortal) -> None:
    answer = run(["sh", "-c", curl("rest.scope.list", 3, {})], portal, portal.webhook(1).url)
    assert '"items"' in answer


def test_python_asks_it(portal: LocalPortal) -> None:
    url = portal.webhook(1).https_url
    answer = run([sys.executable, "-c", python(LIST, 2, {"activityId": 1})], portal, url)
    assert "'entityTypeId': 2" in answer
    run([sys.executable, "-c", python("crm.deal.add", 2, HARD)], portal, url)
    assert title_of_newest(portal) == HARD["fields"]["TITLE"]


def test_javascript_asks_it(portal: LocalPortal) -> None:
    url = portal.webhook(1).https_url
    for method, params in ((LIST, {"activityId": 1}), ("crm.deal.add", HARD)):
        run(["node", "--input-type=module", "-e", javascript(method, 2, params)], portal, url, cwd=NODE)
    assert title_of_newest(portal) == HARD["fields"]["TITLE"]
    assert [entry.status for entry in portal.requests.of(LIST)] == [200]


def test_php_has_every_value_as_a_literal() -> None:
    text = php("crm.deal.add", 2, {"a": "it's \\", "b": [1, None, True], "c": {"d": 1.5}, "$x": '{$y} "z"'})
    assert "CRest::call('crm.deal.add', " in text
    assert r"""['a' => 'it\'s \\', 'b' => [1, null, true], 'c' => ['d' => 1.5], '$x' => '{$y} "z"']""" in text


def entry_of(portal: LocalPortal, method: str) -> Entry:
    return portal.requests.of(method)[-1]


def ran(source: str, portal: LocalPortal) -> None:
    """Run the one test of a source, as pytest would."""
    names: dict[str, Any] = {}
    exec(source, names)
    (test,) = (value for name, value in names.items() if name.startswith("test_"))
    test(portal)


def test_a_request_becomes_a_test_that_passes(portal: LocalPortal) -> None:
    hook = portal.webhook(3, scope="crm")
    hook.call("crm.deal.list", filter={"TITLE": 'it\'s "so" \\'}, select=["ID"])
    with pytest.raises(Refused):
        hook.call(LIST, activityId=7)
    with pytest.raises(Refused):
        hook.call("user.get")
    portal.app(scope="crm").call("app.info", user=3)
    for method in ("crm.deal.list", LIST, "user.get", "app.info"):
        ran(as_test(entry_of(portal, method), "crm"), portal)


def test_a_test_fails_when_the_answer_is_another(portal: LocalPortal) -> None:
    hook = portal.webhook(3, scope="crm")
    hook.call(LIST, activityId=1)
    source = as_test(entry_of(portal, LIST), "crm")
    portal.webhook(1).call("crm.activity.delete", id=1)
    with pytest.raises(Refused):
        ran(source, portal)
