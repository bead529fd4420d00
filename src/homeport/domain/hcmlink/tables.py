"""Tables of the link to systems of personnel.

Source: ``api-reference/sign/hcm-link/``.
"""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

COMPANY = Table(
    "hcmlink_company",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("CODE", Text, nullable=False, unique=True),
    Column("CRM_COMPANY_ID", Integer, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("DATA", Text, nullable=False),
    Column("CREATED_AT", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""DATA is JSON."""

FIELD = Table(
    "hcmlink_field",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("COMPANY_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("TITLE", Words, nullable=False),
    Column("TYPE", Text, nullable=False),
    Column("ENTITY_TYPE", Text, nullable=False),
    Column("TTL", Integer, nullable=False),
    Index("hcmlink_field_of_company", "COMPANY_ID", "CODE", unique=True),
    sqlite_autoincrement=True,
)
"""TTL is how many seconds values are kept."""

PERSON = Table(
    "hcmlink_person",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("COMPANY_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("USER_ID", Integer),
    Column("TITLE", Words, nullable=False),
    Column("CREATED_AT", Text, nullable=False),
    Column("UPDATED_AT", Text, nullable=False),
    Index("hcmlink_person_of_company", "COMPANY_ID", "CODE", unique=True),
    Index("hcmlink_person_of_user", "USER_ID", "COMPANY_ID"),
    sqlite_autoincrement=True,
)

EMPLOYEE = Table(
    "hcmlink_employee",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("COMPANY_ID", Integer, nullable=False),
    Column("PERSON_ID", Integer, nullable=False),
    Column("CODE", Text, nullable=False),
    Column("DATA", Text, nullable=False),
    Column("CREATED_AT", Text, nullable=False),
    Index("hcmlink_employee_of_company", "COMPANY_ID", "CODE", unique=True),
    Index("hcmlink_employee_of_person", "PERSON_ID", "ID"),
    sqlite_autoincrement=True,
)
"""What a person is in a company: one for each position. DATA is JSON."""

VALUE = Table(
    "hcmlink_value",
    METADATA,
    Column("EMPLOYEE_ID", Integer, primary_key=True),
    Column("FIELD_ID", Integer, primary_key=True),
    Column("VALUE", Text, nullable=False),
    Column("EXPIRES_AT", Text, nullable=False),
    Index("hcmlink_value_of_field", "FIELD_ID"),
    Index("hcmlink_value_expires", "EXPIRES_AT"),
    sqlite_with_rowid=False,
)

JOB = Table(
    "hcmlink_job",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("COMPANY_ID", Integer, nullable=False),
    Column("STATUS", Text, nullable=False),
    Column("TOTAL", Integer, nullable=False),
    Column("SENT", Integer, nullable=False),
    Column("DATA", Text, nullable=False),
    Column("CREATED_AT", Text, nullable=False),
    Column("UPDATED_AT", Text, nullable=False),
    Index("hcmlink_job_of_company", "COMPANY_ID"),
    sqlite_autoincrement=True,
)
"""What applications are asked to do. DATA is JSON."""
