"""``main.eventlog.*``: who signed in and out, and what became of people."""

from homeport.core.errors_v3 import ACCESS_DENIED
from homeport.domain.main.eventlog import ENTRY
from homeport.methods.family_v3 import family

METHODS = family("main.eventlog", ENTRY, "get list tail field.list field.get", closed=True, of_fields=(ACCESS_DENIED,))
