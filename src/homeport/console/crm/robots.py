"""Robots of applications on the stages of a pipeline: administrators put them there, and fill in their properties.

An application's own page may fill these in too, within the form. Source: ``tutorials/bizproc/setting-robot.md``.
"""

from typing import Any, NamedTuple

import msgspec
from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.apps import opening
from homeport.console.apps.opening import Opening
from homeport.console.crm.automating import require_admin
from homeport.console.crm.board import Board, board_of
from homeport.console.crm.search import read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.owner import Owner
from homeport.domain.bizproc import automatic, described, documents, registered
from homeport.domain.portal.apps import apps
from homeport.store import Transaction

Row = dict[str, Any]


class Choice(NamedTuple):
    """A robot that may be put on stages.

    :param key: ``5:sms``, the application and the code
    """

    key: str
    title: str
    step: Row


class Placed(NamedTuple):
    """A robot on a stage, as the page shows it."""

    number: int
    stage: str
    title: str


class Input(NamedTuple):
    """A property in the form.

    :param value: as the form has it: several on a line each
    :param options: what may be chosen; empty for what is written
    """

    key: str
    title: str
    hint: str
    type: str
    required: bool
    several: bool
    value: str
    options: list[tuple[str, str]]


def known(tx: Transaction, type_id: int, language: str) -> list[Choice]:
    """The robots that may be put on stages of records of a type."""
    kind = documents.of_record(Owner(type_id, 0)).type
    return [
        Choice(f"{app.id}:{step['CODE']}", f"{described.said(step['NAME'], language)} ({app.title})", step)
        for app in apps.listed(tx)
        for step in registered.of_app(tx, app.id)
        if step["IS_ROBOT"] == registered.ROBOT and described.fits(step["FILTER"], kind)
    ]


def placed(tx: Transaction, board: Board, choices: list[Choice]) -> list[Placed]:
    """The robots on the stages of a pipeline."""
    stages = {entry.code: entry.title for entry in board.entries}
    titles = {choice.key: choice.title for choice in choices}
    return [
        Placed(each["ID"], stages.get(each["STAGE_ID"]) or each["STAGE_ID"], _title(each, titles))
        for each in automatic.on_stages(tx, board.kind.type_id, board.category or 0)
    ]


async def show(visit: Signed) -> Response:
    """The form of a robot: one that is on a stage, or one that is to be put there."""
    require_admin(visit)
    board = await board_of(visit, visit.query("category"))
    number = read_number(visit.query("placed")) or 0
    there, choice = await visit.portal.read(lambda tx: _asked(tx, visit, board, number, visit.query("robot")))
    stage = there["STAGE_ID"] if there else visit.query("stage")
    values = msgspec.json.decode(there["PROPERTIES"]) if there else {}
    properties: Row = msgspec.json.decode(choice.step["PROPERTIES"])
    language = visit.state.settings.language
    inputs = [_input(key, each, values.get(key, each.get("Default")), language) for key, each in properties.items()]
    opened: Opening | None = None
    if choice.step["USE_PLACEMENT"] == "Y":
        app_id, code = choice.step["APP_ID"], choice.step["CODE"]
        opened = await visit.portal.read(lambda tx: opening.of_robot(tx, visit, app_id, code))
    title = next((entry.title for entry in board.entries if entry.code == stage), stage)
    return visit.page(
        "crm/robot",
        board=board,
        kind=board.kind,
        choice=choice,
        number=number,
        stage=stage,
        stage_title=title,
        inputs=inputs,
        opening=opened,
        options=await _told(visit, board, choice, number, values),
        shows=[opened] if opened else [],
    )


