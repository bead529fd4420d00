"""The timeline of a record: what is planned, then what was, a part at a time.

However long it is, a part costs the same: completed activities are paged by key, and the bindings of those that are
shown are asked for in one batch.
"""

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from homeport.console.crm import activities, changes, hanging, showing
from homeport.console.crm.activities import FIELDS, NOTHING, Activity, Bound, Stored
from homeport.console.crm.card import Card
from homeport.console.crm.changes import Changed
from homeport.console.crm.forms import Fields
from homeport.console.crm.hanging import Hanging
from homeport.console.crm.names import Names
from homeport.console.crm.search import read_number
from homeport.console.crm.showing import Moment
from homeport.core.clock import Clock
from homeport.core.owner import Owner
from homeport.core.paging import UNCOUNTED

PLANNED = 10
PAST = 20
"""How many entries a part has, of what is planned and of what was."""

LOG_ICONS = {
    "call": "call", "call-completed": "call", "call-incoming": "call", "document": "quote", "info": "reference",
    "notification": "comment", "arrow-down": "move",
}  # fmt: skip
"""Which of our icons the standard ones of log entries are; the others are the log's."""

CHIPS = 6
"""How many of an activity's bindings a timeline shows."""


class Comment(NamedTuple):
    """A comment on a page."""

    comment_id: int
    text: str
    author: str
    created: Moment | None


class Made(NamedTuple):
    """That the record was made."""

    author: str
    created: Moment | None


class Logged(NamedTuple):
    """An entry of the log on a page.

    :param icon: one of ours
    :param picture: the address of one that people have added; empty for ours
    """

    log_id: int
    title: str
    text: str
    icon: str
    picture: str
    author: str
    created: Moment | None


Happened = Activity | Comment | Changed | Logged | Made


class Part(NamedTuple):
    """A part of a timeline as it is shown.

    :param total: how many activities are planned
    :param more_planned: the query that leads to more of them; empty when there are no more
    :param earlier: the query that leads to what was before; empty when there is nothing
    :param hanging: notes, pins and blocks of what is shown
    :param pinned: what is pinned, where the first part is shown
    """

    planned: list[Activity]
    total: int
    more_planned: str
    past: list[Happened]
    earlier: str
    hanging: Hanging
    pinned: list[Happened]


@dataclass
class Reading:
    """A part of a timeline as it was read; what is to be named is noted with the card's names."""

    card: Card
    fields: Fields
    clock: Clock
    planned: list[Stored]
    total: int
    more_planned: str
    past: list[Stored]
    earlier: str
    bound: dict[int, Bound]
    hanging: Hanging
    pinned: list[Stored]
    subjects: dict[int, str]

    def named(self, names: Names) -> Part:
        """The part, when the names are known."""
        return Part(
            [self._activity(names, each) for each in self.planned],
            self.total,
            self.more_planned,
            [self._happened(names, each) for each in self.past],
            self.earlier,
            self.hanging,
            [self._happened(names, each) for each in self.pinned],
        )

    def _happened(self, names: Names, stored: Stored) -> Happened:
        if "COMMENT" in stored:
            return self._comment(names, stored)
        if "TITLE" in stored:
            return self._logged(names, stored)
        if "CHANGE" in stored:
            return changes.view(self.card, self.fields, stored, self.subjects)
        if "MADE" in stored:
            return Made(names.person(stored["AUTHOR_ID"]), showing.moment(stored["CREATED"]))
        return self._activity(names, stored)

    def _logged(self, names: Names, stored: Stored) -> Logged:
        return Logged(
            int(stored["ID"]),
            stored["TITLE"],
            stored["TEXT"],
            LOG_ICONS.get(stored["ICON"], "log"),
            self.hanging.pictures.get(stored["ICON"], ""),
            names.person(stored["AUTHOR_ID"]),
            showing.moment(stored["CREATED"]),
        )

    def _activity(self, names: Names, stored: Stored) -> Activity:
        return activities.view(names, self.clock, stored, self.bound.get(int(stored["ID"]), NOTHING), CHIPS)

    def _comment(self, names: Names, stored: Stored) -> Comment:
        author = names.person(stored["AUTHOR_ID"])
        return Comment(int(stored["ID"]), stored["COMMENT"] or "", author, showing.moment(stored["CREATED"]))


