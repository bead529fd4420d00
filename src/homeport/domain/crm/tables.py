"""Tables of the CRM beside the records' own: directories, pipelines, multifields, lists."""

from sqlalchemy import Column, Index, Integer, Table, Text, UniqueConstraint, text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

STATUS = Table(
    "crm_status",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_ID", Text, nullable=False),
    Column("STATUS_ID", Text, nullable=False),
    Column("NAME", Words, nullable=False),
    Column("NAME_INIT", Text),
    Column("SORT", Integer, nullable=False),
    Column("SYSTEM", Text, nullable=False),
    Column("CATEGORY_ID", Integer),
    Column("COLOR", Text),
    Column("SEMANTICS", Text),
    UniqueConstraint("ENTITY_ID", "STATUS_ID"),
    sqlite_autoincrement=True,
)
"""Directories: ENTITY_ID names one, STATUS_ID an entry of it. SEMANTICS is ``S`` for won, ``F`` for lost."""

CATEGORY = Table(
    "crm_category",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_TYPE_ID", Integer, nullable=False),
    Column("NAME", Words, nullable=False),
    Column("SORT", Integer, nullable=False),
    Column("IS_DEFAULT", Text, nullable=False),
    Column("ORIGIN_ID", Text),
    Column("ORIGINATOR_ID", Text),
    Column("CODE", Text),
    Column("CREATED_DATE", Text),
    Column("IS_LOCKED", Text, nullable=False, server_default="N"),
    Index("crm_category_type", "ENTITY_TYPE_ID", "SORT"),
    sqlite_autoincrement=True,
)
"""Pipelines. The default one of deals has the id 0. CODE is set for those that the system has for itself."""

_HAS = text('"BACKWARDS" IS NOT NULL')

MULTIFIELD = Table(
    "crm_multifield",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_TYPE_ID", Integer, nullable=False),
    Column("ENTITY_ID", Integer, nullable=False),
    Column("TYPE_ID", Text, nullable=False),
    Column("VALUE_TYPE", Text, nullable=False),
    Column("VALUE", Text, nullable=False),
    Column("COMPARABLE", Text),
    Column("BACKWARDS", Text),
    Index("crm_multifield_record", "ENTITY_TYPE_ID", "ENTITY_ID"),
    Index("crm_multifield_value", "TYPE_ID", "VALUE"),
    Index("crm_multifield_comparable", "COMPARABLE", "TYPE_ID", "ENTITY_TYPE_ID"),
    Index("crm_multifield_backwards", "ENTITY_TYPE_ID", "BACKWARDS", sqlite_where=_HAS, postgresql_where=_HAS),
    sqlite_autoincrement=True,
)
"""Phones, e-mail addresses, websites and messengers: TYPE_ID is ``PHONE``, ``EMAIL``, ``WEB``, ``IM`` or ``LINK``.
COMPARABLE is what equal phones and addresses have in common; see :mod:`homeport.domain.crm.record.comparable`.
BACKWARDS has the digits of a phone from its end on."""

RECORD_LIST = Table(
    "crm_record_list",
    METADATA,
    Column("ENTITY_TYPE_ID", Integer, primary_key=True),
    Column("ENTITY_ID", Integer, primary_key=True),
    Column("FIELD", Text, primary_key=True),
    Column("POSITION", Integer, primary_key=True),
    Column("VALUE", Integer, nullable=False),
    Column("SORT", Integer, nullable=False, server_default="0"),
    Index("crm_record_list_value", "FIELD", "VALUE", "ENTITY_TYPE_ID"),
    sqlite_with_rowid=False,
)
"""Values of fields that hold several ids: ``CONTACT_IDS``, ``COMPANY_IDS``, ``OBSERVERS``. By POSITION the first is the
primary one; SORT is what the methods of links let clients choose."""
