"""Threads of lanes: used again, unless they were told to let all others of the machine go first.

A thread can be made to step back, and not to step forward again without a privilege; so one that has ends with its job.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue

NICENESS = 5
"""What is added to that of a thread that steps back: where processors are short it has about a third of what others
have."""


class LaneThread:
    """A thread that runs jobs, one after the other.

    :param name: what it is called
    """

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()
        self.is_behind = False
        """Whether it has stepped back."""

    def run(self, job: Callable[[], None]) -> None:
        """Begin a job, which catches its own errors."""
        self._jobs.put(job)

    def step_back(self) -> None:
        """Let all others go first, from now on."""
        if not self.is_behind:
            self.is_behind = True
            if sys.platform == "linux" and self._thread.native_id is not None:
                os.setpriority(os.PRIO_PROCESS, self._thread.native_id, NICENESS)

    def worked(self) -> float:
        """Seconds of a processor that it has had; only while it runs."""
        assert self._thread.ident is not None
        return time.clock_gettime(time.pthread_getcpuclockid(self._thread.ident))

    def end(self, *, wait: bool = False) -> None:
        """Have it end after its job."""
        self._jobs.put(None)
        if wait:
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
            del job  # nothing of it is kept while it waits for the next
