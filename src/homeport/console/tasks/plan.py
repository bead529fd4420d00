"""The links of a task on a plan: shown on its card with their kinds, added and taken away."""

from typing import NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm.search import read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.console.tasks.words import Listed, path_to
from homeport.domain.tasks.dependences import Link

KINDS = {2: "Finish to start", 0: "Start to start", 3: "Finish to finish", 1: "Start to finish"}
"""What kinds of links are called, the usual one first."""


class Linked(NamedTuple):
    """A task at the other end of a link."""

    task: Listed
    kind: str
    removable: bool


class Sides(NamedTuple):
    """What a task follows, and what follows it."""

    before: list[Linked]
    after: list[Linked]


def others(links: list[Link], number: int) -> list[int]:
    """The tasks at the other ends; 0 where there are none, which is no task."""
    return [_other(link, number) for link in links] or [0]


def sides(links: list[Link], number: int, tasks: list[Listed]) -> Sides:
    """Links as the card shows them.

    :param tasks: those at the other ends
    """
    known = {each.task_id: each for each in tasks}
    shown = [(link, known[other]) for link in links if (other := _other(link, number)) in known]
    return Sides(
        *(
            [Linked(task, KINDS[link.kind], link.changes) for link, task in shown if (link.task == number) is follows]
            for follows in (True, False)
        )
    )


def _other(link: Link, number: int) -> int:
    return link.before if link.task == number else link.task


async def change(visit: Signed) -> Response:
    """Link it with another task, or take the link away."""
    form = await visit.form()
    number, other = visit.number("id"), read_number(form.get("task", ""))
    if other is None:
        raise ProblemError("There is no such task", "Choose one of the list.", 400)
    first, then = (number, other) if form.get("side") == "after" else (other, number)
    if form.get("do") == "remove":
        await visit.call("task.dependence.delete", taskIdFrom=first, taskIdTo=then)
    else:
        await visit.call("task.dependence.add", taskIdFrom=first, taskIdTo=then, linkType=form.get("kind", ""))
    return done(visit, path_to(number))
