"""The days of Harbour Trading: what is in its calendars, who was at work, and what the news say."""

from datetime import datetime, timedelta

from homeport.domain.calendar import attendance, entries
from homeport.domain.calendar.tables import GROUP, USER
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import TODAY, morning
from homeport.domain.demo.groups import SALES_FLOOR
from homeport.domain.log import comments, posts
from homeport.domain.timeman import workday
from homeport.domain.vote import polls

ROUND, TASTING = "Monday round", "Choose the caterer"
WEEKLY = {"FREQ": "WEEKLY", "INTERVAL": 1, "BYDAY": "MO"}
POST = {
    "POST_TITLE": "What shall we serve at the open house?",
    "POST_MESSAGE": "The caterer wants to know by Friday.",
    "DEST": ["UA"],
    "UF_BLOG_POST_VOTE": "n0",
    "UF_BLOG_POST_VOTE_N0_DATA": {
        "QUESTIONS": [
            {
                "QUESTION": "What shall we serve?",
                "ANSWERS": [{"MESSAGE": "Fish rolls"}, {"MESSAGE": "Soup"}, {"MESSAGE": "Both"}],
            }
        ]
    },
}
CHOICES = ((3, 2), (4, 0), (6, 2))
"""Who has voted, and for which answer."""


def add_days(author: Author) -> None:
    """All of them."""
    _add_events(author)
    _work(author)
    _add_news(author)


def _add_events(author: Author) -> None:
    monday = morning(-7) - timedelta(minutes=30)
    entries.add(
        author.acting(2, monday),
        GROUP,
        SALES_FLOOR,
        {"name": ROUND, "location": "Small meeting room", **_times(monday, 30), "rrule": WEEKLY},
    )
    met = morning(2, 300)
    number = entries.add(
        author.acting(1, morning(-3)),
        USER,
        1,
        {"name": TASTING, **_times(met, 60), "is_meeting": "Y", "attendees": [1, 2, 5]},
    )
    attendance.answer(author.acting(2, morning(-3, 60)), number, "Y")
    leave = TODAY + timedelta(days=10)
    holiday = {"name": "Holiday", "accessibility": "absent", **_whole_days(leave, 4)}
    entries.add(author.acting(6, morning(-3)), USER, 6, holiday)


def _times(begins: datetime, minutes: int) -> dict[str, str]:
    return {"from": begins.isoformat(), "to": (begins + timedelta(minutes=minutes)).isoformat()}


def _whole_days(first: datetime, days: int) -> dict[str, str]:
    return {
        "from": first.date().isoformat(),
        "to": (first + timedelta(days=days - 1)).date().isoformat(),
        "skip_time": "Y",
    }


def _work(author: Author) -> None:
    """The salesperson has worked two days, by the clock of where the portal is: a day ends on the date of its start."""
    for day, report in ((-4, "Called all of the first list."), (-3, "Offers, and the second list.")):
        opened = morning(day).replace(tzinfo=author.zone)
        workday.begin(author.acting(3, opened), 3, workday.Said())
        workday.end(author.acting(3, opened + timedelta(minutes=510)), 3, workday.Said(report=report))


def _add_news(author: Author) -> None:
    """A post that asks something, with a poll in which some have voted."""
    post = posts.add(author.acting(2, morning(-4, 30)), POST)
    poll = polls.of_entity(author.acting(2, morning(-4, 30)).tx, post)
    assert poll is not None
    for user, place in CHOICES:
        ctx = author.acting(user, morning(-4, 60 + user))
        question = polls.questions(ctx.tx, poll["ID"])[0]["ID"]
        polls.vote(ctx, poll, {str(question): [str(polls.answers(ctx.tx, poll["ID"])[place]["ID"])]})
    comments.add(author.acting(5, morning(-4, 90)), post, 5, "Fish rolls are gone in ten minutes.", [])
