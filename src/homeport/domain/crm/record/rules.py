"""What a record does when it is written: rules of all the CRM's entities, each run for one change of a record."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from homeport.core import owner as types
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm import events
from homeport.domain.crm.activity import removal
from homeport.domain.crm.calls import removal as call_lists
from homeport.domain.crm.documents import removal as documents
from homeport.domain.crm.entities import TYPES
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.invoice import removal as invoices
from homeport.domain.crm.orders import entities
from homeport.domain.crm.products import amounts
from homeport.domain.crm.record import links, lists, multifields, parents, references, succession
from homeport.domain.crm.recurring import removal as recurring
from homeport.domain.crm.requisite import addresses
from homeport.domain.crm.requisite import links as requisite_links
from homeport.domain.crm.requisite import removal as requisites
from homeport.domain.crm.stages import history, moving, statuses
from homeport.domain.crm.timeline import removal as timeline
from homeport.domain.crm.tracking import removal as traces
from homeport.domain.crm.trail import writing as trail
from homeport.domain.portal.info import currency_of
from homeport.domain.records.collection import DELETE, UPDATE, Change
from homeport.domain.records.fields import Values
from homeport.domain.records.scopes import followers

_CURRENCY = re.compile(r"[A-Z]{3}")


def begin(entity: Entity, change: Change) -> None:
    """A new record begins now, by the caller, who is responsible for it unless somebody else is."""
    if change.old:
        return
    now, user = change.ctx.clock.stamp(), change.ctx.actor.user_id
    follows = {
        "ASSIGNED_BY_ID": user,
        "CREATED_BY_ID": user,
        "CREATED_BY": user,
        "DATE_CREATE": now,
        "CREATED_TIME": now,
        "LAST_ACTIVITY_TIME": now,
        "LAST_ACTIVITY_BY": user,
        "CURRENCY_ID": currency_of(change.ctx.tx),
    }
    for each, follow in follows.items():
        if each in entity.fields.columns:
            change.new.setdefault(each, follow)


def customary(ctx: Ctx, entity: Entity) -> Values:
    """First entries of directories, and dates, which the classic methods give a new record that does not name them."""
    directories = _directories(entity)
    first = statuses.firsts_of(ctx.tx, directories) if directories else {}
    found = {directories[directory]: code for directory, code in first.items()}
    if entity.days:
        found |= _days(entity, datetime.fromtimestamp(ctx.clock.now(), ctx.clock.zone).date())
    return found


@lru_cache(TYPES)
def _directories(entity: Entity) -> dict[str, str]:
    """Directories whose first entry a new record has, and the fields that hold it."""
    fields = ((name, entity.fields.by_name[name].status) for name in entity.first)
    return {directory: name for name, directory in fields if directory is not None}


@lru_cache(TYPES)
def _days(entity: Entity, today: date) -> dict[str, str]:
    """The dates that a new record has."""
    return {name: (today + timedelta(days)).isoformat() for name, days in entity.days.items()}


def keep_pipeline(entity: Entity, change: Change) -> None:
    """No pipeline means the one that a record is in."""
    if "CATEGORY_ID" in change.said and change.said["CATEGORY_ID"] is None:
        del change.new["CATEGORY_ID"]


def keep_name(entity: Entity, change: Change) -> None:
    """A record has a name: a change that takes it away is refused, or leaves it as it is."""
    named = {name: change.row[name] for name in entity.named_by}
    if change.new.keys().isdisjoint(named) or any(named.values()):
        return
    if entity.must_stay_named:
        titles = (entity.fields.by_name[name].title for name in named)
        raise change.dialect.required(field='" or "'.join(titles))
    for name in named:
        change.new.pop(name, None)


def keep_responsible(entity: Entity, change: Change) -> None:
    """Somebody is responsible for a record."""
    if change.new.get("ASSIGNED_BY_ID", 1) is None:
        del change.new["ASSIGNED_BY_ID"]


def refer(entity: Entity, change: Change) -> None:
    """What the fields of ``crm.item.*`` refer to must be there."""
    if not change.dialect.camel:
        return
    given = {name: value for name, value in change.new.items() if name in change.said}
    held = lists.of_record(change.ctx.tx, Owner(entity.type_id, change.old["ID"])) if change.old else {}
    try:
        references.require(change.ctx, entity, change.collection.fields, change.old, given, held, _lists(change))
    except references.UnknownError as error:
        raise change.dialect.misfit(entity.fields.by_name[str(error)]) from None


def move(entity: Entity, change: Change) -> None:
    """The stage and the pipeline must be there, and say what group the record is in."""
    try:
        moving.apply(change.ctx, entity, change.old, change.new)
    except moving.UnfitStageError as error:
        raise change.dialect.misfit(entity.fields.by_name[str(error)]) from None


def value(entity: Entity, change: Change) -> None:
    """A currency has a code of three letters."""
    currency = change.new.get("CURRENCY_ID")
    if currency is not None and not _CURRENCY.fullmatch(currency):
        raise change.dialect.misfit(entity.fields.by_name["CURRENCY_ID"])


def link(entity: Entity, change: Change) -> None:
    """Each end of a link needs its right; the first id of a list also stands in a column."""
    new, fields = change.new, change.collection.fields
    for field, primary in lists.PRIMARY.items():
        if field not in change.beside and primary in change.said and field in fields.by_name:
            change.beside[field] = [new[primary]] if new.get(primary) else []
    found = links.require(change, entity, _lists(change))
    change.beside.update(found)
    for field, primary in lists.PRIMARY.items():
        if field in change.beside:
            new[primary] = change.beside[field][0] if change.beside[field] else None


def stamp(entity: Entity, change: Change) -> None:
    """Who changed a record, and when; an imported one brings it with it."""
    now, user = change.ctx.clock.stamp(), change.ctx.actor.user_id
    follows = {"MODIFY_BY_ID": user, "UPDATED_BY": user, "DATE_MODIFY": now, "UPDATED_TIME": now}
    for name, follow in follows.items():
        if name in entity.fields.columns and change.said.get(name) is None:
            change.new[name] = follow


def sum_up(entity: Entity, change: Change) -> None:
    """The amount follows the record's rows of goods."""
    if change.old:
        amounts.follow(change.ctx.tx, entity, change.old, change.new)


