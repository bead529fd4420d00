"""What can be looked up, and examples that are run."""

from pathlib import Path

import pytest

from homeport import methods
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.reference import Book
from homeport.reference.running import Examples


@pytest.fixture(scope="session")
def book() -> Book:
    return Book(methods.load())


@pytest.fixture(scope="session")
def whole_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo portal as it comes, which examples are run on."""
    path = tmp_path_factory.mktemp("whole") / "data"
    ensure_default(DataFolder(path), demo=True)
    return path


@pytest.fixture
def examples(book: Book, whole_folder: Path) -> Examples:
    return Examples(DataFolder(whole_folder), book.registry)
