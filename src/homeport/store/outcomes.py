"""How those who wait for jobs hear what came of them."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Awaited(Generic[T]):
    """What a task of an event loop waits for, and a thread gives: as much as that needs of a future of threads, which
    takes several locks and wakes the loop for each.

    To be made where it is waited for.
    """

    __slots__ = ("future", "loop")

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self.loop.create_future()

    def set_running_or_notify_cancel(self) -> bool:
        """Whether its job is to be begun: whoever waits has not gone."""
        return not self.future.cancelled()


Waiting = Future[Any] | Awaited[Any]
"""Who waits for a job: a thread, or a task of an event loop."""
Told = tuple[Waiting, Any, BaseException | None]
"""Who is told of a job, what came of it, and how it failed."""


def settle(outcomes: Sequence[Told]) -> None:
    """Tell those who wait for jobs how they went; those of an event loop all at once."""
    of_loops: dict[asyncio.AbstractEventLoop, list[tuple[asyncio.Future[Any], Any, BaseException | None]]] = {}
    for waiting, result, error in outcomes:
        if isinstance(waiting, Awaited):
            of_loops.setdefault(waiting.loop, []).append((waiting.future, result, error))
        elif error is None:
            waiting.set_result(result)
        else:
            fail(waiting, error)
    for loop, those in of_loops.items():
        try:
            loop.call_soon_threadsafe(tell, those)
        except RuntimeError:
            if not loop.is_closed():  # else nobody waits any more
                raise


def tell(outcomes: Sequence[tuple["asyncio.Future[Any]", Any, BaseException | None]]) -> None:
    """Tell those who wait in this event loop how their jobs went."""
    for future, result, error in outcomes:
        if future.done():
            continue  # whoever waited has gone
        if error is None:
            future.set_result(result)
        else:
            fail(future, error)


def fail(future: "Future[Any] | asyncio.Future[Any]", error: BaseException) -> None:
    """Tell whoever waits for a job that it failed.

    Whoever waits in an event loop cannot be told of the end of an iteration: asyncio refuses it, and they would wait
    for ever. They are told of a mistake, which it is.
    """
    if isinstance(error, StopIteration):
        mistake = RuntimeError("a job ended an iteration that it had not begun")
        mistake.__cause__ = error
        error = mistake
    future.set_exception(error)
