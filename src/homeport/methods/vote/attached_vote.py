"""``vote.AttachedVote.*``: polls that are shown with posts and messages."""

from typing import Any

from homeport.core.ctx import Ctx, Elsewhere, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.files import doors
from homeport.domain.records.filters import as_map
from homeport.domain.vote import access, polls, showing
from homeport.domain.vote.polls import INACTIVE, NOT_SAVED, NOT_YOURS, Row
from homeport.domain.vote.showing import DENIED
from homeport.rpc import Params, method

NOT_FOUND = ErrorKind("ATTACH_NOT_FOUND", "Attach not found")
TOO_MANY = ErrorKind("", "Too many entity ids")
NONE_OF = ErrorKind("", "Attach with entityId {id} not found")
DENIED_OF = ErrorKind("", "Attach with entityId {id} read access denied")

MOST_ENTITIES = 50
PAGE, MOST = 10, 500
CONNECTORS = {polls.BLOG: "blogpostconnector", polls.IM: "immessageconnector"}
"""How the types of posts and messages end, whatever name comes before it."""


class Named(Params):
    attach_id: Any = None
    module_id: Any = None
    entity_type: Any = None
    entity_id: Any = None
    signed_attach_id: Any = None


class Ballot(Named):
    ballot: Any = None


class OfAnswer(Named):
    answer_id: Any = None
    page_navigation: Any = None
    user_for_mobile_format: Any = None


class WithVoted(Named):
    page_size: Any = None
    user_for_mobile_format: Any = None


class Many(Params):
    module_id: Any = None
    entity_type: Any = None
    entity_id: Any = None
    entity_ids: Any = None


def _find(ctx: Ctx, p: Named) -> Row:
    """The poll that is named in one of the three ways, for whoever reads what it is shown with.

    :raises CallError: ``NOT_FOUND``, ``DENIED``
    """
    found = None
    if not is_empty(p.attach_id):
        found = polls.find(ctx.tx, _number(p.attach_id))
    elif not is_empty(p.signed_attach_id):
        found = polls.find(ctx.tx, _number(str(p.signed_attach_id).partition(".")[0]))
        if found is not None and showing.signature(ctx, found) != p.signed_attach_id:
            found = None
    else:
        found = _of(ctx, p, p.entity_id)
    if found is None:
        raise NOT_FOUND()
    if not access.reads(ctx, found):
        raise DENIED()
    return found


def _of(ctx: Ctx, p: Any, entity: Any) -> Row | None:
    """The poll that is shown with a post or a message, as far as both of the names say which."""
    module = str(p.module_id).lower()
    if module not in CONNECTORS or not str(p.entity_type).lower().endswith(CONNECTORS[module]):
        return None
    return polls.of_entity(ctx.tx, _number(entity), module)


def _number(given: Any) -> int:
    return number_or_none(given) or 0


@method("vote.AttachedVote.get", errors=(NOT_FOUND, DENIED))
def get(ctx: Ctx, p: Named) -> dict[str, Any]:
    """Return a poll with what the caller has chosen."""
    return {"attach": showing.shown(ctx, _find(ctx, p))}


@method("vote.AttachedVote.getMany", errors=(TOO_MANY, NONE_OF, DENIED_OF))
def many(ctx: Ctx, p: Many) -> dict[str, list[dict[str, Any]]]:
    """Return the polls of several posts."""
    given = p.entity_id if is_empty(p.entity_ids) else p.entity_ids
    named = list(as_map(given).values()) if isinstance(given, dict | list) else [given]
    if len(named) > MOST_ENTITIES:
        raise TOO_MANY()
    return {"items": [showing.shown(ctx, _of_entity(ctx, p, each)) for each in named if not is_empty(each)]}


def _of_entity(ctx: Ctx, p: Many, entity: Any) -> Row:
    found = _of(ctx, p, entity)
    if found is None:
        raise NONE_OF(id=entity)
    if not access.reads(ctx, found):
        raise DENIED_OF(id=entity)
    return found


@method("vote.AttachedVote.vote", writes=True, errors=(NOT_FOUND, DENIED, NOT_SAVED, INACTIVE))
def vote(ctx: Ctx, p: Ballot) -> dict[str, Any]:
    """Choose answers in a poll."""
    poll = _find(ctx, p)
    polls.vote(ctx, poll, p.ballot)
    return {"attach": showing.shown(ctx, poll, changed=True)}


@method("vote.AttachedVote.recall", writes=True, errors=(NOT_FOUND, DENIED, NOT_SAVED, INACTIVE))
def recall(ctx: Ctx, p: Named) -> dict[str, Any]:
    """Take back what the caller has chosen, where the poll allows it."""
    poll = _find(ctx, p)
    polls.recall(ctx, poll)
    return {"attach": showing.shown(ctx, poll, changed=True)}


@method("vote.AttachedVote.stop", writes=True, errors=(NOT_FOUND, DENIED, NOT_YOURS))
def stop(ctx: Ctx, p: Named) -> list[Any]:
    """Let nobody vote any more."""
    polls.switch(ctx, _find(ctx, p), stopped=True)
    return []


@method("vote.AttachedVote.resume", writes=True, errors=(NOT_FOUND, DENIED, NOT_YOURS))
def resume(ctx: Ctx, p: Named) -> list[Any]:
    """Let people vote again."""
    polls.switch(ctx, _find(ctx, p), stopped=False)
    return []


@method("vote.AttachedVote.download", errors=(NOT_FOUND, DENIED))
def download(ctx: Ctx, p: Named) -> Elsewhere:
    """Send the caller on to the report of a poll, a table of who has chosen what."""
    return Elsewhere(doors.download_url(ctx, polls.REPORT, _find(ctx, p)["ID"]))


@method("vote.AttachedVote.getAnswerVoted", errors=(NOT_FOUND, DENIED))
def voters(ctx: Ctx, p: OfAnswer) -> Page:
    """List who has chosen an answer."""
    poll = _find(ctx, p)
    answer = _number(p.answer_id)
    if answer not in {row["ID"] for row in polls.answers(ctx.tx, poll["ID"])}:
        raise NOT_FOUND()
    said = as_map(p.page_navigation)
    size = _number(said.get("pageSize", said.get("size"))) or PAGE
    page = _number(said.get("currentPage", said.get("page"))) or 1
    found, total = showing.voters(ctx, poll, answer, min(size, MOST), min(page, 2**31))
    return Page({"items": found}, total)


@method("vote.AttachedVote.getWithVoted", errors=(NOT_FOUND, DENIED))
def with_voters(ctx: Ctx, p: WithVoted) -> dict[str, Any]:
    """Return a poll with those who have chosen each answer, as many as a page has."""
    poll = _find(ctx, p)
    size = min(_number(p.page_size) or PAGE, MOST)
    found = {
        str(row["ID"]): showing.voters(ctx, poll, row["ID"], size, 1)[0] for row in polls.answers(ctx.tx, poll["ID"])
    }
    return {
        "attach": showing.shown(ctx, poll),
        "voted": {answer: people for answer, people in found.items() if people} or [],
    }
