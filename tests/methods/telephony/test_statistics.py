"""``voximplant.statistic.get``: calls that have ended, as far as the caller sees them, each list by an index."""

from typing import Any

import pytest

from homeport.domain.portal.tables import USER
from homeport.domain.telephony.statistics import TABLE
from tests.apps import AppApi, app_of
from tests.conftest import Wire

METHOD = "voximplant.statistic.get"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    """An application that has told of sixty calls, every third of them the salesperson's."""
    app = app_of(wire, 1, "telephony")
    for number in range(60):
        whose = 3 if number % 3 == 0 else 1
        given = {"USER_ID": whose, "PHONE_NUMBER": f"+49309{number:04}", "TYPE": number % 2 + 1, "SHOW": 0}
        start = f"2026-03-07T10:{number:02}:00+00:00"
        call = app("telephony.externalCall.register", **given, CALL_START_DATE=start, ADD_TO_CHAT=0)["CALL_ID"]
        app("telephony.externalCall.finish", CALL_ID=call, USER_ID=whose, DURATION=number, COST="0.5", ADD_TO_CHAT=0)
    return app


def ids(app: AppApi, **given: Any) -> list[int]:
    return [int(each["ID"]) for each in app(METHOD, **given)]


def test_calls_are_listed_filtered_and_sorted(app: AppApi, wire: Wire) -> None:
    whole = app.send(METHOD)
    assert (whole.json["total"], whole.json["next"], len(whole.result)) == (60, 50, 50)
    shown = whole.result[2]
    assert set(shown) == {field.name for field in TABLE.c}
    assert (
        shown
        | {
            **{"ID": "3", "PORTAL_USER_ID": "1", "PHONE_NUMBER": "+493090002", "CALL_CATEGORY": "external"},
            **{"CALL_DURATION": "2", "COST": "0.5000", "CALL_VOTE": None, "CALL_TYPE": "1", "TRANSCRIPT_PENDING": "N"},
            **{"RECORD_FILE_ID": None, "REST_APP_ID": str(app.app.id), "CALL_FAILED_CODE": "200"},
        }
        == shown
    )
    assert ids(app, start=50) == list(range(51, 61))
    assert ids(app, SORT="CALL_DURATION", ORDER="DESC")[:3] == [60, 59, 58]
    assert ids(app, SORT="CALL_TYPE", ORDER="DESC")[:3] == [1, 2, 3]
    for given, wanted in [
        ({"CALL_TYPE": 2, "<CALL_DURATION": 6}, [2, 4, 6]),
        ({"><CALL_DURATION": [3, 5]}, [4, 5, 6]),
        ({"!><CALL_DURATION": [1, 58]}, [1, 60]),
        ({"?PHONE_NUMBER": "90007"}, [8]),
        ({"%PHONE_NUMBER": "90007"}, [8]),
        ({">=CALL_START_DATE": "2026-03-07T12:58:00+02:00"}, [59, 60]),
        ({"CALL_FAILED_CODE": "304"}, [1]),
        ({"ID": [5, 7], "!PORTAL_USER_ID": 3}, [5]),
    ]:
        assert ids(app, FILTER=given) == wanted, given


def test_employees_see_their_own_calls_and_guests_none(app: AppApi, wire: Wire) -> None:
    clara = app.as_user(3)
    assert clara.send(METHOD).json["total"] == 20
    assert ids(clara, FILTER={"ID": [1, 2]}) == [1]
    wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 4}, {"USER_TYPE": "extranet"}))
    assert app.as_user(4).send(METHOD).error == (403, "ACCESS_DENIED", "Access denied!")
