"""The fields of a user, and which of them each version of the ``user`` scope shows.

Sources: ``api-reference/user/user-fields.md``, ``user-scope.md``.
"""

from collections.abc import Iterable

TITLES = {
    "ID": "ID",
    "XML_ID": "External code",
    "ACTIVE": "Active",
    "NAME": "First name",
    "LAST_NAME": "Last name",
    "SECOND_NAME": "Middle name",
    "TITLE": "Form of address",
    "EMAIL": "E-mail",
    "LAST_LOGIN": "Last login",
    "DATE_REGISTER": "Registered",
    "TIME_ZONE": "TIME_ZONE",
    "IS_ONLINE": "IS_ONLINE",
    "TIMESTAMP_X": "TIMESTAMP_X",
    "LAST_ACTIVITY_DATE": "LAST_ACTIVITY_DATE",
    "PERSONAL_GENDER": "Gender",
    "PERSONAL_PROFESSION": "Profession",
    "PERSONAL_WWW": "Website",
    "PERSONAL_BIRTHDAY": "Birthday",
    "PERSONAL_PHOTO": "Photo",
    "PERSONAL_ICQ": "ICQ",
    "PERSONAL_PHONE": "Personal phone",
    "PERSONAL_FAX": "Personal fax",
    "PERSONAL_MOBILE": "Personal mobile",
    "PERSONAL_PAGER": "Personal pager",
    "PERSONAL_STREET": "Home street",
    "PERSONAL_CITY": "Home city",
    "PERSONAL_STATE": "Home region",
    "PERSONAL_ZIP": "Home postal code",
    "PERSONAL_COUNTRY": "Home country",
    "PERSONAL_MAILBOX": "Home P.O. box",
    "PERSONAL_NOTES": "Notes",
    "WORK_PHONE": "Work phone",
    "WORK_COMPANY": "Company",
    "WORK_POSITION": "Position",
    "WORK_DEPARTMENT": "Department",
    "WORK_WWW": "Company website",
    "WORK_FAX": "WORK_FAX",
    "WORK_PAGER": "WORK_PAGER",
    "WORK_STREET": "WORK_STREET",
    "WORK_MAILBOX": "WORK_MAILBOX",
    "WORK_CITY": "Work city",
    "WORK_STATE": "WORK_STATE",
    "WORK_ZIP": "WORK_ZIP",
    "WORK_COUNTRY": "WORK_COUNTRY",
    "WORK_PROFILE": "WORK_PROFILE",
    "WORK_LOGO": "WORK_LOGO",
    "WORK_NOTES": "WORK_NOTES",
    "UF_SKYPE_LINK": "Skype chat link",
    "UF_ZOOM": "Zoom",
    "UF_EMPLOYMENT_DATE": "Employed since",
    "UF_TIMEMAN": "Work time",
    "UF_DEPARTMENT": "Departments",
    "UF_INTERESTS": "Interests",
    "UF_SKILLS": "Skills",
    "UF_WEB_SITES": "Other websites",
    "UF_XING": "Xing",
    "UF_LINKEDIN": "LinkedIn",
    "UF_FACEBOOK": "Facebook",
    "UF_TWITTER": "Twitter",
    "UF_SKYPE": "Skype",
    "UF_DISTRICT": "District",
    "UF_PHONE_INNER": "Extension",
    "USER_TYPE": "USER_TYPE",
}
"""What ``user.fields`` answers, as far as the scope allows."""

MOMENTS = frozenset({"LAST_LOGIN", "DATE_REGISTER", "TIMESTAMP_X", "LAST_ACTIVITY_DATE"})
DATES = frozenset({"PERSONAL_BIRTHDAY", "UF_EMPLOYMENT_DATE"})

FULL = frozenset(TITLES)
BASIC = FULL - {"LAST_LOGIN", "PERSONAL_WWW", "PERSONAL_ICQ", "USER_TYPE"}
BRIEF = frozenset(
    {
        "ID", "XML_ID", "ACTIVE", "NAME", "LAST_NAME", "SECOND_NAME", "TITLE", "IS_ONLINE", "TIME_ZONE",
        "PERSONAL_PHOTO", "TIMESTAMP_X", "DATE_REGISTER", "PERSONAL_PROFESSION", "PERSONAL_GENDER",
        "PERSONAL_BIRTHDAY", "PERSONAL_CITY", "PERSONAL_STATE", "PERSONAL_COUNTRY", "WORK_POSITION", "WORK_CITY",
        "WORK_STATE", "WORK_COUNTRY", "LAST_ACTIVITY_DATE", "UF_EMPLOYMENT_DATE", "UF_TIMEMAN", "UF_SKILLS",
        "UF_INTERESTS", "UF_DEPARTMENT", "UF_PHONE_INNER",
    }
)  # fmt: skip

BY_SCOPE = {"user": FULL, "user_basic": BASIC, "user_brief": BRIEF}


def fields_of(scopes: Iterable[str]) -> frozenset[str]:
    """The fields that a credential with these scopes may see."""
    return frozenset().union(*(BY_SCOPE.get(scope, frozenset()) for scope in scopes))
