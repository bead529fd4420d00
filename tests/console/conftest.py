"""A browser, a live portal with demo data, and somebody signed in."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from homeport.testing.portal import LocalPortal
from tests.conftest import Wire
from tests.console.app_site import WITH_BX24, AppSite
from tests.console.chromium import WIDE, chromium
from tests.console.crm import Person

Open = Callable[..., Page]

PATIENCE = 30_000
"""Milliseconds that a page may take: a machine may be busy with much else."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture
def ada(wire: Wire) -> Person:
    """The administrator, in a browser without scripts."""
    return Person(wire, 1)


@pytest.fixture
def clara(wire: Wire) -> Person:
    """The salesperson, in a browser without scripts."""
    return Person(wire, 3)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for a file of tests; each has a context of its own. While it is there, an event loop runs in this thread, and
    tests that start one of their own, such as those with ``wire``, cannot.
    """
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_as(browser: Browser, portal: LocalPortal) -> Iterator[Open]:
    """Signs a user in and opens a page: ``open_as(3, "/crm/deal/", color_scheme="dark", viewport=NARROW)``.

    Every page is watched: an error of a script, or something that its policy refuses, fails the test.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_page(user_id: int, path: str = "/", **options: object) -> Page:
        context = browser.new_context(**{"base_url": portal.http, "viewport": WIDE, **options})  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if "Content Security Policy" in line.text else None)
        page.goto("/sign-in/")
        page.locator(f"button[name=user][value='{user_id}']").click()
        page.wait_for_url("/")
        if path != "/":
            page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def site(portal: LocalPortal) -> Iterator[AppSite]:
    """An application's own site, whose page has the portal's BX24.js and nothing else."""
    with AppSite(WITH_BX24.replace("PORTAL", portal.http)) as site:
        yield site
