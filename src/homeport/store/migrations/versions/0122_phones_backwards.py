"""Phones are found by their last digits, too."""

import sqlalchemy as sa
from alembic import op

revision = "0122"
down_revision = "0118"

HAS = sa.text('"BACKWARDS" IS NOT NULL')


def upgrade() -> None:
    op.add_column("crm_multifield", sa.Column("BACKWARDS", sa.Text()))
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.create_function("homeport_backwards", 1, lambda text: text.lstrip("+")[::-1], deterministic=True)
        backwards = "homeport_backwards"
    else:
        backwards = "reverse"
    connection.execute(
        sa.text(
            f"UPDATE crm_multifield SET \"BACKWARDS\" = {backwards}(replace(\"COMPARABLE\", '+', ''))"  # noqa: S608
            ' WHERE "TYPE_ID" = \'PHONE\' AND "COMPARABLE" IS NOT NULL'
        )
    )
    op.create_index(
        "crm_multifield_backwards",
        "crm_multifield",
        ["ENTITY_TYPE_ID", "BACKWARDS"],
        sqlite_where=HAS,
        postgresql_where=HAS,
    )


def downgrade() -> None:
    op.drop_index("crm_multifield_backwards", "crm_multifield")
    op.drop_column("crm_multifield", "BACKWARDS")
