"""Currencies: their rates, and how amounts of them are written in each language."""
