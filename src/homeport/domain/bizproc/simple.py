"""Activities that are done at once, and those that say what is done next."""

from collections.abc import Callable, Mapping
from typing import Any

from homeport.core.values import parse_moment
from homeport.domain.bizproc import conditions, documents
from homeport.domain.bizproc.expressions import TooMuchError, as_text
from homeport.domain.bizproc.runs import Run
from homeport.domain.bizproc.scheme import Node

DELAY = "delay"
"""A wait for a moment."""

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LONGEST = 10 * 366 * 86400
"""Seconds that anything waits at most."""


MOST_KEPT = 1024 * 1024
"""Letters of all variables of a process."""


class UnfitError(ValueError):
    """An activity whose properties say nothing that can be done; the text says what."""


def seconds(run: Run, node: Node) -> int:
    """How long an activity waits at most, in seconds; 0 for as long as it takes."""
    given = run.scope.text(node.properties.get("TimeoutDuration")).strip()
    unit = str(node.properties.get("TimeoutDurationType") or "s").strip().lower()[:1]
    if not given or not given.isdecimal() or unit not in _SECONDS:
        return 0
    return min(int(given[:12]) * _SECONDS[unit], LONGEST)


def _sequence(run: Run, node: Node) -> bool:
    run.later(*node.children)
    return False


def _branch(run: Run, node: Node) -> bool:
    found = next((each for each in node.children if conditions.holds(each.properties, run.scope)), None)
    if found is not None:
        run.later(found)
    return False


def _loop(run: Run, node: Node) -> bool:
    if conditions.holds(node.properties, run.scope):
        run.later(*node.children, node)
    return False


def _set_fields(run: Run, node: Node) -> bool:
    given = {name: run.scope.resolve(value) for name, value in _object(node, "FieldValue").items()}
    documents.change(run.ctx, run.document, {name: _person(value) for name, value in given.items()})
    run.scope.changed()
    return False


def _set_variables(run: Run, node: Node) -> bool:
    for name, value in _object(node, "VariableValue").items():
        run.memory.variables[name] = run.scope.resolve(value)
    if sum(len(as_text(value)) for value in run.memory.variables.values()) > MOST_KEPT:
        raise TooMuchError(f"variables of more than {MOST_KEPT} letters")
    return False


def _call_it(run: Run, node: Node) -> bool:
    run.call_it(run.scope.text(node.properties.get("TargetStateTitle")))
    return False


def _log(run: Run, node: Node) -> bool:
    run.note(run.scope.text(node.properties.get("Text")), node.name)
    return False


def _delay(run: Run, node: Node) -> bool:
    now, long = run.ctx.clock.now(), seconds(run, node)
    until = run.scope.text(node.properties.get("TimeoutTime")).strip()
    if long:
        run.wait(node, DELAY, now + long)
        return True
    if not until:
        return False
    try:
        moment = parse_moment(until, run.ctx.clock.zone).timestamp()
    except (ValueError, OverflowError):
        raise UnfitError("the moment to wait for is none") from None
    if moment <= now:
        return False
    run.wait(node, DELAY, min(moment, now + LONGEST))
    return True


def _end(run: Run, node: Node) -> bool:
    run.memory.agenda = []
    run.call_it(run.scope.text(node.properties.get("StateTitle")) or run.state)
    return False


def _object(node: Node, name: str) -> dict[str, Any]:
    found = node.properties.get(name)
    if not isinstance(found, dict):
        raise UnfitError(f"{name} says nothing")
    return found


def _person(value: Any) -> Any:
    """Documents name people by their numbers."""
    digits = value.removeprefix("user_") if isinstance(value, str) else ""
    return digits if digits != value and digits.isdecimal() else value


STEPS: Mapping[str, Callable[[Run, Node], bool]] = {
    "SequentialWorkflowActivity": _sequence,
    "SequenceActivity": _sequence,
    "EmptyBlockActivity": _sequence,
    "IfElseBranchActivity": _sequence,
    "IfElseActivity": _branch,
    "WhileActivity": _loop,
    "SetFieldActivity": _set_fields,
    "SetVariableActivity": _set_variables,
    "SetStateTitleActivity": _call_it,
    "LogActivity": _log,
    "DelayActivity": _delay,
    "TerminateActivity": _end,
}
