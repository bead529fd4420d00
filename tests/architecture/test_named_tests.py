"""Pages that say what is shown by which test name tests that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["reliability.md", "security.md"])
def test_every_test_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text()
    named = re.findall(r"tests/[\w/]+(?:\.py)?", text)
    assert named
    for path in named:
        assert (ROOT / path).exists(), path
