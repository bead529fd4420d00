"""``crm.automation.*``."""