async def read(card: Card, fields: Fields, *, with_planned: bool = True, with_past: bool = True) -> Reading:
    """The part of a record's timeline that an address asks for: by ``planned``, ``before``, ``comments``, ``changes``,
    ``log``, ``made``.

    :param fields: the kind's, as ``crm.item.fields`` describes them
    """
    visit = card.visit
    start = read_number(visit.query("planned")) or 0
    before = read_number(visit.query("before"))
    seen = {name: read_number(visit.query(name)) or 0 for name in ("comments", "changes", "log", "made")}
    bound_here = {"BINDINGS": [{"OWNER_TYPE_ID": card.kind.type_id, "OWNER_ID": card.entity_id}]}
    was = {**bound_here, "COMPLETED": "Y", **({} if before is None else {"<ID": before})}
    commands: dict[str, tuple[str, dict[str, Any]]] = {}
    if with_planned:
        commands["planned"] = (
            "crm.activity.list",
            {
                "select": FIELDS,
                "filter": {**bound_here, "COMPLETED": "N"},
                "order": {"DEADLINE": "ASC"},
                "start": start,
            },
        )
    if with_past:
        commands["past"] = (
            "crm.activity.list",
            {"select": FIELDS, "filter": was, "order": {"ID": "DESC"}, "start": UNCOUNTED},
        )
        commands["comments"] = (
            "crm.timeline.comment.list",
            {
                "filter": {"ENTITY_TYPE": card.kind.symbol, "ENTITY_ID": card.entity_id},
                "order": {"ID": "DESC"},
                "start": seen["comments"],
            },
        )
        commands["log"] = (
            "crm.timeline.logmessage.list",
            {"entityTypeId": card.kind.type_id, "entityId": card.entity_id, "start": seen["log"]},
        )
    told = {name: (page.result, page.total or 0) for name, page in (await visit.call.several(commands)).items()}
    planned, total = told.get("planned", ([], 0))
    others = {
        "comments": told.get("comments", ([], 0))[0],
        "log": [hanging.entry_of_log(each) for each in told.get("log", ([], 0))[0]],
    }
    if with_past:
        record = Owner(card.kind.type_id, card.entity_id)
        others["changes"] = await changes.read(visit, record, PAST + 1, seen["changes"])
        others["made"] = [] if seen["made"] else [_made(card)]
    unread = [name for name, rows in others.items() if seen[name] + len(rows) < told.get(name, ([], 0))[1]]
    if len(others.get("changes", ())) > PAST:
        others["changes"].pop()
        unread.append("changes")
    past, earlier = _merge(told.get("past", ([], 0))[0], others, before, seen, unread)
    planned = planned[:PLANNED]
    shown = [*planned, *(each for each in past if _is_activity(each))]
    bound = await activities.bindings_of(visit.call, [int(each["ID"]) for each in shown]) if shown else {}
    for each in shown:
        activities.want(card.names, each, bound.get(int(each["ID"]), NOTHING), CHIPS)
    for each in past:
        card.names.want_person(each.get("AUTHOR_ID"))
        if "CHANGE" in each:
            changes.want(card, fields, each)
    following = start + len(planned)
    more = f"planned={following}" if following < total else ""
    pinned = await hanging.pinned(card) if with_planned and with_past else []
    hung = await hanging.read(card, [*pinned, *past], [*planned, *past])
    for each in pinned:
        card.names.want_person(each["AUTHOR_ID"])
    subjects = await _subjects(card, past)
    return Reading(card, fields, visit.portal.clock, planned, total, more, past, earlier, bound, hung, pinned, subjects)


def _is_activity(stored: Stored) -> bool:
    return not stored.keys() & {"COMMENT", "CHANGE", "MADE", "TITLE"}


def _made(card: Card) -> Stored:
    """That the record was made, as an entry before all others."""
    return {"ID": 0, "MADE": True, "CREATED": card.item["createdTime"], "AUTHOR_ID": card.item["createdBy"]}


async def _subjects(card: Card, past: list[Stored]) -> dict[int, str]:
    """What the activities are called that a record was bound to, by their ids; those that the person may read."""
    ids = {each["DETAILS"]["activity"] for each in past if each.get("CHANGE") in changes.OF_ACTIVITIES}
    call = card.visit.call
    told = await call.several({str(each): ("crm.activity.get", {"id": each}) for each in ids}) if ids else {}
    return {int(key): page.result["SUBJECT"] or "" for key, page in told.items()}


def _when(stored: Stored) -> tuple[float, int]:
    return datetime.fromisoformat(stored["CREATED"]).timestamp(), int(stored["ID"])


def _merge(
    done: list[Stored], others: dict[str, list[Stored]], before: int | None, seen: dict[str, int], unread: list[str]
) -> tuple[list[Stored], str]:
    """The newest of activities, comments, changes and entries of the log, and the query for those before them.

    :param others: what is turned over by how many there were before, by the name of that in the query; changes by key
    :param seen: how many those were; of changes the last one
    :param unread: those of which there are more than were read: nothing is shown that was before what was read of them
    """
    every = sorted([*done, *(each for rows in others.values() for each in rows)], key=_when, reverse=True)
    since = max((_when(others[name][-1]) for name in unread), default=(-math.inf, 0))
    past = [each for each in every if _when(each) >= since][:PAST]
    if len(past) == len(every) and not unread:
        return past, ""
    shown = [each for each in past if _is_activity(each)]
    key = int(shown[-1]["ID"]) if shown else before
    queries = [] if key is None else [f"before={key}"]
    for name, rows in others.items():
        of_it = [each for each in rows if each in past]
        queries.append(f"{name}={_mark(name, of_it, seen[name])}")
    return past, "&".join(queries)


def _mark(name: str, shown: list[Stored], seen: int) -> int:
    """Where the next part begins: after so many, or after that change."""
    if name == "changes":
        return int(shown[-1]["ID"]) if shown else seen
    return seen + len(shown)
