"""What is attached to a call that has ended: its recording, and what was said in it."""

from typing import Any

from homeport.domain.integrity import broken
from tests.apps import AppApi
from tests.conftest import Answer, Wire, api_of
from tests.methods.disk.conftest import coded, download
from tests.methods.telephony.conftest import SAID, SOUND, a_client, ended


def test_a_recording_hangs_on_the_calls_activity_and_is_replaced(app: AppApi, wire: Wire) -> None:
    a_client(app)
    found = ended(app)
    hook = api_of(wire, 1, "telephony")
    given = {"CALL_ID": found["CALL_ID"], "FILENAME": "call.mp3", "FILE_CONTENT": coded(SOUND)}
    first = hook("telephony.externalCall.attachRecord", **given)["FILE_ID"]

    def files() -> list[dict[str, Any]]:
        named = {"filter": {"ID": found["CRM_ACTIVITY_ID"]}, "select": ["ID", "FILES"]}
        held: list[dict[str, Any]] = app("crm.activity.list", **named)[0]["FILES"]
        return held

    assert [each["id"] for each in files()] == [first]
    assert download(app, files()[0]["url"]).body == SOUND
    address = hook("telephony.externalCall.attachRecord", CALL_ID=found["CALL_ID"], FILENAME="other.WAV")
    assert address["fieldName"] == "file"
    sent = upload(wire, address["uploadUrl"], b"RIFF other")
    second = sent.json["result"]["FILE_ID"]
    assert [each["id"] for each in files()] == [second]
    assert download(app, files()[0]["url"]).body == b"RIFF other"
    assert app("voximplant.statistic.get")[0]["RECORD_FILE_ID"] == second
    assert app.send("disk.file.get", id=first).status == 400
    assert upload(wire, address["uploadUrl"], b"again").error[0] == 403
    app("crm.activity.delete", id=found["CRM_ACTIVITY_ID"])
    third = hook("telephony.externalCall.attachRecord", **given)["FILE_ID"]
    assert app("voximplant.statistic.get")[0]["RECORD_FILE_ID"] == third
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def upload(wire: Wire, url: str, content: bytes) -> Answer:
    path, _, query = url.removeprefix("http://localhost").partition("?")
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.bin"\r\n\r\n'
    return wire.send(
        path, query=query, body=head + content + b"\r\n--b--", content_type="multipart/form-data; boundary=b"
    )


def test_what_was_said_is_read_with_the_calls_activity(app: AppApi, clara: AppApi) -> None:
    a_client(app, OPENED="N", ASSIGNED_BY_ID=1)
    found = ended(app)
    activity = found["CRM_ACTIVITY_ID"]
    assert app("crm.activity.call.getTranscript", activityId=activity) is None
    first = app("telephony.call.attachTranscription", CALL_ID=found["CALL_ID"], MESSAGES=SAID)["TRANSCRIPT_ID"]
    assert app("crm.activity.call.getTranscript", activityId=activity) == {
        "transcription": "User: Good afternoon\nClient: Hello"
    }
    assert app("voximplant.statistic.get")[0]["TRANSCRIPT_ID"] == str(first)
    again = {"MESSAGES": {"0": SAID[1]}, "COST": 2, "COST_CURRENCY": "EUR"}
    app("telephony.call.attachTranscription", CALL_ID=found["CALL_ID"], **again)
    assert app("crm.activity.call.getTranscript", activityId=activity) == {"transcription": "Client: Hello"}
    assert clara.send("crm.activity.call.getTranscript", activityId=activity).error[0] == 403