def own(entity: Entity, change: Change) -> None:
    """The entity's own rules."""
    for hook in entity.before_save:
        hook(change.ctx, entity, change.old, change.new)


def name(entity: Entity, change: Change) -> None:
    """A new record without a name, or a number, is called by its id."""
    if change.old:
        return
    entity_id, follows = change.new["ID"], {}
    if not any(change.new.get(each) for each in entity.named_by):
        follows[entity.named_by[0]] = entity.title.format(id=entity_id)
    for each in ("QUOTE_NUMBER", "ACCOUNT_NUMBER"):
        if each in entity.fields.columns and not change.new.get(each):
            follows[each] = str(entity_id)
    change.ctx.tx.update(entity.table, {**change.collection.within, "ID": entity_id}, follows)
    change.new.update(follows)


def locate(entity: Entity, change: Change) -> None:
    """A lead's own address is an address as others are."""
    addresses.follow(change.ctx, Owner(entity.type_id, change.row["ID"]), change.new)


def take_requisites(entity: Entity, change: Change) -> None:
    """The documents of a new record take the requisites of its client."""
    if not change.old:
        requisite_links.choose(change.ctx.tx, entity, Owner(entity.type_id, change.new["ID"]), change.new)


def remember(entity: Entity, change: Change) -> None:
    """The stages that a record goes through are kept."""
    history.note(change.ctx, entity, change.row["ID"], change.old, change.new)


def tell(entity: Entity, change: Change, verb: str) -> None:
    """Tell of a change."""
    record = Owner(entity.type_id, change.row["ID"])
    events.record(change.ctx, verb, record)
    moves = verb == UPDATE and entity.type_id == types.DEAL
    if moves and change.row["CATEGORY_ID"] != change.old["CATEGORY_ID"]:
        events.deal_moved(change.ctx, record.entity_id, change.new["CATEGORY_ID"], change.new["STAGE_ID"])
    if verb != DELETE and not change.brought:  # nothing starts by itself for what is imported
        for module in followers("process_document"):
            module.saved(change.ctx, events.CRM, entity.type_id, change.row, change.old)


def forget(entity: Entity, change: Change) -> None:
    """What is left of a deleted record: its values, its links, activities and comments that were bound to it alone."""
    ctx, record = change.ctx, Owner(entity.type_id, change.old["ID"])
    multifields.forget(ctx.tx, record)
    lists.forget(ctx.tx, record)
    parents.forget(ctx.tx, record)
    amounts.forget(ctx.tx, record)
    entities.forget(ctx.tx, record)
    requisites.forget(ctx, record)
    recurring.forget(ctx, record)
    call_lists.forget(ctx, record)
    traces.forget(ctx.tx, record)
    invoices.forget(ctx.tx, record)
    documents.forget(ctx, record)
    removal.forget(ctx, record)
    timeline.forget(ctx, record)
    history.forget(ctx.tx, record)
    trail.forget(ctx.tx, record)
    for module in followers(succession.FOLLOWERS):
        module.deleted(ctx, record)


def _lists(change: Change) -> dict[str, list[int]]:
    """The lists of ids that are written."""
    kinds = change.collection.beside
    return {name: ids for name, ids in change.beside.items() if isinstance(kinds[name], lists.Lists)}
