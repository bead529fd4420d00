"""What can be looked up, and examples that are run."""

from pathlib import Path

import pytest

from homeport import methods
from homeport.portals.folder import DataFolder
from homeport.reference import Book
from homeport.reference.running import Examples


@pytest.fixture(scope="session")
def book() -> Book:
    return Book(methods.load())


@pytest.fixture
def examples(book: Book, demo_folder: Path) -> Examples:
    return Examples(DataFolder(demo_folder), book.registry)
