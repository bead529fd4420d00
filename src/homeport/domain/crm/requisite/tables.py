"""The tables of requisites and of what belongs to them."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.domain.crm.requisite import fields
from homeport.store.schema import METADATA

PRESET = Table(
    "crm_requisite_preset",
    METADATA,
    *(field.column() for field in fields.PRESET),
    Column("LAST_FIELD_ID", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""LAST_FIELD_ID: fields are numbered within their template, and no number is given twice."""

PRESET_FIELD = Table(
    "crm_requisite_preset_field",
    METADATA,
    Column("PRESET_ID", Integer, primary_key=True),
    Column("ID", Integer, primary_key=True),
    Column("FIELD_NAME", Text, nullable=False),
    Column("FIELD_TITLE", Text),
    Column("SORT", Integer),
    Column("IN_SHORT_LIST", Text),
    sqlite_with_rowid=False,
)

REQUISITE = Table(
    "crm_requisite",
    METADATA,
    *(field.column() for field in fields.REQUISITE),
    Index("crm_requisite_entity", "ENTITY_TYPE_ID", "ENTITY_ID"),
    Index("crm_requisite_preset_id", "PRESET_ID"),
    sqlite_autoincrement=True,
)
"""ENTITY_TYPE_ID and ENTITY_ID name the contact or the company."""

BANK_DETAIL = Table(
    "crm_bank_detail",
    METADATA,
    *(field.column() for field in fields.BANK_DETAIL),
    Index("crm_bank_detail_entity", "ENTITY_ID"),
    sqlite_autoincrement=True,
)
"""ENTITY_ID is the requisite."""

LINK = Table(
    "crm_requisite_link",
    METADATA,
    *(Column(name, Integer, primary_key=True) for name in ("ENTITY_TYPE_ID", "ENTITY_ID")),
    *(
        Column(name, Integer, nullable=False)
        for name in ("REQUISITE_ID", "BANK_DETAIL_ID", "MC_REQUISITE_ID", "MC_BANK_DETAIL_ID")
    ),
    Index("crm_requisite_link_requisite", "REQUISITE_ID"),
    Index("crm_requisite_link_mc_requisite", "MC_REQUISITE_ID"),
    sqlite_with_rowid=False,
)
"""ENTITY_TYPE_ID and ENTITY_ID name the deal, quote, invoice or item; 0 stands for none of a requisite."""

_KEY = ("ENTITY_TYPE_ID", "ENTITY_ID", "TYPE_ID")

ADDRESS = Table(
    "crm_address",
    METADATA,
    *(Column(name, Integer, primary_key=True) for name in _KEY),
    *(field.column() for field in fields.ADDRESS if field.name not in _KEY),
    Index("crm_address_anchor", "ANCHOR_TYPE_ID", "ANCHOR_ID"),
    Index("crm_address_location", "LOC_ADDR_ID"),
    sqlite_with_rowid=False,
)
"""ENTITY_TYPE_ID and ENTITY_ID name a requisite or a lead; the ANCHOR is the contact, company or lead in the end."""
