"""Notices that are answered: invitations to groups by a button, those of people in words. What follows from groups.

Source: ``api-reference/chats/notifications/im-notify-confirm.md``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.im import dialogs, groups, notices, present, saying
from homeport.domain.records.collection import Change
from homeport.domain.records.fields import Values
from homeport.domain.sonet_group import members
from homeport.domain.sonet_group.tables import MEMBER

MODULE, EVENT = "socialnetwork", "invite_group"
BUTTONS = (
    {"TITLE": "Accept", "VALUE": "Y", "TYPE": "accept"},
    {"TITLE": "Decline", "VALUE": "N", "TYPE": "cancel"},
)
ACCEPTED, DECLINED = "Invitation accepted", "Invitation declined"
SENT = "Your response has been successfully sent."


def saved(change: Change) -> None:
    """A new group has a chat."""
    groups.saved(change)


def deleted(change: Change) -> None:
    """The chat of a deleted group goes with it."""
    groups.deleted(change)


def seated(ctx: Ctx, group: int) -> None:
    """Whoever is put out of a group is put out of its chat, and who leads the group leads that."""
    present.follow_owned(ctx, groups.ENTITY, group)


def invited(ctx: Ctx, group: Values, user: int, message: str | None) -> None:
    """Whoever is invited to a group has a notice with buttons."""
    text = f'You are invited to the group "{group["NAME"]}"' + (f": {message}" if message else "")
    values = {"MESSAGE": text, "TAG": _tag(user, group["ID"]), "BUTTONS": BUTTONS}
    notices.ask(ctx, user, values, module=MODULE, event=EVENT)


def _tag(user: int, group: int) -> str:
    return f"SOCNET|INVITE_GROUP|{user}|{group}"


def answer(ctx: Ctx, notice: dict[str, Any] | None, text: str) -> list[str] | bool:
    """Answer a notice in words: whoever has sent it in person reads them in a dialog; False for another."""
    if notice is None or notice["TYPE"] != notices.PERSONAL or notice["AUTHOR_ID"] == ctx.actor.user_id:
        return False
    saying.say(ctx, dialogs.begun(ctx, notice["AUTHOR_ID"]), text)
    notices.read(ctx, notice["ID"], is_read=True, alone=True)
    return [SENT]


def decide(ctx: Ctx, notice: dict[str, Any], value: str) -> list[str] | bool:
    """Accept an invitation, or decline it; what is said of that, False where nobody waits for it any more."""
    group = int(notice["TAG"].rpartition("|")[2])
    was = members.place(ctx.tx, group, ctx.actor.user_id)
    if value not in {each["VALUE"] for each in BUTTONS}:
        return False
    notices.delete_one(ctx, notice["ID"])
    if was.is_member or not was.role:
        return False
    if value == "Y":
        members.seat(ctx, group, ctx.actor.user_id, MEMBER)
        return [ACCEPTED]
    members.decline(ctx, group, ctx.actor.user_id)
    return [DECLINED]
