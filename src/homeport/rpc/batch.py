"""``batch``: up to 50 calls in one request, later ones built from the results of earlier ones.

Source: ``settings/how-to-call-rest-api/batch.md``.
"""

import re
from typing import Any, NamedTuple

from homeport.core import phpquery
from homeport.core.ctx import Credential, Ctx, Page
from homeport.core.errors import (
    ERROR_BATCH_LENGTH_EXCEEDED,
    ERROR_BATCH_METHOD_NOT_ALLOWED,
    INVALID_PARAMETER,
    INVALID_REQUEST,
    MISSING_PARAMETER,
    CallError,
)
from homeport.core.log import report
from homeport.rpc import dispatch
from homeport.rpc.dispatch import Host, Stopwatch, resolve
from homeport.rpc.method import Flag, Params, accept
from homeport.rpc.registry import Methods
from homeport.store import Transaction

MAX_COMMANDS = 50
MAX_REFERRED = 32 * 1024 * 1024
"""Characters that all references of a batch may stand for: a short one can be repeated, and stand for a long result."""

_MAX_INDEX_DIGITS = 9

_REFERENCE = re.compile(r"\$result((?:\[[^\[\]]*\])+)")
_STEP = re.compile(r"\[([^\[\]]*)\]")


class Batch(Params):
    """Parameters of ``batch``."""

    cmd: Any
    halt: Flag = Flag(False)


class Commands(NamedTuple):
    """The commands of a batch, ready to run.

    :param by_key: as they came, by their keys
    :param halt: whether the first that fails is the last to run
    :param writes: whether one of them writes
    :param heavy: whether one of them may take long
    """

    by_key: dict[str, Any]
    halt: bool
    writes: bool
    heavy: bool

    @property
    def waits(self) -> bool:
        """Whether it cannot run in a turn; as :func:`dispatch.waits`."""
        return self.writes or self.heavy


def read(methods: Methods, given: dict[str, Any]) -> Commands:
    """The commands that the parameters of ``batch`` name.

    :raises CallError: ``100`` when ``cmd`` is missing or no array
    """
    batch = accept(Batch, given)
    cmd = batch.cmd
    if cmd is None:
        raise MISSING_PARAMETER(name="cmd")
    if not isinstance(cmd, dict | list):
        raise INVALID_PARAMETER(name="cmd", value=cmd, type="array")
    by_key = cmd if isinstance(cmd, dict) else {str(index): command for index, command in enumerate(cmd)}
    names = {_name_of(command) for command in by_key.values()}
    named = [method for name in names if (method := methods.get(name)) is not None]
    return Commands(
        by_key,
        bool(batch.halt),
        any(method.writes for method in named),
        any(method.heavy for method in named),
    )


def run(host: Host, methods: Methods, credential: Credential, commands: Commands, watch: Stopwatch) -> dict[str, Any]:
    """Run a batch of short reads, in this turn.

    :param watch: counts the statements of all commands, and ends the batch when it takes too long
    """
    tx = host.store.reading()
    return watch.over(tx, _run, tx, host, methods, credential, commands, watch)


async def run_aside(
    host: Host, methods: Methods, credential: Credential, commands: Commands, watch: Stopwatch
) -> dict[str, Any]:
    """As :func:`run`, for a batch that waits."""

    def job(tx: Transaction) -> dict[str, Any]:
        return _run(tx, host, methods, credential, commands, watch)

    return await dispatch.run(host, commands.writes, watch, job, credential.key)


async def call(
    host: Host, methods: Methods, credential: Credential, given: dict[str, Any], watch: Stopwatch
) -> dict[str, Any]:
    """As :func:`read` and :func:`run`, from outside of turns, whether it waits or not."""
    commands = read(methods, given)
    if commands.waits:
        return await run_aside(host, methods, credential, commands, watch)
    return await host.store.turn(lambda: run(host, methods, credential, commands, watch))


def _run(
    tx: Transaction, host: Host, methods: Methods, credential: Credential, commands: Commands, watch: Stopwatch
) -> dict[str, Any]:
    outcome = _Run(host, methods, credential, commands.halt, watch).all(tx, commands.by_key)
    return {name: _as_php(part) for name, part in outcome.items()}


def _as_php(part: dict[str, Any]) -> Any:
    """PHP writes an array with the keys 0, 1, 2 ... as a list, whoever chose them, and so an empty one as ``[]``."""
    return list(part.values()) if all(key == str(index) for index, key in enumerate(part)) else part


def by_key(part: dict[str, Any] | list[Any]) -> dict[str, Any]:
    """A part of the result of a batch, by the keys of its commands."""
    return part if isinstance(part, dict) else {str(index): value for index, value in enumerate(part)}


