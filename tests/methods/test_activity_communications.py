"""With whom activities were held: communications, and what they bind."""

from tests.conftest import Api
from tests.methods.test_activity import (
    COMPANY,
    CONTACT,
    DEAL,
    EMAIL,
    LEAD,
    a_call,
    a_deal,
    bound,
    call_of,
    communications,
    text_of,
)


def test_communications_bind_the_activity_to_their_records_after_the_owner(admin: Api) -> None:
    deal = a_deal(admin)
    contact = admin("crm.contact.add", fields={"NAME": "Greta", "LAST_NAME": "Bollard"})
    company = admin("crm.company.add", fields={"TITLE": "Bollard & Sons"})
    mail = a_call(
        admin,
        deal,
        TYPE_ID=EMAIL,
        COMMUNICATIONS=[
            {"VALUE": "greta@example.test", "ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact},
            {"VALUE": "office@example.test", "ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": company},
            {"VALUE": "greta.private@example.test", "ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact},
        ],
    )
    assert bound(admin, mail) == [(DEAL, deal), (CONTACT, contact), (COMPANY, company)]
    assert [each["TYPE"] for each in communications(admin, mail)] == ["EMAIL"] * 3


def test_a_communication_of_nobody_belongs_to_the_owner(admin: Api) -> None:
    deal = a_deal(admin)
    call = a_call(admin, deal)
    (found,) = communications(admin, call)
    assert found.pop("ID").isdecimal()
    assert found == {
        "TYPE": "PHONE",
        "VALUE": "+49301234567",
        "ENTITY_ID": str(deal),
        "ENTITY_TYPE_ID": "2",
        "ENTITY_SETTINGS": [],
    }
    assert bound(admin, call) == [(DEAL, deal)]


def test_without_an_owner_the_activity_belongs_to_whom_it_was_held_with(admin: Api) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Greta"})
    fields = call_of(0) | {"COMMUNICATIONS": [{"VALUE": "1", "ENTITY_ID": contact, "ENTITY_TYPE_ID": CONTACT}]}
    del fields["OWNER_ID"], fields["OWNER_TYPE_ID"]
    activity = admin("crm.activity.add", fields=fields)
    answer = admin("crm.activity.get", id=activity)
    assert (answer["OWNER_TYPE_ID"], answer["OWNER_ID"]) == ("3", str(contact))


def test_clients_are_named_beside_communications(admin: Api) -> None:
    company = admin("crm.company.add", fields={"TITLE": "Bollard & Sons"})
    contact = admin(
        "crm.contact.add",
        fields={"HONORIFIC": "HNR_EN_1", "NAME": "Greta", "LAST_NAME": "Bollard", "COMPANY_ID": company},
    )
    lead = admin("crm.lead.add", fields={"TITLE": "A lead", "NAME": "Hugo"})
    mail = a_call(
        admin,
        a_deal(admin),
        TYPE_ID=EMAIL,
        COMMUNICATIONS=[
            {"VALUE": "a@example.test", "ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact},
            {"VALUE": "b@example.test", "ENTITY_TYPE_ID": COMPANY, "ENTITY_ID": company},
            {"VALUE": "c@example.test", "ENTITY_TYPE_ID": LEAD, "ENTITY_ID": lead},
        ],
    )
    assert [each["ENTITY_SETTINGS"] for each in communications(admin, mail)] == [
        {
            "HONORIFIC": "HNR_EN_1",
            "NAME": "Greta",
            "SECOND_NAME": "",
            "LAST_NAME": "Bollard",
            "COMPANY_TITLE": "Bollard & Sons",
            "COMPANY_ID": str(company),
        },
        {"COMPANY_TITLE": "Bollard & Sons"},
        {"HONORIFIC": "", "NAME": "Hugo", "SECOND_NAME": "", "LAST_NAME": "", "LEAD_TITLE": "A lead"},
    ]


def test_a_client_that_may_not_be_read_is_not_named(admin: Api, seller: Api) -> None:
    deal = a_deal(admin, ASSIGNED_BY_ID=3)
    lead = admin("crm.lead.add", fields={"TITLE": "A secret", "NAME": "Hugo", "ASSIGNED_BY_ID": 1})
    call = a_call(admin, deal, COMMUNICATIONS=[{"VALUE": "1", "ENTITY_TYPE_ID": LEAD, "ENTITY_ID": lead}])
    assert communications(seller, call) == []
    assert bound(seller, call) == [(DEAL, deal)]
    contact = admin("crm.contact.add", fields={"NAME": "Greta", "ASSIGNED_BY_ID": 1, "OPENED": "N"})
    mails = [
        {"VALUE": f"{kind}@example.test", "ENTITY_TYPE_ID": kind, "ENTITY_ID": record}
        for kind, record in ((CONTACT, contact), (DEAL, deal), (LEAD, lead))
    ]
    mail = a_call(admin, deal, TYPE_ID=EMAIL, COMMUNICATIONS=mails)
    assert [found["VALUE"] for found in communications(seller, mail)] == ["2@example.test"]


def test_an_owner_that_may_not_be_read_gives_place_to_a_record_that_may(admin: Api, seller: Api) -> None:
    deal, secret = a_deal(admin, ASSIGNED_BY_ID=3), a_deal(admin, ASSIGNED_BY_ID=1, OPENED="N")
    call = a_call(admin, secret, OWNER_ID=secret, COMMUNICATIONS=[{"VALUE": "+49301234567"}])
    admin("crm.activity.binding.add", activityId=call, entityTypeId=DEAL, entityId=deal)
    assert seller("crm.activity.get", id=call)["OWNER_ID"] == str(deal)
    (found,) = seller("crm.activity.list", filter={"ID": call}, select=["OWNER_ID", "COMMUNICATIONS"])
    assert found == {"ID": str(call), "OWNER_ID": str(deal), "COMMUNICATIONS": []}
    for name in ("OWNER_ID", "!OWNER_ID"):
        for number in (secret, deal):
            assert seller("crm.activity.list", filter={"ID": call, name: number}) == []
    assert [row["ID"] for row in admin("crm.activity.list", filter={"OWNER_ID": secret})] == [str(call)]
    listed = seller("crm.activity.list", order={"OWNER_ID": "DESC"}, select=["ID"], filter={"ID": [1, call]})
    assert str(call) in [row["ID"] for row in listed]


def test_communications_are_replaced_as_far_as_they_are_seen(admin: Api, seller: Api) -> None:
    deal = a_deal(admin, ASSIGNED_BY_ID=3)
    lead = admin("crm.lead.add", fields={"TITLE": "A secret", "ASSIGNED_BY_ID": 1})
    talks = [{"VALUE": "a@example.test"}, {"VALUE": "b@example.test", "ENTITY_TYPE_ID": LEAD, "ENTITY_ID": lead}]
    mail = a_call(admin, deal, TYPE_ID=EMAIL, COMMUNICATIONS=talks)
    seller("crm.activity.update", id=mail, fields={"COMMUNICATIONS": [{"VALUE": "c@example.test"}]})
    assert [found["VALUE"] for found in communications(seller, mail)] == ["c@example.test"]
    assert [found["VALUE"] for found in communications(admin, mail)] == ["b@example.test", "c@example.test"]
    call = a_call(admin, deal, COMMUNICATIONS=talks[1:])
    fields = {"COMMUNICATIONS": talks[:1]}
    text = "The only one communication is allowed for activity of specified type"
    assert text_of(seller, "crm.activity.update", id=call, fields=fields) == text
    assert [found["VALUE"] for found in communications(admin, call)] == ["b@example.test"]


def test_a_communication_binds_no_record_that_one_may_only_read(admin: Api, seller: Api) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Greta", "ASSIGNED_BY_ID": 1, "OPENED": "Y"})
    talks = [{"VALUE": "1", "ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact}]
    own = a_deal(admin, ASSIGNED_BY_ID=3)
    assert text_of(seller, "crm.activity.add", fields=call_of(own) | {"COMMUNICATIONS": talks}) == "Access denied."
    call = a_call(seller, own)
    assert text_of(seller, "crm.activity.update", id=call, fields={"COMMUNICATIONS": talks}) == "Access denied."
    assert bound(admin, call) == [(DEAL, own)]


def test_more_records_than_an_activity_may_have_are_refused(admin: Api) -> None:
    talks = [{"VALUE": "a@example.test", "ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": number} for number in range(1, 101)]
    fields = call_of(a_deal(admin)) | {"TYPE_ID": EMAIL, "COMMUNICATIONS": talks}
    assert admin.refused("crm.activity.add", fields=fields) == (400, "BINDING_LIMIT_EXCEEDED")
    fields["COMMUNICATIONS"] = talks[:99]
    activity = admin("crm.activity.add", fields=fields)
    assert admin.send("crm.activity.binding.list", activityId=activity).json["total"] == 100
