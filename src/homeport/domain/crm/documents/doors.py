"""Addresses that lead to the files of templates and documents of the CRM."""

from homeport.domain.crm.documents.generator import CRM
from homeport.domain.documentgenerator.doors import doors_of

DOORS = doors_of(CRM)
