"""``crm.activity.layout.*``."""
