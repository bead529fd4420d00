"""Companies of systems of personnel, with people, values and jobs."""

import sqlalchemy as sa
from alembic import op

revision = "0093"
down_revision = "0092"

NUMBERS = ("CRM_COMPANY_ID", "COMPANY_ID", "TTL", "USER_ID", "PERSON_ID", "TOTAL", "SENT")
TABLES = {
    "hcmlink_company": "CODE CRM_COMPANY_ID TITLE DATA CREATED_AT",
    "hcmlink_field": "COMPANY_ID CODE TITLE TYPE ENTITY_TYPE TTL",
    "hcmlink_person": "COMPANY_ID CODE USER_ID TITLE CREATED_AT UPDATED_AT",
    "hcmlink_employee": "COMPANY_ID PERSON_ID CODE DATA CREATED_AT",
    "hcmlink_job": "COMPANY_ID STATUS TOTAL SENT DATA CREATED_AT UPDATED_AT",
}
INDEXES = {
    ("hcmlink_field_of_company", "hcmlink_field", True): ["COMPANY_ID", "CODE"],
    ("hcmlink_person_of_company", "hcmlink_person", True): ["COMPANY_ID", "CODE"],
    ("hcmlink_person_of_user", "hcmlink_person", False): ["USER_ID", "COMPANY_ID"],
    ("hcmlink_employee_of_company", "hcmlink_employee", True): ["COMPANY_ID", "CODE"],
    ("hcmlink_employee_of_person", "hcmlink_employee", False): ["PERSON_ID", "ID"],
    ("hcmlink_value_of_field", "hcmlink_value", False): ["FIELD_ID"],
    ("hcmlink_value_expires", "hcmlink_value", False): ["EXPIRES_AT"],
    ("hcmlink_job_of_company", "hcmlink_job", False): ["COMPANY_ID"],
}


def upgrade() -> None:
    for table, names in TABLES.items():
        unique = [sa.UniqueConstraint("CODE")] if table == "hcmlink_company" else []
        op.create_table(
            table,
            sa.Column("ID", sa.Integer(), nullable=False),
            *(
                sa.Column(name, sa.Integer() if name in NUMBERS else sa.Text(), nullable=name == "USER_ID")
                for name in names.split()
            ),
            sa.PrimaryKeyConstraint("ID"),
            *unique,
            sqlite_autoincrement=True,
        )
    op.create_table(
        "hcmlink_value",
        sa.Column("EMPLOYEE_ID", sa.Integer(), nullable=False),
        sa.Column("FIELD_ID", sa.Integer(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.Column("EXPIRES_AT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("EMPLOYEE_ID", "FIELD_ID"),
        sqlite_with_rowid=False,
    )
    for (name, table, is_unique), columns in INDEXES.items():
        op.create_index(name, table, columns, unique=is_unique)


def downgrade() -> None:
    for table in ("hcmlink_value", *reversed(TABLES)):
        op.drop_table(table)
