"""What people ask for is found, in their own words."""

import pytest

from homeport.reference import Book
from homeport.reference.finding import Kind

QUESTIONS = {
    "move a deal to another stage": "crm.deal.update",
    "list overdue activities": "crm.activity.list",
    "attach a file to a deal": "crm.deal.update",
    "get products of a deal": "crm.deal.productrows.get",
    "create a task": "tasks.task.add",
    "find a contact by phone number": "crm.duplicate.findbycomm",
    "custom fields of a lead": "crm.lead.userfield.list",
    "assign a deal to another user": "crm.deal.update",
    "subscribe to deal changes": "event.bind",
    "import many companies": "batch",
    "who am I": "user.current",
    "upload a file to a folder": "disk.folder.uploadFile",
    "add a comment to a deal": "crm.timeline.comment.add",
    "list employees of a department": "user.get",
    "who is the head of a department": "department.get",
    "change the price of a product": "catalog.price.modify",
    "delete a contact": "crm.contact.delete",
    "merge duplicate companies": "crm.entity.mergeBatch",
    "list pipelines": "crm.category.list",
    "rename a stage": "crm.status.update",
    "complete a task": "tasks.task.complete",
    "add a checklist item to a task": "task.checklistitem.add",
    "create a calendar event": "calendar.event.add",
    "bind an activity to a deal": "crm.activity.binding.add",
    "what is an activity bound to": "crm.activity.binding.list",
    "which scopes does my application have": "app.info",
    "make many calls at once": "batch",
    "exchange rate of a currency": "crm.currency.list",
    "add an address to a company": "crm.address.add",
    "bank account of a company": "crm.requisite.bankdetail.add",
    "start a workflow": "bizproc.workflow.start",
    "register a phone call": "telephony.externalCall.register",
    "open a working day": "timeman.open",
    "list all companies": "crm.company.list",
    "how do I add a comment to the timeline of a deal": "crm.timeline.comment.add",
    "record time spent on a task": "task.elapseditem.add",
    "add a button to the card of a deal": "placement.bind",
    "order of a shop": "sale.order.add",
    "history of stages of a deal": "crm.stagehistory.list",
    "remind me of something to do": "crm.activity.todo.add",
    "crm.deal.lst": "crm.deal.list",
    "findbycomm": "crm.duplicate.findbycomm",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_finds_the_method_among_the_first_three(book: Book, question: str) -> None:
    assert QUESTIONS[question] in [article.name for article in book.search(question, 3)]


def test_a_name_comes_before_what_only_speaks_of_it(book: Book) -> None:
    assert book.search("crm.deal.list")[0].name == "crm.deal.list"
    assert {article.prefix for article in book.search("crm.activity.bind", 4)} == {"crm.activity.binding"}


@pytest.mark.parametrize(
    ("question", "kind", "name"),
    [
        ("a deal was changed", Kind.EVENT, "ONCRMDEALUPDATE"),
        ("responsible of a deal", Kind.FIELD, "deal.ASSIGNED_BY_ID"),
        ("too many requests", Kind.GUIDE, "errors"),
        ("last binding", Kind.ERROR, "LAST_BINDING_CANNOT_BE_DELETED"),
    ],
)
def test_events_fields_errors_and_guides_are_found_the_same_way(
    book: Book, question: str, kind: Kind, name: str
) -> None:
    assert name in [entry.name for entry in book.finder.search(question, kind)[:3]]


def test_methods_come_before_the_guides_that_speak_of_everything(book: Book) -> None:
    assert book.finder.search("list deals")[0].kind is Kind.METHOD


@pytest.mark.parametrize(
    "text", ["", "   ", '"', "a OR b*", "NEAR(", "-deal", "\x00", "x" * 5000, "the of and", "€ ß 漢字"]
)
def test_whatever_is_typed_is_no_syntax(book: Book, text: str) -> None:
    book.search(text)


def test_what_is_not_built_says_what_is_like_it(book: Book) -> None:
    planned = next(article for article in book.articles.values() if not article.built and "list" in article.name)
    assert all(article.built for article in book.instead_of(planned))
