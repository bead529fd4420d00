"""Tasks that REST 3.0 writes: the same rules, in its words.

Source: ``tasks-task-add-rest-v3.md``, ``tasks-task-update-rest-v3.md``, ``tasks-task-delete-rest-v3.md``.
"""

from dataclasses import replace

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, ENTITY_NOT_FOUND, MISSING, UNFIT
from homeport.domain.portal.people import users
from homeport.domain.records import writing
from homeport.domain.records.fields import Values
from homeport.domain.tasks import changing, parameters
from homeport.domain.tasks.dialect import TASKS as REST_2
from homeport.domain.tasks.tasks import TASKS
from homeport.domain.tasks.v3.entity import SWITCH, TASK

DIALECT = replace(
    REST_2,
    camel=False,
    denied=ACCESS_DENIED,
    unreadable=ACCESS_DENIED,
    not_found=ENTITY_NOT_FOUND,
    invalid=UNFIT,
    required=MISSING,
    called={each.of: each.name for each in TASK if each.settable},
)


def create(ctx: Ctx, given: Values) -> int:
    """Add a task; its number.

    :param given: values by stored names
    :raises CallError: ``ACCESS_DENIED`` for another's task that is added by who does not administer
    """
    creator = given["CREATED_BY"]
    if not users.exists(ctx.tx, creator):
        raise UNFIT(field="creatorId")
    if creator != ctx.actor.user_id and not ctx.actor.is_admin:
        raise ACCESS_DENIED()
    number: int = writing.create(ctx, TASKS.now(ctx.tx), _stored(given), DIALECT)["ID"]
    return number


def change(ctx: Ctx, task: int, given: Values) -> None:
    """Change a task.

    :param given: values by stored names
    """
    changing.update(ctx, task, _stored(given), DIALECT)


def delete(ctx: Ctx, task: int) -> None:
    """Delete a task."""
    changing.delete(ctx, task, ACCESS_DENIED)


def _stored(given: Values) -> Values:
    """Values as the collection takes them: additional parameters are a list of switches there."""
    plain = {name: value for name, value in given.items() if not name.startswith(SWITCH)}
    switches = [
        {"CODE": name.removeprefix(SWITCH), "VALUE": value or "N"}
        for name, value in given.items()
        if name.startswith(SWITCH)
    ]
    return {**plain, parameters.FIELD: switches} if switches else plain
