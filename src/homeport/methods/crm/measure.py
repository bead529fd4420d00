"""``crm.measure.*``: units of measurement, by their older name."""

from dataclasses import replace

from homeport.domain.catalog import measures
from homeport.domain.records.collection import SETTINGS
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.family import family

METHODS = family(
    "crm.measure",
    replace(measures.MEASURES, access=SETTINGS),
    replace(CLASSIC, duplicate=measures.CODE_TAKEN),
    "add get list update delete fields",
    errors=(measures.DEFAULT_TAKEN,),
)
