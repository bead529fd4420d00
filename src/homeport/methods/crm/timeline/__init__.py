"""``crm.timeline.*``."""
