"""The examples of the reference: each is answered by the method itself."""

import asyncio
from pathlib import Path

import pytest

from homeport import methods
from homeport.portals.built_in import DEMO, file_of
from homeport.portals.folder import DataFolder
from homeport.reference import Book
from homeport.reference.examples import every
from homeport.reference.running import Examples

BOOK = Book(methods.load())
BUILT = [article.name for article in BOOK.articles.values() if article.built]


@pytest.mark.parametrize("name", BUILT)
def test_every_built_method_answers_its_example(examples: Examples, book: Book, name: str) -> None:
    article = book.find(name)
    assert article is not None
    shown = asyncio.run(examples.of(article))
    assert shown.status == 200, shown.answer
    result = shown.answer.get("result")
    assert not (isinstance(result, dict) and result.get("result_error")), result


@pytest.mark.parametrize("name", every())
def test_an_example_is_of_a_method_that_is_built(name: str) -> None:
    assert name in BUILT


NOTHING_TO_SHOW = {"sale.paysystem.settings.invoice.get"}
"""What its handler has, which has no settings for old invoices."""


def test_a_list_that_is_asked_for_finds_something(examples: Examples, book: Book) -> None:
    for name in BUILT:
        article = book.find(name)
        assert article is not None
        if name.endswith((".list", ".get")) and name not in NOTHING_TO_SHOW:
            assert asyncio.run(examples.of(article)).answer["result"], name


def test_examples_change_nothing(examples: Examples, book: Book, whole_folder: Path) -> None:
    baseline = file_of(DataFolder(whole_folder), DEMO)
    before = baseline.read_bytes()
    article = book.find("crm.deal.add")
    assert article is not None
    first = asyncio.run(examples.of(article)).answer
    assert asyncio.run(Examples(DataFolder(whole_folder), book.registry).of(article)).answer == first
    assert baseline.read_bytes() == before
