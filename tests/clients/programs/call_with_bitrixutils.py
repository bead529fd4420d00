"""bitrixUtils, functions for contacts, companies, leads and smart processes. What is refused is None to it."""

from bitrixUtils.core import (
    checkContactExists,
    createCompany,
    createContact_new,
    createLead,
    getCompanyFields,
    getContactFields,
    getLeadFields,
    getTypeId,
    listEmployees,
    listSpaCards,
    listSpaEntities,
    moveSpaCardStage,
    searchCompanyByField,
    updateCompanyFields,
    updateContactFields,
)
from outcomes import SETTINGS, report

ADMIN = SETTINGS["admin"]


def contact() -> object:
    phones = [{"VALUE": "+49 30 23125 900", "VALUE_TYPE": "WORK"}]
    made = createContact_new(ADMIN, {"NAME": "Runa", "ORIGIN_ID": "bitrixutils", "PHONE": phones})
    found = checkContactExists("bitrixutils", "ORIGIN_ID", ADMIN)
    updateContactFields(ADMIN, made, ["POST"], ["Skipper"])
    fields = getContactFields(made, ADMIN)
    return [int(made) == int(found), fields["NAME"], fields["POST"], fields["PHONE"][0]["VALUE"]]


def company() -> object:
    made = createCompany(ADMIN, {"TITLE": "Utils Ltd"})
    updateCompanyFields(ADMIN, made, ["COMMENTS"], ["Changed"])
    found = searchCompanyByField(ADMIN, "TITLE", "Utils Ltd", ["ID", "TITLE"])
    return [getCompanyFields(made, ADMIN)["COMMENTS"], found == [{"ID": str(made), "TITLE": "Utils Ltd"}]]


def lead() -> object:
    return getLeadFields(createLead(ADMIN, {"NAME": "Runa"}), ADMIN)["NAME"]


def stage() -> object:
    deal = SETTINGS["walked"]["crm.deal.list"][0]
    moveSpaCardStage("PREPARATION", deal, 2, ADMIN)
    (card,) = (each for each in listSpaCards(ADMIN, 2, stage_id="PREPARATION") if each["id"] == deal)
    return card["stageId"]


report(
    {
        "contact": contact,
        "company": company,
        "lead": lead,
        "stage": stage,
        "walk": lambda: [card["id"] for card in listSpaCards(ADMIN, 2, returnFilter=["id"])],
        "types": lambda: getTypeId(ADMIN),
        "smart processes": lambda: listSpaEntities(ADMIN),
        "employees": lambda: [each["ID"] for each in listEmployees(ADMIN)],
        "refused": lambda: getContactFields(SETTINGS["missing"], ADMIN),
        "wrong code": lambda: getContactFields(1, SETTINGS["wrong"]),
    },
    lambda error: {},
)
