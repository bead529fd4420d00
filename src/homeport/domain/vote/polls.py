"""Polls: made with what they are shown with, voted in, stopped, deleted.

Sources: ``api-reference/vote/``; what a poll says: ``vote.integration.im.send.md``, ``log-blogpost-add.md``.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_flag, read_integer, read_string
from homeport.domain.records.filters import as_map
from homeport.domain.vote.tables import ANSWER, BALLOT, CHOICE, POLL, QUESTION
from homeport.store import Query, Transaction

BLOG, IM = "blog", "im"
"""The modules of what polls are shown with: posts, and messages of chats."""
REPORT = "vote.poll"
"""By which door reports come."""
MOST_QUESTIONS, LEAST_ANSWERS, MOST_ANSWERS, MOST_LETTERS = 20, 2, 50, 1_000

NOT_SAVED = ErrorKind("400", "Failed to save the voting")
INACTIVE = ErrorKind("403", "The poll is inactive.", 403)
NOT_YOURS = ErrorKind("ATTACH_EDIT_ACCESS_DENIED", "You have no rights to edit the poll", 403)

_POLL = select(POLL)
_BY_ID = Query(_POLL.where(POLL.c.ID == bindparam("id")))
_BY_ENTITY = Query(_POLL.where(POLL.c.MODULE == bindparam("module"), POLL.c.ENTITY_ID == bindparam("entity")))
_QUESTIONS = Query(select(QUESTION).where(QUESTION.c.POLL_ID == bindparam("poll")).order_by(QUESTION.c.SORT))
_ANSWERS = Query(
    select(ANSWER)
    .join(QUESTION, QUESTION.c.ID == ANSWER.c.QUESTION_ID)
    .where(QUESTION.c.POLL_ID == bindparam("poll"))
    .order_by(QUESTION.c.SORT, ANSWER.c.SORT)
)
_BALLOT = Query(select(BALLOT.c.ID).where(BALLOT.c.POLL_ID == bindparam("poll"), BALLOT.c.USER_ID == bindparam("user")))
_OF_POLL = select(BALLOT.c.ID).where(BALLOT.c.POLL_ID == bindparam("poll"))
_FORGET = (
    Query(delete(CHOICE).where(CHOICE.c.BALLOT_ID.in_(_OF_POLL))),
    Query(
        delete(ANSWER).where(
            ANSWER.c.QUESTION_ID.in_(select(QUESTION.c.ID).where(QUESTION.c.POLL_ID == bindparam("poll")))
        )
    ),
)

Row = dict[str, Any]


class Question(NamedTuple):
    """A question with its answers.

    :param several: whether people may choose several
    """

    text: str
    several: bool
    answers: list[str]


class Said(NamedTuple):
    """What a poll says."""

    questions: list[Question]
    anonymous: bool
    again: bool


def read(given: Any) -> Said:
    """A poll as clients send it.

    :raises ValueError: for what is none
    """
    said = {str(name).upper(): value for name, value in as_map(given).items()}
    listed = list(as_map(said.get("QUESTIONS")).values())
    if not 1 <= len(listed) <= MOST_QUESTIONS:
        raise ValueError("no questions, or too many")
    options = said.get("OPTIONS")
    named = as_map(options).values() if isinstance(options, dict | list) else (options,)
    return Said(
        [_question(each) for each in listed],
        bool(read_integer(said.get("ANONYMITY"), None) or 0),  # type: ignore[arg-type]
        any(str(each) == "1" for each in named),
    )


def _question(given: Any) -> Question:
    said = {str(name).upper(): value for name, value in as_map(given).items()}
    answers = [_answer(each) for each in as_map(said.get("ANSWERS")).values()]
    if not LEAST_ANSWERS <= len(answers) <= MOST_ANSWERS:
        raise ValueError("too few answers, or too many")
    several = str(said.get("FIELD_TYPE", "0")) == "1" or read_flag(said.get("ALLOW_MULTI"), None) == "Y"  # type: ignore[arg-type]
    return Question(_text(said.get("QUESTION")), several, answers)


def _answer(given: Any) -> str:
    said = {str(name).upper(): value for name, value in as_map(given).items()}
    return _text(said.get("MESSAGE"))


def _text(given: Any) -> str:
    text = (read_string(given, None) or "").strip()  # type: ignore[arg-type]
    if not text or len(text) > MOST_LETTERS:
        raise ValueError("no text, or too long a one")
    return text


def add(ctx: Ctx, entity: int, author: int, said: Said, *, module: str = BLOG, request: str | None = None) -> int:
    """Show a poll with a post or a message, in place of the one that it had; its number.

    :param request: what the client calls the request
    """
    forget(ctx.tx, entity, module)
    of: Row = {"MODULE": module, "ENTITY_ID": entity, "TEMPLATE_ID": request}
    row = {**of, "AUTHOR_ID": author, "STOPPED": "N", "CREATED": ctx.clock.stamp()}
    poll = ctx.tx.insert(POLL, {**row, "ANONYMITY": int(said.anonymous), "OPTIONS": int(said.again)})
    for place, each in enumerate(said.questions, 1):
        of = {"POLL_ID": poll, "SORT": place * 10, "QUESTION": each.text, "SEVERAL": "Y" if each.several else "N"}
        number = ctx.tx.insert(QUESTION, of)
        for position, text in enumerate(each.answers, 1):
            ctx.tx.insert(ANSWER, {"QUESTION_ID": number, "SORT": position * 10, "MESSAGE": text})
    return poll


def find(tx: Transaction, number: int) -> Row | None:
    """A poll."""
    return next(iter(tx.dicts(_BY_ID, id=number)), None)


def of_entity(tx: Transaction, entity: int, module: str = BLOG) -> Row | None:
    """The poll that is shown with a post or a message."""
    return next(iter(tx.dicts(_BY_ENTITY, module=module, entity=entity)), None)


def questions(tx: Transaction, poll: int) -> list[Row]:
    """The questions of a poll, in their order."""
    return tx.dicts(_QUESTIONS, poll=poll)


def answers(tx: Transaction, poll: int) -> list[Row]:
    """The answers to all questions of a poll, in their order."""
    return tx.dicts(_ANSWERS, poll=poll)


def forget(tx: Transaction, entity: int, module: str = BLOG) -> None:
    """Delete the poll of a post or a message, with all votes."""
    poll = of_entity(tx, entity, module)
    if poll is None:
        return
    for query in _FORGET:
        tx.execute(query, poll=poll["ID"])
    for table in (BALLOT, QUESTION):
        tx.delete(table, POLL_ID=poll["ID"])
    tx.delete(POLL, ID=poll["ID"])


def edits(ctx: Ctx, poll: Row) -> bool:
    """Whether the caller may stop a poll: its author, and administrators."""
    return ctx.actor.is_admin or poll["AUTHOR_ID"] == ctx.actor.user_id


def switch(ctx: Ctx, poll: Row, *, stopped: bool) -> None:
    """Stop a poll, or let it go on.

    :raises CallError: ``NOT_YOURS``
    """
    if not edits(ctx, poll):
        raise NOT_YOURS()
    ctx.tx.update(POLL, {"ID": poll["ID"]}, {"STOPPED": "Y" if stopped else "N"})


def vote(ctx: Ctx, poll: Row, ballot: Any) -> None:
    """Choose answers: one to each question, or several where that is allowed, and not to all questions.

    :param ballot: the ids of answers by those of questions
    :raises CallError: ``INACTIVE``; ``NOT_SAVED`` for what cannot be chosen, and by whoever has voted and may not again
    """
    if poll["STOPPED"] == "Y":
        raise INACTIVE()
    chosen = _chosen(ctx, poll, ballot)
    before = _ballot(ctx, poll)
    if before is not None:
        if not poll["OPTIONS"]:
            raise NOT_SAVED()
        _take_back(ctx, before)
    number = ctx.tx.insert(BALLOT, {"POLL_ID": poll["ID"], "USER_ID": ctx.actor.user_id, "CREATED": ctx.clock.stamp()})
    ctx.tx.insert_many(CHOICE, [{"BALLOT_ID": number, "ANSWER_ID": answer} for answer in sorted(chosen)])


def _chosen(ctx: Ctx, poll: Row, ballot: Any) -> set[int]:
    if is_empty(ballot) or not isinstance(ballot, dict | list):
        raise NOT_SAVED()
    open_to: dict[str, set[str]] = {str(row["ID"]): set() for row in questions(ctx.tx, poll["ID"])}
    several = {str(row["ID"]) for row in questions(ctx.tx, poll["ID"]) if row["SEVERAL"] == "Y"}
    for row in answers(ctx.tx, poll["ID"]):
        open_to[str(row["QUESTION_ID"])].add(str(row["ID"]))
    found: set[int] = set()
    for question, given in _by_question(ballot).items():
        named = {str(each) for each in (as_map(given).values() if isinstance(given, dict | list) else (given,))}
        if not named <= open_to.get(question, set()) or (len(named) > 1 and question not in several):
            raise NOT_SAVED()
        found |= {int(each) for each in named}
    if not found:
        raise NOT_SAVED()
    return found


def _by_question(ballot: Any) -> Mapping[str, Any]:
    return {str(name): value for name, value in as_map(ballot).items() if not is_empty(value)}


def recall(ctx: Ctx, poll: Row) -> None:
    """Take back what the caller has chosen, where the poll allows it; nothing for whoever has not voted.

    :raises CallError: ``INACTIVE``, ``NOT_SAVED``
    """
    if poll["STOPPED"] == "Y":
        raise INACTIVE()
    if not poll["OPTIONS"]:
        raise NOT_SAVED()
    number = _ballot(ctx, poll)
    if number is not None:
        _take_back(ctx, number)


def _ballot(ctx: Ctx, poll: Row) -> int | None:
    found: int | None = ctx.tx.value(_BALLOT, poll=poll["ID"], user=ctx.actor.user_id)
    return found


def _take_back(ctx: Ctx, ballot: int) -> None:
    ctx.tx.delete(CHOICE, BALLOT_ID=ballot)
    ctx.tx.delete(BALLOT, ID=ballot)
