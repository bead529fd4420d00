"""Stops 3 to 7 of a request: who calls, the faults that a test asked for, and the method itself."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from homeport.core.ctx import Credential
from homeport.core.errors import (
    ERROR_METHOD_NOT_FOUND,
    INVALID_CREDENTIALS,
    INVALID_TOKEN,
    NO_AUTH_FOUND,
    CallError,
)
from homeport.domain.portal.calls.faults import Firing, Rule
from homeport.domain.portal.portal import Portal
from homeport.rpc import Method, Registry, batch, dispatch
from homeport.store import LongError
from homeport.wire import envelope, v3
from homeport.wire.envelope import Answer
from homeport.wire.exchange import Exchange
from homeport.wire.path import Target

Outcome = Answer | Awaitable[Answer]
"""What a turn gives: the answer, or what is left to be waited for."""

Turn = Callable[[Callable[[], Outcome]], Awaitable[Outcome]]
"""Runs a job in a turn."""

_GUESSED = frozenset({INVALID_CREDENTIALS.code, INVALID_TOKEN.code})


class DroppedError(Exception):
    """A fault closes the connection without an answer."""


def authenticate(portal: Portal, target: Target, token: Any, source: str) -> Credential:
    """The credential of a request: the webhook in its path, or its access token.

    :param token: the parameter ``auth``
    :param source: what sends the request: one that sends many wrong codes is refused for a while
    :raises CallError: ``NO_AUTH_FOUND``, ``QUERY_LIMIT_EXCEEDED``, and those of :meth:`Portal.webhook` and
        :meth:`Portal.token`
    """
    if target.user is None and not token:
        raise NO_AUTH_FOUND() if target.method else ERROR_METHOD_NOT_FOUND()
    portal.limits.check_guesses(source, portal.clock.now())
    try:
        if target.user is not None:
            assert target.code is not None
            return portal.webhook(target.user, target.code)
        return portal.token(str(token))
    except CallError as error:
        if error.code in _GUESSED and error.status == 401:
            portal.limits.count_guess(source, portal.clock.now())
        raise


def on_arrival(exchange: Exchange, turn: Turn, go_on: Callable[[], Outcome]) -> Outcome | None:
    """Let faults strike that wait for no credential; within a turn. None when there is none.

    :param exchange: with its portal and target
    :param turn: runs a job in a turn
    :param go_on: answers the request otherwise, within a turn
    """
    portal, target = exchange.portal, exchange.target
    assert portal is not None and target is not None
    firing = portal.fault_on_arrival(target.method)
    return None if firing is None else _after_faults(exchange, firing, turn, go_on)


async def _after_faults(exchange: Exchange, firing: Firing, turn: Turn, go_on: Callable[[], Outcome]) -> Answer:
    rule = await meet(exchange, firing)
    return await in_turn(turn, go_on) if rule is None else strike(rule)


def call(exchange: Exchange, registry: Registry) -> Outcome:
    """Call the method that a request names; within a turn.

    :param exchange: with its portal, target, parameters and credential
    :raises CallError: the refusals of dispatch, and the method's own
    :raises DroppedError: when a fault says so
    """
    portal, target, credential = exchange.portal, exchange.target, exchange.credential
    assert portal is not None and target is not None and credential is not None
    firing = portal.fault(target.method, credential.key)
    return _run(exchange, registry) if firing is None else _with_faults(exchange, registry, firing)


async def _with_faults(exchange: Exchange, registry: Registry, firing: Firing) -> Answer:
    portal = exchange.portal
    assert portal is not None
    rule = await meet(exchange, firing)
    if rule is not None and rule.when == "before":
        return strike(rule)
    answer = await in_turn(portal.store.turn, lambda: _run(exchange, registry))
    return answer if rule is None else strike(rule)


def _run(exchange: Exchange, registry: Registry) -> Outcome:
    portal, target, credential, watch = exchange.portal, exchange.target, exchange.credential, exchange.watch
    given = exchange.given
    assert portal is not None and target is not None and credential is not None
    assert watch is not None and given is not None
    if target.v3:
        return v3.call(exchange, registry)
    method = dispatch.resolve(portal, registry, target.method, credential)
    watch.run(method.name)
    exchange.method = method.name
    exchange.plain = method.plain and not target.xml
    if method.name == "batch":
        return _batch(exchange, registry)
    if method.writes:
        return _aside(exchange, method)
    run = dispatch.attempt if method.heavy else dispatch.call
    try:
        result = run(portal, method, credential, given, watch)
    except LongError:
        return _aside(exchange, method)
    except Exception:  # a call that fails has taken its time too
        watch.read(portal, credential.key, method.name)
        raise
    return envelope.success(result, watch.read(portal, credential.key, method.name), as_xml=target.xml)


async def _aside(exchange: Exchange, method: Method) -> Answer:
    """Run a method that cannot run in a turn."""
    portal, target, credential, watch = exchange.portal, exchange.target, exchange.credential, exchange.watch
    given = exchange.given
    assert portal is not None and target is not None and credential is not None
    assert watch is not None and given is not None
    try:
        job = partial(dispatch.run_method, method, credential, portal.clock, watch, given)
        result = await dispatch.run(portal, method.writes, watch, job, credential.key)
    except Exception:  # as above
        await watch.settle(portal, credential.key, method.name)
        raise
    return envelope.success(result, await watch.settle(portal, credential.key, method.name), as_xml=target.xml)


def _batch(exchange: Exchange, registry: Registry) -> Outcome:
    portal, credential, given, watch = exchange.portal, exchange.credential, exchange.given, exchange.watch
    assert portal is not None and credential is not None and given is not None and watch is not None
    commands = batch.read(registry, given)
    if commands.waits:
        return _batch_aside(exchange, registry, commands)
    result = batch.run(portal, registry, credential, commands, watch)
    return _told(exchange, result, watch.read(portal, credential.key, _billed(portal)))


async def _batch_aside(exchange: Exchange, registry: Registry, commands: batch.Commands) -> Answer:
    portal, credential, watch = exchange.portal, exchange.credential, exchange.watch
    assert portal is not None and credential is not None and watch is not None
    result = await batch.run_aside(portal, registry, credential, commands, watch)
    return _told(exchange, result, await watch.settle(portal, credential.key, _billed(portal)))


def _billed(portal: Portal) -> str:
    """The method that a batch's own time is billed to; empty where its commands' time is."""
    return "" if portal.bills_commands else "batch"


def _told(exchange: Exchange, result: dict[str, Any], time: dict[str, Any]) -> Answer:
    """The answer to a batch."""
    assert exchange.target is not None
    exchange.batch_errors = batch.by_key(result["result_error"])
    return envelope.success(result, time, as_xml=exchange.target.xml)


async def in_turn(turn: Turn, begin: Callable[[], Outcome]) -> Answer:
    """Finish what is begun in a turn.

    :param turn: runs a job in one
    """
    begun: list[Outcome] = []

    def job() -> Outcome:
        begun.append(begin())
        return begun[-1]

    try:
        return await finish(await turn(job))
    finally:
        for outcome in begun:  # of a turn that failed at its end, nobody waits for what it began
            if isinstance(outcome, Coroutine):
                outcome.close()


async def finish(outcome: Outcome) -> Answer:
    """The answer, when it has to be waited for."""
    return outcome if isinstance(outcome, Answer) else await outcome


async def meet(exchange: Exchange, firing: Firing) -> Rule | None:
    """Let faults happen: note them, wait as long as they say; the rule that ends the request, if one does."""
    exchange.faults += firing.faults
    if firing.delay:
        await asyncio.sleep(firing.delay)
    return firing.rule


def strike(rule: Rule) -> Answer:
    """End a request as a fault says.

    :raises CallError: the fault's error
    :raises DroppedError: when the connection is to be closed
    """
    if rule.drop:
        raise DroppedError
    if rule.error is None:
        assert rule.status is not None
        return envelope.page(rule.status)
    raise rule.as_error()
