"""People are told of their calls by notices: one for each call, which says more when it has ended."""

from homeport.core.ctx import Ctx
from homeport.domain.im import notices
from homeport.domain.telephony.words import said_of


def notify(ctx: Ctx, user: int, call_id: str, kind: int, number: str, duration: int | None = None) -> None:
    """Tell somebody of a call, in place of what was told of it before.

    :param duration: seconds; None while it lasts
    """
    tag = f"VOXIMPLANT|CALL|{call_id}"
    notices.tell(ctx, user, said_of(kind, number, duration), tag, module="voximplant", event="call")
