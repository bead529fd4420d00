"""Who reads polls: whoever reads what they are shown with."""

from homeport.core.ctx import Ctx
from homeport.domain.files import doors
from homeport.domain.vote.polls import BLOG, IM, Row

KINDS = {BLOG: "blog_post", IM: "im_message"}
"""What a module calls that, as files say what they are shown with."""


def reads(ctx: Ctx, poll: Row) -> bool:
    """Whether the caller reads a poll."""
    return doors.is_shown(ctx, KINDS[poll["MODULE"]], poll["ENTITY_ID"])
