"""The page that people land on: what is due, their pipeline, what others have changed; how integrations do."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from homeport.console.developer.pulse import by_minute, slowest
from homeport.domain.portal.calls.requests import Entry
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.console.crm import Person


def test_what_is_due_today_and_overdue_is_the_persons_own(wire: Wire, clara: Person, ada: Person, admin: Api) -> None:
    now = datetime.fromtimestamp(wire.portal.clock.now(), UTC)
    for title, hours in (("Long overdue", -50), ("Later than today", 50)):
        deadline = (now + timedelta(hours=hours)).isoformat()
        given = {"ownerTypeId": 2, "ownerId": 1, "deadline": deadline, "title": title, "responsibleId": 3}
        admin("crm.activity.todo.add", **given)
    text = clara.text("/")
    assert "Long overdue" in text.partition("Overdue")[2].partition("Today")[0]
    assert "Later than today" not in text
    assert "Long overdue" not in ada.text("/").partition('id="news"')[0]


def test_the_card_of_a_call_is_shown_to_whom_its_application_says_until_it_ends(
    wire: Wire, ada: Person, clara: Person
) -> None:
    app = app_of(wire, 1, "telephony,crm")
    phone = [{"VALUE": "+49 30 901 8201"}]
    hidden = {"OPENED": "N", "ASSIGNED_BY_ID": 1, "PHONE": phone}
    contact = app("crm.contact.add", fields={"NAME": "Ann <b>", "LAST_NAME": "Lee", **hidden})
    assert 'hx-get="/calls/"' in clara.text("/")
    assert "Calls" not in clara.text("/calls/")
    given = {"USER_ID": 3, "PHONE_NUMBER": "+49309018201", "TYPE": 2}
    call = app("telephony.externalCall.register", **given)["CALL_ID"]
    assert "Incoming call from +49309018201" in clara.text("/calls/")
    assert "Ann" not in clara.text("/calls/"), "who may not read a client is not told who calls"
    assert "Incoming call" not in ada.text("/calls/")
    app("telephony.externalCall.show", CALL_ID=call, USER_ID=1)
    assert f'<a href="/crm/contact/{contact}/">Ann &lt;b&gt; Lee</a>' in ada.text("/calls/")
    app("telephony.externalCall.hide", CALL_ID=call, USER_ID=3)
    assert "Incoming call" not in clara.text("/calls/")
    app("telephony.externalCall.finish", CALL_ID=call, USER_ID=3)
    assert "Incoming call" not in ada.text("/calls/")


def test_the_pipeline_says_what_the_api_counts(clara: Person, admin: Api) -> None:
    mine = {"ASSIGNED_BY_ID": 3, "CATEGORY_ID": 0, "STAGE_ID": "NEW"}
    admin("crm.deal.add", fields={"TITLE": "Mine", "ASSIGNED_BY_ID": 3, "OPPORTUNITY": 5, "CURRENCY_ID": "EUR"})
    total = admin.send("crm.deal.list", filter=mine).json["total"]
    row = re.search(r'stage=NEW&amp;responsible=3">New</a>.*?</tr>', clara.text("/"), re.S)
    assert row
    assert re.search(rf"</svg> {total}<", row[0])


def test_what_was_changed_is_told_to_those_who_may_read_it(ada: Person, clara: Person, admin: Api) -> None:
    admin("crm.deal.update", id=2, fields={"TITLE": "Not for Clara"})
    admin("crm.deal.update", id=1, fields={"TITLE": "For both"})
    assert "Not for Clara" in ada.text("/")
    assert "Not for Clara" not in clara.text("/")
    assert "For both" in clara.text("/")


def test_how_integrations_do_is_for_administrators(ada: Person, clara: Person, admin: Api) -> None:
    admin.send("crm.deal.get", id=99999)
    told = unescape(ada.text("/developer/pulse/"))
    assert "Events that did not arrive" in told
    assert clara.open("/developer/pulse/").status == 403
    assert 'hx-get="/developer/pulse/"' in ada.text("/")
    assert "/developer/pulse/" not in clara.text("/")


def entry(at: float, method: str, status: int, duration: float) -> Entry:
    return Entry(1, 1, at, "POST", method, 2, "webhook:1", 1, None, status, "", "", None, duration, 1, 10, "", True, ())


def test_requests_are_counted_by_minute_and_the_slowest_are_named() -> None:
    found = [entry(6000, "a", 200, 0.5), entry(6001, "a", 400, 0.1), entry(6061, "b", 0, 0.7), entry(1, "c", 200, 0.1)]
    minutes = by_minute(found, 6065)
    assert len(minutes) == 60
    assert [each[1:] for each in minutes[-2:]] == [(2, 1, 100, 50), (1, 1, 50, 50)]
    assert slowest(found)[:2] == [("b", 700, 1), ("a", 500, 2)]
