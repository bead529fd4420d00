"""Orders of the online store as the CRM speaks of them."""
