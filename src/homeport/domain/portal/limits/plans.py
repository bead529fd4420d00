"""What a portal's plan allows.

Source: ``limits.md``; the codes of licences: ``api-reference/common/system/app-info.md``.
"""

from typing import NamedTuple

from homeport.domain.portal import settings
from homeport.store import Transaction

MAX_SMART_PROCESSES = 150


class Rate(NamedTuple):
    """A leaky bucket.

    :param bucket: requests it holds; the one that would make it overflow is refused
    :param leak: requests that leave it in a second
    """

    bucket: int
    leak: float


class Plan(NamedTuple):
    """A plan.

    :param license: how ``app.info`` calls it, after the language's prefix
    :param rest: whether REST may be used at all
    :param rate: the bucket for requests of one source address; None: unlimited
    :param operating: seconds that a method may take in ten minutes; None: unlimited
    :param smart_processes: how many types of one's own there may be
    :param recurring: whether records may be made again and again by templates
    """

    license: str
    rest: bool = True
    rate: Rate | None = None
    operating: float | None = None
    smart_processes: int = MAX_SMART_PROCESSES
    recurring: bool = True


_COMMON = Rate(50, 2)
_ENTERPRISE = Rate(250, 5)
_OPERATING = 480.0

PLANS = {
    "unlimited": Plan("ent10000"),
    "free": Plan("project", rest=False, rate=_COMMON, operating=_OPERATING, smart_processes=0, recurring=False),
    "basic": Plan("basic", rate=_COMMON, operating=_OPERATING, smart_processes=0, recurring=False),
    "standard": Plan("std", rate=_COMMON, operating=_OPERATING),
    "professional": Plan("pro100", rate=_COMMON, operating=_OPERATING),
    "enterprise": Plan("ent250", rate=_ENTERPRISE, operating=_OPERATING),
}
"""By the code that ``--plan`` and the settings take."""


def plan_of(tx: Transaction) -> Plan:
    """The portal's plan."""
    return PLANS[settings.read(tx).plan]
