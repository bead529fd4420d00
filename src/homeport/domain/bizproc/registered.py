"""Robots and activities of applications: registered, changed and deleted by these. They go with the application.

Sources: ``api-reference/bizproc/bizproc-robot/``, ``bizproc-activity/``.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.bizproc import described
from homeport.domain.bizproc.tables import STAGE_ROBOT, STEP
from homeport.domain.portal import generation
from homeport.store import Query, Transaction

NO_APPLICATION = ErrorKind("ACCESS_DENIED", "Application context required")
DENIED = ErrorKind("ACCESS_DENIED", "Access denied!")
_INVALID = "ERROR_ACTIVITY_VALIDATION_FAILURE"
NO_DATA = ErrorKind(_INVALID, "Empty data!")
NO_FIELDS = ErrorKind(_INVALID, "No fields to update")

ROBOT, ACTIVITY = "Y", "N"
"""What IS_ROBOT says."""

_WORD = {ROBOT: "Automation rule", ACTIVITY: "Robot"}
INSTALLED = {
    kind: ErrorKind("ERROR_ACTIVITY_ALREADY_INSTALLED", f"Activity or {word} already installed!")
    for kind, word in _WORD.items()
}
ADDED = {
    kind: ErrorKind("ERROR_ACTIVITY_ADD_FAILURE", f"Activity or {word} already added!") for kind, word in _WORD.items()
}
"""The code is one of the other kind."""
FULL = ErrorKind("ERROR_ACTIVITY_ADD_FAILURE", "Activity save error!")
NOT_FOUND = ErrorKind("ERROR_ACTIVITY_NOT_FOUND", "Activity or Automation rule not found!")
ROBOT_NOT_FOUND = ErrorKind("ERROR_ACTIVITY_NOT_FOUND", "Activity or Robot not found!")
RULE_NOT_FOUND = ErrorKind("ERROR_ACTIVITY_NOT_FOUND", "Activity or Automation Rule not found!")

ALWAYS = (NO_APPLICATION, DENIED)
MOST = 1_000
"""Robots and activities that an application has at most."""

Row = dict[str, Any]

_ONE = Query(select(*STEP.c).where(STEP.c.APP_ID == bindparam("app_id"), STEP.c.CODE == bindparam("code")))
_OF_APP = Query(select(*STEP.c).where(STEP.c.APP_ID == bindparam("app_id")).order_by(STEP.c.ID))

_READ: Mapping[str, Callable[[Ctx, Any], Any]] = {
    "HANDLER": described.address,
    "AUTH_USER_ID": described.person,
    "USE_SUBSCRIPTION": lambda ctx, given: described.flag(given),
    "NAME": lambda ctx, given: described.words(given, described.EMPTY_NAME),
    "DESCRIPTION": lambda ctx, given: described.words(given),
    "PROPERTIES": lambda ctx, given: described.properties(given),
    "RETURN_PROPERTIES": lambda ctx, given: described.properties(given),
    "DOCUMENT_TYPE": lambda ctx, given: described.document_type(given),
    "FILTER": lambda ctx, given: described.rules(given),
    "USE_PLACEMENT": lambda ctx, given: described.flag(given) or "N",
    "PLACEMENT_HANDLER": lambda ctx, given: "" if is_empty(given) else described.address(ctx, given),
}
"""What is stored of what is said, by the names of parameters, in the order in which they are checked."""


def add(ctx: Ctx, kind: str, given: Mapping[str, Any]) -> None:
    """Register a robot or an activity of the application that calls.

    :param kind: ``ROBOT`` or ``ACTIVITY``
    :param given: as the page says, by the names of parameters
    :raises CallError: ``NO_DATA`` and what else is refused
    """
    app_id = _administered(ctx)
    if all(is_empty(value) for value in given.values()):
        raise NO_DATA()
    code = described.code(given.get("CODE"))
    values = {name: read(ctx, given.get(name)) for name, read in _READ.items()}
    if values["USE_PLACEMENT"] == "Y" and not values["PLACEMENT_HANDLER"]:
        raise described.WRONG_HANDLER()
    there = find(ctx.tx, app_id, code)
    if there is not None:
        raise (INSTALLED if there["IS_ROBOT"] == kind else ADDED)[kind]()
    if len(of_app(ctx.tx, app_id)) >= MOST:
        raise FULL()
    ctx.tx.insert(STEP, {"APP_ID": app_id, "CODE": code, "IS_ROBOT": kind, **values})


def change(ctx: Ctx, kind: str, code: Any, fields: Any, missing: ErrorKind = NOT_FOUND) -> None:
    """Change fields of a robot or an activity; others stay.

    :raises CallError: as :func:`add`, ``missing``, ``NO_FIELDS``
    """
    there = _require(ctx, kind, code, missing)
    given = {str(name).upper(): value for name, value in fields.items()} if isinstance(fields, dict) else {}
    values = {name: read(ctx, given[name]) for name, read in _READ.items() if name in given}
    if not values:
        raise NO_FIELDS()
    merged = {**there, **values}
    if merged["USE_PLACEMENT"] == "Y" and not merged["PLACEMENT_HANDLER"]:
        raise described.WRONG_HANDLER()
    ctx.tx.update(STEP, {"ID": there["ID"]}, values)


def delete(ctx: Ctx, kind: str, code: Any, missing: ErrorKind = NOT_FOUND) -> None:
    """Delete a robot or an activity. Templates and stages keep it: it does nothing until it is there again.

    :raises CallError: ``EMPTY_CODE``, ``WRONG_CODE``, ``missing``
    """
    ctx.tx.delete(STEP, ID=_require(ctx, kind, code, missing)["ID"])


def codes(ctx: Ctx, kind: str) -> list[str]:
    """The codes of the robots or activities of the application that calls.

    :raises CallError: ``DENIED``
    """
    return [row["CODE"] for row in of_app(ctx.tx, _administered(ctx)) if row["IS_ROBOT"] == kind]


def of_app(tx: Transaction, app_id: int) -> list[Row]:
    """The robots and activities of an application, whoever asks."""
    return tx.dicts(_OF_APP, app_id=app_id)


def find(tx: Transaction, app_id: int, code: str) -> Row | None:
    """A robot or an activity of an application."""
    return next(iter(tx.dicts(_ONE, app_id=app_id, code=code)), None)


def forget_application(tx: Transaction, app_id: int) -> None:
    """Remove what an application that is uninstalled has registered, and what of it people have put on stages."""
    tx.delete(STEP, APP_ID=app_id)
    if tx.delete(STAGE_ROBOT, APP_ID=app_id):
        generation.changed(tx)


def _require(ctx: Ctx, kind: str, code: Any, missing: ErrorKind) -> Row:
    app_id = _administered(ctx)
    there = find(ctx.tx, app_id, described.code(code))
    if there is None or there["IS_ROBOT"] != kind:
        raise missing()
    return there


def _administered(ctx: Ctx) -> int:
    """The application that calls, in the name of an administrator."""
    if not ctx.actor.is_admin:
        raise DENIED()
    assert ctx.credential.app is not None
    return ctx.credential.app.id
