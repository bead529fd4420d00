"""Old invoices and their statuses."""

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0062"
down_revision = "0061"

DIRECTORY = "INVOICE_STATUS"
STATUSES = (
    ("N", "New", "Y", None, "#39A8EF"),
    ("S", "Sent to client", "N", None, "#2FC6F6"),
    ("P", "Paid", "Y", "S", "#7BD500"),
    ("D", "Not paid", "Y", "F", "#FF5752"),
)
_NAMES = "ENTITY_ID STATUS_ID NAME NAME_INIT SORT SYSTEM COLOR SEMANTICS"
_STATUS = sa.table("crm_status", *(sa.column(name) for name in _NAMES.split()))


def upgrade() -> None:
    op.create_table(
        "crm_invoice",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ACCOUNT_NUMBER", sa.Text(), nullable=True),
        sa.Column("COMMENTS", sa.Text(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("CURRENCY", sa.Text(), nullable=True),
        sa.Column("DATE_BILL", sa.Text(), nullable=True),
        sa.Column("DATE_INSERT", sa.Text(), nullable=True),
        sa.Column("DATE_MARKED", sa.Text(), nullable=True),
        sa.Column("DATE_PAY_BEFORE", sa.Text(), nullable=True),
        sa.Column("DATE_PAYED", sa.Text(), nullable=True),
        sa.Column("DATE_STATUS", sa.Text(), nullable=True),
        sa.Column("DATE_UPDATE", sa.Text(), nullable=True),
        sa.Column("EMP_PAYED_ID", sa.Integer(), nullable=True),
        sa.Column("EMP_STATUS_ID", sa.Integer(), nullable=True),
        sa.Column("LID", sa.Integer(), nullable=True),
        sa.Column("IS_RECURRING", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("ORDER_TOPIC", sa.Text(), nullable=True),
        sa.Column("PAY_SYSTEM_ID", sa.Integer(), nullable=True),
        sa.Column("PAY_VOUCHER_DATE", sa.Text(), nullable=True),
        sa.Column("PAY_VOUCHER_NUM", sa.Text(), nullable=True),
        sa.Column("PAYED", sa.Text(), nullable=True),
        sa.Column("PERSON_TYPE_ID", sa.Integer(), nullable=True),
        sa.Column("PRICE", sa.Float(), nullable=True),
        sa.Column("REASON_MARKED", sa.Text(), nullable=True),
        sa.Column("RESPONSIBLE_ID", sa.Integer(), nullable=True),
        sa.Column("STATUS_ID", sa.Text(), nullable=True),
        sa.Column("TAX_VALUE", sa.Float(), nullable=True),
        sa.Column("UF_COMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("UF_CONTACT_ID", sa.Integer(), nullable=True),
        sa.Column("UF_MYCOMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("UF_DEAL_ID", sa.Integer(), nullable=True),
        sa.Column("UF_QUOTE_ID", sa.Integer(), nullable=True),
        sa.Column("USER_DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("PR_LOCATION", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_invoice_date_insert", "crm_invoice", ["DATE_INSERT"], unique=False)
    op.create_index("crm_invoice_responsible_id", "crm_invoice", ["RESPONSIBLE_ID"], unique=False)
    op.create_index("crm_invoice_status_id", "crm_invoice", ["STATUS_ID"], unique=False)
    op.create_index("crm_invoice_uf_company_id", "crm_invoice", ["UF_COMPANY_ID"], unique=False)
    op.create_index("crm_invoice_uf_contact_id", "crm_invoice", ["UF_CONTACT_ID"], unique=False)
    op.create_index("crm_invoice_uf_deal_id", "crm_invoice", ["UF_DEAL_ID"], unique=False)
    op.create_table(
        "crm_invoice_property",
        sa.Column("INVOICE_ID", sa.Integer(), nullable=False),
        sa.Column("CODE", sa.Text(), nullable=False),
        sa.Column("VALUE", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("INVOICE_ID", "CODE"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "crm_invoice_row",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("PRICE", sa.Float(), nullable=True),
        sa.Column("DISCOUNT_PRICE", sa.Float(), nullable=True),
        sa.Column("PRODUCT_ID", sa.Integer(), nullable=True),
        sa.Column("PRODUCT_NAME", sa.Text(), nullable=True),
        sa.Column("VAT_RATE", sa.Float(), nullable=True),
        sa.Column("VAT_INCLUDED", sa.Text(), nullable=True),
        sa.Column("MEASURE_CODE", sa.Integer(), nullable=True),
        sa.Column("MEASURE_NAME", sa.Text(), nullable=True),
        sa.Column("CATALOG_XML_ID", sa.Text(), nullable=True),
        sa.Column("PRODUCT_XML_ID", sa.Text(), nullable=True),
        sa.Column("QUANTITY", sa.Float(), nullable=True),
        sa.Column("INVOICE_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_invoice_row_invoice", "crm_invoice_row", ["INVOICE_ID", "ID"], unique=False)

    if op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is None:
        return  # a new file: whoever makes the portal writes them
    for position, (code, name, system, semantics, color) in enumerate(STATUSES, 1):
        row = (DIRECTORY, code, name, name if system == "Y" else "", position * 10, system, color, semantics)
        add(op.get_bind(), "crm_status", dict(zip(_NAMES.split(), row, strict=True)))


def downgrade() -> None:
    op.drop_table("crm_invoice_row")
    op.drop_table("crm_invoice_property")
    op.drop_table("crm_invoice")
    op.execute(_STATUS.delete().where(_STATUS.c.ENTITY_ID == DIRECTORY))
