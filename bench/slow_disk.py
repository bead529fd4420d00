"""``homeport`` as it would be on a disk that needs 5 ms more to make a commit durable, as many do that are far away.

The pause is where the disk would have it: in the writer, after a commit and before anybody is told of it.
"""

import time

from homeport.__main__ import main
from homeport.store.meters import Meters

SECONDS = 0.005

_committed = Meters.committed


def _slowly(meters: Meters, seconds: float, writes: int) -> None:
    time.sleep(SECONDS)
    _committed(meters, seconds + SECONDS, writes)


if __name__ == "__main__":
    Meters.committed = _slowly  # type: ignore[method-assign]
    main()
