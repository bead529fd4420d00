"""Scopes in words, for people who decide what an application may do."""

WORDS = {
    "access": "Read who belongs to departments, groups and roles",
    "basic": "See your name and whether you administer the portal",
    "bizproc": "Start and manage workflows",
    "booking": "Read and change bookings, their resources and who waits",
    "calendar": "Read and change calendars",
    "catalog": "Read and change the product catalogue",
    "contact_center": "Use the contact centre",
    "crm": "Read and change leads, deals, contacts, companies and activities",
    "delivery": "Manage delivery services",
    "department": "Read and change departments",
    "disk": "Read and change files",
    "documentgenerator": "Make documents from templates",
    "entity": "Keep data of its own on the portal",
    "event": "Be told when something changes",
    "im": "Send and read messages",
    "imbot": "Run chat bots",
    "lists": "Read and change lists",
    "log": "Post to the activity stream",
    "mailservice": "Connect mail services",
    "messageservice": "Send text messages",
    "mobile": "Send notifications to phones",
    "pay_system": "Manage payment systems",
    "placement": "Show itself within the portal's pages",
    "sale": "Read and change the online store",
    "socialnetwork": "Read workgroups",
    "sonet": "Read and change workgroups",
    "sonet_group": "Read and change workgroups",
    "task": "Read and change tasks",
    "tasks_extended": "Read and change tasks, with their templates",
    "telephony": "Make and record calls",
    "timeman": "Read and change working hours",
    "user": "Read and invite users",
    "user_basic": "Read the names of users",
    "user_brief": "Read the names and positions of users",
    "user.userfield": "Read and change the fields that administrators add to users",
    "userfieldconfig": "Read and change which user fields records have",
    "userconsent": "Read consents to the use of personal data",
}


def in_words(scopes: frozenset[str]) -> list[tuple[str, str]]:
    """(scope, what it lets an application do) pairs in order."""
    return [(scope, WORDS.get(scope, f"Use the methods of “{scope}”")) for scope in sorted(scopes)]
