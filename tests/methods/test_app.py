"""``app.*`` and ``user.option.*``: what an application is told, and what it keeps."""

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire, api_of

ONLY_APPLICATIONS = [
    ("app.option.get", {}, (403, "ACCESS_DENIED", "Application context required")),
    ("app.option.set", {"options": {"a": "b"}}, (403, "ACCESS_DENIED", "Application context required")),
    ("user.option.get", {}, (403, "ACCESS_DENIED", "Application context required")),
    ("user.option.set", {"options": {"a": "b"}}, (403, "ACCESS_DENIED", "Application context required")),
]


def test_an_application_is_told_of_itself_and_of_the_plan(wire: Wire) -> None:
    app = app_of(wire, 3, "crm")
    assert app("app.info") == {
        "ID": app.app.id,
        "CODE": app.keys.client_id,
        "VERSION": 1,
        "STATUS": "L",
        "INSTALLED": True,
        "PAYMENT_EXPIRED": "N",
        "DAYS": None,
        "LANGUAGE_ID": "en",
        "LICENSE": "en_ent10000",
        "LICENSE_TYPE": "ent10000",
        "LICENSE_FAMILY": "ent",
    }


@pytest.mark.parametrize(
    ("plan", "license_type", "family"),
    [("basic", "basic", "basic"), ("standard", "std", "std"), ("professional", "pro100", "pro"),
     ("enterprise", "ent250", "ent")],
)  # fmt: skip
def test_the_licence_says_plan_and_language(wire: Wire, plan: str, license_type: str, family: str) -> None:
    wire.set(plan=plan, language="de")
    told = app_of(wire, 1)("app.info")
    assert (told["LICENSE"], told["LICENSE_TYPE"], told["LICENSE_FAMILY"]) == (
        f"de_{license_type}",
        license_type,
        family,
    )
    assert told["LANGUAGE_ID"] == "de"


def test_a_webhook_is_told_its_scopes_and_the_licence(wire: Wire) -> None:
    wire.set(plan="professional", language="de")
    assert api_of(wire, 3, "user,crm")("app.info") == {"SCOPE": ["crm", "user"], "LICENSE": "de_pro100"}
    assert api_of(wire, 3, "")("batch", cmd=["app.info"])["result"] == [{"SCOPE": [], "LICENSE": "de_pro100"}]


def test_an_application_that_is_not_wholly_installed_is_told_so(wire: Wire) -> None:
    app = app_of(wire, 1, api_only=False, install_url="https://app.example.test/install")
    assert app("app.info")["INSTALLED"] is False


@pytest.mark.parametrize(("method", "params", "refusal"), ONLY_APPLICATIONS)
def test_webhooks_are_refused(
    admin: Api, method: str, params: dict[str, object], refusal: tuple[int, str, str]
) -> None:
    assert admin.send(method, **params).error == refusal


def test_options_are_kept_with_their_types_until_they_are_set_anew(wire: Wire) -> None:
    app = app_of(wire, 1)
    assert app("app.option.set", options={"name": "value", "list": [1, 2], "deep": {"on": True}}) is True
    assert app("app.option.set", options={"name": "new", "more": 1.5}) is True
    assert app("app.option.get") == {"name": "new", "list": [1, 2], "deep": {"on": True}, "more": 1.5}
    assert app("app.option.get", option="name") == "new"
    assert app("app.option.get", option="unknown") is None


def test_no_options_are_an_empty_object(wire: Wire) -> None:
    app = app_of(wire, 1)
    assert app("app.option.get") == {}
    assert app("user.option.get") == {}


def test_options_of_the_application_are_set_by_administrators_and_read_by_all(wire: Wire) -> None:
    app = app_of(wire, 1)
    app("app.option.set", options={"a": "b"})
    seller = app.as_user(3)
    assert seller.send("app.option.set", options={"a": "c"}).error == (
        400, "AccessException", "Administrator authorization required",
    )  # fmt: skip
    assert seller("app.option.get") == {"a": "b"}


def test_each_user_and_each_application_has_options_of_its_own(wire: Wire) -> None:
    app, other = app_of(wire, 1), app_of(wire, 1)
    seller = app.as_user(3)
    app("user.option.set", options={"colour": "red"})
    seller("user.option.set", options={"colour": "blue"})
    assert app("user.option.get", option="colour") == "red"
    assert seller("user.option.get") == {"colour": "blue"}
    assert app("app.option.get") == other("user.option.get") == {}


@pytest.mark.parametrize("options", [None, "", [], {}, "text", 5])
def test_nothing_to_keep_is_refused(wire: Wire, options: object) -> None:
    app = app_of(wire, 1)
    for method in ("app.option.set", "user.option.set"):
        assert app.send(method, options=options).error == (400, "ArgumentNullException", "options is empty")


@pytest.mark.parametrize(
    "options", [{"": 1}, {"n" * 256: 1}, {"n": "v" * 70_000}, {str(number): 1 for number in range(1_001)}],
    ids=["no name", "a long name", "a long value", "too many"],
)  # fmt: skip
def test_options_beyond_the_limits_are_refused_and_change_nothing(wire: Wire, options: dict[str, object]) -> None:
    app = app_of(wire, 1)
    assert app.refused("app.option.set", options={"kept": 1, **options}) == (400, "INVALID_ARG_VALUE")
    assert app("app.option.get") == {}


def test_options_in_a_form_are_read_as_php_does(wire: Wire) -> None:
    app = app_of(wire, 1)
    body = f"auth={app.pair.access}&options[a]=1&options[b][]=x".encode()
    answer = wire.send("/rest/app.option.set", body=body, content_type="application/x-www-form-urlencoded")
    assert answer.result is True
    assert app("app.option.get") == {"a": "1", "b": ["x"]}


def test_a_batch_of_an_application_may_read_its_options(wire: Wire) -> None:
    app = app_of(wire, 1)
    app("app.option.set", options={"a": "b"})
    found = app("batch", cmd={"info": "app.info", "options": "app.option.get", "user": "user.option.get"})
    assert found["result_error"] == []
    assert found["result"]["options"] == {"a": "b"}
    assert found["result"]["user"] == {}


def test_a_batch_of_a_webhook_is_refused_what_only_applications_may(admin: Api) -> None:
    found = admin("batch", cmd={name: name for name, _, _ in ONLY_APPLICATIONS} | {"who": "profile"})
    assert {name: error["error"] for name, error in found["result_error"].items()} == {
        name: refusal[1] for name, _, refusal in ONLY_APPLICATIONS
    }
    assert found["result"]["who"]["ID"] == "1"
