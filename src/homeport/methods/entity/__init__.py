"""``entity.*``: storages of applications."""
