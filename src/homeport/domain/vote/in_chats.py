"""Polls in chats: a message that asks one question, for whoever sees the chat.

Source: ``vote.integration.im.send.md``.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.im import access, saying
from homeport.domain.records.filters import as_map
from homeport.domain.vote import polls
from homeport.domain.vote.polls import IM
from homeport.domain.vote.tables import POLL
from homeport.store import Query, Transaction

UNAVAILABLE = ErrorKind("403", "Insufficient rights to create a survey", 403)
UNSAID = ErrorKind("400", "Please enter a question and answer options")
QUESTIONS = ErrorKind("400", "Maximum number of questions: 1")
TOO_FEW = ErrorKind("400", "Minimum number of answers: 2")
TOO_MANY = ErrorKind("400", "Maximum number of answers: 10")
NOT_SAVED = ErrorKind("400", "Failed to save survey data. Please try again")
ALL = (UNAVAILABLE, UNSAID, QUESTIONS, TOO_FEW, TOO_MANY, NOT_SAVED)

LEAST_ANSWERS, MOST_ANSWERS = 2, 10
MOST_LETTERS = 255
"""Of what a client calls a request."""

_AGAIN = Query(
    select(POLL.c.ID, POLL.c.ENTITY_ID).where(
        POLL.c.AUTHOR_ID == bindparam("author"), POLL.c.TEMPLATE_ID == bindparam("request")
    )
)


def send(ctx: Ctx, chat: int, given: Any, request: str) -> tuple[int, int]:
    """Ask a question in a chat; the numbers of the message and the poll.

    :param request: what the client calls the request; one that was made already is not made again
    :raises CallError: one of :data:`ALL`
    """
    found = access.seen(ctx, chat)
    if found is None or not saying.may_post(ctx, found):
        raise UNAVAILABLE()
    made = ctx.tx.one(_AGAIN, author=ctx.actor.user_id, request=request) if request else None
    if made is not None:
        return made[1], made[0]
    said = _read(given)
    message = saying.say(ctx, found, said.questions[0].text)
    return message, polls.add(ctx, message, ctx.actor.user_id, said, module=IM, request=request or None)


def _read(given: Any) -> polls.Said:
    asked = [each for name, each in as_map(given).items() if name.upper() == "QUESTIONS"]
    listed = [_capitals(each) for each in as_map(asked[0]).values()] if asked else []
    answers = [list(as_map(each.get("ANSWERS")).values()) for each in listed]
    if not listed or not answers[0] or not str(listed[0].get("QUESTION") or "").strip():
        raise UNSAID()
    if len(listed) > 1:
        raise QUESTIONS()
    if len(answers[0]) < LEAST_ANSWERS:
        raise TOO_FEW()
    if len(answers[0]) > MOST_ANSWERS:
        raise TOO_MANY()
    try:
        return polls.read(given)
    except (ValueError, OverflowError):
        raise NOT_SAVED() from None


def _capitals(given: Any) -> dict[str, Any]:
    return {name.upper(): value for name, value in as_map(given).items()}


def deleted(tx: Transaction, messages: Iterable[int]) -> None:
    """Delete the polls of messages that are no more."""
    for message in messages:
        polls.forget(tx, message, IM)
