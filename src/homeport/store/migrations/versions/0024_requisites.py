"""Requisites with their templates, bank details, links and addresses.

Portals that there are get the usual templates, and the addresses that their leads have become rows too.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from homeport.store.migrations.rows import add

revision = "0024"
down_revision = "0023"

STANDARD = (
    ("Company", "#CRM_REQUISITE_PRESET_DEF_US_COMPANY#", ("RQ_COMPANY_NAME", "RQ_VAT_ID", "RQ_ADDR")),
    ("Person", "#CRM_REQUISITE_PRESET_DEF_US_PERSON#", ("RQ_FIRST_NAME", "RQ_LAST_NAME", "RQ_ADDR")),
)
OF_REQUISITE = (
    "NAME FIRST_NAME LAST_NAME SECOND_NAME COMPANY_ID COMPANY_NAME COMPANY_FULL_NAME COMPANY_REG_DATE DIRECTOR "
    "ACCOUNTANT CEO_NAME CEO_WORK_POS CONTACT EMAIL PHONE FAX IDENT_TYPE IDENT_DOC IDENT_DOC_SER IDENT_DOC_NUM "
    "IDENT_DOC_PERS_NUM IDENT_DOC_DATE IDENT_DOC_ISSUED_BY IDENT_DOC_DEP_CODE INN KPP USRLE IFNS OGRN OGRNIP "
    "OKPO OKTMO OKVED EDRPOU DRFO KBE IIN BIN ST_CERT_SER ST_CERT_NUM ST_CERT_DATE VAT_PAYER VAT_ID "
    "VAT_CERT_SER VAT_CERT_NUM VAT_CERT_DATE RESIDENCE_COUNTRY BASE_DOC REGON KRS PESEL LEGAL_FORM SIRET SIREN "
    "CAPITAL RCS CNPJ STATE_REG MNPL_REG CPF"
)
OF_BANK_DETAIL = (
    "BANK_NAME BANK_CODE BANK_ADDR BANK_ROUTE_NUM BIK MFO ACC_NAME ACC_NUM ACC_TYPE IIK ACC_CURRENCY COR_ACC_NUM IBAN "
    "SWIFT BIC CODEB CODEG RIB AGENCY_NAME"
)


LINKED = ("ENTITY_TYPE_ID", "ENTITY_ID", "REQUISITE_ID", "BANK_DETAIL_ID", "MC_REQUISITE_ID", "MC_BANK_DETAIL_ID")
OF_ADDRESS = "ADDRESS_1 ADDRESS_2 CITY POSTAL_CODE REGION PROVINCE COUNTRY COUNTRY_CODE"
OF_LEAD = (
    "ADDRESS ADDRESS_2 ADDRESS_CITY ADDRESS_POSTAL_CODE ADDRESS_REGION ADDRESS_PROVINCE ADDRESS_COUNTRY "
    "ADDRESS_COUNTRY_CODE"
)
LEAD, MAIN = 1, 1


def _columns(kind: type[sa.Text] | type[sa.Integer], names: str, prefix: str = "") -> list[sa.Column[Any]]:
    return [sa.Column(prefix + name, kind(), nullable=True) for name in names.split()]


def _stamps() -> list[sa.Column[Any]]:
    return [
        *_columns(sa.Text, "DATE_CREATE DATE_MODIFY"),
        *_columns(sa.Integer, "CREATED_BY_ID MODIFY_BY_ID"),
    ]


def upgrade() -> None:
    op.create_table(
        "crm_requisite_preset",
        sa.Column("ID", sa.Integer(), nullable=False),
        *_columns(sa.Integer, "ENTITY_TYPE_ID COUNTRY_ID"),
        *_columns(sa.Text, "NAME"),
        *_stamps(),
        *_columns(sa.Text, "ACTIVE"),
        *_columns(sa.Integer, "SORT"),
        *_columns(sa.Text, "XML_ID"),
        sa.Column("LAST_FIELD_ID", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "crm_requisite_preset_field",
        sa.Column("PRESET_ID", sa.Integer(), nullable=False),
        sa.Column("ID", sa.Integer(), nullable=False),
        sa.Column("FIELD_NAME", sa.Text(), nullable=False),
        *_columns(sa.Text, "FIELD_TITLE"),
        *_columns(sa.Integer, "SORT"),
        *_columns(sa.Text, "IN_SHORT_LIST"),
        sa.PrimaryKeyConstraint("PRESET_ID", "ID"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "crm_requisite",
        sa.Column("ID", sa.Integer(), nullable=False),
        *_columns(sa.Integer, "ENTITY_TYPE_ID ENTITY_ID PRESET_ID"),
        *_stamps(),
        *_columns(sa.Text, "NAME CODE XML_ID ORIGINATOR_ID ACTIVE ADDRESS_ONLY"),
        *_columns(sa.Integer, "SORT"),
        *_columns(sa.Text, OF_REQUISITE, "RQ_"),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_requisite_entity", "crm_requisite", ["ENTITY_TYPE_ID", "ENTITY_ID"], unique=False)
    op.create_index("crm_requisite_preset_id", "crm_requisite", ["PRESET_ID"], unique=False)
    op.create_table(
        "crm_bank_detail",
        sa.Column("ID", sa.Integer(), nullable=False),
        *_columns(sa.Integer, "ENTITY_TYPE_ID ENTITY_ID COUNTRY_ID"),
        *_stamps(),
        *_columns(sa.Text, "NAME CODE XML_ID ORIGINATOR_ID ACTIVE"),
        *_columns(sa.Integer, "SORT"),
        *_columns(sa.Text, OF_BANK_DETAIL, "RQ_"),
        *_columns(sa.Text, "COMMENTS"),
        sa.PrimaryKeyConstraint("ID"),
        sqlite_autoincrement=True,
    )
    op.create_index("crm_bank_detail_entity", "crm_bank_detail", ["ENTITY_ID"], unique=False)
    op.create_table(
        "crm_requisite_link",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in LINKED),
        sa.PrimaryKeyConstraint("ENTITY_TYPE_ID", "ENTITY_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("crm_requisite_link_requisite", "crm_requisite_link", ["REQUISITE_ID"], unique=False)
    op.create_index("crm_requisite_link_mc_requisite", "crm_requisite_link", ["MC_REQUISITE_ID"], unique=False)
    op.create_table(
        "crm_address",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("ENTITY_TYPE_ID", "ENTITY_ID", "TYPE_ID")),
        *_columns(sa.Text, OF_ADDRESS),
        *_columns(sa.Integer, "LOC_ADDR_ID ANCHOR_TYPE_ID ANCHOR_ID"),
        sa.PrimaryKeyConstraint("ENTITY_TYPE_ID", "ENTITY_ID", "TYPE_ID"),
        sqlite_with_rowid=False,
    )
    op.create_index("crm_address_anchor", "crm_address", ["ANCHOR_TYPE_ID", "ANCHOR_ID"], unique=False)
    op.create_index("crm_address_location", "crm_address", ["LOC_ADDR_ID"], unique=False)
    _add_addresses_of_leads()
    if op.get_bind().execute(sa.text('SELECT "CURRENCY_ID" FROM portal')).scalar() is not None:
        _add_templates()  # in a new file, whoever makes the portal writes them


def _add_templates() -> None:
    fields = sa.table(
        "crm_requisite_preset_field",
        *(sa.column(name) for name in ("PRESET_ID", "ID", "FIELD_NAME", "FIELD_TITLE", "SORT", "IN_SHORT_LIST")),
    )
    for sort, (name, code, shown) in enumerate(STANDARD, 1):
        row = {
            "ENTITY_TYPE_ID": 8,
            "COUNTRY_ID": 122,
            "NAME": name,
            "DATE_CREATE": "2026-01-01 00:00:00",
            "CREATED_BY_ID": 1,
            "ACTIVE": "Y",
            "SORT": sort * 100,
            "XML_ID": code,
            "LAST_FIELD_ID": len(shown),
        }
        preset_id = add(op.get_bind(), "crm_requisite_preset", row)
        for number, field in enumerate(shown, 1):
            values = (preset_id, number, field, "", 500 + number * 10, "N")
            op.execute(fields.insert().values(dict(zip(fields.c.keys(), values, strict=True))))


def _add_addresses_of_leads() -> None:
    lead = sa.table("crm_lead", *(sa.column(name) for name in ("ID", "ADDRESS_LOC_ADDR_ID", *OF_LEAD.split())))
    numbers = ("ENTITY_TYPE_ID", "ENTITY_ID", "TYPE_ID", "ANCHOR_TYPE_ID", "ANCHOR_ID", "LOC_ADDR_ID")
    address = sa.table("crm_address", *(sa.column(name) for name in (*numbers, *OF_ADDRESS.split())))
    texts = [lead.c[name] for name in OF_LEAD.split()]
    of_type: sa.ColumnElement[int] = sa.literal_column(str(LEAD))
    main: sa.ColumnElement[int] = sa.literal_column(str(MAIN))
    place = sa.func.row_number().over(order_by=lead.c.ID)
    found = sa.select(of_type, lead.c.ID, main, of_type, lead.c.ID, place, *texts)
    op.execute(
        address.insert().from_select(list(address.c.keys()), found.where(sa.or_(*(text != "" for text in texts))))
    )
    of_lead = (address.c.ENTITY_TYPE_ID == of_type, address.c.ENTITY_ID == lead.c.ID)
    held = sa.select(address.c.LOC_ADDR_ID).where(*of_lead).scalar_subquery()
    op.execute(lead.update().values(ADDRESS_LOC_ADDR_ID=held))


def downgrade() -> None:
    op.drop_index("crm_address_location", table_name="crm_address")
    op.drop_index("crm_address_anchor", table_name="crm_address")
    op.drop_table("crm_address")
    op.drop_index("crm_requisite_link_mc_requisite", table_name="crm_requisite_link")
    op.drop_index("crm_requisite_link_requisite", table_name="crm_requisite_link")
    op.drop_table("crm_requisite_link")
    op.drop_index("crm_bank_detail_entity", table_name="crm_bank_detail")
    op.drop_table("crm_bank_detail")
    op.drop_index("crm_requisite_preset_id", table_name="crm_requisite")
    op.drop_index("crm_requisite_entity", table_name="crm_requisite")
    for name in ("crm_requisite", "crm_requisite_preset_field", "crm_requisite_preset"):
        op.drop_table(name)
