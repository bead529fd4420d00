"""Homeport: a CRM portal you run yourself that speaks the Bitrix24 REST protocol."""

__version__ = "0.1.0"
