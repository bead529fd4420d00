"""Whatever is thrown at the pages of applications: an answer, and no token to whoever has no form of ours."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeport.domain.portal.apps.apps import App
from tests.apps import app_of
from tests.conftest import Wire
from tests.oauth.browser import Browser
from tests.property.hostile import ANYTHING, TEXTS, as_json
from tests.property.profile import examples
from tests.property.site import LEAK

ACTIONS = ("open", "tokens", "launched", "installed", "options/app", "options/user", "options/x", "open/x")
FOUND = ("user", "access", "chosen", "lead", "contact", "company", "deal", "quote", "x")


@pytest.fixture(scope="module")
def attacked(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, App]]:
    """A browser that user 3 is signed in with, and an application that has bound a handler."""
    path = tmp_path_factory.mktemp("attacked") / "data"
    shutil.copytree(demo_folder, path)
    wire = Wire(path)
    handler = "https://app.example.test/"
    api = app_of(wire, 1, "crm,placement", api_only=False, handler_url=handler)
    api("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER=handler)
    browser = Browser(wire)
    browser.sign_in(3)
    yield browser, api.app
    wire.close()


def _token(browser: Browser, app: App) -> str:
    found = re.search(r'data-token="([^"]+)"', browser.get(f"/apps/{app.id}/").body.decode())
    assert found is not None
    return found[1]


@examples(300)
@given(data=st.data(), action=st.sampled_from(ACTIONS), with_token=st.booleans())
def test_any_question_of_a_page_is_answered_or_refused(
    attacked: tuple[Browser, App], data: st.DataObject, action: str, with_token: bool
) -> None:
    browser, app = attacked
    anything = ANYTHING.map(lambda value: as_json(value).decode())
    words = st.one_of(st.sampled_from(TEXTS), st.sampled_from(("0", "1", "-1", "{}", '{"ID": "5"}')), anything)
    names = st.sampled_from(("options", "widget", "uri", "name", "value"))
    fields: dict[str, Any] = data.draw(st.dictionaries(names, words, max_size=4))
    posted = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
    token = {"token": _token(browser, app)} if with_token else {}
    answer = browser.post(f"/apps/{app.id}/{action}/", posted | token)
    assert answer.status < 500, answer.body
    assert not LEAK.search(answer.body.decode())
    if not with_token:
        assert answer.status in (403, 404)
        assert b"AUTH_ID" not in answer.body


@examples(300)
@given(data=st.data())
def test_any_address_below_the_applications_is_answered(attacked: tuple[Browser, App], data: st.DataObject) -> None:
    browser, app = attacked
    path = data.draw(
        st.sampled_from(
            (f"/apps/{app.id}/", f"/apps/{app.id}/placement/1/", "/marketplace/view/x/", "/crm/deal/details/1/",
             f"/marketplace/view/{app.client_id}/", *(f"/apps/find/{what}/" for what in FOUND))
        )
    )  # fmt: skip
    query = data.draw(
        st.one_of(
            st.binary(max_size=60),
            st.sampled_from(TEXTS).map(lambda text: b"text=" + text.encode("utf-8", "replace")),
            st.sampled_from(TEXTS).map(
                lambda text: b"ids=L_1,D_2,CO_99999999999999999999," + text.encode("utf-8", "replace")
            ),
            st.sampled_from((b"params[a][b]=1", b"params=1", b"a[][]=1&a=2", b"ID=%00", b"ID=%ff")),
        )
    )
    answer = browser.get(path, query)
    assert answer.status < 500, answer.body
    assert not LEAK.search(answer.body.decode())
    assert b"<script" not in re.sub(
        rb'<script src="/static/[a-z/.]+" (defer|type="module")></script>', b"", answer.body
    )
