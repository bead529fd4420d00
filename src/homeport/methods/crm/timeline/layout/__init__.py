"""``crm.timeline.layout.*``."""
