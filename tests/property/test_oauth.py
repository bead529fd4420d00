"""Whatever is thrown at the authorization server and the pages: a documented answer, and never a token."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Answer, Wire
from tests.oauth.browser import Browser
from tests.oauth.conftest import Client, client_of
from tests.property.hostile import ANYTHING, TEXTS, as_form, as_json
from tests.property.profile import examples
from tests.property.site import LEAK

CODES = {
    "invalid_request", "invalid_client", "invalid_grant", "invalid_scope", "wrong_client", "QUERY_LIMIT_EXCEEDED",
    "ERROR_METHOD_NOT_FOUND", "invalid_token", "NO_AUTH_FOUND", "INVALID_REQUEST",
}  # fmt: skip
HOSTS = ("localhost:8080", "oauth.bitrix.info", "oauth.bitrix24.tech:8443", "", "[::1]", "..", "a b", "\xff", "x" * 300)
OURS = re.compile(rb'<script src="/static/[a-z/.]+" (defer|type="module")></script>')
KINDS = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "")


@pytest.fixture(scope="module")
def attacked(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    path = tmp_path_factory.mktemp("attacked") / "data"
    shutil.copytree(demo_folder, path)
    wire = Wire(path)
    yield client_of(wire)
    wire.close()


def _check(answer: Answer) -> None:
    assert answer.status < 500 or answer.status == 503, answer.body
    assert answer.json["error"] in CODES
    assert not LEAK.search(answer.json["error_description"])
    assert "access_token" not in answer.json


def _sources(draw: st.DataObject) -> str:
    """Guesses from one address would soon be refused without a look."""
    return f"192.0.{draw.draw(st.integers(0, 255))}.{draw.draw(st.integers(0, 255))}"


@examples(400)
@given(data=st.data(), form=st.booleans(), host=st.sampled_from(HOSTS))
def test_any_request_for_tokens_is_refused_as_documented(
    attacked: Client, data: st.DataObject, form: bool, host: str
) -> None:
    usual = {
        "grant_type": st.sampled_from(("authorization_code", "refresh_token")),
        "client_id": st.just(attacked.keys.client_id),
        "client_secret": st.just(attacked.keys.client_secret),
        "code": st.sampled_from(TEXTS),
        "refresh_token": st.sampled_from(TEXTS),
        "scope": st.sampled_from(("", "crm", "task")),
    }
    given_: dict[str, Any] = data.draw(
        st.fixed_dictionaries(
            {}, optional={name: st.one_of(each, each, each, ANYTHING) for name, each in usual.items()}
        )
    )
    body = as_form(given_) if form else as_json(given_)
    _check(
        attacked.wire.send(
            "/oauth/token/",
            verb=data.draw(st.sampled_from(("POST", "POST", "GET", "PUT"))),
            query=body if form else b"",
            body=body,
            content_type=KINDS[1] if form else KINDS[0],
            host=host,
            source=_sources(data),
        )
    )


@examples(200)
@given(
    data=st.data(),
    text=st.binary(max_size=80),
    kind=st.sampled_from(KINDS),
    path=st.sampled_from(("/oauth/token/", "/rest/oauth/token", "/rest/app.info")),
)
def test_any_octets_are_refused_as_documented(
    attacked: Client, data: st.DataObject, text: bytes, kind: str, path: str
) -> None:
    for query, body in ((text, b""), (b"", text), (text, text)):
        _check(
            attacked.wire.send(
                path, query=query, body=body, content_type=kind, host="oauth.bitrix.info", source=_sources(data)
            )
        )


def _harmless(answer: Answer) -> None:
    assert answer.status < 500, answer.body
    assert not LEAK.search(answer.body.decode())
    assert b"<script" not in OURS.sub(b"", answer.body)
    for name, value in answer.headers.items():
        assert re.fullmatch(r"[ -~]*", value), name
    location = answer.headers.get("location", "")
    assert location == "" or re.match(r"/(?![/\\])|https://localhost:8443/oauth/authorize/", location), location


@pytest.mark.parametrize("signed_in", [True, False])
@examples(200)
@given(data=st.data())
def test_any_request_for_a_page_gets_one(attacked: Client, signed_in: bool, data: st.DataObject) -> None:
    browser = Browser(attacked.wire)
    if signed_in:
        browser.sign_in(3)
    words = st.one_of(st.sampled_from(TEXTS), st.text(max_size=30), st.just(attacked.keys.client_id))
    names = st.sampled_from(
        ("client_id", "state", "redirect_uri", "scope", "response_type", "next", "user", "login", "password", "token")
    )
    fields = data.draw(st.lists(st.tuples(names, words), max_size=6))
    path = data.draw(
        st.sampled_from(("/oauth/authorize/", "/sign-in/", "/sign-out/", "/", "/static/", "/oauth/", "/oauth/token/x"))
    )
    browser.host = data.draw(st.sampled_from(("localhost:8080", "localhost:8080", "oauth.bitrix.info", "", "a b")))
    query = "&".join(f"{name}={quote_plus(value, errors='replace')}" for name, value in fields)
    _harmless(browser.get(path, data.draw(st.sampled_from((query.encode(), data.draw(st.binary(max_size=30)))))))
    token = browser.page("/sign-in/").forms["/sign-in/"] if browser.host.startswith("localhost") else {}
    posted = {name: value.encode("utf-8", "replace").decode() for name, value in fields if name != "user"} | token
    if path != "/oauth/token/x":
        _harmless(browser.post(path, posted))
        _harmless(browser.post(path, json.dumps(posted).encode()))
        _harmless(browser.post(path, data.draw(st.binary(max_size=30))))


@examples(100)
@given(cookie=st.text(st.characters(max_codepoint=255), max_size=60))
def test_any_cookie_is_nobody(attacked: Client, cookie: str) -> None:
    answer = attacked.wire.send(
        "/", verb="GET", host="localhost:8080", content_type=None, headers={"cookie": f"homeport={cookie}"}
    )
    assert answer.status == 200
    assert b"Welcome" not in answer.body


def test_after_all_that_it_still_answers(attacked: Client) -> None:
    assert attacked.tokens(3)["user_id"] == 3
