"""How those who wait for a job hear that it failed."""

import asyncio
from concurrent.futures import Future
from typing import Any


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
