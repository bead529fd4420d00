"""What hangs on the entries of a timeline: notes, pins, pictures, and what applications add."""

import contextlib
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NamedTuple

from homeport.console.apps import opening
from homeport.console.apps.opening import Opening
from homeport.console.crm.activities import Stored
from homeport.console.crm.card import Card
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.ctx import Ctx, Page
from homeport.core.owner import Owner
from homeport.domain.crm.activity import app_types, providers
from homeport.domain.crm.activity import files as of_activities
from homeport.domain.crm.layout import words
from homeport.domain.crm.timeline import blocks, notes, pictures, pins
from homeport.domain.crm.timeline import files as of_comments
from homeport.domain.crm.timeline.blocks import Added
from homeport.domain.crm.timeline.items import Item
from homeport.domain.crm.timeline.tables import ITEM_ACTIVITY, ITEM_ENTRY
from homeport.domain.disk import attached
from homeport.domain.files import doors
from homeport.domain.messageservice import messages
from homeport.domain.portal import settings
from homeport.store import Transaction

THUMBNAIL = 240
"""Pixels that small copies of pictures are at most wide and high."""

_COMMENT, _LOG = "crm.timeline.comment.get", "crm.timeline.logmessage.get"


class File(NamedTuple):
    """A file that is shown with something.

    :param picture: the address of a small copy; empty for what is no picture
    """

    name: str
    url: str
    picture: str


class Hanging(NamedTuple):
    """What hangs on what is shown, by its type and id.

    :param configured: the layouts of configurable activities, each with the application that made it
    :param kinds: what applications call activities that they made, with the address of the icon, by their ids
    :param pinned: the entries that are pinned here
    :param sent: what has become of messages to phones, by the ids of their activities
    :param files: those that are shown with comments and activities
    :param pictures: the addresses of pictures that people have added, by the codes of icons
    """

    notes: dict[Item, str]
    added: dict[Item, list[Added]]
    configured: dict[int, Added]
    kinds: dict[int, tuple[str, str]]
    pinned: frozenset[int]
    sent: dict[int, str]
    files: dict[Item, list[File]]
    pictures: dict[str, str]

    def note(self, item_type: int, item_id: int) -> str:
        """The note on something; empty for none."""
        return self.notes.get(Item(item_type, item_id), "")

    def attached(self, item_type: int, item_id: int) -> list[File]:
        """The files that are shown with something."""
        return self.files.get(Item(item_type, item_id), [])

    def blocks(self, item_type: int, item_id: int) -> list[Added]:
        """What applications have added to something."""
        return self.added.get(Item(item_type, item_id), [])

    async def applications(self, visit: Signed) -> list[Opening]:
        """The pages of the applications that have added something, as far as the person may open them."""
        every = [*self.configured.values(), *(each for added in self.added.values() for each in added)]
        ids = {each.app_id for each in every}

        def find(tx: Transaction) -> list[Opening]:
            found = []
            for app_id in sorted(ids):
                with contextlib.suppress(ProblemError):  # it draws what it describes without a page of its own
                    found.append(opening.of_app(tx, visit, app_id))
            return found

        return await visit.portal.read(find)


async def pinned(card: Card) -> list[Stored]:
    """The comments and log entries that are pinned under the record, the last one first."""
    record = Owner(card.kind.type_id, card.entity_id)
    ids = await card.visit.portal.read(lambda tx: pins.pinned(tx, record))
    commands = {f"{number} {method}": (method, {"id": number}) for number in ids for method in (_COMMENT, _LOG)}
    told = await card.visit.call.several(commands) if commands else {}
    return [_stored(each) for each in told.values()]


async def read(card: Card, entries: Sequence[Stored], others: Sequence[Stored]) -> Hanging:
    """What hangs on what a timeline shows.

    :param entries: comments and log entries among others
    :param others: activities among others
    """
    items = [Item(ITEM_ENTRY, int(each["ID"])) for each in entries if "COMMENT" in each or "TITLE" in each]
    items += [Item(ITEM_ACTIVITY, int(each["ID"])) for each in others if "SUBJECT" in each]
    icons = {each["ICON"] for each in entries if "ICON" in each}

    editable = await card.may_be_changed()

    def look(tx: Transaction) -> Hanging:
        language = settings.read(tx).language
        ctx = Ctx(tx, card.visit.call.credential, card.visit.portal.clock)

        def drawn(each: Added) -> Added:
            return each._replace(layout=words.shown(each.layout, language, editable=editable))

        activities = [item.id for item in items if item.type == ITEM_ACTIVITY]
        texts = [int(each["ID"]) for each in others if each.get("PROVIDER_ID") == providers.SMS]
        return Hanging(
            notes={item: row["TEXT"] for item in items if (row := notes.found(tx, item)) is not None},
            added={item: [drawn(each) for each in added] for item in items if (added := blocks.added(tx, item))},
            configured={number: drawn(made) for number in activities if (made := blocks.configured(tx, number))},
            kinds={number: kind for number in activities if (kind := app_types.of_activity(tx, number))},
            pinned=frozenset(pins.pinned(tx, Owner(card.kind.type_id, card.entity_id))),
            sent={number: status for number in texts if (status := messages.status_of(tx, number))},
            files={**_files(ctx, items, ITEM_ENTRY, of_comments), **_files(ctx, items, ITEM_ACTIVITY, of_activities)},
            pictures={code: address for code in icons if (address := pictures.address(tx, pictures.ICONS, code))},
        )

    return await card.visit.portal.read(look)


def _files(ctx: Ctx, items: Sequence[Item], item_type: int, kept: ModuleType) -> dict[Item, list[File]]:
    """The files of what is of one type.

    :param kept: how they are kept: says what they are shown with, and by which door they come
    """
    found = attached.of(ctx.tx, kept.KIND, [item.id for item in items if item.type == item_type])
    return {
        Item(item_type, number): [
            File(
                each.name,
                doors.download_url(ctx, kept.DOOR, each.id),
                doors.download_url(ctx, kept.DOOR, each.id, str(THUMBNAIL)) if each.width else "",
            )
            for each in shown
        ]
        for number, shown in found.items()
    }


def _stored(told: Page) -> Stored:
    row: dict[str, Any] = told.result
    return entry_of_log(row["logMessage"]) if "logMessage" in row else row


def entry_of_log(row: dict[str, Any]) -> Stored:
    """An entry of the log, by names as of the others."""
    names = {"id": "ID", "created": "CREATED", "authorId": "AUTHOR_ID", "title": "TITLE", "text": "TEXT"}
    return {"ICON": row["iconCode"], **{ours: row[name] for name, ours in names.items()}}
