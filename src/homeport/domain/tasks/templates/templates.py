"""Templates as a collection: seen, changed and deleted by their creators, those who head these, and administrators.

Source: ``api-reference/tasks/template/``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, FromClause, bindparam, func, select, true

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import type_of_abbreviation
from homeport.core.rights import Operation
from homeport.core.values import number_or_none
from homeport.domain.disk import attached
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import USER
from homeport.domain.records import reading, timers, writing
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import Values
from homeport.domain.tasks import access, groups
from homeport.domain.tasks.tasks import may_bind
from homeport.domain.tasks.templates import recurrence
from homeport.domain.tasks.templates.fields import FIELDS
from homeport.domain.tasks.templates.kinds import listed, serialized
from homeport.domain.tasks.templates.tables import TEMPLATE, TEMPLATE_ITEM
from homeport.store import Query, Transaction

DENIED = ErrorKind("0", "Access denied")
INVALID = ErrorKind("0", "Invalid value of the field {field}")
REQUIRED = ("TITLE", "CREATED_BY", "RESPONSIBLE_ID")
"""Without one of these, no template is made."""
PEOPLE = ("RESPONSIBLES", "ACCOMPLICES", "AUDITORS")
TIMER = "task_template"
FILES = "UF_TASK_WEBDAV_FILES"
ITEM_FILES = "tasks_template_checklist"
"""What items of checklists are called where files say what they are shown with."""

DIALECT = replace(CLASSIC, denied=DENIED, unreadable=DENIED, not_found=DENIED, invalid=INVALID, required=INVALID)

_PERSON = Query(
    select(
        USER.c.NAME, USER.c.LAST_NAME, USER.c.SECOND_NAME, USER.c.EMAIL, USER.c.WORK_POSITION, USER.c.PERSONAL_PHOTO
    ).where(USER.c.ID == bindparam("id"))
)
_PERSON_WORDS = ("NAME", "LAST_NAME", "SECOND_NAME", "LOGIN", "WORK_POSITION", "PHOTO")
_CHILDREN = Query(select(func.count()).where(TEMPLATE.c.BASE_TEMPLATE_ID == bindparam("id")))
_ITEMS = Query(select(TEMPLATE_ITEM.c.ID).where(TEMPLATE_ITEM.c.TEMPLATE_ID == bindparam("id")))
_ABOVE = Query(select(TEMPLATE.c.BASE_TEMPLATE_ID).where(TEMPLATE.c.ID == bindparam("id")))


def _grant(ctx: Ctx, operation: Operation) -> str | None:
    if ctx.actor.is_admin:
        return access.ALL
    return access.CHANGES if ctx.actor.is_employee else None


def _covers(grant: str, row: FromClause, scans: bool) -> ColumnElement[bool]:
    return true() if grant == access.ALL else access.is_reached(row.c.CREATED_BY)


def _begin(change: Change) -> None:
    """A new template is the caller's, unless an administrator names another."""
    if change.old:
        return
    new, ctx = change.new, change.ctx
    named = new.get("CREATED_BY")
    if not (ctx.actor.is_admin and named and users.exists(ctx.tx, named)):
        new["CREATED_BY"] = ctx.actor.user_id
    new["CREATED_DATE"] = ctx.clock.stamp()


def _fit(change: Change) -> None:
    """Who and what a template names is there, and it is below no template of its own."""
    new, row, tx, fields = change.new, change.row, change.ctx.tx, change.collection.fields.by_name
    if not (row.get("TITLE") or "").strip():
        raise change.dialect.misfit(fields["TITLE"])
    responsible = row.get("RESPONSIBLE_ID")
    if responsible != change.old.get("RESPONSIBLE_ID") and not users.exists(tx, responsible or 0):
        raise change.dialect.misfit(fields["RESPONSIBLE_ID"])
    if not listed(row.get("RESPONSIBLES")) or ("RESPONSIBLE_ID" in new and "RESPONSIBLES" not in change.said):
        new["RESPONSIBLES"] = msgspec.json.encode([str(responsible)]).decode()
    for name in PEOPLE:
        if name in new and not all(users.exists(tx, int(each)) for each in listed(new[name])):
            raise change.dialect.misfit(fields[name])
    group = new["GROUP_ID"] = row.get("GROUP_ID") or 0
    if group and group != change.old.get("GROUP_ID") and not groups.may_create(change.ctx, group):
        raise change.dialect.misfit(fields["GROUP_ID"])
    bound = listed(new.get("UF_CRM_TASK"))
    before = listed(change.old.get("UF_CRM_TASK"))
    if not all(_is_binding(each) and (each in before or may_bind(change.ctx, each)) for each in bound):
        raise change.dialect.misfit(fields["UF_CRM_TASK"])
    above = new.get("BASE_TEMPLATE_ID")
    if above and not reading.may(change.ctx, TEMPLATES, Operation.READ, {"ID": above}):
        raise change.dialect.misfit(fields["BASE_TEMPLATE_ID"])
    while above:
        if above == change.old.get("ID"):
            raise change.dialect.misfit(fields["BASE_TEMPLATE_ID"])
        above = tx.value(_ABOVE, id=above)


def _is_binding(text: str) -> bool:
    kind, _, number = text.upper().partition("_")
    return type_of_abbreviation(kind) is not None and number_or_none(number) is not None


