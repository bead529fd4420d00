"""What a test lets happen to a handler's calls: the same each time, by a seed."""

import random
from typing import Annotated

import msgspec

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Trouble(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What goes wrong with the calls to a handler.

    :param delay: seconds of the portal's clock that a call waits
    :param reorder: seconds of the portal's clock within which calls may overtake each other
    :param drop: how many of them are not sent, of 1
    :param duplicate: how many of them are sent twice, of 1
    :param seed: another one is another choice
    """

    delay: Annotated[float, msgspec.Meta(ge=0, le=86_400)] = 0.0
    reorder: Annotated[float, msgspec.Meta(ge=0, le=86_400)] = 0.0
    drop: Share = 0.0
    duplicate: Share = 0.0
    seed: Annotated[int, msgspec.Meta(ge=-(2**31), le=2**31 - 1)] = 0

    def wait(self, call: str) -> float:
        """Seconds that a call waits.

        :param call: what it tells
        """
        return self.delay + self.reorder * self._chance("reorder", call)

    def drops(self, call: str) -> bool:
        """Whether a call is not sent."""
        return self._chance("drop", call) < self.drop

    def duplicates(self, call: str) -> bool:
        """Whether a call is sent twice."""
        return self._chance("duplicate", call) < self.duplicate

    def _chance(self, what: str, call: str) -> float:
        return random.Random(f"{self.seed} {what} {call}").random()  # noqa: S311  it is no secret, it is to be the same


NONE = Trouble()


def read(stored: str) -> Trouble:
    """What is stored of a handler."""
    return msgspec.json.decode(stored, type=Trouble) if stored else NONE


def written(trouble: Trouble) -> str:
    """As it is stored; empty for none."""
    given = msgspec.structs.asdict(trouble)
    said = {name: value for name, value in given.items() if value != getattr(NONE, name)}
    return msgspec.json.encode(said).decode() if said else ""
