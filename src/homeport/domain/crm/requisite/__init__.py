"""Requisites of contacts and companies: templates, bank details, addresses, and which of them documents take."""
