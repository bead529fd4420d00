"""Polls that come with posts, and their reports for whoever reads the post.

Sources: ``log-blogpost-add.md``, ``vote.attachedvote.download.md``.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.rights import Operation
from homeport.core.values import is_empty
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored, blobs_of
from homeport.domain.log import access
from homeport.domain.vote import polls, showing

FIELD = "UF_BLOG_POST_VOTE"
MOST_VOTERS = 500


def put(ctx: Ctx, post: int, author: int, said: Mapping[str, Any]) -> None:
    """Show a new poll with a post: ``UF_BLOG_POST_VOTE`` names it, ``UF_BLOG_POST_VOTE_<name>_DATA`` is what it says.

    One that people have voted in stays as it is.

    :raises CallError: ``INVALID_ARG_VALUE``
    """
    name = said.get(FIELD)
    data = said.get(f"{FIELD}_{name}_DATA".upper())
    held = polls.of_post(ctx.tx, post)
    if is_empty(name) or (data is None and held is not None and str(held["ID"]) == str(name)):
        return
    try:
        poll = polls.read(data)
        if held is not None and showing.counted(ctx, held):
            raise ValueError("people have voted")
    except (ValueError, OverflowError):
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{FIELD}'") from None
    polls.add(ctx, post, author, poll)


def _report(ctx: Ctx, number: int, said: str) -> Stored:
    """How many have chosen each answer of a poll, and who, as a table."""
    poll = polls.find(ctx.tx, number)
    if poll is None or not access.may(ctx, Operation.READ, poll["ENTITY_ID"]):
        raise showing.DENIED()
    table = io.StringIO()
    lines = csv.writer(table)
    lines.writerow(["Question", "Answer", "Votes", "Percent", "Names"])
    for question in showing.shown(ctx, poll)["QUESTIONS"].values():
        for answer in question["ANSWERS"].values():
            people, _ = showing.voters(ctx, poll, int(answer["ID"]), MOST_VOTERS, 1)
            names = ", ".join(each["NAME"] for each in people)
            cells = [question["QUESTION"], answer["MESSAGE"], answer["COUNTER"], answer["PERCENT"], names]
            lines.writerow([_plain(cell) for cell in cells])
    content = table.getvalue().encode()
    return Stored(0, blobs_of(ctx.tx).put(content), len(content), f"poll-{number}.csv")


def _plain(cell: Any) -> str:
    """A cell that no program takes for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


DOORS = {polls.REPORT: Door(find=_report)}
