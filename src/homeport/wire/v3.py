"""REST 3.0: ``/rest/api/…``. Bodies are JSON and nothing else, and a call can be repeated without running twice.

Source: ``api-reference/rest-v3.md``.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from homeport.core.errors_v3 import INVALID_JSON
from homeport.domain.portal.calls import idempotency
from homeport.rpc import Registry, batch_v3, dispatch
from homeport.rpc.openapi import Document
from homeport.store import Transaction
from homeport.wire import envelope, params
from homeport.wire.envelope import Answer
from homeport.wire.exchange import Exchange

_EXPOSED = (b"access-control-expose-headers", b"Idempotency-Key, Idempotent-Replayed")
_REPLAYED = (b"idempotent-replayed", b"true")


def read(body: bytes, content_type: str, method: str) -> dict[str, Any]:
    """The parameters of a request. The query is not looked at.

    :param content_type: the header's value, or empty
    :param method: ``batch`` takes an array too; its elements are answered by their numbers
    :raises CallError: ``…INVALIDJSONEXCEPTION``
    """
    if not body.strip():
        return {}
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise INVALID_JSON(reason="its Content-Type is not application/json")
    try:
        given = params.parse_json(body)
    except ValueError as error:  # what msgspec raises is one
        raise INVALID_JSON(reason=error) from None
    if isinstance(given, dict):
        return given
    if isinstance(given, list) and (not given or method.lower() == "batch"):  # PHP writes no parameters as []
        return {str(index): item for index, item in enumerate(given)}
    raise INVALID_JSON(reason="it is not an object")


def call(exchange: Exchange, registry: Registry) -> Answer | Awaitable[Answer]:
    """Call the method that a request names; within a turn. The answer, or what is left to be waited for.

    :param exchange: with its portal, target, parameters and credential
    :raises CallError: the refusals of dispatch, and the method's own
    """
    portal, target, credential, watch = exchange.portal, exchange.target, exchange.credential, exchange.watch
    given = exchange.given
    assert portal is not None and target is not None and credential is not None
    assert watch is not None and given is not None
    method = dispatch.resolve(portal, registry.v3, target.method, credential)
    exchange.method = method.name
    watch.run(method.name)
    if method.name == "batch":
        batch = batch_v3.Batch(portal, registry.v3, credential, batch_v3.read(given), watch)
        return _aside(exchange, method.name, batch.writes, batch.run, "" if portal.bills_commands else method.name)
    if dispatch.waits(method):
        job = partial(dispatch.run_method, method, credential, portal.clock, watch, given)
        return _aside(exchange, method.name, method.writes, job, method.name)
    try:
        result = dispatch.call(portal, method, credential, given, watch)
    except Exception:  # a call that fails has taken its time too
        watch.read(portal, credential.key, method.name)
        raise
    return _answer(result, watch.read(portal, credential.key, method.name))


async def _aside(
    exchange: Exchange, method: str, writes: bool, job: Callable[[Transaction], Any], billed: str
) -> Answer:
    """Run what cannot run in a turn."""
    portal, credential, watch = exchange.portal, exchange.credential, exchange.watch
    assert portal is not None and credential is not None and watch is not None
    key = exchange.header(b"idempotency-key", None) if writes else None
    try:
        if key is not None:
            return await _once(exchange, method, key, billed, job)
        result = await dispatch.run(portal, writes, watch, job, credential.key)
    except Exception:  # as above
        await watch.settle(portal, credential.key, billed)
        raise
    return _answer(result, await watch.settle(portal, credential.key, billed))


def _answer(result: Any, time: dict[str, Any]) -> Answer:
    return envelope.written(result.json) if isinstance(result, Document) else envelope.success(result, time)


async def _once(exchange: Exchange, method: str, key: str, billed: str, job: Callable[[Transaction], Any]) -> Answer:
    """Run a job that writes, unless an answer is kept for this call; keep its answer with what it writes."""
    portal, credential, watch, given = exchange.portal, exchange.credential, exchange.watch, exchange.given
    assert portal is not None and credential is not None and watch is not None and given is not None
    idempotency.check_key(key)
    repeatable = idempotency.Call(
        credential.key, credential.actor.user_id, method, key, idempotency.hash_of(portal.key, given)
    )

    def run(tx: Transaction) -> tuple[bytes, bool]:
        kept = idempotency.find(tx, repeatable, portal.clock.now())
        if kept is not None:
            return kept, True
        result = job(tx)
        answer = envelope.success(result, watch.read(portal, credential.key, billed)).body
        idempotency.keep(tx, repeatable, answer, portal.clock.now())
        return answer, False

    body, replayed = await dispatch.run(portal, True, watch, run)
    answer = envelope.written(body)
    answer.headers.extend([(b"idempotency-key", key.encode()), _EXPOSED])
    if replayed:
        answer.headers.append(_REPLAYED)
    return answer
