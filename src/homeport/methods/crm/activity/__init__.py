"""``crm.activity.*``."""
