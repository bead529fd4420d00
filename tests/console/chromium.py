"""Chromium as Debian ships it, driven by Playwright; and what pages are held to."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[1] / "clients" / "node" / "node_modules" / "axe-core" / "axe.min.js"
WIDE = {"width": 1600, "height": 1000}
NARROW = {"width": 360, "height": 740}
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""Chromium asks nobody but the server under test."""


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """A browser.

    :param arguments: of its command line, beside the usual
    """
    program = shutil.which("chromium")
    assert program, "there is no chromium; make test installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", *QUIET, *arguments], headless=True
        )
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with a page: rule, and the elements that break it."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate("axe.run({resultTypes: ['violations']}).then(r => r.violations)")
    return [f"{each['id']}: {[node['html'][:160] for node in each['nodes']]}" for each in found]
