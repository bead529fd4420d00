"""Which triggers move records to which stages of a pipeline; administrators say so here."""

from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm import robots
from homeport.console.crm.automating import require_admin
from homeport.console.crm.board import Board, board_of
from homeport.console.crm.robots import Choice, Placed
from homeport.console.crm.search import read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.owner import Owner
from homeport.domain.bizproc import documents, runs
from homeport.domain.bizproc.runs import Note
from homeport.domain.crm.automation import binding, triggers
from homeport.domain.crm.automation.tables import WEBHOOK
from homeport.domain.portal.apps import apps
from homeport.store import Transaction

NOTES = 30
"""Notes of processes that are shown."""


class Waiting(NamedTuple):
    """A trigger that is bound to a stage, as the page shows it.

    :param address: what is called to set off one of an incoming webhook
    """

    number: int
    stage: str
    title: str
    backward: bool
    address: str


async def show(visit: Signed) -> Response:
    """What is bound to the stages of a pipeline, and the form that binds more."""
    require_admin(visit)
    board = await board_of(visit, visit.query("category"))

    def look(tx: Transaction) -> tuple[list[Waiting], list[tuple[str, str]], list[Choice], list[Placed], list[Note]]:
        choices = [
            (f"{app.id}:{each['CODE']}", f"{each['NAME']} ({app.title})")
            for app in apps.listed(tx)
            for each in triggers.of_app(tx, app.id)
        ]
        bound = binding.bound_to(tx, board.kind.type_id, board.category or 0)
        waiting = [_waiting(visit, board, dict(choices), each) for each in bound]
        known = robots.known(tx, board.kind.type_id, visit.state.settings.language)
        notes = runs.newest(tx, documents.of_record(Owner(board.kind.type_id, 0)).type, NOTES)
        return waiting, choices, known, robots.placed(tx, board, known), notes

    waiting, choices, known, placed, notes = await visit.portal.read(look)
    return visit.page(
        "crm/automation",
        board=board,
        kind=board.kind,
        waiting=waiting,
        choices=choices,
        robots=known,
        placed=placed,
        notes=notes,
    )


async def change(visit: Signed) -> Response:
    """Bind a trigger to a stage, or bind one no longer."""
    form = await visit.form()
    require_admin(visit)
    board = await board_of(visit, form.get("category", ""))
    category = board.category or 0
    if form.get("do") == "delete":
        number = read_number(form.get("bound", "")) or 0
        await visit.portal.store.write(lambda tx: binding.unbind(tx, number))
        return done(visit, f"{board.kind.path}automation/?category={category}")
    stage, (app, _, code) = form.get("stage", ""), form.get("trigger", "").partition(":")
    if stage not in [entry.code for entry in board.entries]:
        raise ProblemError("There is no such stage", "Reload the page: it may have been deleted.", 404)
    app_id = read_number(app) or WEBHOOK

    def bind(tx: Transaction) -> None:
        if app_id != WEBHOOK and code not in [each["CODE"] for each in triggers.of_app(tx, app_id)]:
            raise ProblemError("There is no such trigger", "Reload the page: its application may have gone.", 404)
        given: dict[str, Any] = {"app_id": app_id, "code": code} if app_id != WEBHOOK else {}
        binding.bind(tx, board.kind.type_id, category, stage, backward=form.get("backward") == "Y", **given)

    await visit.portal.store.write(bind)
    return done(visit, f"{board.kind.path}automation/?category={category}")


def _waiting(visit: Signed, board: Board, names: dict[str, str], each: binding.Bound) -> Waiting:
    stage = next((entry.title for entry in board.entries if entry.code == each.stage_id), each.stage_id)
    if each.app_id != WEBHOOK:
        title = names.get(f"{each.app_id}:{each.code}", each.code)
        return Waiting(each.id, stage, title, each.backward, "")
    target = f"{board.kind.symbol}_{{{{ID}}}}"
    webhook = f"{visit.address}/rest/{visit.someone.user_id}/<webhook>"
    call = f"{webhook}/crm.automation.trigger?target={target}&code={each.code}"
    return Waiting(each.id, stage, "Incoming webhook", each.backward, call)
