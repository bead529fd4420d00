"""Additional parameters of a task, ``SE_PARAMETER``: switches that people set for its subtasks and its end.

Source: ``api-reference/tasks/tasks-task-add.md``.
"""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.values import read_flag, read_integer
from homeport.domain.records.collection import Change
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.beside import Several, kept, put, read_word
from homeport.domain.tasks.tables import TASK_WORD
from homeport.store import Transaction

FIELD = "SE_PARAMETER"
DEADLINES, TOGETHER, RESULT = "1", "2", "3"
"""The deadline follows the subtasks'; a task and its subtasks are completed together; there must be a result first."""


class Parameters(Several):
    """The switches. A change says some of them, and the others stay."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> dict[str, bool]:
        found = {}
        for each in as_map(value).values():
            entry = as_map(each)
            code = str(read_integer(entry.get("CODE"), ctx.clock.zone))
            if code not in (DEADLINES, TOGETHER, RESULT):
                raise ValueError("no such parameter")
            found[code] = read_flag(entry.get("VALUE", "Y"), ctx.clock.zone) == "Y"
        return found

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        tx, task = change.ctx.tx, change.row["ID"]
        switched: dict[str, bool] = values[FIELD]
        on = {code for code in of(tx, task) if code not in switched} | {code for code, yes in switched.items() if yes}
        put(tx, TASK_WORD, task, FIELD, sorted(on))


def of(tx: Transaction, task: int) -> frozenset[str]:
    """The switches that are on."""
    return frozenset(kept(tx, TASK_WORD, [FIELD], [task]).get(task, {}).get(FIELD, ()))


PARAMETERS = Parameters(TASK_WORD, read_word)
