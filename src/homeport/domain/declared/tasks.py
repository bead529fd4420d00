"""Tasks."""

from typing import Any

from homeport.core.owner import Owner, abbreviation_of
from homeport.domain.declared.author import STAMPS, Author
from homeport.domain.declared.part import Part, Values, Work
from homeport.domain.declared.reading import Entry
from homeport.domain.records import reading, writing
from homeport.domain.tasks import beside
from homeport.domain.tasks.dialect import TASKS as DIALECT
from homeport.domain.tasks.fields import FIELDS
from homeport.domain.tasks.tables import TASK, TASK_LIST, TASK_WORD
from homeport.domain.tasks.tasks import TASKS

RECORDS = "UF_CRM_TASK"
_LISTS = ("ACCOMPLICES", "AUDITORS")
_WORDS = ("TAGS", RECORDS)
_STAMPS = STAMPS | {"CHANGED_BY", "CHANGED_DATE", "ACTIVITY_DATE", "OUTLOOK_VERSION"}


class Tasks(Part[int]):
    """Tasks with their people, tags and the records that they are bound to."""

    numbers = TASK

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def look(self, record_id: int) -> dict[str, Any] | None:
        row = reading.stored(self._author.ctx, TASKS, {"ID": record_id})
        if row is None:
            return None
        found = {name: row[name] for name in FIELDS.columns if name not in _STAMPS}
        for table, names in ((TASK_LIST, _LISTS), (TASK_WORD, _WORDS)):
            held = beside.kept(self.tx, table, names, [record_id]).get(record_id, {})
            found |= {name: held.get(name, []) for name in names}
        return found

    def add(self, entry: Entry, values: Values) -> int:
        number: int = writing.create(self._author.ctx, TASKS.now(self.tx), _given(values), DIALECT)["ID"]
        return number

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        if values.get("CREATED_BY", before["CREATED_BY"]) != before["CREATED_BY"]:
            raise ValueError("created_by: it stays as it is; another one needs another name")
        writing.change(self._author.ctx, TASKS.now(self.tx), {"ID": record_id}, _given(values), DIALECT)


def _given(values: Values) -> dict[str, Any]:
    """What is written of a task."""
    records: list[Owner] = values.get(RECORDS, [])
    bound = [f"{abbreviation_of(record.entity_type_id)}_{record.entity_id}" for record in records]
    return {**values, **({RECORDS: bound} if RECORDS in values else {})}