async def save(visit: Signed) -> Response:
    """Put a robot on a stage with its properties, change those of one that is there, or take it away."""
    form = await visit.form()
    require_admin(visit)
    board = await board_of(visit, form.get("category", ""))
    category, number = board.category or 0, read_number(form.get("placed", "")) or 0
    if form.get("do") == "delete":
        await visit.portal.store.write(lambda tx: automatic.take(tx, number))
        return done(visit, f"{board.kind.path}automation/?category={category}")
    stage, robot = form.get("stage", ""), form.get("robot", "")

    def write(tx: Transaction) -> None:
        there, choice = _asked(tx, visit, board, number, robot)
        values = {
            key: _value(each, form.get(f"p.{key}", ""))
            for key, each in msgspec.json.decode(choice.step["PROPERTIES"]).items()
        }
        if there:
            automatic.fill_in(tx, number, values)
            return
        if stage not in [entry.code for entry in board.entries]:
            raise ProblemError("There is no such stage", "Reload the page: it may have been deleted.", 404)
        automatic.put(tx, board.kind.type_id, category, stage, choice.step["APP_ID"], choice.step["CODE"], values)

    await visit.portal.store.write(write)
    return done(visit, f"{board.kind.path}automation/?category={category}")


def _asked(tx: Transaction, visit: Signed, board: Board, number: int, robot: str) -> tuple[Row | None, Choice]:
    """The robot that is on a stage by its number there, or that is to be put there, and what it is.

    :raises ProblemError: when there is none
    """
    there = None
    if number:
        on_stages = automatic.on_stages(tx, board.kind.type_id, board.category or 0)
        there = next((each for each in on_stages if each["ID"] == number), None)
        robot = f"{there['APP_ID']}:{there['CODE']}" if there else ""
    choices = known(tx, board.kind.type_id, visit.state.settings.language)
    choice = next((each for each in choices if each.key == robot), None)
    if choice is None:
        raise ProblemError("There is no such robot", "Reload the page: its application may have gone.", 404)
    return there, choice


def _title(row: Row, titles: dict[str, str]) -> str:
    return titles.get(f"{row['APP_ID']}:{row['CODE']}", f"{row['CODE']}, which is there no more")


def _input(key: str, each: Row, value: Any, language: str) -> Input:
    options = [(str(name), str(text)) for name, text in _options(each).items()]
    if each["Type"] == "bool":
        options = [("Y", "Yes"), ("N", "No")]
    several = each["Multiple"] == "Y"
    lines = value if isinstance(value, list) else [value]
    text = "\n".join(str(line) for line in lines if line is not None)
    name, hint = (_words(each.get(part), language) for part in ("Name", "Description"))
    return Input(key, name, hint, each["Type"], each["Required"] == "Y", several, text, [] if several else options)


def _options(each: Row) -> Row:
    found = each.get("Options")
    return found if isinstance(found, dict) else dict(zip(found or [], found or [], strict=True))


def _words(given: Any, language: str) -> str:
    return described.said(msgspec.json.encode(given or "").decode(), language)


def _value(each: Row, text: str) -> Any:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if each["Multiple"] == "Y" else text.strip()


async def _told(visit: Signed, board: Board, choice: Choice, number: int, values: Row) -> Row:
    """What the application's page is told of the robot."""
    fields = await visit.call(f"crm.{board.kind.code}.fields") if board.kind.code in ("lead", "deal") else {}
    properties: Row = msgspec.json.decode(choice.step["PROPERTIES"])
    return {
        "code": choice.step["CODE"],
        "activity_name": f"R{number}" if number else "",
        "properties": {
            key: {**each, "Required": each["Required"] == "Y", "Multiple": each["Multiple"] == "Y"}
            for key, each in properties.items()
        },
        "current_values": {key: values.get(key, each.get("Default")) for key, each in properties.items()},
        "document_type": list(documents.of_record(Owner(board.kind.type_id, 0)).type),
        "document_fields": {
            name: {"Name": each.get("title", name), "Type": each.get("type", "string")} for name, each in fields.items()
        },
        "template": {"parameters": [], "variables": [], "constants": [], "return_activities": []},
    }
