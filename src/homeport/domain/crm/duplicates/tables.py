"""Which fields are compared beside names, phones and addresses."""

from sqlalchemy import Column, Integer, Table, Text, UniqueConstraint

from homeport.store.schema import METADATA

COMPARED = Table(
    "crm_duplicate_field",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("ENTITY_TYPE_ID", Integer, nullable=False),
    Column("FIELD_CODE", Text, nullable=False),
    UniqueConstraint("ENTITY_TYPE_ID", "FIELD_CODE"),
    sqlite_autoincrement=True,
)
