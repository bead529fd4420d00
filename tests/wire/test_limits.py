"""Limits under a frozen clock: every boundary of ``limits.md``, exactly."""

import asyncio

import pytest
from sqlalchemy import text

from homeport.core.errors import CallError
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.limits.buckets import OwnBuckets
from homeport.domain.portal.limits.rates import GUESSES
from homeport.rpc.dispatch import Stopwatch, run
from homeport.store import Query
from tests.conftest import Api, Wire

T = 1_800_000_000.0
TOO_MANY = (503, "QUERY_LIMIT_EXCEEDED", "Too many requests")


def answers(api: Api, count: int, source: str = "192.0.2.1") -> list[int]:
    """Statuses of calls one after the other."""
    return [api.wire.send(api.base + "server.time", source=source).status for _ in range(count)]


@pytest.mark.parametrize(("plan", "bucket", "leak"), [("professional", 50, 2), ("enterprise", 250, 5)])
def test_a_bucket_holds_what_the_plan_says_and_leaks_once_a_second(
    wire: Wire, admin: Api, plan: str, bucket: int, leak: int
) -> None:
    wire.set(plan=plan)
    wire.freeze(T)
    assert answers(admin, bucket) == [200] * bucket
    assert admin.send("server.time").error == TOO_MANY
    wire.freeze(T + 0.999)
    assert answers(admin, 1) == [503]
    wire.freeze(T + 1)
    assert answers(admin, leak + 1) == [200] * leak + [503]
    wire.freeze(T + 1.999)
    assert answers(admin, 1) == [503]
    wire.freeze(T + 2)
    assert answers(admin, leak + 1) == [200] * leak + [503]


def test_a_caller_that_stays_below_the_leak_is_never_refused(wire: Wire, admin: Api) -> None:
    wire.set(plan="standard")
    for second in range(120):
        wire.freeze(T + second)
        assert answers(admin, 2) == [200, 200]


def test_refused_requests_do_not_fill_the_bucket(wire: Wire, admin: Api) -> None:
    wire.set(plan="basic")
    wire.freeze(T)
    answers(admin, 500)
    wire.freeze(T + 25)
    assert answers(admin, 51) == [200] * 50 + [503]


def test_sources_have_buckets_of_their_own_and_credentials_of_a_source_share_one(
    wire: Wire, admin: Api, seller: Api
) -> None:
    wire.set(rate_limit={"bucket": 4, "leak": 1})
    wire.freeze(T)
    assert answers(admin, 3) == [200] * 3
    assert answers(seller, 2) == [200, 503]
    assert answers(seller, 4, source="192.0.2.2") == [200] * 4


def test_a_batch_is_one_request(wire: Wire, admin: Api) -> None:
    wire.set(rate_limit={"bucket": 2, "leak": 0})
    wire.freeze(T)
    assert len(admin("batch", cmd=["server.time"] * 50)["result"]) == 50
    assert answers(admin, 2) == [200, 503]


def test_requests_without_a_right_credential_count_too(wire: Wire, admin: Api) -> None:
    wire.set(rate_limit={"bucket": 2, "leak": 0})
    wire.freeze(T)
    assert [wire.send("/rest/server.time").status for _ in range(3)] == [401, 401, 503]


def test_the_demo_portal_has_no_limit(admin: Api) -> None:
    assert set(answers(admin, 300)) == {200}


def test_a_clock_set_back_does_not_lock_anybody_out(wire: Wire, admin: Api) -> None:
    wire.set(plan="standard")
    wire.freeze(T + 86_400)
    answers(admin, 50)
    wire.freeze(T)
    assert answers(admin, 1) == [503]
    wire.freeze(T + 1)
    assert answers(admin, 3) == [200, 200, 503]


def test_guessing_codes_is_slow_for_a_source_and_for_nobody_else(wire: Wire, admin: Api) -> None:
    wire.freeze(T)
    guesses = [wire.send(f"/rest/1/wrong{number}/server.time") for number in range(GUESSES.bucket + 20)]
    assert [answer.status for answer in guesses] == [401] * GUESSES.bucket + [503] * 20
    assert answers(admin, 1) == [503]  # a right guess must not stand out
    assert answers(admin, 1, source="192.0.2.9") == [200]
    wire.freeze(T + 1)
    assert answers(admin, 1) == [200]


