"""A portal that files are applied to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from homeport.domain.declared.applying import Outcome, apply
from homeport.domain.declared.source import DeclarationError
from tests.conftest import Wire

EXAMPLE = Path(__file__).parents[2] / "docs" / "portal.toml"
"""The example of the documentation, which has an entry of every table."""

Apply = Callable[..., Outcome]


@pytest.fixture
def applied(wire: Wire) -> Apply:
    """Applies a text to the test's portal."""

    def run(text: str | bytes, *, check: bool = False) -> Outcome:
        return apply(wire.portal.store, wire.folder.key(), text, check=check)

    return run


@pytest.fixture
def problems(applied: Apply) -> Callable[[str | bytes], list[tuple[int, int, str]]]:
    """Line, column and text of each problem of a file."""

    def run(text: str | bytes) -> list[tuple[int, int, str]]:
        with pytest.raises(DeclarationError) as error:
            applied(text)
        return [tuple(problem) for problem in error.value.problems]

    return run
