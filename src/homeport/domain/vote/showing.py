"""Polls as they are answered, with what their reader has chosen, and who has chosen what.

Sources: ``vote.attachedvote.get.md``, ``vote.attachedvote.getAnswerVoted.md``, ``vote.attachedvote.getWithVoted.md``.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core.clock import stored_to_iso
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.files import doors
from homeport.domain.files.files import blobs_of
from homeport.domain.portal import info
from homeport.domain.portal.tables import USER
from homeport.domain.vote import polls
from homeport.domain.vote.polls import Row
from homeport.domain.vote.tables import BALLOT, CHOICE
from homeport.store import Query

DENIED = ErrorKind("ATTACH_READ_ACCESS_DENIED", "You have no rights to participate in the poll", 403)

_COUNTS = Query(
    select(CHOICE.c.ANSWER_ID, func.count())
    .join(BALLOT, BALLOT.c.ID == CHOICE.c.BALLOT_ID)
    .where(BALLOT.c.POLL_ID == bindparam("poll"))
    .group_by(CHOICE.c.ANSWER_ID)
)
_BALLOTS = Query(select(func.count()).select_from(BALLOT).where(BALLOT.c.POLL_ID == bindparam("poll")))
_CHOSEN = Query(
    select(CHOICE.c.ANSWER_ID, BALLOT.c.ID)
    .join(BALLOT, BALLOT.c.ID == CHOICE.c.BALLOT_ID)
    .where(BALLOT.c.POLL_ID == bindparam("poll"), BALLOT.c.USER_ID == bindparam("user"))
    .order_by(CHOICE.c.ANSWER_ID)
)
_VOTERS = Query(
    select(USER.c.ID, USER.c.NAME, USER.c.LAST_NAME, USER.c.WORK_POSITION)
    .join(BALLOT, BALLOT.c.USER_ID == USER.c.ID)
    .join(CHOICE, CHOICE.c.BALLOT_ID == BALLOT.c.ID)
    .where(CHOICE.c.ANSWER_ID == bindparam("answer"))
    .order_by(BALLOT.c.ID)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
_VOTERS_COUNT = Query(select(func.count()).select_from(CHOICE).where(CHOICE.c.ANSWER_ID == bindparam("answer")))


def shown(ctx: Ctx, poll: Row, *, changed: bool = False) -> dict[str, Any]:
    """A poll.

    :param changed: whether it was just voted in: counts are numbers then, else texts
    """
    number: int = poll["ID"]
    write = int if changed else str
    counts: Counter[int] = Counter(dict(ctx.tx.all(_COUNTS, poll=number)))
    moment = stored_to_iso(poll["CREATED"], ctx.clock.zone)
    answers: dict[int, list[Row]] = defaultdict(list)
    for row in polls.answers(ctx.tx, number):
        answers[row["QUESTION_ID"]].append(row)
    chosen: dict[int, int] = dict(ctx.tx.all(_CHOSEN, poll=number, user=ctx.actor.user_id))
    signed = signature(ctx, poll)
    finished = poll["STOPPED"] == "Y"
    return {
        "ID": number,
        "VOTE_ID": number,
        "COUNTER": counted(ctx, poll),
        "QUESTIONS": {
            str(row["ID"]): _question(row, number, moment, answers[row["ID"]], counts, write)
            for row in polls.questions(ctx.tx, number)
        },
        "ANONYMITY": poll["ANONYMITY"],
        "OPTIONS": poll["OPTIONS"],
        "userAnswerMap": _chosen(chosen, answers) or [],
        "canEdit": polls.edits(ctx, poll),
        "canVote": not finished and not chosen,
        "canRevote": not finished and bool(poll["OPTIONS"]),
        "isVoted": bool(chosen),
        "signedAttachId": signed,
        "resultUrl": f"/vote-result/{signed.partition('.')[2][:16]}",
        "downloadUrl": doors.download_url(ctx, polls.REPORT, number).removeprefix(ctx.address),
        "entityId": poll["ENTITY_ID"],
        "isFinished": finished,
    }


def _question(
    row: Row, poll: int, moment: str, answers: list[Row], counts: Mapping[int, int], write: Any
) -> dict[str, Any]:
    number = row["ID"]
    total = sum(counts[each["ID"]] for each in answers)
    kind = "1" if row["SEVERAL"] == "Y" else "0"
    field = f"bx_vote_event[{poll}][BALLOT][{number}]"
    return {
        "ID": str(number),
        "ACTIVE": "Y",
        "TIMESTAMP_X": moment,
        "VOTE_ID": str(poll),
        "C_SORT": str(row["SORT"]),
        "COUNTER": write(total),
        "QUESTION": row["QUESTION"],
        "QUESTION_TYPE": "text",
        "IMAGE_ID": None,
        "DIAGRAM": "Y",
        "DIAGRAM_TYPE": "histogram",
        "REQUIRED": "N",
        "FIELD_TYPE": kind,
        "FIELD_NAME": field,
        "IMAGE": None,
        "ANSWERS": {
            str(each["ID"]): {
                "ID": str(each["ID"]),
                "ACTIVE": "Y",
                "TIMESTAMP_X": moment,
                "QUESTION_ID": str(number),
                "C_SORT": str(each["SORT"]),
                "IMAGE_ID": None,
                "MESSAGE": each["MESSAGE"],
                "MESSAGE_TYPE": "text",
                "COUNTER": write(counts[each["ID"]]),
                "FIELD_TYPE": kind,
                "FIELD_WIDTH": "0",
                "FIELD_HEIGHT": "0",
                "FIELD_PARAM": None,
                "COLOR": "",
                "REACTION": "",
                "~FIELD_NAME": field,
                "FIELD_NAME": field,
                "MESSAGE_FIELD_NAME": f"bx_vote_event[{poll}][MESSAGE][{number}][{each['ID']}]",
                "~PERCENT": _percent(counts[each["ID"]], total),
                "PERCENT": _percent(counts[each["ID"]], total),
            }
            for each in answers
        },
    }


def _percent(count: int, total: int) -> int:
    return round(100 * count / total) if total else 0


def _chosen(chosen: Mapping[int, int], answers: Mapping[int, list[Row]]) -> dict[str, Any]:
    """What the caller has chosen, by questions and answers."""
    found: dict[str, Any] = {}
    for question, rows in answers.items():
        mine = [row["ID"] for row in rows if row["ID"] in chosen]
        if mine:
            found[str(question)] = {str(answer): _choice(chosen[answer], answer) for answer in mine}
    return found


def _choice(ballot: int, answer: int) -> dict[str, str]:
    of = str(ballot)
    return {"EVENT_ID": of, "EVENT_QUESTION_ID": of, "ANSWER_ID": str(answer), "ID": of, "MESSAGE": ""}


def counted(ctx: Ctx, poll: Row) -> int:
    """How many people have voted."""
    found: int = ctx.tx.value(_BALLOTS, poll=poll["ID"])
    return found


def signature(ctx: Ctx, poll: Row) -> str:
    """What else a poll is known by: only this portal makes it."""
    sealed = blobs_of(ctx.tx).slug(f"vote {info.member_id_of(ctx.tx)} {poll['ID']}")
    return f"{poll['ID']}.{sealed}"


def voters(ctx: Ctx, poll: Row, answer: int, size: int, page: int) -> tuple[list[dict[str, Any]], int]:
    """A page of those who have chosen an answer, and how many there are; of a poll without names nobody.

    :param page: counted from 1
    """
    if poll["ANONYMITY"]:
        return [], 0
    rows = ctx.tx.all(_VOTERS, answer=answer, limit=size, offset=(page - 1) * size)
    found = [
        {"ID": number, "NAME": f"{name} {last}".strip(), "IMAGE": "", "WORK_POSITION": position or ""}
        for number, name, last, position in rows
    ]
    return found, ctx.tx.total(_VOTERS_COUNT, answer=answer)
