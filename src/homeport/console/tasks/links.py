"""Which tasks a task waits for: shown on its card, found by words, added and taken away."""

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm.search import read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.console.tasks.card import task_of
from homeport.console.tasks.words import ROW, listed, path_to

SHOWN = 10


async def find(visit: Signed) -> Response:
    """The newest tasks that fit a text, as choices."""
    number, text = visit.number("id"), visit.query("q").strip()
    named = read_number(text)
    wanted = {"!ID": number, **({"%TITLE": text} if named is None else {"ID": named})}
    found = await visit.call("tasks.task.list", select=ROW, filter=wanted, order={"ID": "desc"}, start=-1)
    tasks = [listed(visit.portal.clock, each) for each in found["tasks"][:SHOWN]]
    return visit.part("tasks/found", tasks=tasks, path=path_to(number))


async def change(visit: Signed) -> Response:
    """Let it wait for another task, or no longer."""
    form = await visit.form()
    number, other = visit.number("id"), read_number(form.get("task", ""))
    if other is None:
        raise ProblemError("There is no such task", "Choose one of the list.", 400)
    task = await task_of(visit, ["ID", "DEPENDS_ON"])
    waits = [int(each) for each in task.get("dependsOn") or []]
    kept = [each for each in waits if each != other]
    await visit.call(
        "tasks.task.update",
        taskId=number,
        fields={"DEPENDS_ON": kept if form.get("do") == "remove" else [*kept, other]},
    )
    return done(visit, path_to(number))
