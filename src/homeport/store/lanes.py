"""Lanes of long reads: places in which they run, given out in turns to those who ask.

Whoever asks for little waits for little, however much others ask for. Each key, a credential mostly, has a queue of its
own, and the queues are served one after the other. A key has only so many reads begun; one of several steps gives its
place away between them; and a place is kept for those whose reads have been short, which are told from long ones by how
they compare with those that run now. See ``docs/adr/0020-lanes-fair-by-credential.md``.
"""

import threading
from collections import deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future, wait
from functools import partial
from time import perf_counter
from typing import Any, TypeVar

from homeport.store.lane_threads import LaneThread
from homeport.store.outcomes import fail
from homeport.store.pool import Use

T = TypeVar("T")

QUICK = 1
"""Places for short reads alone."""
BEGUN = 12
"""Reads that are begun at most, with those that have given way: each has a thread and a connection."""
LONG_BEGUN = 5
"""Of them those whose keys are known for long ones: a batch is begun until it ends, and others shall find room."""
OWN = 2
"""Reads of one key that are begun at most; while others wait, one, unless it is known for short ones."""
SHORT_SECONDS = 0.01
"""How long a step may take that is short however long those of others are."""
SHORTER = 4
"""How many times as long the longest of the others is, where one is short beside them."""
STUCK_SECONDS = 0.5
"""How long a step may take, whatever it waits for, before it is taken for a long one while it runs."""
STEP_SECONDS = 0.005
"""How long a place is kept at least: to give it away costs something too."""
LOOK_SECONDS = 0.05
"""How often reads that run are looked at."""
IDLE_LOOKS = 100
"""After how many looks at nothing the thread ends that looks."""
_REMEMBERED = 1_000
"""Keys of which is known how long their reads have taken lately."""
_NEWEST = 0.3
"""What the latest step counts in that, beside those before."""


class Place:
    """Where a read runs.

    :ivar look: is called now and then while it runs, in another thread, and waits for nothing
    """

    __slots__ = ("_lanes", "begun", "future", "gate", "job", "key", "long", "look", "since", "thread", "worked")

    def __init__(self, lanes: "Lanes", key: Hashable, job: "Callable[[Place], Any]") -> None:
        self._lanes = lanes
        self.key = key
        self.job = job
        self.future: Future[Any] = Future()
        self.gate = threading.Event()
        self.begun = False
        self.long = False
        self.since = self.worked = 0.0
        self.thread: LaneThread | None = None
        self.look: Callable[[], None] | None = None

    def give_way(self) -> None:
        """Between two steps: let others run whose turn it is."""
        if perf_counter() - self.since >= STEP_SECONDS:
            self._lanes.give_way(self)

    def stop_looking(self) -> None:
        """Have ``look`` called no more; where it is being called, this waits for it."""
        self._lanes.stop_looking(self)


