"""The pytest plugin: the fixture ``portal``, a portal of each test's own.

One server serves a test process (each worker of pytest-xdist has its own, on free ports); before each test the portal's
contents are put back to what the test asks for, in about ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pluggy
import pytest

if TYPE_CHECKING:  # pytest loads this file wherever Homeport is installed: nothing else is imported until it is needed
    from homeport.testing.portal import LocalPortal
    from homeport.testing.session import Session

BASELINES = ("demo", "empty")

_portal: pytest.StashKey[LocalPortal] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the settings."""
    parser.addini(
        "homeport_baseline", "what a portal holds before each test: demo, empty, or a portal's file", default="demo"
    )
    parser.addini(
        "homeport_strict",
        "whether a test fails when a name that it sent to a portal was ignored",
        type="bool",
        default=False,
    )
    parser.addini("homeport_mode", "where the server runs: thread, or process", default="thread")


def pytest_configure(config: pytest.Config) -> None:
    """Add the marker."""
    config.addinivalue_line(
        "markers",
        "homeport(baseline, strict=): what the fixture portal holds before the test: demo, empty, or a portal's file; "
        "and whether the test fails when a name that it sent was ignored",
    )


@pytest.fixture(scope="session")
def homeport(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The server of this test process."""
    from homeport.testing.session import ProcessSession, ThreadSession

    mode = request.config.getini("homeport_mode")
    if mode not in ("thread", "process"):
        raise pytest.UsageError(f"homeport_mode is {mode!r}, and must be thread or process")
    kind = ThreadSession if mode == "thread" else ProcessSession
    with kind(tmp_path_factory.mktemp("homeport") / "data") as session:
        yield session


@pytest.fixture
def portal(homeport: Session, request: pytest.FixtureRequest) -> Iterator[LocalPortal]:
    """A portal with nothing in it but its baseline: that of the marker ``homeport``, else of the ini file."""
    marker = request.node.get_closest_marker("homeport")
    baseline = request.config.getini("homeport_baseline")
    if marker is not None:
        baseline = (*marker.args, marker.kwargs.get("baseline", baseline))[0]
    with homeport.fresh(str(baseline)) as portal:
        said = {} if marker is None else marker.kwargs
        portal.strict = bool(said.get("strict", request.config.getini("homeport_strict")))
        request.node.stash[_portal] = portal
        yield portal


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, pluggy.Result[None], None]:
    """Fail a strict test at its end, unless it has failed, when a name that it sent was ignored."""
    outcome = yield
    portal = item.stash.get(_portal, None)
    if portal is None or not portal.strict or outcome.excinfo is not None:
        return
    ignored = portal.requests.ignored
    if ignored:
        outcome.force_exception(pytest.fail.Exception("The portal ignored\n  " + "\n  ".join(ignored), pytrace=False))
