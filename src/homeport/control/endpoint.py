"""What an endpoint of the control plane is: a function, and what its signature says of how it is asked.

From the same signature come validation and the OpenAPI document: ``query`` is a Struct of query parameters, ``body``
one of the JSON body, ``upload`` a file, every other name a part of the path.
"""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar, get_type_hints

import msgspec

from homeport.domain.portal.portal import Portal
from homeport.portals.folder import DataFolder
from homeport.store import Transaction
from homeport.store.meters import Meters

T = TypeVar("T")

JSON = "application/json"


class Portals(Protocol):
    """The portals that a server has open."""

    stopping: bool
    """Whether the server was told to stop."""
    closing: bool
    """Whether this process is about to stop."""
    meters: Meters
    """What the server counts of itself."""

    def turn(self, job: Callable[[], T]) -> Awaitable[T]:
        """Run a job that asks for portals and reads of them."""

    def current(self, name: str) -> Portal:
        """A portal by its name, as it is stored now; within a turn."""


class Plane(NamedTuple):
    """The whole server, as endpoints see it."""

    folder: DataFolder
    portals: Portals


class Chosen(NamedTuple):
    """The portal that a request is about: ``?portal=`` names it, else the default one."""

    plane: Plane
    portal: Portal

    @property
    def folder(self) -> DataFolder:
        """The data folder."""
        return self.plane.folder

    @property
    def name(self) -> str:
        """The portal's name."""
        return self.portal.name

    def read(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a read transaction."""
        with self.portal.store.snapshot() as tx:
            return job(tx)

    def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a write transaction; every worker's next answer knows of it."""
        return self.portal.store.write_now(job)


class Refusal(Exception):  # noqa: N818  it is an answer
    """A request that is refused.

    :param code: for programs
    :param message: what is wrong, and what to do
    """

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def not_there(message: str) -> Refusal:
    """The refusal of what names something that there is not."""
    return Refusal(404, "not_found", message)


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No parameters."""


class Done(msgspec.Struct, frozen=True):
    """What was asked for is done."""

    done: bool = True


DONE = Done()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One way to ask.

    :param path: below ``/_homeport``, with ``{names}``
    :param run: gets the :class:`Plane` or the :class:`Chosen` portal first, and runs in a thread
    :param of_portal: whether it is about one portal
    :param path_types: of the names in the path
    :param upload: whether the body is a file
    :param answer: what it returns; a Struct, a list of them, or a response of its own
    :param content: the media type of the answer
    :param summary: one line
    :param description: what else its docstring says
    """

    verb: str
    path: str
    status: int
    run: Callable[..., Any]
    of_portal: bool
    path_types: dict[str, Any]
    query: type[msgspec.Struct]
    body: type[msgspec.Struct] | None
    upload: bool
    answer: Any
    content: str
    summary: str
    description: str

    @property
    def name(self) -> str:
        """Names it in the OpenAPI document."""
        return f"{self.run.__module__.rpartition('.')[2]}_{self.run.__name__.strip('_')}"


def endpoint(
    verb: str, path: str, *, status: int = 200, content: str = JSON
) -> Callable[[Callable[..., Any]], Endpoint]:
    """Declare a function as an endpoint.

    :param status: of its answer
    :param content: the media type of its answer
    """

    def declare(run: Callable[..., Any]) -> Endpoint:
        hints = get_type_hints(run, include_extras=True)
        answer = hints.pop("return")
        first = hints.pop(next(iter(hints)))
        summary, _, description = inspect.cleandoc(run.__doc__ or "").partition("\n\n")
        query, body = hints.pop("query", Nothing), hints.pop("body", None)
        upload = hints.pop("upload", None) is Path
        return Endpoint(
            verb,
            path,
            status,
            run,
            of_portal=first is Chosen,
            path_types=hints,
            query=query,
            body=body,
            upload=upload,
            answer=answer,
            content=content,
            summary=" ".join(summary.split()),
            description=description,
        )

    return declare
