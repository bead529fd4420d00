"""The demo portal: deterministic, invented, the same rows on every start from nothing.

Harbour Trading sells what ships need. Its salesperson, Clara Mast, may read her own leads, all companies, and of
everything else what is her department's or open to all; so lists and bindings look different to her.
"""

from collections.abc import Iterable

from homeport.core.clock import Clock
from homeport.domain.demo import records
from homeport.domain.demo.activities import add_activities
from homeport.domain.demo.calendar import DemoClock
from homeport.domain.demo.comments import add_comments
from homeport.domain.demo.goods import add_goods
from homeport.domain.demo.people import add_people
from homeport.domain.demo.requisites import add_requisites
from homeport.domain.demo.shop import add_shop
from homeport.domain.portal import settings
from homeport.domain.portal.credentials import webhooks
from homeport.store import Transaction


def load(tx: Transaction, clock: Clock) -> None:
    """Fill a new portal.

    :param clock: the portal's; only its time zone counts, so that the same rows result on any day
    """
    calendar = DemoClock(clock.zone.key)
    author = records.Author(tx, calendar)
    add_people(tx, calendar)
    add_goods(author)
    records.add_companies(author)
    add_requisites(author)
    records.add_contacts(author)
    records.add_leads(author)
    records.add_deals(author, tx)
    records.add_recurring(author, tx)
    records.add_quotes(author)
    records.add_invoices(author, tx)
    records.add_deliveries(author, tx)
    add_shop(author)
    add_activities(tx)
    add_comments(tx)
    settings.change(tx, {"one_click_sign_in": True})


def add_webhooks(tx: Transaction, clock: Clock, key: bytes, scopes: str, codes: Iterable[tuple[int, str]]) -> None:
    """Store the demo webhooks.

    :param codes: (user id, code) pairs
    """
    for user_id, code in codes:
        webhooks.add(tx, clock, key, user_id, scopes, code=code, title="Demo", expires=None)
