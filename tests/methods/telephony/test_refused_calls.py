"""What cannot be of calls is refused, and changes nothing."""

from typing import Any

from sqlalchemy import select

from homeport.domain.telephony.tables import CALL
from homeport.store import Query
from tests.apps import AppApi
from tests.methods.telephony.conftest import CALL_IN, SAID, ended

LONG = f"https://calls.example.test/{'a' * 2_000}.mp3"

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("externalCall.register", {"USER_ID": None}, "USER_ID or USER_PHONE_INNER should be set"),
    ("externalCall.register", {"TYPE": 6}, "Unknown TYPE"),
    ("externalCall.register", {"TYPE": None}, "Unknown TYPE"),
    ("externalCall.register", {"CALL_START_DATE": "yesterday"}, "CALL_START_DATE should be in the ISO-8601 format"),
    ("externalCall.register", {"CALL_START_DATE": "07.03.2026"}, "CALL_START_DATE should be in the ISO-8601 format"),
    ("externalCall.register", {"PHONE_NUMBER": ""}, "Unsupported phone number format"),
    ("externalCall.register", {"PHONE_NUMBER": "call me"}, "Unsupported phone number format"),
    ("externalCall.register", {"PHONE_NUMBER": "9" * 40}, "Unsupported phone number format"),
    ("externalCall.register", {"USER_ID": 999}, "User is not found or is not active"),
    ("externalCall.register", {"USER_ID": None, "USER_PHONE_INNER": "9"}, "User is not found or is not active"),
    ("externalCall.finish", {"USER_ID": None}, "USER_ID or USER_PHONE_INNER should be set"),
    ("externalCall.finish", {}, "Call is not found (call should be registered prior to finishing)"),
    (
        "externalCall.attachRecord",
        {},
        "Required parameters are not set. Request should contain either URL or FILENAME parameter",
    ),
    (
        "externalCall.attachRecord",
        {"CALL_ID": "x", "FILENAME": "a.mp3"},
        "Call is not found in the statistic table. It looks like it is not finished yet.",
    ),
    ("externalCall.attachRecord", {"FILENAME": ""}, "File name is empty"),
    ("externalCall.attachRecord", {"FILENAME": "a/b.mp3"}, "File name is empty"),
    ("externalCall.attachRecord", {"FILENAME": "a.ogg"}, "Wrong file extension. Only wav and mp3 are allowed"),
    ("externalCall.attachRecord", {"FILENAME": "a.mp3", "FILE_CONTENT": ""}, "File content is empty."),
    (
        "externalCall.attachRecord",
        {"FILENAME": "a.mp3", "FILE_CONTENT": "!"},
        "File content is not properly encoded. Base64 encoding is expected.",
    ),
    ("externalCall.attachRecord", {"RECORD_URL": "ftp://a/a.mp3"}, "Server returns HTTP error code 0"),
    ("externalCall.attachRecord", {"RECORD_URL": LONG}, "Server returns HTTP error code 0"),
    ("call.attachTranscription", {"CALL_ID": ""}, "CALL_ID should be set"),
    ("call.attachTranscription", {}, "MESSAGES should be an array"),
    (
        "call.attachTranscription",
        {"MESSAGES": [{**SAID[0], "SIDE": "x"}]},
        "MESSAGES[0][SIDE] should be either Client or User",
    ),
    (
        "call.attachTranscription",
        {"MESSAGES": [SAID[0], {**SAID[0], "START_TIME": -1}]},
        "MESSAGES[1][START_TIME] should be greater or equal to zero",
    ),
    (
        "call.attachTranscription",
        {"MESSAGES": [{**SAID[0], "STOP_TIME": 0}]},
        "MESSAGES[0][STOP_TIME] should be greater than zero",
    ),
    ("call.attachTranscription", {"MESSAGES": [{**SAID[0], "MESSAGE": " "}]}, "MESSAGES[0][MESSAGE] is empty"),
    ("call.attachTranscription", {"CALL_ID": "x", "MESSAGES": SAID}, "Call x is not found. Is it finished?"),
]


def test_what_cannot_be_is_refused_and_changes_nothing(app: AppApi) -> None:
    call = ended(app)["CALL_ID"]
    for method, params, text in REFUSED:
        given = {**(CALL_IN if method.endswith("register") else {"CALL_ID": call, "USER_ID": 3}), **params}
        assert app.send(f"telephony.{method}", **given).error == (400, "ERROR_CORE", text), (method, params)
    refused = app.send("telephony.externalCall.finish", CALL_ID=["x"], USER_ID=3)
    assert refused.error == (400, "INVALID_ARGUMENT", "CALL_ID must be a string")
    with app.wire.portal.store.snapshot() as tx:
        assert tx.all(Query(select(CALL.c.ID))) == []
    assert app("voximplant.statistic.get")[0]["RECORD_FILE_ID"] is None
