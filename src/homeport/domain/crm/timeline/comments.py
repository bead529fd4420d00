"""The life of a comment: added, changed, deleted. Each function is the whole of it, from the right to the last row.

Whoever may edit a record may write, change and delete comments in its timeline. Sources:
``crm-timeline-comment-add.md``, ``crm-timeline-comment-update.md``, ``crm-timeline-comment-delete.md``.
"""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE, INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.owner import Owner, type_id_of
from homeport.core.rights import Operation
from homeport.core.values import read_integer, read_string
from homeport.domain.crm import access, events
from homeport.domain.crm.entities import exists, is_type
from homeport.domain.crm.record import last_activity
from homeport.domain.crm.timeline import bindings, files, reading, removal
from homeport.domain.crm.timeline.fields import COMMENT_FIELDS
from homeport.domain.crm.timeline.tables import COMMENT, ENTRY
from homeport.domain.portal.people import users
from homeport.domain.records import ignoring

OWNER_NOT_FOUND = ErrorKind("OWNER_NOT_FOUND", "Owner not found")
NOT_FOUND = ErrorKind("NOT_FOUND", "Not found.")
_CHANGED = ("COMMENT", "FILES")
_WRITTEN = (*_CHANGED, "ENTITY_ID", "ENTITY_TYPE", "AUTHOR_ID")

MULTIPLE_BINDINGS = ErrorKind(
    "MULTIPLE_BINDINGS", "The comment is bound to several records: name the one to delete it from"
)


def add(ctx: Ctx, given: Mapping[str, Any]) -> int:
    """Add a comment to the timeline of a record; its id. Without a record of that id it stands nowhere:
    ``how-to-add-comment-to-spa.md``, "Errors and Diagnostics".

    :param given: the fields as the client spelled them; unknown and read-only ones are ignored
    :raises CallError: ``100``, ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``, ``INVALID_ARG_VALUE``
    """
    fields = bindings.named(given)
    ignoring.note(ctx, fields, COMMENT_FIELDS, _WRITTEN)
    for name in ("ENTITY_ID", "ENTITY_TYPE", "COMMENT"):
        if fields.get(name) is None:
            raise MISSING_PARAMETER(name=name)
    owner = Owner(type_id_of(fields["ENTITY_TYPE"]) or 0, _integer(ctx, fields, "ENTITY_ID") or 0)
    if not is_type(ctx.tx, owner.entity_type_id):
        raise OWNER_NOT_FOUND()
    is_there = exists(ctx.tx, owner)
    if is_there and not access.may(ctx, Operation.WRITE, owner):
        raise ACCESS_DENIED()
    author_id = _author(ctx, fields)
    text, uploads = _text(ctx, fields), files.read(fields.get("FILES"))
    entry_id = ctx.tx.insert(
        ENTRY, {"KIND": COMMENT, "CREATED": ctx.clock.stamp(), "AUTHOR_ID": author_id, "COMMENT": text}
    )
    files.put(ctx, entry_id, uploads)
    if is_there:
        bindings.attach(ctx.tx, entry_id, owner)
        last_activity.note(ctx, owner)
    events.comment(ctx, events.ADD, entry_id)
    return entry_id


def change(ctx: Ctx, comment_id: int, given: Mapping[str, Any], owner: Owner | None) -> None:
    """Change the text of a comment; files that are said take the place of all that it has, and need the text too.

    :param owner: the record in whose timeline it is changed; by default any that it is bound to
    :raises CallError: ``NOT_FOUND``, ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``, ``INVALID_ARG_VALUE``
    """
    _require_comment(ctx, comment_id, owner)
    fields = bindings.named(given)
    ignoring.note(ctx, fields, COMMENT_FIELDS, _CHANGED)
    if "FILES" in fields and "COMMENT" not in fields:
        raise INVALID_ARG_VALUE(reason="Empty comment message")
    text, uploads = _text(ctx, fields), files.read(fields.get("FILES"))
    if "FILES" in fields:
        files.forget(ctx.tx, comment_id)
        files.put(ctx, comment_id, uploads)
    if "COMMENT" in fields:
        ctx.tx.update(ENTRY, {"ID": comment_id}, {"COMMENT": text})
        events.comment(ctx, events.UPDATE, comment_id)


def delete(ctx: Ctx, comment_id: int, owner: Owner | None) -> None:
    """Delete a comment; where it is bound to other records too, from the timeline of the one that is named.

    :raises CallError: ``NOT_FOUND``, ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``, ``MULTIPLE_BINDINGS``
    """
    _require_comment(ctx, comment_id, owner)
    if len(bindings.all_of(ctx.tx, comment_id)) <= 1:
        removal.remove(ctx, comment_id)
    elif owner is None:
        raise MULTIPLE_BINDINGS()
    else:
        bindings.detach(ctx.tx, comment_id, owner)


def _require_comment(ctx: Ctx, comment_id: int, owner: Owner | None) -> None:
    """The comment must exist, and the caller be able to edit the record that is named, or one that it is bound to."""
    if owner is None:
        reading.require(ctx, Operation.WRITE, comment_id, denied=ACCESS_DENIED, not_found=NOT_FOUND)
        return
    if not reading.is_comment(ctx.tx, comment_id):
        raise NOT_FOUND()
    _require_owner(ctx, owner)
    if owner not in bindings.all_of(ctx.tx, comment_id):
        raise OWNER_NOT_FOUND()


def _require_owner(ctx: Ctx, owner: Owner) -> None:
    if not exists(ctx.tx, owner):
        raise OWNER_NOT_FOUND()
    if not access.may(ctx, Operation.WRITE, owner):
        raise ACCESS_DENIED()


def _author(ctx: Ctx, fields: Mapping[str, Any]) -> int:
    """Who wrote it: the caller; an administrator may say somebody else."""
    author_id = _integer(ctx, fields, "AUTHOR_ID") or ctx.actor.user_id
    if author_id != ctx.actor.user_id:
        if not ctx.actor.is_admin:
            raise ACCESS_DENIED()
        if not users.exists(ctx.tx, author_id):
            raise INVALID_ARG_VALUE(reason="AUTHOR_ID must be the id of a user")
    return author_id


def _text(ctx: Ctx, fields: Mapping[str, Any]) -> str:
    """The text among the fields; empty when it is not among them.

    :raises CallError: ``INVALID_ARG_VALUE`` for an empty one
    """
    try:
        text = read_string(fields.get("COMMENT"), ctx.clock.zone) or ""
    except ValueError:
        raise INVALID_ARG_VALUE(reason='Invalid value for the "COMMENT" field') from None
    if "COMMENT" in fields and not text.strip():
        raise INVALID_ARG_VALUE(reason="Empty comment message")
    return text


def _integer(ctx: Ctx, fields: Mapping[str, Any], name: str) -> int | None:
    try:
        return read_integer(fields.get(name), ctx.clock.zone)
    except (ValueError, OverflowError):
        shown = "array" if isinstance(fields[name], dict | list) else fields[name]
        raise INVALID_PARAMETER(name=name, value=shown, type="int") from None
