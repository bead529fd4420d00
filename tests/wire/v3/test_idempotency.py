"""``Idempotency-Key``: a call that is repeated runs once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain.portal.apps.tables import IDEMPOTENCY
from homeport.domain.portal.calls import faults
from homeport.portals.folder import DataFolder
from homeport.store import Query
from tests.conftest import Answer, Wire, api_of
from tests.wire.v3.conftest import Api3, registry

MILK = {"fields": {"title": "Milk"}}
KEY = "9f1c1a7e-5f1b-4a1e-9a2c-2f5f2b6c7d80"
DAY = 24 * 3600
MORNING = 1_800_000_000.0
_KEPT = Query(select(IDEMPOTENCY.c.KEY))


def kept(wire: Wire) -> int:
    """How many answers are kept."""
    with wire.portal.store.snapshot() as tx:
        return len(tx.all(_KEPT))


def test_a_repeated_call_gets_the_first_answer_again(caller: Api3) -> None:
    first = caller.send("test.note.add", MILK, key=KEY)
    again = caller.send("test.note.add", MILK, key=KEY)
    assert first.status == again.status == 200
    assert again.body == first.body
    assert caller.notes() == ["Milk"]
    assert first.headers["idempotency-key"] == again.headers["idempotency-key"] == KEY
    assert "idempotent-replayed" not in first.headers
    assert again.headers["idempotent-replayed"] == "true"
    for answer in (first, again):
        assert answer.headers["access-control-expose-headers"] == "Idempotency-Key, Idempotent-Replayed"
        assert answer.headers["content-type"] == "application/json; charset=utf-8"


def test_a_browser_may_send_the_key(caller: Api3) -> None:
    answer = caller.send("test.note.add", verb="OPTIONS")
    assert "idempotency-key" in answer.headers["access-control-allow-headers"]


def test_without_a_key_each_call_runs(caller: Api3) -> None:
    for _ in range(2):
        assert "idempotency-key" not in caller.send("test.note.add", MILK).headers
    assert caller.notes() == ["Milk", "Milk"]


def test_the_same_parameters_written_otherwise_are_the_same_call(caller: Api3) -> None:
    first = caller.send("test.note.add", b'{"fields": {"title": "Milk", "text": "1 l"}, "auth": "a token"}', key=KEY)
    again = caller.send("test.note.add", b'{"fields":{"text":"1 l","title":"Milk"},"auth":"a newer token"}', key=KEY)
    assert again.body == first.body
    assert caller.notes() == ["Milk"]


def test_a_key_used_with_other_parameters_is_refused(caller: Api3) -> None:
    caller.send("test.note.add", MILK, key=KEY)
    eggs = {"fields": {"title": "Eggs"}}
    assert caller.refused("test.note.add", eggs, key=KEY) == (422, "IDEMPOTENCYKEYREUSED")
    assert caller.notes() == ["Milk"]
    assert caller.send("test.note.add", MILK, key=KEY).headers["idempotent-replayed"] == "true"


def test_a_key_belongs_to_one_method_credential_and_user(caller: Api3, bench: Wire) -> None:
    caller.send("test.note.add", MILK, key=KEY)
    other_webhook, other_user = Api3(api_of(bench, 1)), Api3(api_of(bench, 3))
    for api in (other_webhook, other_user):
        assert "idempotent-replayed" not in api.send("test.note.add", MILK, key=KEY).headers
    caller.send("batch", [{"method": "test.note.add", "query": MILK}], key=KEY)
    assert caller.notes() == ["Milk"] * 4


def test_a_call_that_fails_may_be_repeated(caller: Api3) -> None:
    assert caller.refused("test.note.add", {"fields": {"title": "forbidden"}}, key=KEY) == (403, "ACCESSDENIED")
    assert caller.refused("test.note.add", {"fields": {}}, key=KEY)[0] == 400
    answer = caller.send("test.note.add", MILK, key=KEY)
    assert answer.json["result"] == {"id": 1}
    assert "idempotent-replayed" not in answer.headers


@pytest.mark.parametrize("key", ["", "x" * 256, "a\tb", "naïve", "\x7f", "\x00"])
def test_a_key_that_is_none_is_refused(caller: Api3, key: str) -> None:
    assert caller.refused("test.note.add", MILK, key=key) == (400, "INVALIDIDEMPOTENCYKEY")
    assert caller.notes() == []


@pytest.mark.parametrize("key", ["x", "x" * 255, " ", "any ~!printable: ASCII"])
def test_any_printable_ascii_is_a_key(caller: Api3, key: str) -> None:
    caller.send("test.note.add", MILK, key=key)
    again = caller.send("test.note.add", MILK, key=key)
    assert (again.headers["idempotency-key"], again.headers["idempotent-replayed"]) == (key, "true")


def test_methods_that_read_do_not_look_at_it(caller: Api3, bench: Wire) -> None:
    for key in (KEY, ""):
        answer = caller.send("test.note.list", {}, key=key)
        assert answer.status == 200
        assert "idempotency-key" not in answer.headers
    assert kept(bench) == 0


def test_a_batch_that_writes_runs_once(caller: Api3) -> None:
    calls = [{"method": "test.note.add", "query": MILK}, {"method": "test.note.list", "query": {}}]
    first, again = (caller.send("batch", calls, key=KEY) for _ in range(2))
    assert again.body == first.body
    assert again.headers["idempotent-replayed"] == "true"
    assert caller.notes() == ["Milk"]


def test_an_answer_is_kept_for_a_day_of_the_portal_s_clock(caller: Api3, bench: Wire) -> None:
    bench.freeze(MORNING)
    caller.send("test.note.add", MILK, key=KEY)
    bench.freeze(MORNING + DAY - 1)
    assert caller.send("test.note.add", MILK, key=KEY).headers["idempotent-replayed"] == "true"
    bench.freeze(MORNING + DAY)
    assert "idempotent-replayed" not in caller.send("test.note.add", MILK, key=KEY).headers
    assert caller.notes() == ["Milk", "Milk"]


def test_answers_that_were_kept_long_enough_are_forgotten(caller: Api3, bench: Wire) -> None:
    bench.freeze(MORNING)
    for number in range(5):
        caller.send("test.note.add", MILK, key=f"key {number}")
    assert kept(bench) == 5
    bench.freeze(MORNING + DAY)
    caller.send("test.note.add", MILK, key="another")
    assert kept(bench) == 1


def test_an_answer_that_never_arrived_is_had_by_repeating_the_call(caller: Api3, bench: Wire) -> None:
    rule = faults.Rule(method="test.note.add", status=502, times=1, when="after")
    bench.portal.store.write_now(lambda tx: faults.add(tx, rule))
    assert caller.send("test.note.add", MILK, key=KEY).status == 502
    again = caller.send("test.note.add", MILK, key=KEY)
    assert (again.json["result"], again.headers["idempotent-replayed"]) == ({"id": 1}, "true")
    assert caller.notes() == ["Milk"]


def twin(caller: Api3) -> dict[str, Any]:
    return {
        "path": f"{caller.base}test.note.add",
        "body": b'{"fields": {"title": "Milk"}}',
        "headers": {"idempotency-key": KEY},
    }


def all_of_one_run(answers: list[Answer]) -> None:
    """Check that one call ran and each other got its answer."""
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1


def test_of_many_twins_at_once_one_runs(caller: Api3, bench: Wire) -> None:
    all_of_one_run(bench.send_together([twin(caller)] * 100))
    assert caller.notes() == ["Milk"]


@pytest.fixture
def workers(bench: Wire) -> Iterator[list[Wire]]:
    """Servers of the same data folder, as the processes of one server are."""
    found = [Wire(DataFolder(bench.folder.path, bench.folder.database), registry()) for _ in range(3)]
    yield found
    for wire in found:
        wire.close()


def test_of_twins_at_several_workers_one_runs(caller: Api3, workers: list[Wire]) -> None:
    with ThreadPoolExecutor(len(workers)) as pool:
        rounds = pool.map(lambda wire: wire.send_together([twin(caller)] * 30), workers)
        all_of_one_run([answer for answers in rounds for answer in answers])
    assert caller.notes() == ["Milk"]
