"""Pipelines with their stages."""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.domain.crm.stages import categories, category_changes, entries
from homeport.domain.crm.stages.directories import IN_PROGRESS, SUCCESS, pipeline_of
from homeport.domain.crm.stages.statuses import STEP
from homeport.domain.crm.tables import CATEGORY, STATUS
from homeport.domain.declared.author import Author
from homeport.domain.declared.part import MisplacedError, Part, Values, Work, within
from homeport.domain.declared.reading import Entry
from homeport.domain.records import writing
from homeport.domain.records.dialect import CLASSIC
from homeport.store import Query

_PIPELINE = Query(
    select(*(column for column in CATEGORY.c if column.name != "CREATED_DATE")).where(CATEGORY.c.ID == bindparam("id"))
)
_NAMED = Query(
    select(CATEGORY.c.ID).where(CATEGORY.c.ENTITY_TYPE_ID == bindparam("type_id"), CATEGORY.c.NAME == bindparam("name"))
)
_STAGES = Query(
    select(STATUS.c.ID, STATUS.c.STATUS_ID, STATUS.c.NAME, STATUS.c.SORT, STATUS.c.COLOR, STATUS.c.SEMANTICS)
    .where(STATUS.c.ENTITY_ID == bindparam("directory"))
    .order_by(STATUS.c.SORT, STATUS.c.ID)
)


class Pipelines(Part[int]):
    """Pipelines, known as the default one of their type, or by their names in it."""

    numbers = CATEGORY

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def find(self, entry: Entry) -> int | None:
        type_id = entry.values["ENTITY"]
        if not isinstance(type_id, int):
            return None  # of a smart process of the file, which may not be there yet
        return self._known(type_id, entry.values)

    def _known(self, type_id: int, values: Values) -> int | None:
        if values.get("IS_DEFAULT"):
            return categories.default_of(self.tx, type_id)
        found = self.tx.all(_NAMED, type_id=type_id, name=values["NAME"])
        return found[0][0] if len(found) == 1 else None

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_PIPELINE, id=record_id)
        if not found:
            return None
        directory = pipeline_of(found[0]["ENTITY_TYPE_ID"], record_id).directory
        return found[0] | {"STAGES": self.tx.all(_STAGES, directory=directory)}

    def add(self, entry: Entry, values: Values) -> int:
        row = category_changes.add(self._author.ctx, values["ENTITY"], _spelled(values))
        number: int = row["ID"]
        self._put_stages(values["ENTITY"], number, values)
        return number

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        type_id = before["ENTITY_TYPE_ID"]
        if values["ENTITY"] != type_id:
            raise ValueError("entity: it stays as it is; another one needs another name")
        is_default = before["IS_DEFAULT"] == "Y"
        if values.get("IS_DEFAULT", is_default) != is_default and (is_default or type_id == owner.DEAL):
            raise ValueError(
                "default: another one must become it" if is_default else "default: of deals the first is it"
            )
        category_changes.change(self._author.ctx, type_id, record_id, _spelled(values))
        self._put_stages(type_id, record_id, values)

    def _put_stages(self, type_id: int, category_id: int, values: Values) -> None:
        """Let a pipeline have the stages that are listed, in their order, and no others."""
        if "STAGES" not in values:
            return
        pipeline = pipeline_of(type_id, category_id)
        there = {row["STATUS_ID"]: row for row in self.tx.dicts(_STAGES, directory=pipeline.directory)}
        wanted = [(pipeline.coded(stage["STATUS_ID"]), stage) for stage in values["STAGES"]]
        codes = [code for code, _ in wanted]
        # those that are there make room for new ones before these come
        for place, (code, stage) in sorted(enumerate(wanted), key=lambda each: each[1][0] not in there):
            with within("STAGES", place):
                if code in codes[:place]:
                    raise ValueError(f"{code}: it is said twice")
                self._put_stage(pipeline.directory, there.get(code), {**stage, "SORT": (place + 1) * STEP})
        for code, row in there.items():
            if code not in codes:
                with within("STAGES", before=f"{code} is not listed, and cannot go: "):
                    entries.delete(self._author.ctx, row["ID"], CLASSIC, forced=True)
        groups = {row["SEMANTICS"] for row in self.tx.dicts(_STAGES, directory=pipeline.directory)}
        if not {None, SUCCESS} <= groups:
            raise MisplacedError(f'one stage must be in progress, and one be won: SEMANTICS = "{SUCCESS}"', "STAGES")

    def _put_stage(self, directory: str, before: Values | None, stage: Values) -> None:
        ctx, code = self._author.ctx, stage["STATUS_ID"]
        if before is None:
            if "NAME" not in stage:
                raise ValueError(f"{code}: there is none yet, so it needs a NAME")
            writing.create(ctx, entries.STATUSES, {**stage, "ENTITY_ID": directory}, CLASSIC)
            return
        group = before["SEMANTICS"] or IN_PROGRESS
        if stage.get("SEMANTICS", group) != group:
            raise ValueError(f"{code}: SEMANTICS is {group} and stays so; another one needs another code")
        writing.change(ctx, entries.STATUSES, {"ID": before["ID"]}, stage, CLASSIC)


def _spelled(values: Values) -> dict[str, Any]:
    """As a client of ``crm.category.add`` would send it."""
    names = {"NAME": "name", "SORT": "sort", "ORIGIN_ID": "originId", "ORIGINATOR_ID": "originatorId"}
    given = {spelled: values[name] for name, spelled in names.items() if name in values}
    if "IS_DEFAULT" in values:
        given["isDefault"] = "Y" if values["IS_DEFAULT"] else "N"
    return given
