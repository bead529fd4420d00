"""Keys of what the catalogue has: warehouses, sections and products."""

from homeport.core import values as v
from homeport.domain.catalog.product_fields import EVERY
from homeport.domain.catalog.sections import FIELDS as SECTION_FIELDS
from homeport.domain.catalog.stores import FIELDS as STORE_FIELDS
from homeport.domain.declared import kinds
from homeport.domain.declared.keys import ID, Keys, key, kind_of, of_fields
from homeport.domain.declared.record_kinds import reference

_SIGNED = ("CREATED_BY", "MODIFIED_BY", "USER_ID", "DATE_CREATE", "DATE_MODIFY")
_NAMING = ("CATALOG_ID", "SECTION_ID", "VAT_ID", "MEASURE")

STORES: Keys = dict((ID, *of_fields(STORE_FIELDS, but=_SIGNED, required=("ADDRESS",)).items()))

SECTIONS: Keys = dict(
    (
        ID,
        *of_fields(SECTION_FIELDS, but=_NAMING, required=("NAME",)).items(),
        key("section_id", reference("sections", "the section above"), "in which section it is"),
    )
)

PRODUCTS: Keys = dict(
    (
        ID,
        *of_fields(EVERY, but=(*_NAMING, *_SIGNED), required=("NAME",)).items(),
        key("section_id", reference("sections", "a section"), "in which section it is"),
        key("vat_id", reference("vats", "a VAT rate"), "how it is taxed"),
        key("measure", reference("measures", "a unit"), "what it is counted in"),
        key("price", kind_of(v.DOUBLE), "its base price"),
        key("currency_id", kinds.TEXT, "the currency of that; the base currency unless said"),
    )
)
