"""How REST 3.0 asks for records and writes them: one language for every family, over collections.

Source: ``api-reference/rest-v3.md``.
"""
