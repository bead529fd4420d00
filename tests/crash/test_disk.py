"""A disk that is full: a clear error, reads go on, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.crash.test_kill import whole
from tests.crash.victim import Caller, Victim

FULL = 6_000_000
"""Bytes at which the test's disk is full: the demo portal is smaller, and so is its journal until then."""


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Victim]:
    victim = Victim(tmp_path)
    victim.start()  # makes the portal
    victim.kill()
    yield victim
    victim.kill()


@contextmanager
def calling(victim: Victim) -> Iterator[Caller]:
    call = Caller(victim)
    yield call
    call.close()


def add(call: Caller, number: int) -> dict[str, Any]:
    return call("crm.contact.add", fields={"NAME": f"Full {number}", "COMMENTS": "x" * 300_000})


def test_a_full_disk_is_told_and_loses_nothing(victim: Victim) -> None:
    victim.most_bytes = FULL
    victim.start()
    acknowledged: list[int] = []
    with calling(victim) as call:
        answer = add(call, 0)
        while "result" in answer:
            acknowledged.append(int(answer["result"]))
            answer = add(call, len(acknowledged))
        assert answer["error"] == "INTERNAL_SERVER_ERROR"
        assert add(call, 0)["error"] == "INTERNAL_SERVER_ERROR", "it is full still"
        assert {"entityTypeId": 2, "entityId": 1} in call("crm.activity.binding.list", activityId=1)["result"]
    assert acknowledged
    assert "cannot be written" in victim.log
    assert "Traceback" not in victim.log
    victim.kill()
    whole(victim)
    victim.most_bytes = Victim.most_bytes
    victim.start()
    with calling(victim) as call:
        found = {int(each["ID"]) for each in call("batch", cmd=[
            f"crm.contact.get?id={contact}" for contact in acknowledged
        ])["result"]["result"]}  # fmt: skip
        assert found == set(acknowledged)
        assert "result" in add(call, 0), "there is room again"
