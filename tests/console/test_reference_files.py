"""The reference as static files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.console.chromium import NARROW, violations

LINK = re.compile(r'(?:href|src)="([^"#]*)"')


def build(place: Path) -> "subprocess.CompletedProcess[str]":
    """Run the command."""
    command = [sys.executable, "-m", "homeport", "reference", "build", str(place)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page, written by the command."""
    place = tmp_path_factory.mktemp("reference") / "pages"
    result = build(place)
    assert result.returncode == 0, result.stderr
    assert "pages to" in result.stdout
    return place


def test_every_link_leads_to_a_page(written: Path) -> None:
    dead = set()
    for page in written.rglob("*.html"):
        for link in set(LINK.findall(page.read_text())):
            if not (page.parent / link).resolve().is_file():
                dead.add(f"{page.name}: {link}")
    assert not dead


def test_a_method_is_shown_as_in_the_console(written: Path) -> None:
    text = (written / "methods" / "crm.activity.binding.list.html").read_text()
    assert "List the records an activity is bound to" in text
    assert "entityTypeId" in text
    assert "Try it" not in text, "nobody is signed in here"


def test_methods_are_found_without_a_server(browser: Browser, written: Path) -> None:
    context = browser.new_context(viewport=NARROW, color_scheme="dark")
    page = context.new_page()
    page.goto((written / "index.html").as_uri())
    assert violations(page) == []
    page.keyboard.press("/")
    page.keyboard.type("binding list")
    expect(page.locator("#methods li:visible a").first).to_have_text("crm.activity.binding.list")
    page.locator("#methods li:visible a").first.click()
    expect(page.locator("h1")).to_have_text("crm.activity.binding.list")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = build(tmp_path / "file" / "pages")
    assert result.returncode == 1
    assert "Name another folder" in result.stderr
