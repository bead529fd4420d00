"""Operating time: how long each method ran for each credential, in ten one-minute buckets.

Source: ``limits.md``, "Resource Intensity Limits". A bucket leaves the window ten minutes after its first call.
"""

import threading

BUCKET_SECONDS = 60
WINDOW_SECONDS = 600


class Operating:
    """The buckets of one portal in this process."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], list[list[float]]] = {}
        self._lock = threading.Lock()  # batches run on other threads than single calls

    def bill(self, key: str, method: str, started: float, seconds: float) -> tuple[float, int]:
        """Account a call.

        :param key: the credential's key
        :param started: when the call began, seconds since 1970 on the portal's clock
        :param seconds: how long the method ran
        :return: seconds in the window with this call, and when the oldest bucket leaves it
        """
        with self._lock:
            buckets = self._buckets.get((key, method))
            if buckets is None:
                buckets = self._buckets[key, method] = []
            while buckets and started - buckets[0][0] >= WINDOW_SECONDS:
                del buckets[0]
            if buckets and started // BUCKET_SECONDS == buckets[-1][0] // BUCKET_SECONDS:
                buckets[-1][1] += seconds
            else:
                buckets.append([started, seconds])
            total = buckets[0][1] if len(buckets) == 1 else sum(bucket[1] for bucket in buckets)
            return total, int(buckets[0][0]) + WINDOW_SECONDS
