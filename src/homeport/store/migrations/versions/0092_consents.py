"""Consents to agreements."""

import sqlalchemy as sa
from alembic import op

revision = "0092"
down_revision = "0091"


def upgrade() -> None:
    op.create_table(
        "userconsent_consent",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("AGREEMENT_ID", sa.Integer(), nullable=False),
        sa.Column("USER_ID", sa.Integer(), nullable=True),
        sa.Column("IP", sa.Text(), nullable=False),
        sa.Column("URL", sa.Text(), nullable=True),
        sa.Column("ORIGIN_ID", sa.Text(), nullable=True),
        sa.Column("ORIGINATOR_ID", sa.Text(), nullable=True),
        sa.Column("DATE_INSERT", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("userconsent_consent_agreement", "userconsent_consent", ["AGREEMENT_ID", "ID"])


def downgrade() -> None:
    op.drop_table("userconsent_consent")
