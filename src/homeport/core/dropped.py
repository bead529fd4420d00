"""What a call named in vain: names and entries that are ignored, as on a real portal, and noted for whoever asks."""

from typing import Protocol

import msgspec

MAX_DROPPED = 50
"""Of a request; what goes beyond is not noted."""
MAX_NAME = 100
"""Letters that are kept of a name."""

UNKNOWN = "unknown"
"""There is no such name there."""
READ_ONLY = "read-only"
"""Callers do not write that field, or not any more."""
UNFIT = "unfit"
"""It cannot be used as it is."""


class Dropped(msgspec.Struct, frozen=True):
    """A name that was ignored.

    :param part: where it stood: ``fields``, ``filter``, ``select``, ``order``
    :param name: as the client wrote it, at most :data:`MAX_NAME` letters
    :param why: ``unknown``, ``read-only``, ``unfit``
    :param command: of a batch, the key of the command
    """

    part: str
    name: str
    why: str
    command: str = ""

    def __str__(self) -> str:
        of = f" of {self.command}" if self.command else ""
        return f"{self.name} in {self.part}{of} ({self.why})"


class Noting(Protocol):
    """Keeps notes of what was dropped, and knows how the portal was called."""

    @property
    def address(self) -> str:
        """Where the caller has reached the portal, without a slash at the end; empty when it is called from within."""

    @property
    def source(self) -> str:
        """The network address that the call came from; empty when it came from within."""

    def drop(self, part: str, name: str, why: str) -> None:
        """Note a name; as :meth:`homeport.core.ctx.Ctx.drop`."""


def cut(name: str) -> str:
    """A name as it is kept."""
    return name if len(name) <= MAX_NAME else name[: MAX_NAME - 1] + "…"