def test_guessing_tokens_is_slow_too(wire: Wire) -> None:
    wire.freeze(T)
    guesses = [wire.send("/rest/server.time", query=f"auth=wrong{number}") for number in range(GUESSES.bucket + 5)]
    assert [answer.status for answer in guesses] == [401] * GUESSES.bucket + [503] * 5


def test_addresses_of_one_network_guess_together(wire: Wire, admin: Api) -> None:
    wire.freeze(T)
    guesses = [
        wire.send(f"/rest/1/wrong{number}/server.time", source=f"2001:db8:1:2:{number:x}::{number:x}").status
        for number in range(GUESSES.bucket + 5)
    ]
    assert guesses == [401] * GUESSES.bucket + [503] * 5
    assert answers(admin, 1, source="2001:db8:1:2::1") == [503]
    assert answers(admin, 1, source="2001:db8:1:3::1") == [200]


def test_addresses_of_one_network_share_a_bucket(wire: Wire, admin: Api) -> None:
    wire.set(rate_limit={"bucket": 2, "leak": 0})
    wire.freeze(T)
    assert [answers(admin, 1, source=f"2001:db8:1:2::{number}") for number in range(3)] == [[200], [200], [503]]
    assert answers(admin, 2, source="::ffff:192.0.2.7") == answers(admin, 1, source="192.0.2.8") * 2
    assert answers(admin, 1, source="192.0.2.7") == [503], "it is the same one"


def test_guesses_are_counted_though_more_sources_guess_than_are_kept_in_mind(
    wire: Wire, admin: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OwnBuckets, "MAX_POURED", 5)
    wire.freeze(T)
    for number in range(GUESSES.bucket):
        assert wire.send(f"/rest/1/wrong{number}/server.time").status == 401
    for number in range(20):
        assert wire.send("/rest/1/wrong/server.time", source=f"198.51.100.{number}").status == 401
    assert answers(admin, 1) == [503]
    assert answers(admin, 1, source="192.0.2.9") == [200]


def key_of_last_webhook(wire: Wire) -> str:
    with wire.portal.store.snapshot() as tx:
        return f"webhook:{webhooks.listed(tx)[-1]['ID']}"


def test_a_method_that_ran_too_long_is_blocked_for_its_credential_until_a_basket_leaves(
    wire: Wire, seller: Api, admin: Api
) -> None:
    wire.set(operating_limit=480.0)
    wire.freeze(T)
    key = key_of_last_webhook(wire)
    assert admin.send("server.time").status == 200
    wire.portal.bill(key, "server.time", T, 479.0)
    assert admin.send("server.time").status == 200
    wire.portal.bill(key, "server.time", T + 60, 1.0)
    assert admin.send("server.time").status == 200  # the limit is not exceeded yet
    wire.portal.bill(key, "server.time", T + 60, 0.001)  # the call that crosses the limit is completed
    assert admin.send("server.time").error[:2] == (429, "OPERATION_TIME_LIMIT")
    assert seller.send("server.time").status == 200
    assert admin.send("scope").status == 200
    wire.freeze(T + 599.999)
    assert admin.send("server.time").status == 429
    wire.freeze(T + 600)
    assert admin.send("server.time").status == 200


def test_the_plans_limit_the_time_of_methods_and_the_demo_portal_does_not(wire: Wire, admin: Api) -> None:
    wire.freeze(T)
    admin("server.time")
    wire.portal.bill(key_of_last_webhook(wire), "server.time", T, 1_000.0)
    assert admin.send("server.time").status == 200
    wire.set(plan="enterprise")
    assert admin.send("server.time").status == 429


