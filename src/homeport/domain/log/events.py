"""Events of the news feed.

Source: ``api-reference/log/events/``.
"""

from collections.abc import Iterable, Iterator

from homeport.core.ctx import Ctx
from homeport.domain.events.emission import tell
from homeport.domain.records.collection import ADD, DELETE, UPDATE

LOG = "log"
"""The scope that an application needs to be told."""
POST = "ONLIVEFEEDPOST{verb}"


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of the news feed."""
    yield from (POST.format(verb=verb) for verb in (ADD, UPDATE, DELETE))


def told(ctx: Ctx, verb: str, post: int) -> None:
    """Tell applications of what happened to a post."""
    tell(ctx, (POST.format(verb=verb),), {"FIELDS": {"POST_ID": post}}, LOG)