def _split(command: Any) -> tuple[str, dict[str, Any]]:
    """A command's method and parameters: ``method?query``, or an object with ``method`` and ``params``."""
    if isinstance(command, dict):
        params = command.get("params") or {}
        return str(command.get("method") or ""), params if isinstance(params, dict) else {}
    name, _, query = str(command).partition("?")
    try:
        return name.strip(), phpquery.parse(query, empty_arrays=True)
    except phpquery.QueryError as error:
        raise INVALID_REQUEST(reason=str(error)) from None


def _name_of(command: Any) -> str:
    """The method that a command names, as it was written."""
    if isinstance(command, dict):
        return str(command.get("method") or "")
    return str(command).partition("?")[0].strip()


def _may_refer(command: Any) -> bool:
    """Whether a command may have references: most have none, and need not be looked through."""
    return not isinstance(command, str) or "$" in command or "%24" in command


class _Run:
    """One batch while it runs."""

    def __init__(self, host: Host, methods: Methods, credential: Credential, halt: bool, watch: Stopwatch) -> None:
        self._host = host
        self._methods = methods
        self._credential = credential
        self._halt = halt
        self._watch = watch
        self._bill_commands = host.bills_commands
        self._results: dict[str, Any] = {}
        self._errors: dict[str, Any] = {}
        self._totals: dict[str, int] = {}
        self._nexts: dict[str, int] = {}
        self._times: dict[str, Any] = {}
        self._referred = 0

    def all(self, tx: Transaction, commands: dict[str, Any]) -> dict[str, dict[str, Any]]:
        for position, (key, command) in enumerate(commands.items()):
            if position:
                tx.give_way()
            try:
                if position >= MAX_COMMANDS:
                    raise ERROR_BATCH_LENGTH_EXCEEDED()
                self._one(tx, key, command)
            except CallError as error:
                self._fail(key, error)
            except Exception as error:  # one command's fault must not lose the others' answers
                if tx.ended_late(error):
                    raise
                self._fail(key, report(f"batch command {key}"))
            if self._halt and self._errors:
                break
        return {
            "result": self._results,
            "result_error": self._errors,
            "result_total": self._totals,
            "result_next": self._nexts,
            "result_time": self._times,
        }

    def _fail(self, key: str, error: CallError) -> None:
        self._errors[key] = {"error": error.code, "error_description": error.description}

    def _one(self, tx: Transaction, key: str, command: Any) -> None:
        name, given = _split(command)
        method = resolve(self._host, self._methods, name, self._credential)
        if not method.batchable:
            raise ERROR_BATCH_METHOD_NOT_ALLOWED()
        watch = Stopwatch(self._host.clock)
        ctx = Ctx(tx, self._credential, self._host.clock, self._watch)
        self._watch.command = key
        try:
            if _may_refer(command):
                given = self._fill(given)
            if tx.writable or not tx.outlasts_errors:
                with tx.savepoint():
                    answer = method.run(ctx, given)
            else:
                answer = method.run(ctx, given)
        finally:
            timing = watch.read(self._host, self._credential.key, method.name if self._bill_commands else "")
        self._times[key] = timing
        if isinstance(answer, Page):
            self._results[key] = answer.read()
            if answer.total is not None:
                self._totals[key] = answer.total
            if answer.next is not None:
                self._nexts[key] = answer.next
        else:
            self._results[key] = answer

    def _fill(self, value: Any) -> Any:
        """Put results in place of references; one that leads nowhere becomes empty."""
        if isinstance(value, str):
            whole = _REFERENCE.fullmatch(value)
            if whole:
                return self._find(whole[1])
            if "$result" in value:
                return _REFERENCE.sub(lambda found: _text(self._find(found[1])), value)
            return value
        if isinstance(value, dict):
            return {key: self._fill(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._fill(item) for item in value]
        return value

    def _find(self, path: str) -> Any:
        node: Any = self._results
        for step in _STEP.findall(path):
            if isinstance(node, dict) and step in node:
                node = node[step]
            elif (
                isinstance(node, list) and step.isdecimal() and len(step) <= _MAX_INDEX_DIGITS and int(step) < len(node)
            ):
                node = node[int(step)]
            else:
                return ""
        self._referred += size_of(node)
        if self._referred > MAX_REFERRED:
            raise INVALID_REQUEST(reason=f"The references stand for more than {MAX_REFERRED} characters")
        return "" if node is None else node


def size_of(value: Any) -> int:
    """About how many characters a result has."""
    if isinstance(value, dict):
        return sum(len(key) + size_of(item) for key, item in value.items())
    if isinstance(value, list):
        return sum(map(size_of, value)) + 1
    return len(value) if isinstance(value, str) else 1


def _text(value: Any) -> str:
    """A result inside a longer text, as PHP writes it."""
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if isinstance(value, dict | list) else str(value)
