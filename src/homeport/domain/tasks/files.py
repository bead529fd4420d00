"""The files of tasks: of the disk, shown with the task to whoever sees it.

Sources: ``tasks-task-files-attach.md``, ``files/how-to-update-files.md``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.core.values import is_empty
from homeport.domain.disk import access, attached, objects
from homeport.domain.disk.access import Level
from homeport.domain.disk.tables import ATTACHED
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.beside import MAX_VALUES
from homeport.store import Transaction, constant

MODULE, KIND = "tasks", "tasks_task"
"""What tasks are called where files say what they are shown with."""
NAME = "UF_TASK_WEBDAV_FILES"

_GIVEN = re.compile(r"(n?)(\d{1,18})")


class Wanted(NamedTuple):
    """A file that a task is to have.

    :param number: of its being shown with the task already, or of a file of the disk that is new there
    """

    number: int
    is_new: bool


class TaskFiles(Beside):
    """Files of a task: ``567`` is one that it has, ``n9851`` one of the disk that it gets."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> Any:
        given = as_map(value).values() if isinstance(value, dict | list) else (value,)
        found = [_GIVEN.fullmatch(str(each)) for each in given if not is_empty(each)]
        if None in found or len(found) > MAX_VALUES:
            raise ValueError("no file")
        wanted = dict.fromkeys(Wanted(int(each[2]), bool(each[1])) for each in found if each is not None)
        for each in wanted:
            if each.is_new and not may_read(ctx, each.number):
                raise ValueError("no such file")
        return list(wanted)

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        shown = {each.id for each in _shown(change)}
        return all(not each.is_new for each in values[NAME]) and {each.number for each in values[NAME]} == shown

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        shown = _shown(change)
        kept = {each.number for each in values[NAME] if not each.is_new}
        if not kept <= {each.id for each in shown}:
            raise change.dialect.misfit(change.collection.fields.by_name[NAME])
        for each in shown:
            if each.id not in kept:
                attached.detach(change.ctx.tx, each.id)
        there = {each.file for each in shown if each.id in kept}
        for wanted in values[NAME]:
            if wanted.is_new and wanted.number not in there:
                attached.attach(change.ctx, wanted.number, MODULE, KIND, change.row["ID"])

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        found = attached.of(tx, KIND, ids)
        return {
            task: {dialect.name(field): [each.id for each in found.get(task, ())] for field in fields} for task in ids
        }

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        return select(ATTACHED.c.ENTITY_ID).where(ATTACHED.c.ENTITY_TYPE == constant(KIND)), ATTACHED.c.ID


FILES = TaskFiles()


def may_read(ctx: Ctx, file: int) -> bool:
    """Whether the caller may read a file of the disk; False also when there is none."""
    try:
        objects.find(ctx, objects.FILE, file)
        access.require(ctx, Level.READ, file)
    except CallError:
        return False
    return True


def attach(ctx: Ctx, task: int, files: Iterable[int]) -> bool:
    """Show files of the disk with a task, each once; False, and nothing is shown, when the caller may not read one."""
    wanted = list(dict.fromkeys(files))
    if not all(may_read(ctx, file) for file in wanted):
        return False
    there = of(ctx, task)
    for file in wanted:
        if file not in there:
            attached.attach(ctx, file, MODULE, KIND, task)
    return True


def of(ctx: Ctx, task: int) -> dict[int, int]:
    """The numbers of files' being shown with a task, by the files' own."""
    return {each.file: each.id for each in attached.of(ctx.tx, KIND, [task]).get(task, ())}


def _shown(change: Change) -> list[attached.Attached]:
    task = change.row["ID"]
    return attached.of(change.ctx.tx, KIND, [task]).get(task, [])


def forget_with(change: Change) -> None:
    """Files are no longer shown with a deleted task; they stay where they are."""
    change.ctx.tx.delete(ATTACHED, ENTITY_TYPE=KIND, ENTITY_ID=change.old["ID"])
