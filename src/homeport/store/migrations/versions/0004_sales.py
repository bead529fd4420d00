"""Deals, quotes, smart invoices and the items of smart processes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TABLES = ("crm_deal", "crm_dynamic_item", "crm_quote", "crm_smart_invoice")


def upgrade() -> None:
    op.create_table(
        "crm_deal",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=True),
        sa.Column("OPENED", sa.Text(), nullable=True),
        sa.Column("ASSIGNED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("TYPE_ID", sa.Text(), nullable=True),
        sa.Column("STAGE_ID", sa.Text(), nullable=True),
        sa.Column("STAGE_SEMANTIC_ID", sa.Text(), nullable=True),
        sa.Column("IS_NEW", sa.Text(), nullable=True),
        sa.Column("IS_RECURRING", sa.Text(), nullable=True),
        sa.Column("IS_RETURN_CUSTOMER", sa.Text(), nullable=True),
        sa.Column("IS_REPEATED_APPROACH", sa.Text(), nullable=True),
        sa.Column("PROBABILITY", sa.Integer(), nullable=True),
        sa.Column("CURRENCY_ID", sa.Text(), nullable=True),
        sa.Column("OPPORTUNITY", sa.Float(), nullable=True),
        sa.Column("IS_MANUAL_OPPORTUNITY", sa.Text(), nullable=True),
        sa.Column("TAX_VALUE", sa.Float(), nullable=True),
        sa.Column("COMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("CONTACT_ID", sa.Integer(), nullable=True),
        sa.Column("QUOTE_ID", sa.Integer(), nullable=True),
        sa.Column("BEGINDATE", sa.Text(), nullable=True),
        sa.Column("CLOSEDATE", sa.Text(), nullable=True),
        sa.Column("CLOSED", sa.Text(), nullable=True),
        sa.Column("COMMENTS", sa.Text(), nullable=True),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("MODIFY_BY_ID", sa.Integer(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=True),
        sa.Column("MOVED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("MOVED_TIME", sa.Text(), nullable=True),
        sa.Column("SOURCE_ID", sa.Text(), nullable=True),
        sa.Column("SOURCE_DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("LEAD_ID", sa.Integer(), nullable=True),
        sa.Column("ADDITIONAL_INFO", sa.Text(), nullable=True),
        sa.Column("LOCATION_ID", sa.Text(), nullable=True),
        sa.Column("ORIGINATOR_ID", sa.Text(), nullable=True),
        sa.Column("ORIGIN_ID", sa.Text(), nullable=True),
        sa.Column("UTM_SOURCE", sa.Text(), nullable=True),
        sa.Column("UTM_MEDIUM", sa.Text(), nullable=True),
        sa.Column("UTM_CAMPAIGN", sa.Text(), nullable=True),
        sa.Column("UTM_CONTENT", sa.Text(), nullable=True),
        sa.Column("UTM_TERM", sa.Text(), nullable=True),
        sa.Column("LAST_ACTIVITY_TIME", sa.Text(), nullable=True),
        sa.Column("LAST_ACTIVITY_BY", sa.Integer(), nullable=True),
        sa.Column("WEBFORM_ID", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_deal_assigned_by_id", "crm_deal", ["ASSIGNED_BY_ID"], unique=False)
    op.create_index("crm_deal_category_id", "crm_deal", ["CATEGORY_ID"], unique=False)
    op.create_index("crm_deal_company_id", "crm_deal", ["COMPANY_ID"], unique=False)
    op.create_index("crm_deal_contact_id", "crm_deal", ["CONTACT_ID"], unique=False)
    op.create_index("crm_deal_date_create", "crm_deal", ["DATE_CREATE"], unique=False)
    op.create_index("crm_deal_date_modify", "crm_deal", ["DATE_MODIFY"], unique=False)
    op.create_index("crm_deal_stage_id", "crm_deal", ["STAGE_ID"], unique=False)
    op.create_table(
        "crm_dynamic_item",
        sa.Column("ENTITY_TYPE_ID", sa.Integer(), nullable=False),
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ASSIGNED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("OPENED", sa.Text(), nullable=True),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("CREATED_TIME", sa.Text(), nullable=True),
        sa.Column("UPDATED_TIME", sa.Text(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("UPDATED_BY", sa.Integer(), nullable=True),
        sa.Column("WEBFORM_ID", sa.Integer(), nullable=True),
        sa.Column("BEGINDATE", sa.Text(), nullable=True),
        sa.Column("CLOSEDATE", sa.Text(), nullable=True),
        sa.Column("COMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("CONTACT_ID", sa.Integer(), nullable=True),
        sa.Column("MOVED_TIME", sa.Text(), nullable=True),
        sa.Column("MOVED_BY", sa.Integer(), nullable=True),
        sa.Column("STAGE_ID", sa.Text(), nullable=True),
        sa.Column("PREVIOUS_STAGE_ID", sa.Text(), nullable=True),
        sa.Column("SOURCE_ID", sa.Text(), nullable=True),
        sa.Column("SOURCE_DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("CURRENCY_ID", sa.Text(), nullable=True),
        sa.Column("IS_MANUAL_OPPORTUNITY", sa.Text(), nullable=True),
        sa.Column("OPPORTUNITY", sa.Float(), nullable=True),
        sa.Column("TAX_VALUE", sa.Float(), nullable=True),
        sa.Column("MYCOMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("LAST_ACTIVITY_TIME", sa.Text(), nullable=True),
        sa.Column("LAST_ACTIVITY_BY", sa.Integer(), nullable=True),
        sa.Column("UTM_SOURCE", sa.Text(), nullable=True),
        sa.Column("UTM_MEDIUM", sa.Text(), nullable=True),
        sa.Column("UTM_CAMPAIGN", sa.Text(), nullable=True),
        sa.Column("UTM_CONTENT", sa.Text(), nullable=True),
        sa.Column("UTM_TERM", sa.Text(), nullable=True),
        sa.Column("PARENT_ID_2", sa.Integer(), nullable=True),
        sa.Column("PARENT_ID_1", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ENTITY_TYPE_ID", "ID"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "crm_dynamic_item_assigned_by_id", "crm_dynamic_item", ["ENTITY_TYPE_ID", "ASSIGNED_BY_ID"], unique=False
    )
    op.create_index("crm_dynamic_item_company_id", "crm_dynamic_item", ["ENTITY_TYPE_ID", "COMPANY_ID"], unique=False)
    op.create_index("crm_dynamic_item_contact_id", "crm_dynamic_item", ["ENTITY_TYPE_ID", "CONTACT_ID"], unique=False)
    op.create_index(
        "crm_dynamic_item_created_time", "crm_dynamic_item", ["ENTITY_TYPE_ID", "CREATED_TIME"], unique=False
    )
    op.create_index("crm_dynamic_item_stage_id", "crm_dynamic_item", ["ENTITY_TYPE_ID", "STAGE_ID"], unique=False)
    op.create_index(
        "crm_dynamic_item_updated_time", "crm_dynamic_item", ["ENTITY_TYPE_ID", "UPDATED_TIME"], unique=False
    )
    op.create_table(
        "crm_quote",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("OPENED", sa.Text(), nullable=True),
        sa.Column("ASSIGNED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("QUOTE_NUMBER", sa.Text(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("STATUS_ID", sa.Text(), nullable=True),
        sa.Column("CURRENCY_ID", sa.Text(), nullable=True),
        sa.Column("OPPORTUNITY", sa.Float(), nullable=True),
        sa.Column("TAX_VALUE", sa.Float(), nullable=True),
        sa.Column("COMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("CONTACT_ID", sa.Integer(), nullable=True),
        sa.Column("MYCOMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("BEGINDATE", sa.Text(), nullable=True),
        sa.Column("CLOSEDATE", sa.Text(), nullable=True),
        sa.Column("ACTUAL_DATE", sa.Text(), nullable=True),
        sa.Column("CLOSED", sa.Text(), nullable=True),
        sa.Column("COMMENTS", sa.Text(), nullable=True),
        sa.Column("CONTENT", sa.Text(), nullable=True),
        sa.Column("TERMS", sa.Text(), nullable=True),
        sa.Column("CLIENT_TITLE", sa.Text(), nullable=True),
        sa.Column("CLIENT_ADDR", sa.Text(), nullable=True),
        sa.Column("CLIENT_CONTACT", sa.Text(), nullable=True),
        sa.Column("CLIENT_EMAIL", sa.Text(), nullable=True),
        sa.Column("CLIENT_PHONE", sa.Text(), nullable=True),
        sa.Column("CLIENT_TP_ID", sa.Text(), nullable=True),
        sa.Column("CLIENT_TPA_ID", sa.Text(), nullable=True),
        sa.Column("CREATED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("MODIFY_BY_ID", sa.Integer(), nullable=True),
        sa.Column("DATE_CREATE", sa.Text(), nullable=True),
        sa.Column("DATE_MODIFY", sa.Text(), nullable=True),
        sa.Column("LEAD_ID", sa.Integer(), nullable=True),
        sa.Column("DEAL_ID", sa.Integer(), nullable=True),
        sa.Column("PERSON_TYPE_ID", sa.Integer(), nullable=True),
        sa.Column("LOCATION_ID", sa.Text(), nullable=True),
        sa.Column("UTM_SOURCE", sa.Text(), nullable=True),
        sa.Column("UTM_MEDIUM", sa.Text(), nullable=True),
        sa.Column("UTM_CAMPAIGN", sa.Text(), nullable=True),
        sa.Column("UTM_CONTENT", sa.Text(), nullable=True),
        sa.Column("UTM_TERM", sa.Text(), nullable=True),
        sa.Column("LAST_ACTIVITY_TIME", sa.Text(), nullable=True),
        sa.Column("LAST_ACTIVITY_BY", sa.Integer(), nullable=True),
        sa.Column("LAST_COMMUNICATION_TIME", sa.Text(), nullable=True),
        sa.Column("IS_MANUAL_OPPORTUNITY", sa.Text(), nullable=True),
        sa.Column("COMMENTS_TYPE", sa.Integer(), nullable=True),
        sa.Column("CONTENT_TYPE", sa.Integer(), nullable=True),
        sa.Column("TERMS_TYPE", sa.Integer(), nullable=True),
        sa.Column("WEBFORM_ID", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_quote_assigned_by_id", "crm_quote", ["ASSIGNED_BY_ID"], unique=False)
    op.create_index("crm_quote_company_id", "crm_quote", ["COMPANY_ID"], unique=False)
    op.create_index("crm_quote_contact_id", "crm_quote", ["CONTACT_ID"], unique=False)
    op.create_index("crm_quote_date_create", "crm_quote", ["DATE_CREATE"], unique=False)
    op.create_index("crm_quote_date_modify", "crm_quote", ["DATE_MODIFY"], unique=False)
    op.create_index("crm_quote_deal_id", "crm_quote", ["DEAL_ID"], unique=False)
    op.create_index("crm_quote_status_id", "crm_quote", ["STATUS_ID"], unique=False)
    op.create_table(
        "crm_smart_invoice",
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("ASSIGNED_BY_ID", sa.Integer(), nullable=True),
        sa.Column("OPENED", sa.Text(), nullable=True),
        sa.Column("CATEGORY_ID", sa.Integer(), nullable=True),
        sa.Column("TITLE", sa.Text(), nullable=True),
        sa.Column("XML_ID", sa.Text(), nullable=True),
        sa.Column("CREATED_TIME", sa.Text(), nullable=True),
        sa.Column("UPDATED_TIME", sa.Text(), nullable=True),
        sa.Column("CREATED_BY", sa.Integer(), nullable=True),
        sa.Column("UPDATED_BY", sa.Integer(), nullable=True),
        sa.Column("WEBFORM_ID", sa.Integer(), nullable=True),
        sa.Column("BEGINDATE", sa.Text(), nullable=True),
        sa.Column("CLOSEDATE", sa.Text(), nullable=True),
        sa.Column("COMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("CONTACT_ID", sa.Integer(), nullable=True),
        sa.Column("MOVED_TIME", sa.Text(), nullable=True),
        sa.Column("MOVED_BY", sa.Integer(), nullable=True),
        sa.Column("STAGE_ID", sa.Text(), nullable=True),
        sa.Column("PREVIOUS_STAGE_ID", sa.Text(), nullable=True),
        sa.Column("SOURCE_ID", sa.Text(), nullable=True),
        sa.Column("SOURCE_DESCRIPTION", sa.Text(), nullable=True),
        sa.Column("CURRENCY_ID", sa.Text(), nullable=True),
        sa.Column("IS_MANUAL_OPPORTUNITY", sa.Text(), nullable=True),
        sa.Column("OPPORTUNITY", sa.Float(), nullable=True),
        sa.Column("TAX_VALUE", sa.Float(), nullable=True),
        sa.Column("MYCOMPANY_ID", sa.Integer(), nullable=True),
        sa.Column("LAST_ACTIVITY_TIME", sa.Text(), nullable=True),
        sa.Column("LAST_ACTIVITY_BY", sa.Integer(), nullable=True),
        sa.Column("UTM_SOURCE", sa.Text(), nullable=True),
        sa.Column("UTM_MEDIUM", sa.Text(), nullable=True),
        sa.Column("UTM_CAMPAIGN", sa.Text(), nullable=True),
        sa.Column("UTM_CONTENT", sa.Text(), nullable=True),
        sa.Column("UTM_TERM", sa.Text(), nullable=True),
        sa.Column("PARENT_ID_2", sa.Integer(), nullable=True),
        sa.Column("COMMENTS", sa.Text(), nullable=True),
        sa.Column("ACCOUNT_NUMBER", sa.Text(), nullable=True),
        sa.Column("LOCATION_ID", sa.Text(), nullable=True),
        sa.Column("PARENT_ID_7", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_smart_invoice_assigned_by_id", "crm_smart_invoice", ["ASSIGNED_BY_ID"], unique=False)
    op.create_index("crm_smart_invoice_company_id", "crm_smart_invoice", ["COMPANY_ID"], unique=False)
    op.create_index("crm_smart_invoice_contact_id", "crm_smart_invoice", ["CONTACT_ID"], unique=False)
    op.create_index("crm_smart_invoice_created_time", "crm_smart_invoice", ["CREATED_TIME"], unique=False)
    op.create_index("crm_smart_invoice_stage_id", "crm_smart_invoice", ["STAGE_ID"], unique=False)
    op.create_index("crm_smart_invoice_updated_time", "crm_smart_invoice", ["UPDATED_TIME"], unique=False)


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
