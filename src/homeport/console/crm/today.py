"""What somebody comes for in the morning: what is due, how their pipeline stands, what others have changed."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from homeport.console.crm import activities, showing
from homeport.console.crm.activities import Activity
from homeport.console.crm.kinds import DEAL, kinds_of
from homeport.console.crm.names import Entry, Named, Names
from homeport.console.crm.records import default_of
from homeport.console.crm.showing import Moment
from homeport.console.crm.timeline import CHIPS
from homeport.console.section import Signed
from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.values import write_moment
from homeport.domain.crm.entities.deal import DEAL as DEALS
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import UNIVERSAL
from homeport.domain.crm.trail import reading
from homeport.domain.crm.trail.reading import Recent
from homeport.domain.records.sums import sums
from homeport.store import Transaction

DUE = 8
CHANGED = 8
LOOKED_AT = 60
"""Changes that are looked at, of which the person may see some."""


class Due(NamedTuple):
    """Activities that are to be done by the end of today.

    :param more: whether there are more than are shown
    """

    overdue: list[Activity]
    today: list[Activity]
    more: bool


class Bar(NamedTuple):
    """A stage of the person's pipeline.

    :param share: of the longest bar, per cent
    """

    stage: Entry
    path: str
    deals: int
    worth: str
    share: int


class News(NamedTuple):
    """A record that was changed."""

    record: Named
    who: str
    when: Moment | None


class Today(NamedTuple):
    """All of it."""

    due: Due
    pipeline: list[Bar]
    news: list[News]


async def today(visit: Signed) -> Today:
    """What the person comes for, as far as their role lets them."""
    kinds = await kinds_of(visit.call)
    names = Names(visit.call, kinds)
    stored = await _due(visit)
    bound = await activities.bindings_of(visit.call, [int(each["ID"]) for each in stored]) if stored else {}
    for each in stored:
        activities.want(names, each, bound.get(int(each["ID"]), activities.NOTHING), CHIPS)
    recent = await visit.portal.read(lambda tx: reading.newest(tx, LOOKED_AT))
    for change in recent:
        names.want_record(change.entity_type_id, change.entity_id)
        names.want_person(change.author_id)
    category = await _pipeline_of(visit)
    names.want_directory(DEAL.directory(category))
    await names.load()
    clock = visit.portal.clock
    views = [
        activities.view(names, clock, each, bound.get(int(each["ID"]), activities.NOTHING), CHIPS) for each in stored
    ]
    due = Due(
        [each for each in views if each.overdue][:DUE],
        [each for each in views if not each.overdue][:DUE],
        len(views) > DUE,
    )
    return Today(due, await _bars(visit, names, category), _news(visit, names, recent))


async def _due(visit: Signed) -> list[activities.Stored]:
    clock = visit.portal.clock
    now = datetime.fromtimestamp(clock.now(), clock.zone)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    mine = {"RESPONSIBLE_ID": visit.someone.user_id, "COMPLETED": "N", "<DEADLINE": midnight.isoformat()}
    found = await visit.call.or_none(
        "crm.activity.list", select=activities.FIELDS, filter=mine, order={"DEADLINE": "ASC"}, start=-1
    )
    return list(found or [])


async def _pipeline_of(visit: Signed) -> int:
    told = await visit.call.or_none("crm.category.list", entityTypeId=owner.DEAL)
    return default_of(told["categories"]) if told else 0


async def _bars(visit: Signed, names: Names, category: int) -> list[Bar]:
    """The person's open deals by stage, of the first pipeline."""
    credential, clock = visit.call.credential, visit.portal.clock
    mine = {"=assignedById": visit.someone.user_id, "=categoryId": category}

    def add_up(tx: Transaction) -> list[Any]:
        ctx = Ctx(tx, credential, clock)
        return sums(ctx, collection_of(tx, DEALS), UNIVERSAL, mine, ("STAGE_ID", "CURRENCY_ID"), "OPPORTUNITY")

    if await visit.call.or_none("crm.item.fields", entityTypeId=owner.DEAL) is None:
        return []
    rows = await visit.portal.store.read_aside(add_up, credential.key)
    stages = [each for each in names.entries(DEAL.directory(category)) if each.semantics not in ("S", "F")]
    counts = {each.code: sum(count for code, _, count, _ in rows if code == each.code) for each in stages}
    longest = max(counts.values(), default=0)
    return [
        Bar(
            stage,
            f"{DEAL.path}?stage={stage.code}&responsible={visit.someone.user_id}",
            counts[stage.code],
            " · ".join(
                showing.money(amount, currency)
                for code, currency, _, amount in sorted(rows, key=str)
                if code == stage.code and amount
            ),
            round(100 * counts[stage.code] / longest) if longest else 0,
        )
        for stage in stages
    ]


def _news(visit: Signed, names: Names, recent: list[Recent]) -> list[News]:
    """The records that were changed of late and the person may read, each once."""
    found: dict[str, News] = {}
    zone = visit.portal.clock.zone
    for change in recent:
        record = names.record(change.entity_type_id, change.entity_id)
        if record is not None and record.key not in found:
            moment = showing.moment(write_moment(change.created, zone))
            found[record.key] = News(record, names.person(change.author_id), moment)
    return list(found.values())[:CHANGED]
