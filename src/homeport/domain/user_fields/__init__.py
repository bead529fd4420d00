"""User fields: fields that people add to records at run time.

Knows no scope: a scope says which of its records have them.
"""
