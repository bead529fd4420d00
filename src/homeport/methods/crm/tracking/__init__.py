"""``crm.tracking.*``."""
