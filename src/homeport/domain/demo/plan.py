"""Who and what the demo portal knows, before any of it is written: records are numbered from 1 in the order given
here, which is how the store numbers them in a new portal.
"""

from datetime import datetime
from typing import NamedTuple

from homeport.domain.demo import words
from homeport.domain.demo.calendar import morning

DELIVERY = 130
"""The type id of the smart process."""

CONTACTS_AT_COMPANIES = 110
CURRENCIES = ("EUR", "EUR", "EUR", "USD", "EUR", "GBP")
DEAL_STAGES = (
    "EXECUTING",
    "WON",
    "NEW",
    "PREPARATION",
    "LOSE",
    "FINAL_INVOICE",
    "PREPAYMENT_INVOICE",
    "WON",
    "APOLOGY",
)
CLOSED_STAGES = ("WON", "LOSE", "APOLOGY")
INVOICED_STAGES = ("PREPAYMENT_INVOICE", "FINAL_INVOICE", "WON")
DELIVERED_STAGES = ("EXECUTING", "FINAL_INVOICE", "WON")
RESPONSIBLE = (3, 1, 4, 2, 6, 5)
"""Records go round among the users, beginning with the salesperson Clara Mast."""


class Person(NamedTuple):
    """A contact, or the person behind a lead.

    :param company: the company's number; 0 for none
    """

    number: int
    name: str
    last_name: str
    honorific: str
    phone: str
    email: str
    company: int


class Sale(NamedTuple):
    """What a lead asks for and a deal sells."""

    number: int
    goods: str
    price: float
    currency: str
    company: int
    contacts: tuple[int, ...]

    @property
    def customer(self) -> str:
        """The company's name."""
        return words.COMPANIES[self.company - 1][0]

    @property
    def title(self) -> str:
        """``Mooring lines for Tidewell Boatworks``."""
        return f"{self.goods} for {self.customer}"


def pick(among: tuple[str, ...], number: int) -> str:
    """The entry for a record: they go round."""
    return among[(number - 1) % len(among)]


def responsible(number: int) -> int:
    """Who is responsible for a record."""
    return RESPONSIBLE[(number - 1) % len(RESPONSIBLE)]


def opened(number: int) -> str:
    """Whether a record may be read by whoever may read open ones."""
    return "N" if number % 4 == 2 else "Y"


def made(number: int, of: int) -> datetime:
    """When a record was made: in the four months before the last two, one after the other, in working hours."""
    return morning(-150 + 88 * number // of, 35 * number % 480)


def _person(number: int, place: int, company: int, phone: int) -> Person:
    name = words.FIRST_NAMES[place % len(words.FIRST_NAMES)]
    last_name = words.LAST_NAMES[7 * place % len(words.LAST_NAMES)]
    return Person(
        number,
        name,
        last_name,
        (words.MRS, words.MR)[place % 2],
        words.PHONE.format(number=phone),
        f"{name}.{last_name}@example.test".lower().replace("ü", "ue").replace("ö", "oe"),
        company,
    )


def _contact(number: int) -> Person:
    company = (number - 1) % len(words.COMPANIES) + 1 if number <= CONTACTS_AT_COMPANIES else 0
    return _person(number, number - 1, company, 100 + number)


def _sale(number: int) -> Sale:
    goods, price = words.GOODS[(number - 1) % len(words.GOODS)]
    company = (number - 1) % len(words.COMPANIES) + 1
    staff = [person.number for person in CONTACTS if person.company == company]
    currency = pick(CURRENCIES, number)
    return Sale(number, goods, price, currency, company, tuple(staff[: 1 + number % 3]))


CONTACTS = tuple(_contact(number) for number in range(1, 131))
DEALS = tuple(_sale(number) for number in range(1, 61))

CONVERTED = 20
"""The first leads became the first deals."""

LEADS = (*DEALS[:CONVERTED], *(_sale(number) for number in range(41, 61)))
"""Lead 21 is about what ``LEADS[20]`` says, and so on."""

LEAD_PEOPLE = tuple(_person(number, len(CONTACTS) + number - 1, 0, 300 + number) for number in range(1, 41))


def _in_stages(stages: tuple[str, ...], count: int) -> tuple[int, ...]:
    return tuple(sale.number for sale in DEALS if pick(DEAL_STAGES, sale.number) in stages)[:count]


QUOTED = tuple(range(1, 60, 6))
"""The deals that have a quote: quote 1 is for the first of them."""

INVOICED = _in_stages(INVOICED_STAGES, 10)
"""The deals that have an invoice."""

DELIVERED = _in_stages(DELIVERED_STAGES, 20)
"""The deals that have a delivery, which is an item of the smart process."""
