"""The countries of requisites, and the fields that a template of each may have.

Sources: ``crm-requisite-preset-countries.md``; ``crm-requisite-preset-field-available-to-add.md`` for the fields of the
first; ``requisites/universal/index.md`` for those that it gives to one country.
"""

from typing import Any, NamedTuple


class Country(NamedTuple):
    """A country.

    :param id: as ``COUNTRY_ID`` says it
    :param code: as ISO 3166-1 has it
    :param fields: the fields of its templates, beside those of :data:`EVERYWHERE`
    """

    id: int
    code: str
    title: str
    fields: tuple[str, ...]

    def described(self) -> dict[str, Any]:
        """As ``crm.requisite.preset.countries`` answers it."""
        return {"ID": self.id, "CODE": self.code, "TITLE": self.title}


def _fields(words: str) -> tuple[str, ...]:
    return tuple(f"RQ_{word}" for word in words.split())


EVERYWHERE = _fields(
    "NAME FIRST_NAME LAST_NAME SECOND_NAME COMPANY_NAME COMPANY_FULL_NAME ADDR CONTACT EMAIL PHONE FAX SIGNATURE STAMP"
)
"""What templates of every country may have. ADDR stands for the addresses, SIGNATURE and STAMP for pictures."""

_DOCUMENT = "IDENT_DOC IDENT_DOC_SER IDENT_DOC_NUM IDENT_DOC_DATE IDENT_DOC_ISSUED_BY"
_OFFICERS = "COMPANY_REG_DATE DIRECTOR ACCOUNTANT"

US = 122

COUNTRIES = {
    country.id: country
    for country in (
        Country(
            1,
            "RU",
            "Russia",
            _fields(
                f"{_OFFICERS} {_DOCUMENT} IDENT_DOC_DEP_CODE INN KPP IFNS OGRN OGRNIP OKPO OKTMO OKVED "
                "ST_CERT_SER ST_CERT_NUM ST_CERT_DATE"
            ),
        ),
        Country(4, "BY", "Belarus", _fields(f"{_OFFICERS} {_DOCUMENT} IDENT_DOC_PERS_NUM INN OKPO BASE_DOC")),
        Country(
            6,
            "KZ",
            "Kazakhstan",
            _fields(
                f"{_OFFICERS} {_DOCUMENT} CEO_NAME CEO_WORK_POS INN OKPO KBE IIN BIN VAT_CERT_SER VAT_CERT_NUM "
                "VAT_CERT_DATE RESIDENCE_COUNTRY"
            ),
        ),
        Country(14, "UA", "Ukraine", _fields(f"{_OFFICERS} {_DOCUMENT} INN EDRPOU DRFO VAT_PAYER VAT_CERT_NUM")),
        Country(34, "BR", "Brazil", _fields("CNPJ STATE_REG MNPL_REG CPF")),
        Country(46, "DE", "Germany", _fields("INN VAT_ID USRLE")),
        Country(77, "CO", "Colombia", _fields("COMPANY_ID IDENT_TYPE IDENT_DOC_NUM")),
        Country(110, "PL", "Poland", _fields("INN VAT_ID REGON KRS PESEL")),
        Country(US, "US", "United States", _fields("VAT_ID")),
        Country(132, "FR", "France", _fields("VAT_ID LEGAL_FORM SIRET SIREN CAPITAL RCS")),
    )
}
"""By id, in the order in which they are listed."""


def fields_of(country_id: int) -> tuple[str, ...]:
    """The fields that a template of a country may have, apart from those that people have added."""
    country = COUNTRIES.get(country_id)
    return EVERYWHERE if country is None else (*EVERYWHERE, *country.fields)
