"""What became of a task, in words: its history, and its results."""

from typing import Any, NamedTuple

from homeport.console.crm import showing
from homeport.console.crm.names import Names
from homeport.console.crm.showing import Moment
from homeport.console.tasks import words
from homeport.domain.tasks import markup

FIELDS = {
    "NEW": "Added",
    "TITLE": "Title",
    "DESCRIPTION": "Description",
    "PRIORITY": "Priority",
    "MARK": "Mark",
    "STATUS": "Status",
    "PARENT_ID": "Part of",
    "GROUP_ID": "Group",
    "STAGE_ID": "Stage",
    "RESPONSIBLE_ID": "Responsible",
    "ACCOMPLICES": "Helpers",
    "AUDITORS": "Watchers",
    "DEPENDS_ON": "Waits for",
    "TAGS": "Tags",
    "DEADLINE": "Deadline",
    "START_DATE_PLAN": "Planned from",
    "END_DATE_PLAN": "Planned until",
    "TIME_ESTIMATE": "Time estimated",
    "TIME_SPENT_IN_LOGS": "Time spent",
    "COMMENT": "Commented",
    "CHECKLIST_ITEM_CREATE": "Line of the checklist added",
    "CHECKLIST_ITEM_CHECK": "Line of the checklist ticked",
    "CHECKLIST_ITEM_UNCHECK": "Line of the checklist unticked",
    "CHECKLIST_ITEM_REMOVE": "Line of the checklist deleted",
    "CHECKLIST_ITEM_RENAME": "Line of the checklist renamed",
}
"""What changes are called; others by their own words."""
PEOPLE = ("RESPONSIBLE_ID", "ACCOMPLICES", "AUDITORS")
MOMENTS = ("DEADLINE", "START_DATE_PLAN", "END_DATE_PLAN")
SPANS = ("TIME_ESTIMATE", "TIME_SPENT_IN_LOGS")
NUMBERS = ("PARENT_ID", "GROUP_ID", "STAGE_ID", "DEPENDS_ON")
UNTOLD = ("NEW", "COMMENT", "DESCRIPTION")
"""Of which nothing more is told than that it happened."""
MOST = 50
"""Changes that a card shows."""
CLOSED = 1


class Step(NamedTuple):
    """One change.

    :param before: empty where there was nothing, as ``after``
    """

    title: str
    before: str
    after: str
    author: str
    created: Moment | None


class Result(NamedTuple):
    """A result.

    :param text: HTML, all of which but its markup is escaped
    :param comment: the comment that it was made of; 0 for none
    :param closed: whether the task was completed with it
    """

    author: str
    text: str
    comment: int
    closed: bool
    created: Moment | None


def want_people(names: Names, history: list[dict[str, Any]], results: list[dict[str, Any]]) -> None:
    """Let names be asked for of the people in them."""
    for each in results:
        names.want_person(each["createdBy"])
    for each in history[:MOST]:
        if each["field"] in PEOPLE:
            for value in each["value"].values():
                for person in filter(str.isdecimal, (value or "").split(",")):
                    names.want_person(person)


def steps(names: Names, history: list[dict[str, Any]]) -> list[Step]:
    """The last changes, the newest first."""
    return [
        Step(
            FIELDS.get(each["field"], each["field"].replace("_", " ").capitalize()),
            _said(names, each["field"], each["value"]["from"] or ""),
            _said(names, each["field"], each["value"]["to"] or ""),
            " ".join(filter(None, (each["user"].get("name"), each["user"].get("lastName")))),
            showing.moment(each["createdDate"]),
        )
        for each in history[:MOST]
    ]


def results_of(names: Names, rows: list[dict[str, Any]]) -> list[Result]:
    """Results, the newest first."""
    return [
        Result(
            names.person(each["createdBy"]),
            markup.as_html(each["text"]),
            each["commentId"] or 0,
            each["status"] == CLOSED,
            showing.moment(each["createdAt"]),
        )
        for each in rows
    ]


def _said(names: Names, field: str, value: str) -> str:
    """A value as a change tells of it; empty for nothing."""
    if field in UNTOLD or not value:
        return ""
    if field == "STATUS":
        return words.STATUSES.get(value, (value, ""))[0]
    if field in MOMENTS:
        moment = showing.moment(value)
        return moment.text if moment else ""
    if field in SPANS:
        return words.span(int(value))
    called = {**dict.fromkeys(PEOPLE, names.person), **dict.fromkeys(NUMBERS, "#{}".format)}.get(field, str)
    return ", ".join(called(each) for each in value.split(",") if each != "0")
