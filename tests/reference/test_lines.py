"""What each parameter is, in a line: said of every parameter of every built method, and of nothing else."""

import re
from collections.abc import Iterator

from homeport.methods import lines, load
from homeport.reference import Book
from homeport.reference.article import Parameter
from homeport.reference.as_text import of_method
from homeport.rpc import openapi

SHORTEST, LONGEST = 10, 160


def _said(book: Book) -> Iterator[tuple[str, int, str, str]]:
    """Method, version, parameter and line of all."""
    for article in book.articles.values():
        if article.method is not None:
            for each in article.parameters:
                yield article.method.name, article.version, each.name, each.line


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall("[A-Z]*[a-z]+|[A-Z]+", text)}


def test_every_parameter_of_every_built_method_has_a_line(book: Book) -> None:
    """Where one is missing, say it in the file of the method's scope in ``src/homeport/methods/lines/``."""
    wrong = [f"{name} {parameter}: {line}" for name, _, parameter, line in _said(book) if not _is_one(line)]
    assert wrong == []


def _is_one(line: str) -> bool:
    return SHORTEST <= len(line) <= LONGEST and "{" not in line.replace('{"', "") and line.endswith(".")


def test_no_line_only_repeats_a_name(book: Book) -> None:
    empty = _words("the a an of its it to is for this that")
    for name, _, parameter, line in _said(book):
        assert _words(line) - _words(parameter) - empty, (name, parameter, line)


def test_no_line_is_of_a_parameter_that_does_not_exist(book: Book) -> None:
    used = {lines.chosen(name, version, parameter) for name, version, parameter, _ in _said(book)}
    assert [line for line in lines.every() if line not in used] == []


def test_every_noun_is_of_methods_that_exist(book: Book) -> None:
    names = [lines.full(method.name, method.version) for method in (*book.registry, *book.registry.v3)]
    idle = [noun for noun in lines.nouns() if not any(noun.rank(name.lower()) for name in names)]
    assert idle == []


def test_a_line_is_of_the_pattern_that_says_most() -> None:
    assert lines.of("crm.deal.get", 2, "id") == "Id of the deal."
    assert lines.of("crm.deal.productrows.set", 2, "id") == "Id of the deal."
    assert lines.of("crm.currency.get", 2, "id") == "Code of the currency, as EUR."
    assert lines.of("crm.deal.add", 2, "fields").endswith(" crm.deal.fields has their names.")
    assert lines.of("tasks.task.list", 3, "filter") != lines.of("tasks.task.list", 2, "filter")
    assert lines.of("tasks.task.list", 3, "select").endswith(" tasks.task.field.list has their names.")
    assert lines.of("crm.deal.get", 2, "no such parameter") == ""


def test_lines_are_told_with_a_method(book: Book) -> None:
    article = book.find("crm.activity.binding.list")
    assert article is not None
    assert "`activityId`: integer, required. Id of the activity;" in of_method(article, None)


def test_the_openapi_document_has_the_line_of_every_parameter() -> None:
    registry = load()
    document = openapi.document(registry.v3, lambda method, name: f"{name} of {method}")
    for path, operations in document["paths"].items():
        body = operations["post"].get("requestBody")
        if body is not None and path != "/batch":
            schema = body["content"]["application/json"]["schema"]
            for name, part in schema["properties"].items():
                assert part["description"] == f"{name} of {path[1:]}"


def _members(book: Book) -> Iterator[tuple[str, str, str]]:
    """Method, member and line of all that parameters are made of."""

    def below(name: str, parameters: tuple[Parameter, ...]) -> Iterator[tuple[str, str, str]]:
        for each in parameters:
            yield name, each.name, each.line
            yield from below(name, each.nested)

    for article in book.articles.values():
        for each in article.parameters if article.built else ():
            yield from below(article.name, each.nested)


def test_every_member_of_every_parameter_has_a_line(book: Book) -> None:
    """Where one is missing, say it in ``src/homeport/methods/lines/members.txt``, by the words of its name."""
    found = list(_members(book))
    assert len(found) > 3_000
    assert [f"{name} {member}: {line}" for name, member, line in found if not _is_one(line)] == []
    assert {
        words for words in lines.members() if words not in {lines.words_of(member) for _, member, _ in found}
    } == set()


def test_a_member_is_said_of_what_the_method_is_about(book: Book) -> None:
    assert lines.of_member("crm.deal.add", 2, "TITLE") == "Name of the deal, as people see it."
    assert lines.of_member("crm.lead.update", 2, "xmlId") == lines.of_member("crm.lead.update", 2, "XML_ID")
    assert lines.of_member("crm.lead.update", 2, "no such member") == ""
    article = book.find("crm.deal.add")
    assert article is not None
    assert "`STAGE_ID`: crm_status. Code of the stage;" in of_method(article, None)


def test_no_line_of_a_member_is_a_sentence_of_the_documentation(book: Book) -> None:
    """What the contract says of values is the documentation's; ours are other words."""
    theirs = {
        " ".join(re.findall(r"\w+", meaning.lower()))
        for article in book.articles.values()
        for each in article.parameters
        for part in (each, *each.nested)
        for meaning in part.values.values()
    }
    ours = {" ".join(re.findall(r"\w+", line.lower())) for line in lines.members().values()}
    assert {line for line in ours & theirs if line.count(" ") > 2} == set()
