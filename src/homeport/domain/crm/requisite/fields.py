"""The fields of requisites and of what belongs to them.

Sources: the pages ``*-fields.md`` under ``api-reference/crm/requisites/``.
"""

from homeport.core import owner
from homeport.core import values as v
from homeport.core.values import FieldType
from homeport.domain.records.fields import F, Field, FieldTable

STAMPS = (
    F("DATE_CREATE", v.DATETIME, "Created on", read_only=True),
    F("DATE_MODIFY", v.DATETIME, "Changed on", read_only=True),
    F("CREATED_BY_ID", v.USER, "Created by", read_only=True),
    F("MODIFY_BY_ID", v.USER, "Changed by", read_only=True),
)
"""Who made a row, and changed it, and when."""

PRESET = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("ENTITY_TYPE_ID", v.INTEGER, "Object type", required=True, immutable=True),
        F("COUNTRY_ID", v.INTEGER, "Country", required=True, immutable=True),
        F("NAME", v.STRING, "Name", required=True),
        *STAMPS,
        F("ACTIVE", v.CHAR, "Active", default="Y"),
        F("SORT", v.INTEGER, "Sorting", default=500),
        F("XML_ID", v.STRING, "External code"),
    )
)

PRESET_FIELD = FieldTable(
    (
        F("PRESET_ID", v.INTEGER, "Template", read_only=True, classic=False),
        F("ID", v.INTEGER, "ID", read_only=True),
        F("FIELD_NAME", v.STRING, "Field", required=True),
        F("FIELD_TITLE", v.STRING, "Title", default=""),
        F("SORT", v.INTEGER, "Sorting", default=500),
        F("IN_SHORT_LIST", v.CHAR, "In the short list", default="N"),
    )
)


def _texts(words: str, **others: tuple[FieldType, object]) -> tuple[Field, ...]:
    """Fields that begin with ``RQ_``, in this order.

    :param others: those that are no texts, with what they hold unless told
    """
    found = []
    for word in words.split():
        kind, default = others.get(word, (v.STRING, None))
        found.append(F(f"RQ_{word}", kind, f"RQ_{word}", default=default))
    return tuple(found)


REQUISITE = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("ENTITY_TYPE_ID", v.INTEGER, "Type of the owner", required=True, immutable=True),
        F("ENTITY_ID", v.INTEGER, "Owner", required=True, immutable=True),
        F("PRESET_ID", v.INTEGER, "Template", required=True, immutable=True),
        *STAMPS,
        F("NAME", v.STRING, "Name"),
        F("CODE", v.STRING, "Code"),
        F("XML_ID", v.STRING, "External code"),
        F("ORIGINATOR_ID", v.STRING, "External source"),
        F("ACTIVE", v.CHAR, "Active", default="Y"),
        F("ADDRESS_ONLY", v.CHAR, "Holds an address only", default="N"),
        F("SORT", v.INTEGER, "Sorting", default=500),
        *_texts(
            "NAME FIRST_NAME LAST_NAME SECOND_NAME COMPANY_ID COMPANY_NAME COMPANY_FULL_NAME COMPANY_REG_DATE DIRECTOR "
            "ACCOUNTANT CEO_NAME CEO_WORK_POS CONTACT EMAIL PHONE FAX IDENT_TYPE IDENT_DOC IDENT_DOC_SER IDENT_DOC_NUM "
            "IDENT_DOC_PERS_NUM IDENT_DOC_DATE IDENT_DOC_ISSUED_BY IDENT_DOC_DEP_CODE INN KPP USRLE IFNS OGRN OGRNIP "
            "OKPO OKTMO OKVED EDRPOU DRFO KBE IIN BIN ST_CERT_SER ST_CERT_NUM ST_CERT_DATE VAT_PAYER VAT_ID "
            "VAT_CERT_SER VAT_CERT_NUM VAT_CERT_DATE RESIDENCE_COUNTRY BASE_DOC REGON KRS PESEL LEGAL_FORM SIRET SIREN "
            "CAPITAL RCS CNPJ STATE_REG MNPL_REG CPF",
            IDENT_TYPE=(v.STATUS, None),
            VAT_PAYER=(v.CHAR, "N"),
        ),
    )
)

BANK_DETAIL = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("ENTITY_TYPE_ID", v.INTEGER, "Type of the owner", read_only=True, default=owner.REQUISITE),
        F("ENTITY_ID", v.INTEGER, "Requisite", required=True, immutable=True),
        F("COUNTRY_ID", v.INTEGER, "Country"),
        *STAMPS,
        F("NAME", v.STRING, "Name"),
        F("CODE", v.STRING, "Code"),
        F("XML_ID", v.STRING, "External code"),
        F("ORIGINATOR_ID", v.STRING, "External source"),
        F("ACTIVE", v.CHAR, "Active", default="Y"),
        F("SORT", v.INTEGER, "Sorting", default=500),
        *_texts(
            "BANK_NAME BANK_CODE BANK_ADDR BANK_ROUTE_NUM BIK MFO ACC_NAME ACC_NUM ACC_TYPE IIK ACC_CURRENCY "
            "COR_ACC_NUM IBAN SWIFT BIC CODEB CODEG RIB AGENCY_NAME"
        ),
        F("COMMENTS", v.STRING, "Comment"),
    )
)

LINK = FieldTable(
    (
        F("ENTITY_TYPE_ID", v.INTEGER, "Type of the record", required=True, immutable=True),
        F("ENTITY_ID", v.INTEGER, "Record", required=True, immutable=True),
        F("REQUISITE_ID", v.INTEGER, "Client's requisite", required=True),
        F("BANK_DETAIL_ID", v.INTEGER, "Client's bank detail", required=True),
        F("MC_REQUISITE_ID", v.INTEGER, "Own company's requisite", required=True),
        F("MC_BANK_DETAIL_ID", v.INTEGER, "Own company's bank detail", required=True),
    )
)

ADDRESS = FieldTable(
    (
        F("TYPE_ID", v.INTEGER, "Type of the address", required=True, immutable=True),
        F("ENTITY_TYPE_ID", v.INTEGER, "Type of the owner", required=True, immutable=True),
        F("ENTITY_ID", v.INTEGER, "Owner", required=True, immutable=True),
        F("ADDRESS_1", v.STRING, "Street, house, building"),
        F("ADDRESS_2", v.STRING, "Flat or office"),
        F("CITY", v.STRING, "City"),
        F("POSTAL_CODE", v.STRING, "Postal code"),
        F("REGION", v.STRING, "Region"),
        F("PROVINCE", v.STRING, "Province"),
        F("COUNTRY", v.STRING, "Country"),
        F("COUNTRY_CODE", v.STRING, "Country code"),
        F("LOC_ADDR_ID", v.INTEGER, "Address in the location module"),
        F("ANCHOR_TYPE_ID", v.INTEGER, "Type of the record in the end", read_only=True),
        F("ANCHOR_ID", v.INTEGER, "Record in the end", read_only=True),
    )
)
