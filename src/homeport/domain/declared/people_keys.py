"""Keys of what people are and may do: departments, users, roles, webhooks of both kinds, applications."""

from homeport.domain.declared import kinds
from homeport.domain.declared.keys import ID, Keys, key
from homeport.domain.declared.record_kinds import DEPARTMENT, USER
from homeport.domain.portal.people.profile_fields import DATES, TITLES
from homeport.domain.portal.tables import USER_DETAILS

MEMBERS = (
    key("users", kinds.several(USER), "who", "U"),
    key("departments", kinds.several(DEPARTMENT), "whose people, without those of the departments below", "D"),
    key("departments_and_below", kinds.several(DEPARTMENT), "whose people, with those below", "DR"),
)

DEPARTMENTS: Keys = dict(
    (
        ID,
        key("name", kinds.TEXT, "as people see it", required=True),
        key(
            "parent",
            DEPARTMENT,
            "the department above: a new one is in the company itself unless said; 0 for none",
        ),
        key("head", USER, "who heads it", "UF_HEAD"),
        key("sort", kinds.NUMBER, "its place among others; 500 unless said"),
    )
)

USERS: Keys = dict(
    (
        ID,
        key("email", kinds.TEXT, "to sign in with; no other user has it", required=True),
        key("name", kinds.TEXT, "first name"),
        key("last_name", kinds.TEXT, "last name"),
        key("admin", kinds.FLAG, "whether an administrator, who may do all", "IS_ADMIN"),
        key("active", kinds.FLAG, "false: dismissed"),
        key("extranet", kinds.FLAG, "whether a guest from outside the company", "USER_TYPE"),
        key("departments", kinds.several(DEPARTMENT), "where the user works"),
        key("password", kinds.TEXT, "to sign in with, for tests; stored as a hash"),
        *(
            key(name.lower(), kinds.MOMENT if name in DATES else kinds.TEXT, TITLES.get(name, name))
            for name in ("SECOND_NAME", "TITLE", "XML_ID", "TIME_ZONE", *USER_DETAILS)
        ),
    )
)

ROLES: Keys = dict(
    (
        key("name", kinds.TEXT, "as people see it", required=True),
        key("rights", kinds.RIGHTS, "all that the role allows"),
        *MEMBERS,
        key("everyone", kinds.FLAG, "whether everyone has it", "AU"),
    )
)

WEBHOOKS: Keys = dict(
    (
        key("user", USER, "whom it acts as", "USER_ID", required=True),
        key("code", kinds.TEXT, "its secret in the URL, for tests; stored as a hash", "CODE_HASH", required=True),
        key("scope", kinds.SCOPES, "what it may call", "SCOPES", required=True),
        key("title", kinds.TEXT, "what it is for"),
        key("expires", kinds.MOMENT, "until when; a date counts to its end"),
        key("blocked", kinds.FLAG, "true: refused with OVERLOAD_LIMIT"),
    )
)

OUTGOING: Keys = dict(
    (
        key("url", kinds.TEXT, "the address that is told", required=True),
        key("events", kinds.EVENTS, "what it is told of", required=True),
        key("title", kinds.TEXT, "what it is for"),
    )
)

APPS: Keys = dict(
    (
        key("title", kinds.TEXT, "as people see it", required=True),
        key("client_id", kinds.TEXT, "its public key, for tests", required=True),
        key("client_secret", kinds.TEXT, "its secret, for tests; stored as a hash", "SECRET_HASH", required=True),
        key("scope", kinds.SCOPES, 'what it may call; ["crm"] unless said', "SCOPES"),
        key("handler", kinds.TEXT, "the URL of its page", "HANDLER_URL"),
        key("install", kinds.TEXT, "a URL that completes the installation", "INSTALL_URL"),
        key("api_only", kinds.FLAG, "whether it has no page"),
        key("installed", kinds.FLAG, "true: complete its installation, and tell its handler"),
        key("blocked", kinds.FLAG, "true: refused with OVERLOAD_LIMIT"),
        key("user", USER, "the administrator who installs it; the first one unless said", "USER_ID"),
        *MEMBERS,
    )
)
