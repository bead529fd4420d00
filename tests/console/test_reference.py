"""The reference: pages made from registry and contract."""

import msgspec
import pytest

from homeport.domain.portal import settings
from homeport.methods import load
from homeport.reference import book_of
from tests.conftest import Wire
from tests.oauth.browser import Browser
from tests.oauth.conftest import browser

__all__ = ["browser"]


@pytest.fixture
def reader(browser: Browser) -> Browser:
    """A salesperson."""
    browser.sign_in(3)
    return browser


def test_a_method_is_shown_with_its_parameters_errors_and_an_example_that_was_run(reader: Browser) -> None:
    text = reader.page("/reference/methods/crm.activity.binding.list/").text
    assert "List the records an activity is bound to" in text
    assert "activityId required" in text
    assert "NOT_FOUND" in text
    assert '{ "activityId": 1 }' in text
    assert '"entityTypeId": 2, "entityId": 1' in text


def test_parameters_have_lines_and_methods_that_are_named_are_links(reader: Browser) -> None:
    body = reader.get("/reference/methods/crm.deal.update/").body.decode()
    assert "the deal keeps what is not named. " in body
    assert '<a href="/reference/methods/crm.deal.fields/">crm.deal.fields</a> has their names.' in body
    assert 'Replaced by</dt><dd><a href="/reference/methods/crm.item.update/">' in body


def test_a_method_of_rest_3_has_a_page_apart(reader: Browser) -> None:
    assert "REST 3.0" in reader.page("/reference/methods/batch@v3/").text
    assert "REST 3.0" not in reader.page("/reference/methods/batch/").text.partition("Parameters")[0]


def test_a_method_that_is_only_documented_says_so(reader: Browser) -> None:
    text = reader.page("/reference/methods/rpa.type.add/").text
    assert "not built" in text
    assert "ERROR_METHOD_NOT_FOUND" in text
    assert "as documented" in text


def test_methods_are_found_by_words_of_name_and_purpose(reader: Browser) -> None:
    found = reader.page("/reference/", "q=binding+list").text
    assert "crm.activity.binding.list" in found
    assert "crm.activity.todo.updateColor" not in found
    assert "user.search" not in found
    by_purpose = reader.page("/reference/", "q=records+bound").text
    assert "crm.activity.binding.list" in by_purpose


def test_a_search_that_finds_nothing_says_so_and_shows_no_markup_of_the_text(reader: Browser) -> None:
    answer = reader.get("/reference/", "q=%3Cscript%3Ezeppelin(hangar)%3C/script%3E")
    assert b"No method is found by these words" in answer.body
    assert b"<script>zeppelin" not in answer.body


def test_the_open_page_gets_only_what_was_found(reader: Browser) -> None:
    reader.headers = {"hx-request": "true"}
    answer = reader.get("/reference/", "q=binding")
    assert b"crm.activity.binding.add" in answer.body
    assert b"<html" not in answer.body


@pytest.mark.parametrize(
    "path",
    ["/reference/methods/no.such/", "/reference/groups/no.such/", "/reference/groups/crm.activity.binding.list/"],
)
def test_what_there_is_not_has_no_page(reader: Browser, path: str) -> None:
    assert reader.get(path).status == 404


def test_prefixes_lead_to_their_methods(reader: Browser) -> None:
    body = reader.get("/reference/groups/crm.activity/").body.decode()
    assert 'href="/reference/groups/crm.activity.binding/"' in body
    assert 'href="/reference/methods/crm.activity.get/"' in body
    assert 'href="/reference/groups/crm/"' in body


def test_coverage_and_differences_are_tables(reader: Browser) -> None:
    assert "documented methods are built" in reader.page("/reference/coverage/").text
    body = reader.get("/reference/differences/").body.decode()
    assert "<table>" in body
    assert "BINDING_LIMIT_EXCEEDED" in body


def test_whoever_is_signed_out_signs_in_first(browser: Browser) -> None:
    assert browser.get("/reference/").headers["location"].startswith("/sign-in/")


def test_types_lead_to_methods_and_back(reader: Browser) -> None:
    body = reader.get("/reference/methods/crm.deal.add/").body.decode()
    assert '<a href="/reference/types/crm_status/">crm_status</a>' in body
    found = reader.get("/reference/types/crm_status/").body.decode()
    assert "An entry of a directory" in found
    assert 'href="/reference/methods/crm.deal.add/"' in found
    assert 'href="/reference/methods/crm.deal.add/"' not in reader.get("/reference/types/sale_order/").body.decode()
    listed = reader.get("/reference/types/").body.decode()
    assert 'href="/reference/types/crm_status/"' in listed
    assert 'href="/reference/types/asc/"' not in listed, "that is a value"
    assert reader.get("/reference/types/no_such_type/").status == 404


def test_codes_of_errors_lead_to_methods_and_back(reader: Browser) -> None:
    body = reader.get("/reference/methods/crm.activity.binding.add/").body.decode()
    assert '<a href="/reference/errors/BINDING_LIMIT_EXCEEDED/"><code>BINDING_LIMIT_EXCEEDED</code></a>' in body
    found = reader.get("/reference/errors/BINDING_LIMIT_EXCEEDED/").body.decode()
    assert 'href="/reference/methods/crm.activity.binding.add/"' in found
    assert "any call can end with it" in reader.get("/reference/errors/QUERY_LIMIT_EXCEEDED/").body.decode()
    assert 'href="/reference/errors/BINDING_LIMIT_EXCEEDED/"' in reader.get("/reference/errors/").body.decode()
    assert reader.get("/reference/errors/NO_SUCH_CODE/").status == 404


def test_every_type_and_code_that_a_built_method_names_has_a_page(reader: Browser) -> None:
    book = book_of(load())
    shown = [*(f"types/{name}" for name in book.uses.types), *(f"errors/{code}" for code in book.uses.codes)]
    assert len(shown) > 700
    for name in shown[::40]:
        assert reader.get(f"/reference/{name}/").status == 200, name
    codes = {each.code for article in book.articles.values() if article.built for each in article.failures if each.code}
    assert [code for code in codes if code not in book.uses.codes and " " not in code] == []


def test_the_page_of_the_documentation_is_a_link_once_the_portal_knows_where_it_is(wire: Wire, reader: Browser) -> None:
    path = "api-reference/crm/timeline/activities/binding/crm-activity-binding-list"
    address = "/reference/methods/crm.activity.binding.list/"
    assert f"<dd><code>{path}.md</code></dd>" in reader.get(address).body.decode()
    link = {"documentation_link": "https://docs.example.test/en/{path}.html"}
    wire.portal.store.write_now(lambda tx: settings.change(tx, link))
    assert f'href="https://docs.example.test/en/{path}.html"' in reader.get(address).body.decode()
    for wrong in ("javascript:alert({path})", "https://docs.example.test/", 'https://docs.example.test/"{path}'):
        with pytest.raises(msgspec.ValidationError):
            wire.portal.store.write_now(lambda tx, wrong=wrong: settings.change(tx, {"documentation_link": wrong}))