def _plan(change: Change) -> None:
    """When the next task is made."""
    change.new["NEXT_AT"] = next_at_of(change.ctx, change.row, change.ctx.clock.now())


def next_at_of(ctx: Ctx, row: Values, after: float) -> str | None:
    """When a template makes its next task after a moment, as it is stored; None when it makes none.

    :param after: seconds since 1970
    """
    if row.get("REPLICATE") != "Y" or not row.get("REPLICATE_PARAMS"):
        return None
    zone = ctx.clock.zone
    begun = _moment(row["CREATED_DATE"]).astimezone(zone).date()
    rule, made = recurrence.stored(row["REPLICATE_PARAMS"]), row.get("TPARAM_REPLICATION_COUNT") or 0
    found = recurrence.following(rule, datetime.fromtimestamp(after, zone), begun, made)
    return None if found is None else to_stored(found.astimezone(UTC))


def schedule(tx: Transaction, row: Values) -> None:
    """Let the next task be made when its time comes."""
    timers.put(tx, TIMER, row["ID"], None if row["NEXT_AT"] is None else _moment(row["NEXT_AT"]).timestamp())


def _schedule(change: Change) -> None:
    schedule(change.ctx.tx, change.row)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def _forget(change: Change) -> None:
    """A template goes with its checklists and its timer, and those below it are below none."""
    tx, number = change.ctx.tx, change.old["ID"]
    for (item,) in tx.all(_ITEMS, id=number):
        attached.forget(tx, ITEM_FILES, item)
    timers.put(tx, TIMER, number, None)
    tx.delete(TEMPLATE_ITEM, TEMPLATE_ID=number)
    tx.update(TEMPLATE, {"BASE_TEMPLATE_ID": number}, {"BASE_TEMPLATE_ID": None})


TEMPLATES = Collection(
    noun="template",
    plural="templates",
    table=TEMPLATE,
    fields=FIELDS,
    access=Access(_grant, _covers),
    before_save=(_begin, _fit, _plan),
    after_save=(_schedule,),
    after_delete=(_forget,),
)


def add(ctx: Ctx, given: Mapping[str, Any]) -> int:
    """Make a template; its number, or 0 when it says too little."""
    said = {str(name).upper() for name, value in given.items() if value not in (None, "", 0, "0")}
    if TEMPLATES.access.grant(ctx, Operation.ADD) is None:
        raise DENIED()
    if not said.issuperset(REQUIRED):
        return 0
    number: int = writing.create(ctx, TEMPLATES, given, DIALECT)["ID"]
    return number


def may(ctx: Ctx, number: int, operation: Operation = Operation.READ) -> bool:
    """Whether there is a template to which the caller may do so."""
    return reading.may(ctx, TEMPLATES, operation, {"ID": number})


def change(ctx: Ctx, number: int, given: Mapping[str, Any]) -> bool:
    """Change a template; False when there is none that the caller may."""
    if not may(ctx, number, Operation.WRITE):
        return False
    writing.change(ctx, TEMPLATES, {"ID": number}, given, DIALECT)
    return True


def delete(ctx: Ctx, number: int) -> None:
    """Delete a template, if there is one that the caller may delete."""
    if may(ctx, number, Operation.DELETE):
        writing.delete(ctx, TEMPLATES, {"ID": number}, DIALECT)


def get(ctx: Ctx, number: int, select: Iterable[str]) -> Values | None:
    """A template as far as it is wanted; None when there is none that the caller sees.

    :param select: names of fields; ``*`` for all but those of users, ``UF_*`` for these
    """
    if not may(ctx, number):
        return None
    row = reading.stored(ctx, TEMPLATES, {"ID": number})
    assert row is not None
    whole = reading.written(TEMPLATES, DIALECT, row, ctx.clock.zone)
    whole["REPLICATE_PARAMS"] = _shown_rule(ctx, row)
    whole |= {"FILES": None, "TEMPLATE_CHILDREN_COUNT": str(ctx.tx.value(_CHILDREN, id=number)), FILES: []}
    whole["BASE_TEMPLATE_ID"] = whole["BASE_TEMPLATE_ID"] or "0"
    whole["UF_CRM_TASK"] = whole["UF_CRM_TASK"] or []
    for role, person in (("CREATED_BY", row["CREATED_BY"]), ("RESPONSIBLE", row["RESPONSIBLE_ID"])):
        facts = ctx.tx.one(_PERSON, id=person) or (None,) * len(_PERSON_WORDS)
        whole |= {f"{role}_{word}": fact for word, fact in zip(_PERSON_WORDS, facts, strict=True)}
    names = [name.upper() for name in select] or ["*", "UF_*"]
    return {
        name: value
        for name, value in whole.items()
        if name in ("ID", *names) or ("UF_*" in names if name.startswith("UF_") else "*" in names)
    }


def _shown_rule(ctx: Ctx, row: Values) -> Any:
    """The parameters of recurrence with the moment at which the next task is made."""
    if row["REPLICATE_PARAMS"] is None:
        return serialized([])
    rule = recurrence.stored(row["REPLICATE_PARAMS"])
    if row["NEXT_AT"]:
        at = _moment(row["NEXT_AT"]).astimezone(ctx.clock.zone)
        rule.next_execution_time = at.strftime(recurrence.FORMS[0])
    return serialized(msgspec.to_builtins(rule))