def test_the_commands_of_a_batch_can_be_billed_and_refused_by_their_own_methods(wire: Wire, admin: Api) -> None:
    wire.set(operating_limit=10.0, batch_billing="commands", operating_threshold=0.0)
    wire.freeze(T)
    outcome = admin("batch", cmd={"a": "server.time", "b": "scope"})
    assert all(timing["operating"] > 0 for timing in outcome["result_time"].values())
    wire.portal.bill(key_of_last_webhook(wire), "scope", T, 11.0)
    answer = admin.send("batch", cmd={"a": "server.time", "b": "scope"}).json
    assert answer["result"]["result_error"]["b"]["error"] == "OPERATION_TIME_LIMIT"
    assert set(answer["result"]["result"]) == {"a"}
    assert answer["time"]["operating"] == 0


def test_the_time_of_a_batch_is_billed_to_batch_and_to_nothing_inside_it(wire: Wire, admin: Api) -> None:
    wire.set(operating_limit=10.0, operating_threshold=0.0)
    wire.freeze(T)
    answer = admin.send("batch", cmd={"a": "server.time"}).json
    assert answer["time"]["operating"] > 0
    assert answer["result"]["result_time"]["a"]["operating"] == 0
    time = admin.send("server.time").json["time"]
    assert time["operating"] == time["processing"]
    wire.portal.bill(key_of_last_webhook(wire), "batch", T, 11.0)
    assert admin.send("batch", cmd={"a": "server.time"}).error[:2] == (429, "OPERATION_TIME_LIMIT")


@pytest.mark.parametrize("method", ["server.time", "crm.deal.list", "batch"])
def test_calls_below_the_threshold_count_nothing(wire: Wire, admin: Api, method: str) -> None:
    wire.set(operating_limit=1e-9, operating_threshold=1e6)
    wire.freeze(T)
    for _ in range(3):
        time = admin.send(method, cmd=["server.time"]).json["time"]
        assert (time["operating"], time["operating_reset_at"]) == (0, T + 600)


def test_a_call_below_the_threshold_tells_what_others_counted_and_begins_no_basket(wire: Wire, admin: Api) -> None:
    wire.set(operating_threshold=1e6)
    wire.freeze(T)
    admin("server.time")
    wire.portal.bill(key_of_last_webhook(wire), "server.time", T, 5.0)
    for later in (0, 60, 599):
        wire.freeze(T + later)
        time = admin.send("server.time").json["time"]
        assert (time["operating"], time["operating_reset_at"]) == (5, T + 600)
    wire.freeze(T + 600)
    time = admin.send("server.time").json["time"]
    assert (time["operating"], time["operating_reset_at"]) == (0, T + 1200)


def test_a_tenth_of_a_second_counts_unless_said_otherwise(wire: Wire, admin: Api) -> None:
    admin("server.time")
    assert wire.portal.bills_from == 0.1
    watch = Stopwatch(wire.portal.clock)
    key = key_of_last_webhook(wire)
    began = watch._running
    assert watch.read(wire.portal, key, "slow", began + 0.0999)["operating"] == 0
    assert watch.read(wire.portal, key, "slow", began + 0.1001)["operating"] == pytest.approx(0.1001)
    assert watch.read(wire.portal, key, "slow", began + 0.0999)["operating"] == pytest.approx(0.1001)


def test_a_request_that_takes_too_long_is_ended_and_leaves_nothing(wire: Wire, admin: Api) -> None:
    before = admin("crm.lead.list", select=["ID"], start=0)
    wire.set(request_seconds=0.002)
    add = "crm.lead.add?fields[TITLE]=Late"
    assert admin.send("batch", cmd=[add] * 50).error[:2] == (500, "ERROR_UNEXPECTED_ANSWER")
    assert admin.send("batch", cmd=["crm.item.list?entityTypeId=2"] * 50).error[:2] == (500, "ERROR_UNEXPECTED_ANSWER")
    wire.set(request_seconds=60.0)
    assert admin("crm.lead.list", select=["ID"], start=0) == before


def test_one_statement_that_takes_too_long_is_ended_too(wire: Wire, admin: Api) -> None:
    endless = Query(text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"))

    async def read() -> None:
        watch = Stopwatch(wire.portal.clock, 0.05)
        await run(wire.portal, False, watch, lambda tx: tx.value(endless))

    with pytest.raises(CallError, match="ERROR_UNEXPECTED_ANSWER"):
        asyncio.run(read())
    assert admin.send("server.time").status == 200
