"""Tasks by stage: of a group's board, or of what somebody plans; cards are moved from one to another."""

from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.caller import Command
from homeport.console.crm.search import read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.console.tasks import words
from homeport.console.tasks.lists import groups_of
from homeport.console.tasks.words import ROW, Listed
from homeport.core.paging import PAGE


class Column(NamedTuple):
    """A stage with its tasks.

    :param total: how many there are, also beyond those that are shown
    :param more: the query that leads to more of them; empty when there are none
    """

    stage_id: int
    title: str
    color: str
    total: int
    tasks: list[Listed]
    more: str


class Board:
    """A board.

    :param group: whose it is; 0 for the person's own plan
    """

    def __init__(self, visit: Signed, group: int) -> None:
        self.visit = visit
        self.group = group
        self.stages: list[dict[str, Any]] = []

    async def open(self) -> "Board":
        """Read the stages.

        :raises CallError: when the person may not see them
        """
        found = await self.visit.call("task.stages.get", entityId=self.group)
        self.stages = sorted(found.values(), key=lambda each: (int(each["SORT"]), int(each["ID"])))
        return self

    @property
    def address(self) -> str:
        """Where it is."""
        return f"/tasks/board/?group={self.group}" if self.group else "/tasks/board/"

    async def columns(self, ids: list[int] | None = None, start: int = 0) -> list[Column]:
        """Some stages, or all.

        :param start: how many of their tasks were shown already
        """
        wanted = [each for each in self.stages if ids is None or int(each["ID"]) in ids]
        commands: dict[str, Command] = {each["ID"]: self._command(each, start) for each in wanted}
        told = await self.visit.call.several(commands) if commands else {}
        return [self._column(each, told[each["ID"]], start) for each in wanted if each["ID"] in told]

    def _command(self, stage: dict[str, Any], start: int) -> Command:
        number = int(stage["ID"])
        found: dict[str, Any] = {"STAGE_ID": number, "REAL_STATUS": [2, 3, 4, 6]}
        if self.group:  # what was never put anywhere stands in the first stage
            first = stage["ID"] == self.stages[0]["ID"]
            found = {"GROUP_ID": self.group, "STAGE_ID": [0, number] if first else number}
        else:
            found["RESPONSIBLE_ID"] = self.visit.someone.user_id
        order = {"SORTING": "asc", "ID": "asc"}
        return "tasks.task.list", {"select": ROW, "filter": found, "order": order, "start": start}

    def _column(self, stage: dict[str, Any], page: Any, start: int) -> Column:
        tasks = page.result["tasks"]
        return Column(
            int(stage["ID"]),
            stage["TITLE"],
            f"#{stage['COLOR']}" if stage["COLOR"] else "",
            page.total or 0,
            [words.listed(self.visit.portal.clock, each) for each in tasks],
            f"group={self.group}&stage={stage['ID']}&start={start + PAGE}" if page.next else "",
        )


async def show(visit: Signed) -> Response:
    """The whole board."""
    board = await Board(visit, read_number(visit.query("group")) or 0).open()
    return visit.page("tasks/board", board=board, columns=await board.columns(), groups=await groups_of(visit))


async def show_stage(visit: Signed) -> Response:
    """More of a stage."""
    board = await Board(visit, read_number(visit.query("group")) or 0).open()
    columns = await board.columns([read_number(visit.query("stage")) or 0], read_number(visit.query("start")) or 0)
    if not columns:
        raise ProblemError("There is no such stage", "Reload the page: it may have been deleted.", 404)
    return visit.part("tasks/board_cards", board=board, column=columns[0])


async def move(visit: Signed) -> Response:
    """Put a task into another stage; both are answered as they are then."""
    form = await visit.form()
    board = await Board(visit, read_number(form.get("group", "")) or 0).open()
    target = form.get("stage", "")
    await visit.call("task.stages.movetask", id=form.get("id", ""), stageId=target)
    if not visit.partial:
        return done(visit, board.address)
    ids = [read_number(each) or 0 for each in (form.get("from", ""), target)]
    return visit.part("tasks/board_moved", board=board, columns=await board.columns(ids))
