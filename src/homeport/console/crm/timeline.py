"""The timeline of a record: what is planned, then what was, a part at a time.

However long it is, a part costs the same: completed activities are paged by key, and the bindings of those that are
shown are asked for in one batch.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from homeport.console.crm import activities, showing
from homeport.console.crm.activities import FIELDS, NOTHING, Activity, Bound, Stored
from homeport.console.crm.card import Card
from homeport.console.crm.names import Names
from homeport.console.crm.search import read_number
from homeport.console.crm.showing import Moment
from homeport.core.clock import Clock
from homeport.core.paging import UNCOUNTED

PLANNED = 10
PAST = 20
"""How many entries a part has, of what is planned and of what was."""

CHIPS = 6
"""How many of an activity's bindings a timeline shows."""


class Comment(NamedTuple):
    """A comment on a page."""

    comment_id: int
    text: str
    author: str
    created: Moment | None


class Part(NamedTuple):
    """A part of a timeline as it is shown.

    :param total: how many activities are planned
    :param more_planned: the query that leads to more of them; empty when there are no more
    :param earlier: the query that leads to what was before; empty when there is nothing
    """

    planned: list[Activity]
    total: int
    more_planned: str
    past: list[Activity | Comment]
    earlier: str


@dataclass
class Reading:
    """A part of a timeline as it was read; what is to be named is noted with the card's names."""

    clock: Clock
    planned: list[Stored]
    total: int
    more_planned: str
    past: list[Stored]
    earlier: str
    bound: dict[int, Bound]

    def named(self, names: Names) -> Part:
        """The part, when the names are known."""
        return Part(
            [self._activity(names, each) for each in self.planned],
            self.total,
            self.more_planned,
            [self._comment(names, each) if "COMMENT" in each else self._activity(names, each) for each in self.past],
            self.earlier,
        )

    def _activity(self, names: Names, stored: Stored) -> Activity:
        return activities.view(names, self.clock, stored, self.bound.get(int(stored["ID"]), NOTHING), CHIPS)

    def _comment(self, names: Names, stored: Stored) -> Comment:
        author = names.person(stored["AUTHOR_ID"])
        return Comment(int(stored["ID"]), stored["COMMENT"] or "", author, showing.moment(stored["CREATED"]))


async def read(card: Card, *, with_planned: bool = True, with_past: bool = True) -> Reading:
    """The part of a record's timeline that the address asks for: by ``planned``, ``before`` and ``comments``."""
    visit = card.visit
    start = read_number(visit.query("planned")) or 0
    before = read_number(visit.query("before"))
    comments = read_number(visit.query("comments")) or 0
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
                "start": comments,
            },
        )
    told = {name: (page.result, page.total or 0) for name, page in (await visit.call.several(commands)).items()}
    planned, total = told.get("planned", ([], 0))
    past, earlier = _merge(told.get("past", ([], 0))[0], told.get("comments", ([], 0))[0], before, comments)
    planned = planned[:PLANNED]
    shown = [*planned, *(each for each in past if "COMMENT" not in each)]
    bound = await activities.bindings_of(visit.call, [int(each["ID"]) for each in shown]) if shown else {}
    for each in shown:
        activities.want(card.names, each, bound.get(int(each["ID"]), NOTHING), CHIPS)
    for each in past:
        card.names.want_person(each.get("AUTHOR_ID"))
    following = start + len(planned)
    more = f"planned={following}" if following < total else ""
    return Reading(visit.portal.clock, planned, total, more, past, earlier, bound)


def _merge(done: list[Stored], comments: list[Stored], before: int | None, start: int) -> tuple[list[Stored], str]:
    """The newest of activities and comments, and the query for those before them."""
    every = sorted([*done, *comments], key=lambda each: (each["CREATED"], int(each["ID"])), reverse=True)
    past = every[:PAST]
    if len(every) <= PAST:
        return past, ""
    shown = [each for each in past if "COMMENT" not in each]
    key = int(shown[-1]["ID"]) if shown else before
    query = f"comments={start + len(past) - len(shown)}"
    return past, query if key is None else f"before={key}&{query}"
