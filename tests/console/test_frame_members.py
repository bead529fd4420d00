"""Every member that some page of the documentation uses on ``BX24``, and on the result of a call, in a frame."""

import json
from typing import Any

import pytest
from playwright.sync_api import Frame

from homeport import documented
from homeport.testing.credentials import Application
from homeport.testing.portal import LocalPortal
from tests.console.app_site import AppSite, frame_of
from tests.console.conftest import Open

USED = json.loads((documented.folder() / "bx24_members.json").read_bytes())

MISSING = """(paths) => paths.filter((path) => {
  return typeof path.split('.').reduce((found, name) => found?.[name], window) !== 'function'
})"""

ASK = """([names, method, params]) => new Promise((resolve) => {
  const told = (result) => Object.fromEntries(names.map((name) => {
    const member = result[name]
    return [name, typeof member === 'function' ? member.call(result) ?? null : member ?? 'missing']
  }))
  BX24.callMethod(method, params, (alone) => {
    BX24.callBatch({ one: [method, params] }, ({ one }) => resolve([told(alone), told(one)]))
  })
})"""


@pytest.fixture
def frame(open_as: Open, portal: LocalPortal, site: AppSite) -> Frame:
    app: Application = portal.app("Bindings", handler=site.url, api_only=False)
    return frame_of(open_as(1, f"/apps/{app.id}/"))


def asked(frame: Frame, method: str, **params: Any) -> list[dict[str, Any]]:
    """What each member says of a call that was made alone, and of the same within a batch."""
    found: list[dict[str, Any]] = frame.evaluate(ASK, [list(USED["result"]), method, params])
    return found


def test_every_member_that_a_page_uses_is_there(frame: Frame) -> None:
    assert frame.evaluate(MISSING, list(USED["bx24"])) == []


def test_a_refusal_is_told_by_every_member_of_its_result(frame: Frame) -> None:
    for told in asked(frame, "crm.activity.binding.list", activityId=10**9):
        assert told["error"]["ex"]["error"] == "NOT_FOUND"
        assert told["error_description"] == told["error"]["ex"]["error_description"] != ""
        assert told["answer"]["error"] == "NOT_FOUND"
        assert (told["data"], told["more"], told["next"], told["total"]) == (None, False, False, None)


def test_a_success_is_told_by_every_member_of_its_result(frame: Frame) -> None:
    for told in asked(frame, "crm.deal.list", select=["ID"], filter={"ID": 1}):
        assert told["data"] == told["answer"]["result"] == [{"ID": "1"}]
        assert told["total"] == told["answer"]["total"] == 1
        assert told["answer"]["time"]["start"] > 0
        assert (told["error"], told["error_description"], told["more"], told["next"]) == (None, None, False, False)