class Lanes:
    """Places, those who run, and those who wait.

    :param name: what the names of their threads begin with
    :param long: places for all reads, long ones too; :data:`QUICK` more are for short ones alone
    :param works: whether reads are work for this process: they are measured by that then, so that a busy machine does
        not make short ones long
    """

    def __init__(self, name: str, long: int, *, works: bool = False) -> None:
        self._name = name
        self._long = long
        self._works = works
        self.places = long + QUICK
        self._idle: list[LaneThread] = []
        self._lock = threading.Lock()
        self._waiting: dict[Hashable, deque[Place]] = {}
        self._held: dict[Hashable, int] = {}
        self._begun: set[Place] = set()
        self._running: set[Place] = set()
        self._means: dict[Hashable, float] = {}
        self._looking: threading.Thread | None = None
        self._closed = False
        self._over = threading.Event()

    def submit(self, key: Hashable, job: Callable[[Place], T]) -> "Future[T]":
        """Have a read run in a thread, in its turn.

        :param key: for whom
        :raises RuntimeError: when the lanes are closed
        """
        place = Place(self, key, job)
        with self._lock:
            if self._closed:
                raise RuntimeError("the lanes are closed")
            self._waiting.setdefault(key, deque()).append(place)
            self._serve()
        return place.future

    def give_way(self, place: Place) -> None:
        """Let others have the place of a read; returns when it has one again."""
        with self._lock:
            self._note(place)
            if not self._waiting:
                self._begin_step(place)
                return
            self._running.remove(place)
            place.gate.clear()
            self._waiting.setdefault(place.key, deque()).appendleft(place)
            self._serve()
        place.gate.wait()

    def stop_looking(self, place: Place) -> None:
        """See :meth:`Place.stop_looking`."""
        with self._lock:
            place.look = None

    def use(self) -> Use:
        """How much is in use."""
        with self._lock:
            running = len(self._running)
            return Use(running, max(self.places - running, 0), sum(map(len, self._waiting.values())))

    def close(self) -> None:
        """Refuse further reads, and wait for those that there are. May be called twice."""
        with self._lock:
            self._closed = True
            left = [place.future for queue in self._waiting.values() for place in queue]
            left += [place.future for place in self._begun]
            looking = self._looking
        wait(left)
        self._over.set()
        if looking is not None:
            looking.join()
        for thread in self._idle:
            thread.end(wait=True)
        self._idle.clear()

    # With the lock held

    def _serve(self) -> None:
        """Give away the places that are free."""
        while (place := self._next()) is not None:
            if not place.begun:
                if not place.future.set_running_or_notify_cancel():  # its caller has gone
                    continue
                self._begin(place)
            self._put(place, place.long)
            self._begin_step(place)
            self._running.add(place)
            place.gate.set()

    def _put(self, place: Place, long: bool) -> None:
        """Where it belongs: long ones let all else of the machine go first."""
        place.long = long
        if long and place.thread is not None:
            place.thread.step_back()

    def _begin(self, place: Place) -> None:
        place.begun = True
        self._begun.add(place)
        self._held[place.key] = self._held.get(place.key, 0) + 1
        place.thread = self._idle.pop() if self._idle and not place.long else LaneThread(self._name)
        place.thread.run(partial(self._work, place))
        if self._looking is None:
            self._looking = threading.Thread(target=self._look, name=f"{self._name}-look", daemon=True)
            self._looking.start()

    def _next(self) -> Place | None:
        """The one whose turn it is; its key is then the last."""
        longest = self._longest()
        running = len(self._running)
        long = sum(place.long for place in self._running)
        is_free = running < self.places
        if not is_free and running - long >= QUICK:
            return None
        for key, queue in self._waiting.items():
            mean = self._means.get(key)
            is_long = mean is not None and _is_long(mean, longest)
            if is_long and not (is_free and long < self._long):
                continue
            if not queue[0].begun and not self._may_begin(key, is_long, is_known=mean is not None):
                continue
            place = queue.popleft()
            del self._waiting[key]
            if queue:
                self._waiting[key] = queue
            place.long = is_long
            return place
        return None

    def _may_begin(self, key: Hashable, is_long: bool, *, is_known: bool) -> bool:
        if (is_long or not is_known) and len(self._waiting) > 1 and key in self._held:
            return False
        most = LONG_BEGUN if is_long else BEGUN if is_known else BEGUN - QUICK
        return len(self._begun) < most and self._held.get(key, 0) < OWN

    def _longest(self) -> float:
        """The longest step that runs, or that those take who run and wait."""
        running = (self._time(place) - place.worked for place in self._running)
        return max((*running, *(self._means.get(key, 0.0) for key in (*self._held, *self._waiting))), default=0.0)

    def _begin_step(self, place: Place) -> None:
        place.since, place.worked = perf_counter(), self._time(place)

    def _time(self, place: Place) -> float:
        """By which steps of a read that runs are measured."""
        return place.thread.worked() if self._works and place.thread is not None else perf_counter()

    def _note(self, place: Place) -> None:
        """A step has ended."""
        took = self._time(place) - place.worked
        mean = self._means.pop(place.key, took)
        self._means[place.key] = mean + (took - mean) * _NEWEST
        if len(self._means) > _REMEMBERED:
            del self._means[next(iter(self._means))]

    def _let_go(self, thread: LaneThread | None) -> None:
        """Keep a thread for the next, unless it has stepped back."""
        if thread is not None and not thread.is_behind:
            self._idle.append(thread)
        elif thread is not None:
            thread.end()

    # In threads

    def _work(self, place: Place) -> None:
        result: Any = None
        failure: BaseException | None = None
        try:
            result = place.job(place)
        except BaseException as error:  # also what ends a program is its caller's, not this thread's
            failure = error
        with self._lock:
            self._note(place)
            self._running.remove(place)
            self._begun.remove(place)
            self._held[place.key] -= 1
            if not self._held[place.key]:
                del self._held[place.key]
            self._let_go(place.thread)
            self._serve()
        if failure is None:
            place.future.set_result(result)
        else:
            fail(place.future, failure)
            del failure, place  # its traceback has this frame, which must not lead back to it

    def _look(self) -> None:
        idle = 0
        while not self._over.wait(LOOK_SECONDS):
            with self._lock:
                idle = 0 if self._begun else idle + 1
                if idle > IDLE_LOOKS:
                    self._looking = None
                    return
                self._look_once()

    def _look_once(self) -> None:
        """Let those that turn out long leave the places of short ones, and do what they want done now and then."""
        longest, now = self._longest(), perf_counter()
        for place in self._running:
            is_long = _is_long(self._time(place) - place.worked, longest) or now - place.since > STUCK_SECONDS
            self._put(place, place.long or is_long)
            if place.look is not None:
                place.look()
        self._serve()


def _is_long(seconds: float, longest: float) -> bool:
    return seconds > SHORT_SECONDS and seconds * SHORTER > longest
