"""What Harbour Trading says of its records beside their own fields: two things of deals, one of companies."""

from typing import Any, NamedTuple

from homeport.core import owner
from homeport.domain.crm.record.user_fields import home_of
from homeport.domain.demo.author import Author
from homeport.domain.demo.calendar import OPENING
from homeport.domain.user_fields import defining

QUAY, CHANNEL, BERTHS = "UF_CRM_QUAY", "UF_CRM_CHANNEL", "UF_CRM_BERTHS"
CHANNELS = ("Boat show", "Harbour office", "By word of mouth")


class Fields(NamedTuple):
    """The fields that there are.

    :param channels: the numbers of what a deal may have been met through
    """

    channels: tuple[int, ...]

    def of_deal(self, number: int) -> dict[str, Any]:
        """What is said of a deal; of some nothing."""
        if number % 3 == 0:
            return {}
        return {QUAY: f"Pier {number % 7 + 1}", CHANNEL: self.channels[number // 2 % len(CHANNELS)]}

    def of_company(self, number: int) -> dict[str, Any]:
        """What is said of a company."""
        return {BERTHS: 4 * number} if number % 2 else {}


def add_user_fields(author: Author) -> Fields:
    """Make the fields."""
    ctx = author.acting(1, OPENING)
    deals, companies = home_of(ctx.tx, owner.DEAL), home_of(ctx.tx, owner.COMPANY)
    defining.add(ctx, deals, {"FIELD_NAME": QUAY, "USER_TYPE_ID": "string", "EDIT_FORM_LABEL": "Quay"}, shown="Y")
    counted = {"FIELD_NAME": BERTHS, "USER_TYPE_ID": "integer", "EDIT_FORM_LABEL": "Berths"}
    defining.add(ctx, companies, counted, shown="Y")
    listed = [{"VALUE": name, "SORT": 10 * place} for place, name in enumerate(CHANNELS, 1)]
    asked = {"FIELD_NAME": CHANNEL, "USER_TYPE_ID": "enumeration", "EDIT_FORM_LABEL": "Met through", "LIST": listed}
    channel = defining.add(ctx, deals, asked, shown="Y")
    return Fields(tuple(item.id for item in channel.items))
