"""What several share that is only had so often, and how much of it is in use."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Use(NamedTuple):
    """How much of a pool is in use, and how many wait for some of it."""

    used: int
    free: int
    waiting: int


def together(uses: Iterable[Use]) -> Use:
    """Several as one."""
    return Use(*map(sum, zip(Use(0, 0, 0), *uses, strict=True)))


class Threads(ThreadPoolExecutor):
    """Threads that run jobs.

    :param most: how many there are at most
    :param name: what theirs begin with
    """

    def __init__(self, most: int, name: str) -> None:
        super().__init__(most, name)
        self._most = most
        self._jobs = 0
        self._counting = threading.Lock()

    def submit(self, job: Callable[..., T], /, *args: Any, **kwargs: Any) -> "Future[T]":
        future = super().submit(job, *args, **kwargs)
        self._count(1)
        future.add_done_callback(lambda _: self._count(-1))
        return future

    def _count(self, jobs: int) -> None:
        with self._counting:
            self._jobs += jobs

    def use(self) -> Use:
        """How many are in use."""
        used = min(self._jobs, self._most)
        return Use(used, self._most - used, self._jobs - used)


class Places:
    """Places of which each is held by one at a time.

    :param most: how many there are
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._used = 0
        self._waiting = 0
        self._changed = threading.Condition()

    def acquire(self, timeout: float) -> bool:
        """Take one; whether there was one in time."""
        with self._changed:
            self._waiting += 1
            try:
                taken = self._changed.wait_for(lambda: self._used < self._most, timeout)
            finally:
                self._waiting -= 1
            self._used += taken
            return taken

    def release(self) -> None:
        """Give one back."""
        with self._changed:
            self._used -= 1
            self._changed.notify()

    def use(self) -> Use:
        """How many are held."""
        return Use(self._used, self._most - self._used, self._waiting)
