"""Requests to delivery services, and what they say of them."""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"


def upgrade() -> None:
    op.create_table(
        "sale_delivery_message",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OF_REQUEST", sa.Integer(), nullable=False),
        sa.Column("ADDRESSEE", sa.Text(), nullable=False),
        sa.Column("SUBJECT", sa.Text(), nullable=False),
        sa.Column("BODY", sa.Text(), nullable=False),
        sa.Column("STATUS_TEXT", sa.Text(), nullable=True),
        sa.Column("STATUS_SEMANTIC", sa.Text(), nullable=True),
        sa.Column("CREATED", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("sale_delivery_message_request", "sale_delivery_message", ["OF_REQUEST"])
    op.create_table(
        "sale_delivery_request",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("DELIVERY_ID", sa.Integer(), nullable=False),
        sa.Column("SHIPMENT_ID", sa.Integer(), nullable=True),
        sa.Column("REQUEST_ID", sa.Text(), nullable=False),
        sa.Column("STATE", sa.Text(), nullable=False),
        sa.Column("STATUS_TEXT", sa.Text(), nullable=True),
        sa.Column("STATUS_SEMANTIC", sa.Text(), nullable=True),
        sa.Column("PROPERTIES", sa.Text(), nullable=False),
        sa.Column("TROUBLE", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("sale_delivery_request_called", "sale_delivery_request", ["DELIVERY_ID", "REQUEST_ID"])
    op.create_index("sale_delivery_request_shipment", "sale_delivery_request", ["SHIPMENT_ID"])


def downgrade() -> None:
    op.drop_table("sale_delivery_message")
    op.drop_table("sale_delivery_request")
