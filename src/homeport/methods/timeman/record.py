"""``timeman.record.*``: days at work, in REST 3.0."""

from homeport.core.errors_v3 import ACCESS_DENIED, REQUEST_VALIDATION
from homeport.domain.timeman.records import RECORD
from homeport.methods.family_v3 import family

METHODS = family("timeman.record", RECORD, "list field.list field.get", of_fields=(ACCESS_DENIED, REQUEST_VALIDATION))
