"""The fields and tables of groups and their members.

Sources: ``sonet-group-create.md``, ``sonet-group-get.md``, ``socialnetwork-api-workgroup-get.md``.
"""

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.core import values as v
from homeport.core.pictures import PICTURE
from homeport.domain.records.fields import F, FieldTable
from homeport.domain.records.filters import as_map
from homeport.store.schema import METADATA
from homeport.store.texts import Words

INTRANET, EXTRANET = "s1", "ex"
"""The portal's own site, and that of its guests."""

OWNER, MODERATOR, MEMBER, AWAITED = "A", "E", "K", "Z"
"""Roles. Who is awaited was invited or has asked, and is no member yet."""
MODERATORS = (OWNER, MODERATOR)
MEMBERS = (OWNER, MODERATOR, MEMBER)

BY_USER, BY_GROUP = "U", "G"
"""Who began it: a user who asked, or the group that invited."""

SUBJECTS = {1: "Workgroups"}
"""What groups may be about."""

GROUP, PROJECT, SCRUM = "group", "project", "scrum"
"""Types of groups."""


def _read_sites(value: Any, zone: ZoneInfo) -> str | None:
    """The sites of a list, or of one, with commas between; ValueError for what is no site."""
    named = list(as_map(value).values()) if isinstance(value, dict | list) else [value]
    if not all(site in (INTRANET, EXTRANET) for site in named):
        raise ValueError("no such site")
    return ",".join(site for site in (INTRANET, EXTRANET) if site in named) or None


SITES = v.FieldType("array", "text", _read_sites, v.same, v.same)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("SITE_ID", SITES, "Site"),
        F("NAME", v.STRING, "Name", required=True, length=255),
        F("DESCRIPTION", v.STRING, "Description"),
        F("DATE_CREATE", v.DATETIME, "Created", read_only=True),
        F("DATE_UPDATE", v.DATETIME, "Changed", read_only=True),
        F("DATE_ACTIVITY", v.DATETIME, "Last activity", read_only=True),
        F("ACTIVE", v.CHAR, "Active", read_only=True, default="Y"),
        F("VISIBLE", v.CHAR, "Visible", default="Y"),
        F("OPENED", v.CHAR, "Open", default="N"),
        F("CLOSED", v.CHAR, "Archived", default="N"),
        F("SUBJECT_ID", v.INTEGER, "Subject", default=1, immutable=True),
        F("OWNER_ID", v.USER, "Owner"),
        F("KEYWORDS", v.STRING, "Keywords"),
        F("INITIATE_PERMS", v.STRING, "Who invites", values=MEMBERS),
        F("NUMBER_OF_MEMBERS", v.INTEGER, "Members", read_only=True, default=0),
        F("NUMBER_OF_MODERATORS", v.INTEGER, "Moderators", read_only=True, default=0),
        F("PROJECT", v.CHAR, "Project", default="N", immutable=True),
        F("PROJECT_DATE_START", v.DATETIME, "Begins"),
        F("PROJECT_DATE_FINISH", v.DATETIME, "Ends"),
        F("SCRUM_MASTER_ID", v.USER, "Scrum master", immutable=True),
        F("TYPE", v.STRING, "Type", read_only=True),
        F("IS_EXTRANET", v.CHAR, "For guests", read_only=True, default="N"),
        F("LANDING", v.CHAR, "For publication", read_only=True, default="N"),
        F("SCRUM_OWNER_ID", v.USER, "Scrum owner", read_only=True),
        F("SCRUM_SPRINT_DURATION", v.INTEGER, "Length of a sprint", read_only=True, default=0),
        F("SCRUM_TASK_RESPONSIBLE", v.STRING, "Who does tasks", read_only=True),
        F("IMAGE_ID", PICTURE, "Picture"),
        F("AVATAR_TYPE", v.STRING, "Kind of picture", read_only=True, stored=False),
    )
)

TABLE = Table(
    "sonet_group",
    METADATA,
    *(field.column() for field in FIELDS.columns.values()),
    sqlite_autoincrement=True,
)

ROLES = Table(
    "sonet_group_member",
    METADATA,
    Column("GROUP_ID", Integer, primary_key=True),
    Column("USER_ID", Integer, primary_key=True),
    Column("ROLE", Text, nullable=False),
    Column("INITIATED_BY_TYPE", Text, nullable=False),
    Column("INITIATED_BY_USER_ID", Integer, nullable=False),
    Column("MESSAGE", Words),
    Column("DATE_CREATE", Text, nullable=False),
    Index("sonet_group_member_groups", "USER_ID", "GROUP_ID"),
    sqlite_with_rowid=False,
)
"""Who is in a group, was invited or has asked, and what was said with it."""
