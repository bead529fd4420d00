"""What was changed of a record, as people read it: who changed what, from what, to what, by what; and undoing it."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import back, done
from homeport.console.crm import showing
from homeport.console.crm.card import Card
from homeport.console.crm.forms import Fields
from homeport.console.crm.kinds import Kind, kinds_of
from homeport.console.crm.names import Named, Names
from homeport.console.crm.search import read_number
from homeport.console.crm.showing import Moment, Shown
from homeport.console.section import Signed
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.values import write_moment
from homeport.domain.crm.entities import entity_of
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import UNIVERSAL
from homeport.domain.crm.trail import reading, undoing
from homeport.domain.crm.trail.following import FM
from homeport.domain.crm.trail.reading import Entry
from homeport.domain.portal.apps import apps
from homeport.domain.portal.credentials import webhooks
from homeport.store import Transaction

OFFERED_SECONDS = 600
"""How long after a change its page still offers to take it back."""

WORDS = {
    "linked": "Linked with",
    "unlinked": "No longer linked with",
    "bound": "Bound to the activity",
    "unbound": "No longer bound to the activity",
    "merged": "Took in",
    "completed": "Completed the activity",
    "reopened": "Opened the activity again",
    "deleted": "Deleted the activity",
}
"""What an entry says that is not about fields."""
OF_ACTIVITIES = frozenset({"bound", "unbound", "completed", "reopened", "deleted"})
"""Changes that are about an activity."""


class Difference(NamedTuple):
    """A field that was changed; None where it held nothing."""

    title: str
    was: Shown | None
    now: Shown | None


class Changed(NamedTuple):
    """A change of a record on a page.

    :param words: what it says instead of differences
    :param about: what these words are about, and where they lead
    :param through: by what it was done, when it was not on a page
    :param undoable: whether it can be taken back
    """

    change_id: int
    differences: list[Difference]
    words: str
    about: list[showing.Link]
    author: str
    through: str
    created: Moment | None
    undoable: bool

    @property
    def label(self) -> str:
        """The change in few words."""
        if self.words:
            return " ".join((self.words, *(each.title for each in self.about)))
        return "Changed " + ", ".join(each.title for each in self.differences)


class Undo(NamedTuple):
    """An offer to take a change back.

    :param back: the page to return to
    """

    text: str
    path: str
    change_id: int
    back: str


Stored = dict[str, Any]


async def read(visit: Signed, record: Owner, most: int, before: int | None = None) -> list[Stored]:
    """Some of a record's changes, the newest first, as timelines have what they show.

    :param before: the id of the entry that they come after
    """
    credential, clock = visit.call.credential, visit.portal.clock

    def look(tx: Transaction) -> list[Stored]:
        found = reading.page(Ctx(tx, credential, clock), record, most, before or reading.NEWEST)
        return _stored(tx, clock.zone, record, found)

    return await visit.portal.read(look)


def _stored(tx: Transaction, zone: Any, record: Owner, found: list[Entry]) -> list[Stored]:
    entity = entity_of(record.entity_type_id)
    assert entity is not None
    fields = collection_of(tx, entity).fields
    rows = []
    for entry in found:
        values: dict[str, tuple[Any, Any]] = {}
        for name, pair in entry.details.items() if entry.kind == "fields" else ():
            field = fields.by_name.get(name)
            if field is None:
                continue  # it has been deleted since
            if name == FM or isinstance(pair[0], list) or isinstance(pair[1], list):
                values[UNIVERSAL.name(field)] = (pair[0], pair[1])
            else:
                was, now = (None if each is None else UNIVERSAL.write(field, each, zone) for each in pair)
                values[UNIVERSAL.name(field)] = (was, now)
        rows.append(
            {
                "ID": entry.id,
                "CREATED": write_moment(entry.created, zone),
                "AUTHOR_ID": entry.author_id,
                "CHANGE": entry.kind,
                "VALUES": values,
                "DETAILS": entry.details,
                "THROUGH": _through(tx, entry.credential),
                "UNDOABLE": undoing.undoable(entry, fields),
            }
        )
    return rows


def _through(tx: Transaction, credential: str) -> str:
    """What a credential is called; nothing for a page, and for what comes with a new portal."""
    kind, _, text = credential.partition(":")
    number = read_number(text) or 0
    match kind:
        case "webhook":
            title = next((each["TITLE"] for each in webhooks.listed(tx) if each["ID"] == number), "")
            return f"webhook “{title}”" if title else f"webhook #{number}"
        case "app":
            app = apps.find(tx, number)
            return f"application “{app.title}”" if app else f"application #{number}"
        case "timer":
            return "the clock"
        case "declared":
            return "portal.toml"
    return ""


def want(card: Card, fields: Fields, stored: Stored) -> None:
    """Note what must be known to show a change."""
    for name, pair in stored["VALUES"].items():
        for item in _items(card, name, pair, stored["VALUES"]) if name in fields else ():
            showing.want(card.names, card.kind, name, fields[name], item)
    details = stored["DETAILS"]
    if stored["CHANGE"] in ("linked", "unlinked"):
        card.names.want_record(details["type"], details["id"])
    for number in details.get("ids", ()) if stored["CHANGE"] == "merged" else ():
        card.names.want_record(card.kind.type_id, number)


def view(card: Card, fields: Fields, stored: Stored, subjects: dict[int, str]) -> Changed:
    """A change, when what was noted is known.

    :param subjects: of activities, by their ids
    """
    differences = [
        _difference(card, fields, name, pair, stored["VALUES"])
        for name, pair in stored["VALUES"].items()
        if name in fields or name == "fm"
    ]
    return Changed(
        stored["ID"],
        differences,
        WORDS.get(stored["CHANGE"], "" if differences else "Changed fields that there are no longer"),
        _about(card.names, card.kind, stored, subjects),
        card.names.person(stored["AUTHOR_ID"]),
        stored["THROUGH"],
        showing.moment(stored["CREATED"]),
        stored["UNDOABLE"],
    )


def _about(names: Names, kind: Kind, stored: Stored, subjects: dict[int, str]) -> list[showing.Link]:
    details = stored["DETAILS"]
    match stored["CHANGE"]:
        case "linked" | "unlinked":
            return [_link(names.record(details["type"], details["id"]), details["id"])]
        case "merged":
            return [showing.Link(f"{kind.one} #{number}") for number in details["ids"]]
        case kind if kind in OF_ACTIVITIES:
            number = details["activity"]
            there = number in subjects
            title = subjects.get(number) or details.get("subject") or f"#{number}"
            return [showing.Link(title, f"/crm/activity/{number}/" if there else "", "activity")]
    return []


def _link(found: Named | None, number: int) -> showing.Link:
    return showing.Link(found.title, found.path, found.kind.icon) if found else showing.Link(f"#{number}")


def _items(card: Card, name: str, pair: tuple[Any, Any], values: dict[str, tuple[Any, Any]]) -> list[dict[str, Any]]:
    """The record as it was as far as the field is shown by other fields: its stage by its pipeline, its amount by its
    currency."""
    return [
        {
            **card.item,
            **{other: values[other][turn] for other in ("categoryId", "currencyId") if other in values},
            name: pair[turn],
        }
        for turn in (0, 1)
    ]


def _difference(
    card: Card, fields: Fields, name: str, pair: tuple[Any, Any], values: dict[str, tuple[Any, Any]]
) -> Difference:
    if name == "fm":
        texts = (", ".join(each[3] for each in side) for side in pair)
        was, now = (Shown(name, "Phones and addresses", "text", text) for text in texts)
    else:
        was, now = (
            showing.show(card.names, card.kind, name, fields[name], item) for item in _items(card, name, pair, values)
        )
    return Difference(now.title, None if was.empty else was, None if now.empty else now)


async def offer(visit: Signed, kind: Kind, entity_id: int, text: str, leads_back: str) -> Undo | None:
    """An offer to take back what the person has changed of a record just now; None when there is nothing of it.

    :param text: says what was done
    :param leads_back: the page to return to
    """
    change_id = await latest(visit, Owner(kind.type_id, entity_id))
    if change_id is None:
        return None
    return Undo(text, f"{kind.path_to(entity_id)}undo/", change_id, leads_back)


async def latest(visit: Signed, record: Owner, change_id: int | None = None) -> int | None:
    """The id of a change that the person has made on a page of late: the last one of the record, unless it is said."""
    credential, clock = visit.call.credential, visit.portal.clock

    def look(tx: Transaction) -> int | None:
        ctx = Ctx(tx, credential, clock)
        found = [reading.one(ctx, record, change_id)] if change_id else reading.page(ctx, record, 1)
        for entry in found:
            if entry is None or entry.credential != credential.key:
                continue
            at = datetime.fromisoformat(entry.created).replace(tzinfo=UTC).timestamp()
            if abs(clock.now() - at) < OFFERED_SECONDS:
                return entry.id
        return None

    return await visit.portal.read(look)


async def offered(visit: Signed, card: Card) -> Undo | None:
    """The offer that the address of a card speaks of."""
    asked = read_number(visit.query("changed"))
    found = await latest(visit, Owner(card.kind.type_id, card.entity_id), asked) if asked else None
    return Undo("Saved.", f"{card.path}undo/", found, card.path) if found else None


async def leading(visit: Signed, kind: Kind, entity_id: int) -> str:
    """The card of a record that was just changed, which offers to take it back."""
    change_id = await latest(visit, Owner(kind.type_id, entity_id))
    path = kind.path_to(entity_id)
    return f"{path}?changed={change_id}" if change_id else path


async def undo(visit: Signed) -> Response:
    """Take a change of a record back."""
    form = await visit.form()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    record = Owner(kind.type_id, visit.number("id"))
    change_id = read_number(form.get("change", "")) or 0
    portal, credential = visit.portal, visit.call.credential
    await portal.store.write(lambda tx: undoing.undo(Ctx(tx, credential, portal.clock), record, change_id))
    return done(visit, back(form, kind.path_to(record.entity_id)))
