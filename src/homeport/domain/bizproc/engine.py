"""The engine: what a process does until it waits or has ended.

What each type of activity does is a function of :data:`STEPS`; ``docs/adr/0028`` says which types there are.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.errors import CallError
from homeport.domain.bizproc import asking, outside, runs, simple
from homeport.domain.bizproc.conditions import UnknownError
from homeport.domain.bizproc.expressions import TooMuchError
from homeport.domain.bizproc.runs import Run
from homeport.domain.bizproc.scheme import Node
from homeport.domain.bizproc.tables import TASK, WAIT
from homeport.domain.records import timers
from homeport.store import Query, Transaction

MOST_STEPS = 1_000
"""Activities that a process does without waiting."""
KEPT_SECONDS = 24 * 3600
"""How long tasks of a process that has ended are kept. Source: ``bizproc-task-list.md``."""
ENDED_TIMER = "bizproc.ended"

Step = Callable[[Run, Node], bool]
"""Does an activity; whether the process waits then."""

STEPS: Mapping[str, Step] = {**simple.STEPS, **asking.STEPS}

_WAIT = Query(select(WAIT.c.WORKFLOW, WAIT.c.ACTIVITY, WAIT.c.KIND).where(WAIT.c.ID == bindparam("id")))


def advance(run: Run) -> None:
    """Let a process do what it can."""
    for _ in range(MOST_STEPS):
        if not run.memory.agenda:
            end(run, run.state)
            return
        node = run.nodes[run.memory.agenda.pop()]
        try:
            with run.ctx.tx.savepoint():
                waits = node.activated == "Y" and _step_of(node)(run, node)
        except CallError as error:
            fail(run, node, error.description)
            return
        except (UnknownError, TooMuchError, simple.UnfitError, asking.NobodyError) as error:
            fail(run, node, str(error))
            return
        if waits:
            run.save()
            return
    fail(run, run.root, f"more than {MOST_STEPS} activities without a pause")


def _step_of(node: Node) -> Step:
    step = outside.call if node.type.startswith(outside.PREFIX) else STEPS.get(node.type)
    if step is None:
        raise UnknownError(f"activities of the type {node.type} are not run here")
    return step


def resume(run: Run, wait: int) -> None:
    """Let a process go on whose wait is over."""
    timers.put(run.ctx.tx, runs.TIMER, wait, None)
    run.ctx.tx.delete(WAIT, ID=wait)
    advance(run)


def end(run: Run, state: str) -> None:
    """Let a process be over: it waits for nothing, its open tasks are over, and what it was stays for a while.

    :param state: how people call where it has ended
    """
    tx, clock = run.ctx.tx, run.ctx.clock
    runs.leave(tx, run.number)
    run.memory.agenda = []
    run.call_it(state)
    tx.update(TASK, {"WORKFLOW": run.number, "STATUS": asking.OPEN}, {"STATUS": asking.OVER, "MODIFIED": clock.stamp()})
    run.save(ENDED=clock.stamp())
    timers.put(tx, ENDED_TIMER, run.number, clock.now() + KEPT_SECONDS)


def fire(tx: Transaction, clock: Clock, row_id: int) -> None:
    """A wait ends by itself."""
    found = tx.one(_WAIT, id=row_id)
    if found is None:
        return
    number, activity, kind = found
    run = runs.find(tx, clock, number)
    if run is None:
        return
    if kind == asking.KIND:
        asking.expire(run, run.nodes[activity], row_id)
    elif kind == outside.KIND:
        run.note("No answer came in time", activity)
    resume(run, row_id)


def fail(run: Run, node: Node, why: str) -> None:
    """Let a process be over that cannot go on.

    :param node: where it is
    """
    run.note(f"Stopped: {why}", node.name)
    end(run, f"Stopped at {node.name}: {why}")
