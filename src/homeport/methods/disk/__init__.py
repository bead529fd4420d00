"""``disk.*``: storages, folders and files."""
