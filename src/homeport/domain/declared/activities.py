"""Activities, and comments in timelines."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.owner import Owner, symbol_of
from homeport.domain.crm.activity import activities, bindings
from homeport.domain.crm.activity.tables import ACTIVITY, COMMUNICATION
from homeport.domain.crm.timeline import bindings as timelines
from homeport.domain.crm.timeline import comments
from homeport.domain.crm.timeline.reading import COMMENT
from homeport.domain.crm.timeline.tables import ENTRY
from homeport.domain.declared.author import STAMPS, Author
from homeport.domain.declared.part import Part, Values, Work
from homeport.domain.declared.reading import Entry
from homeport.store import Query, constant

_ACTIVITY = Query(select(ACTIVITY).where(ACTIVITY.c.ID == bindparam("id")))
_TALKS = Query(
    select(COMMUNICATION.c.TYPE, COMMUNICATION.c.VALUE, COMMUNICATION.c.ENTITY_TYPE_ID, COMMUNICATION.c.ENTITY_ID)
    .where(COMMUNICATION.c.ACTIVITY_ID == bindparam("id"))
    .order_by(COMMUNICATION.c.ID)
)
_COMMENT = Query(
    select(ENTRY.c.COMMENT, ENTRY.c.AUTHOR_ID).where(ENTRY.c.ID == bindparam("id"), ENTRY.c.KIND == constant(COMMENT))
)


class Activities(Part[int]):
    """Activities with their communications and bindings."""

    numbers = ACTIVITY

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_ACTIVITY, id=record_id)
        if not found:
            return None
        kept = {name: value for name, value in found[0].items() if name not in STAMPS}
        return kept | {
            "COMMUNICATIONS": self.tx.all(_TALKS, id=record_id),
            "OWNER": (found[0]["OWNER_TYPE_ID"], found[0]["OWNER_ID"]),
            "BINDINGS": sorted(bindings.all_of(self.tx, record_id)),
        }

    def add(self, entry: Entry, values: Values) -> int:
        owner: Owner = values["OWNER"]
        given = {**_fields(values), "OWNER_TYPE_ID": owner.entity_type_id, "OWNER_ID": owner.entity_id}
        activity_id = activities.create(self._author.ctx, given)
        self._bind(activity_id, values)
        return activity_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        if values.get("TYPE_ID", before["TYPE_ID"]) != before["TYPE_ID"]:
            raise ValueError("TYPE_ID: it stays as it is once the activity is there; another one needs another name")
        owner = Owner(*before["OWNER"])
        if values["OWNER"] != owner:  # the file says another, or the owner was deleted and is made again
            if values["OWNER"] not in before["BINDINGS"]:
                bindings.bind(self._author.ctx, record_id, values["OWNER"])
            bindings.follow_owner(self.tx, record_id, owner, values["OWNER"])
        activities.change(self._author.ctx, record_id, _fields(values))
        self._bind(record_id, values)

    def _bind(self, activity_id: int, values: Values) -> None:
        if "BINDINGS" not in values:
            return
        spoken = (talk["RECORD"] for talk in values.get("COMMUNICATIONS", ()) if "RECORD" in talk)
        wanted = dict.fromkeys([values["OWNER"], *values["BINDINGS"], *spoken])
        bound = bindings.all_of(self.tx, activity_id)
        for record in wanted:
            if record not in bound:
                bindings.bind(self._author.ctx, activity_id, record)
        for record in bound:
            if record not in wanted:
                bindings.unbind(self._author.ctx, activity_id, record)


def _fields(values: Values) -> dict[str, Any]:
    """The fields as a client of ``crm.activity.add`` would send them."""
    given = {name: value for name, value in values.items() if name not in ("OWNER", "BINDINGS", "COMMUNICATIONS")}
    if "COMMUNICATIONS" in values:
        given["COMMUNICATIONS"] = [_talk(talk) for talk in values["COMMUNICATIONS"]]
    return given


def _talk(talk: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in talk.items() if name != "RECORD"}
    if "RECORD" in talk:
        given["ENTITY_TYPE_ID"], given["ENTITY_ID"] = talk["RECORD"]
    return given


class Comments(Part[int]):
    """Comments, and the records in whose timelines they stand."""

    numbers = ENTRY

    def __init__(self, work: Work, author: Author) -> None:
        super().__init__(work)
        self._author = author

    def look(self, record_id: int) -> dict[str, Any] | None:
        found = self.tx.dicts(_COMMENT, id=record_id)
        return found[0] | {"BINDINGS": sorted(timelines.all_of(self.tx, record_id))} if found else None

    def add(self, entry: Entry, values: Values) -> int:
        owner: Owner = values["OWNER"]
        given = {name: values[name] for name in ("COMMENT", "AUTHOR_ID") if name in values}
        comment_id = comments.add(self._author.ctx, {**given, **_of(owner)})
        self._bind(comment_id, values)
        return comment_id

    def change(self, record_id: int, entry: Entry, values: Values) -> None:
        before = self.look(record_id)
        assert before is not None
        if values.get("AUTHOR_ID", before["AUTHOR_ID"]) != before["AUTHOR_ID"]:
            raise ValueError("AUTHOR_ID: it stays as it is once the comment is there; another one needs another name")
        if values["COMMENT"] != before["COMMENT"]:
            comments.change(self._author.ctx, record_id, {"COMMENT": values["COMMENT"]}, None)
        self._bind(record_id, values)

    def _bind(self, comment_id: int, values: Values) -> None:
        """Let a comment stand in the timelines that are listed, or in its owner's beside those that it is in."""
        ctx = self._author.ctx
        wanted = [values["OWNER"], *values.get("BINDINGS", ())]
        bound = timelines.all_of(self.tx, comment_id)
        for record in wanted:
            if record not in bound and not timelines.bind(ctx, {"OWNER_ID": comment_id, **_of(record)}):
                raise ValueError(f"BINDINGS: a comment stands in at most {timelines.MAX_BINDINGS} timelines")
        for record in bound if "BINDINGS" in values else ():
            if record not in wanted:
                timelines.unbind(ctx, {"OWNER_ID": comment_id, **_of(record)})


def _of(record: Owner) -> dict[str, Any]:
    """A record as the methods of timelines name it."""
    return {"ENTITY_ID": record.entity_id, "ENTITY_TYPE": symbol_of(record.entity_type_id)}
