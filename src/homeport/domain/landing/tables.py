"""The tables of sites.

Sources: ``landing/site/base-fields.md``, ``landing/page/fields.md``, ``landing/site/landing-site-get-folders.md``.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words


def _flag(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _made() -> tuple[Column[int] | Column[str], ...]:
    return (
        Column("CREATED_BY_ID", Integer, nullable=False),
        Column("MODIFIED_BY_ID", Integer, nullable=False),
        Column("DATE_CREATE", Text, nullable=False),
        Column("DATE_MODIFY", Text, nullable=False),
    )


SITE = Table(
    "landing_site",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("SECTION", Text, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("TYPE", Text, nullable=False),
    _flag("ACTIVE"),
    _flag("DELETED"),
    Column("DESCRIPTION", Words),
    Column("XML_ID", Text),
    Column("DOMAIN_ID", Integer, nullable=False),
    Column("LANG", Text),
    Column("TPL_ID", Integer),
    Column("LANDING_ID_INDEX", Integer),
    Column("LANDING_ID_404", Integer),
    Column("LANDING_ID_503", Integer),
    *_made(),
    Index("landing_site_list", "SECTION", "DELETED", "ID"),
    Index("landing_site_code", "CODE", unique=True),
    Index("landing_site_domain", "DOMAIN_ID"),
    sqlite_autoincrement=True,
)
"""SECTION says to which of the sections of types the site's type belongs; CODE is stored without slashes."""

DOMAIN = Table(
    "landing_domain",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Text, nullable=False),
    Index("landing_domain_name", "NAME", unique=True),
    sqlite_autoincrement=True,
)
"""The domains of sites; that of the portal itself has no name."""

FOLDER = Table(
    "landing_folder",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("PARENT_ID", Integer),
    Column("SITE_ID", Integer, nullable=False),
    Column("INDEX_ID", Integer),
    _flag("ACTIVE"),
    _flag("DELETED"),
    Column("TITLE", Words, nullable=False),
    Column("CODE", Text, nullable=False),
    *_made(),
    Index("landing_folder_of_site", "SITE_ID", "PARENT_ID", "CODE"),
    Index("landing_folder_parent", "PARENT_ID"),
    sqlite_autoincrement=True,
)

PAGE = Table(
    "landing_page",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TITLE", Words, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("SITE_ID", Integer, nullable=False),
    Column("FOLDER_ID", Integer),
    Column("TPL_ID", Integer),
    _flag("ACTIVE"),
    _flag("PUBLIC"),
    _flag("DELETED"),
    Column("DESCRIPTION", Words),
    Column("XML_ID", Text),
    _flag("SITEMAP"),
    _flag("FOLDER"),
    Column("RULE", Text),
    *_made(),
    Column("DATE_PUBLIC", Text),
    Index("landing_page_of_site", "SITE_ID", "FOLDER_ID", "CODE"),
    Index("landing_page_folder", "FOLDER_ID"),
    sqlite_autoincrement=True,
)
"""ACTIVE says that the page is to be seen, PUBLIC that it was published by itself or with its site."""

EXTRA = Table(
    "landing_extra",
    METADATA,
    Column("KIND", Text, primary_key=True),
    Column("OWNER_ID", Integer, primary_key=True),
    Column("CODE", Text, primary_key=True),
    Column("VALUE", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Additional fields of sites (KIND ``S``) and pages (``L``); VALUE is JSON."""

OPTION = Table(
    "landing_option",
    METADATA,
    Column("NAME", Text, primary_key=True),
    Column("VALUE", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What holds of all sites: which model of rights."""

ROLE = Table(
    "landing_role",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CODES", Text, nullable=False),
    Column("RIGHTS", Text, nullable=False),
    Column("ADDITIONAL", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""What has become of the roles of a section since somebody changed one of them: JSON."""

RIGHT = Table(
    "landing_right",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ROLE_ID", Integer, nullable=False),
    Column("SECTION", Text, nullable=False),
    Column("SITE_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("OPERATION", Text, nullable=False),
    Index("landing_right_of_site", "SITE_ID", "ROLE_ID", "CODE"),
    Index("landing_right_of_role", "ROLE_ID", "SITE_ID"),
    sqlite_autoincrement=True,
)
"""Who has which right: by a role, or with ROLE_ID 0 by a site's own settings. SITE_ID 0 stands for all sites without
rights of their own; an empty OPERATION for none at all."""

BINDING = Table(
    "landing_binding",
    METADATA,
    Column("KIND", Text, primary_key=True),
    Column("BINDING_ID", Text, primary_key=True),
    Column("SITE_ID", Integer, primary_key=True),
    Index("landing_binding_of_site", "SITE_ID"),
    sqlite_with_rowid=False,
)
"""Knowledge bases shown in groups (KIND ``G``) and menus (``M``)."""
