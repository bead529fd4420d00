"""What others ask for keeps nobody waiting: long reads take turns, filters have bounds, and every statement an end."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.domain.portal.people import users
from homeport.domain.records.filters import BRIEF, MAX_CONDITIONS, MAX_PATTERN, MAX_SEARCHED, STEPS
from homeport.domain.user import staff
from homeport.methods.batch import batch
from homeport.rpc import NoParams, Registry, method
from homeport.rpc.dispatch import Stopwatch, run
from homeport.store import Query, Transaction
from tests.conftest import Api, Folders, Wire, api_of

PATIENCE = 30
OTHERS = 8
LEAD = 1
LONG_PATTERN = "a" * (MAX_PATTERN - 1) + "b"

_go_on = threading.Event()


@method("test.long", scope="basic", heavy=True)
def long(ctx: Ctx, p: NoParams) -> bool:
    """Take as long as the test says."""
    return _go_on.wait(PATIENCE)


@method("test.short", scope="basic", heavy=True)
def short(ctx: Ctx, p: NoParams) -> bool:
    """Take no time."""
    return True


@pytest.fixture
def slow(folders: Folders, tmp_path: Any) -> Iterator[Wire]:
    """A portal whose methods take as long as the test says."""
    _go_on.clear()
    declared = (long, short, batch)
    registry = Registry(entry for handler in declared for entry in handler.methods)  # type: ignore[attr-defined]
    wire = Wire(folders.demo(tmp_path / "slow"), registry)
    yield wire
    _go_on.set()
    wire.close()
    folders.forget(wire.folder)


def test_a_light_client_is_answered_while_others_have_batches_of_long_reads(slow: Wire) -> None:
    others, light = [api_of(slow, 3) for _ in range(OTHERS)], api_of(slow, 3)
    commands = json.dumps({"cmd": ["test.long"] * 50}).encode()

    async def ask(api: Api, name: str, body: bytes) -> int:
        return (await slow._send(api.base + name, "POST", "", body, "application/json", "localhost", "192.0.2.1",
                                 "http", None)).status  # fmt: skip

    async def all_of_them() -> None:
        batches = [asyncio.create_task(ask(api, "batch", commands)) for api in others for _ in range(2)]
        await asyncio.sleep(0)
        for _ in range(20):
            assert await asyncio.wait_for(ask(light, "test.short", b"{}"), PATIENCE) == 200
        assert not any(each.done() for each in batches)
        _go_on.set()
        # where a database stores them, those that were not begun for seconds are refused
        assert set(await asyncio.gather(*batches)) <= {200, 503}

    slow._runner.run(all_of_them())


@pytest.mark.parametrize("name", ["user.get", "user.search", "crm.deal.list", "crm.item.list", "crm.activity.list"])
def test_a_filter_has_as_many_conditions_as_real_clients_need_and_no_more(admin: Api, name: str) -> None:
    def conditions(count: int) -> dict[str, Any]:
        return {f"!={' ' * number}ID": number for number in range(count)}

    params = {"entityTypeId": LEAD} if name == "crm.item.list" else {}
    assert admin.send(name, filter=conditions(MAX_CONDITIONS), **params).status == 200
    assert admin.refused(name, filter=conditions(MAX_CONDITIONS + 1), **params) == (400, "INVALID_ARG_VALUE")


def test_texts_to_search_for_have_a_length_and_a_sum_of_lengths(admin: Api) -> None:
    fields = {"TITLE": LONG_PATTERN, "COMMENTS": LONG_PATTERN + "c"}
    lead = admin("crm.lead.add", fields=fields)
    assert [found["ID"] for found in admin("crm.lead.list", filter={"%TITLE": LONG_PATTERN})] == [str(lead)]
    assert admin("crm.lead.list", filter={"%COMMENTS": LONG_PATTERN + "c"}) == []
    too_long = {"%title": LONG_PATTERN + "c"}
    assert admin.refused("crm.item.list", entityTypeId=LEAD, filter=too_long) == (400, "INVALID_ARG_VALUE")
    many = {f"{prefix}{' ' * number}TITLE": "a" * 1_000 for number in range(6) for prefix in ("%", "!%")}
    assert len(many) * 1_000 > MAX_SEARCHED
    assert admin.refused("crm.lead.list", filter=many) == (400, "INVALID_ARG_VALUE")


def test_a_long_text_is_searched_to_its_end_and_by_long_patterns_to_a_bound(admin: Api) -> None:
    length = STEPS // MAX_PATTERN + 1_000
    lead = admin("crm.lead.add", fields={"COMMENTS": LONG_PATTERN + "." * length + "Üxe " + "c" * MAX_PATTERN})

    def finds(pattern: str) -> bool:
        return admin("crm.lead.list", filter={"ID": lead, "%COMMENTS": pattern}, select=["ID"]) != []

    assert finds("üXE")
    assert finds("." * 4 * BRIEF + "üxe")
    assert finds(LONG_PATTERN)
    assert not finds("c" * MAX_PATTERN), "which begins where so long a pattern is no longer looked for"
    assert admin("crm.lead.list", filter={"ID": lead, "!%COMMENTS": "üxe"}) == []


def test_a_search_of_long_texts_ends_at_its_limit(wire: Wire, admin: Api) -> None:
    count = 20
    commands = ["crm.lead.add?fields[SOURCE_DESCRIPTION]=long&fields[COMMENTS]=" + "a" * 150_000] * count
    leads = admin("batch", cmd=commands)["result"]

    def took(**conditions: Any) -> tuple[float, int]:
        begun = time.perf_counter()
        answer = admin.send("crm.lead.list", filter={"%COMMENTS": LONG_PATTERN, **conditions}, select=["ID"])
        return time.perf_counter() - begun, answer.status

    assert took(ID=0)[1] == 200  # what is prepared once
    one, status = took(ID=leads[0])
    assert status == 200
    wire.set(request_seconds=one / 2)
    ended, status = took()
    assert status == 500
    assert ended < one * count / 2, "a search can be ended between any two texts"


def test_a_read_among_writes_that_takes_too_long_is_ended_too_and_what_others_wrote_is_kept(wire: Wire) -> None:
    endless = Query(text("SELECT count(*) FROM generate_series(1, 1000000000000)"))
    if wire.portal.store.tallies is None:
        endless = Query(text("SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                             "SELECT count(*) FROM n)"))  # fmt: skip
    store, go_on = wire.portal.store, threading.Event()

    def late(tx: Transaction) -> None:
        staff.dismiss(tx, 5)
        tx.value(endless)

    async def write() -> None:
        first = asyncio.create_task(store.write(lambda tx: go_on.wait(PATIENCE)))
        await asyncio.sleep(0)
        ended = asyncio.create_task(run(wire.portal, True, Stopwatch(wire.portal.clock, 0.5), late))
        quick = asyncio.create_task(store.write(lambda tx: staff.dismiss(tx, 6)))
        await asyncio.sleep(0)
        go_on.set()
        await first
        with pytest.raises(CallError, match="ERROR_UNEXPECTED_ANSWER"):
            await asyncio.wait_for(ended, PATIENCE)
        await quick

    wire._runner.run(write())
    with store.snapshot() as tx:
        assert users.is_active(tx, 5)
        assert not users.is_active(tx, 6)
