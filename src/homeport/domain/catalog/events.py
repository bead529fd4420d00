"""Events of the commercial catalogue: their codes.

Source: ``api-reference/catalog/*/events/``.
"""

from collections.abc import Iterable, Iterator

from homeport.domain.records.collection import ADD, DELETE, UPDATE

CATALOG = "catalog"
"""The scope that an application needs to be told."""

MEASURE = "CATALOG.MEASURE.ON.{verb}"
CRM_MEASURE = "ONCRMMEASURE{verb}"
"""The same change, as the CRM's older methods call it."""
PRODUCT = "CATALOG.PRODUCT.ON.{verb}"
PRICE = "CATALOG.PRICE.ON.{verb}"
PRICE_TYPE = "CATALOG.PRICE.TYPE.ON.{verb}"
ROUNDING = "CATALOG.ROUNDING.ON.{verb}"
CRM_PRODUCT = "ONCRMPRODUCT{verb}"
CRM_PROPERTY = "ONCRMPRODUCTPROPERTY{verb}"
CRM_SECTION = "ONCRMPRODUCTSECTION{verb}"


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of the catalogue."""
    for form in (MEASURE, PRICE, PRICE_TYPE, PRODUCT, ROUNDING):
        yield from (form.format(verb=verb) for verb in (ADD, UPDATE, DELETE))
