"""``crm.requisite.*``, a file per prefix."""
