"""``crm.currency.*``."""
