"""The demo portal: deterministic, invented, the same rows on every start from nothing.

Harbour Trading sells what ships need. Its salesperson, Clara Mast, may read her own leads, all companies, and of
everything else what is her department's or open to all; so lists and bindings look different to her. What its people do
is made as by the methods, in their names and at the moments when it happened; activities and comments of records are
written in bulk.
"""

from homeport.core.clock import Clock
from homeport.domain.demo import records, tasks
from homeport.domain.demo.activities import add_activities
from homeport.domain.demo.author import Author
from homeport.domain.demo.bookings import add_bookings
from homeport.domain.demo.calendar import DemoClock
from homeport.domain.demo.comments import add_comments
from homeport.domain.demo.days import add_days
from homeport.domain.demo.documents import add_documents
from homeport.domain.demo.goods import add_goods
from homeport.domain.demo.groups import add_groups, add_scrum
from homeport.domain.demo.people import add_people
from homeport.domain.demo.requisites import add_requisites
from homeport.domain.demo.shop import add_shop
from homeport.domain.demo.user_fields import add_user_fields
from homeport.domain.portal import settings
from homeport.store import Transaction


def load(tx: Transaction, clock: Clock, *, work: bool = True) -> None:
    """Fill a new portal.

    :param clock: the portal's; only its time zone counts, so that the same rows result on any day
    :param work: whether people work there: on tasks, in groups, by calendars, with fields and documents of their own.
        Without, there are people, goods and records
    """
    calendar = DemoClock(clock.zone.key)
    author = Author(tx, calendar)
    add_people(tx, calendar)
    added = add_user_fields(author) if work else None
    add_goods(author)
    records.add_companies(author, added)
    add_requisites(author)
    records.add_contacts(author)
    records.add_leads(author)
    records.add_deals(author, tx, added)
    records.add_recurring(author, tx)
    records.add_quotes(author)
    records.add_invoices(author, tx)
    records.add_deliveries(author, tx)
    add_shop(author)
    add_activities(tx)
    add_comments(tx)
    if work:
        _add_work(author, tx)
    settings.change(tx, {"one_click_sign_in": True})


def _add_work(author: Author, tx: Transaction) -> None:
    add_documents(author)
    add_groups(author)
    tasks.add_tasks(author)
    add_scrum(author)
    tasks.number_all(tx)
    add_days(author)
    add_bookings(author)
