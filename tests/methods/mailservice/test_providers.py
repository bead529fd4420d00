"""``mailservice.*``: administrators say where providers of mail answer, and whoever connects a mailbox looks."""

from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.disk.conftest import coded, download
from tests.methods.test_field_files import picture

POST = {
    "NAME": "Post",
    "SERVER": "IMAP.Post.Example.Test",
    "PORT": "993",
    "ENCRYPTION": "Y",
    "LINK": "https://post.test/",
}


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "mailservice")


@pytest.fixture
def clara(admin: AppApi) -> AppApi:
    return admin.as_user(3)


def test_a_service_is_added_shown_changed_and_deleted(admin: AppApi, clara: AppApi) -> None:
    number = admin("mailservice.add", **POST)
    shown = {
        **{"ID": str(number), "SITE_ID": "s1", "ACTIVE": "Y", "SORT": "100", "NAME": "Post", "PORT": "993"},
        **{"SERVER": "imap.post.example.test", "ENCRYPTION": "Y", "LINK": "https://post.test/", "ICON": None},
        **{"SMTP_SERVER": None, "SMTP_PORT": None, "SMTP_LOGIN_AS_IMAP": "N", "SMTP_PASSWORD_AS_IMAP": "N"},
        **{"SMTP_ENCRYPTION": None, "UPLOAD_OUTGOING": None},
    }
    assert clara("mailservice.get", id=number) == shown
    assert clara("mailservice.list") == [shown]
    assert admin("mailservice.update", ID=number, SERVER="New.Example.Test", SORT=50) is True
    assert clara("mailservice.get", id=number) == {**shown, "SERVER": "new.example.test", "SORT": "50"}
    assert admin("mailservice.delete", ID=number) is True
    assert clara.send("mailservice.get", id=number).error == (400, "ERROR_CORE", "Mail service not found")


def test_the_list_has_those_that_are_active_in_their_order(admin: AppApi, clara: AppApi) -> None:
    assert clara.send("mailservice.list").error == (400, "ERROR_CORE", "No mail services found")
    late, first, gone = (
        admin("mailservice.add", NAME=name, SORT=sort) for name, sort in (("b", 9), ("a", 1), ("c", 2))
    )
    admin("mailservice.update", ID=gone, ACTIVE="N")
    assert [each["ID"] for each in clara("mailservice.list")] == [str(first), str(late)]
    assert clara("mailservice.get", ID=gone)["ACTIVE"] == "N"


def test_a_logo_is_kept_shown_to_everybody_and_replaced(admin: AppApi, clara: AppApi) -> None:
    logo = ["logo.png", coded(picture())]
    number = admin("mailservice.add", NAME="Post", ICON=logo)
    icon = clara("mailservice.get", ID=number)["ICON"]
    assert download(admin, icon).body == picture()
    admin("mailservice.update", ID=number, SORT=1)
    assert clara("mailservice.list")[0]["ICON"].split("?")[0] == icon.split("?")[0]
    admin("mailservice.update", ID=number, ICON="")
    assert clara("mailservice.get", ID=number)["ICON"] is None
    assert download(admin, icon).status == 404


@pytest.mark.parametrize(
    ("method", "params"), [("add", POST), ("update", {"ID": 1, "NAME": "x"}), ("update", {}), ("delete", {"ID": 1})]
)
def test_only_administrators_change_services(clara: AppApi, method: str, params: dict[str, Any]) -> None:
    assert clara.send(f"mailservice.{method}", **params).error == (400, "ERROR_CORE", "Access denied")


@pytest.mark.parametrize(
    ("method", "params", "text"),
    [
        ("add", {}, 'Required field "Name" not filled'),
        ("add", {"NAME": ""}, 'Required field "Name" not filled'),
        ("add", {**POST, "PORT": 65_536}, 'Invalid value for "Port"'),
        ("add", {**POST, "PORT": "x"}, 'Invalid value for "Port"'),
        ("add", {**POST, "SERVER": ["a"]}, 'Invalid value for "Server Address"'),
        ("add", {**POST, "ENCRYPTION": "maybe"}, 'Invalid value for "Secure Connection"'),
        ("add", {**POST, "ICON": ["logo.png", "bm90IGFuIGltYWdl"]}, 'Invalid value for "Logo"'),
        ("add", {**POST, "ICON": 999}, 'Invalid value for "Logo"'),
        ("update", {"ID": "{id}", "NAME": ""}, 'Required field "Name" not filled'),
        ("update", {"NAME": "x"}, "Mail service ID not specified"),
        ("update", {"ID": 999, "NAME": "x"}, "Mail service not found"),
        ("get", {}, "Mail service ID not specified"),
        ("get", {"ID": "x"}, "Mail service not found"),
        ("delete", {"ID": 0}, "Mail service ID not specified"),
        ("delete", {"ID": 999}, "Mail service not found"),
    ],
)
def test_what_cannot_be_is_refused(admin: AppApi, method: str, params: dict[str, Any], text: str) -> None:
    number = admin("mailservice.add", NAME="Post")
    given = {name: number if value == "{id}" else value for name, value in params.items()}
    assert admin.send(f"mailservice.{method}", **given).error == (400, "ERROR_CORE", text)
    assert [each["NAME"] for each in admin("mailservice.list")] == ["Post"]


def test_its_fields_are_named(clara: AppApi) -> None:
    assert clara("mailservice.fields") == {
        **{
            "ID": "ID",
            "SITE_ID": "Site",
            "ACTIVE": "Activity",
            "NAME": "Name",
            "SERVER": "Server Address",
            "PORT": "Port",
        },
        **{"ENCRYPTION": "Secure Connection", "LINK": "Web Interface Address", "ICON": "Logo", "SORT": "Sorting"},
    }
