"""Reports of polls, for whoever reads what the poll is shown with.

Source: ``vote.attachedvote.download.md``.
"""

import csv
import io
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored, blobs_of
from homeport.domain.vote import access, polls, showing

MOST_VOTERS = 500


def _report(ctx: Ctx, number: int, said: str) -> Stored:
    """How many have chosen each answer of a poll, and who, as a table."""
    poll = polls.find(ctx.tx, number)
    if poll is None or not access.reads(ctx, poll):
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
