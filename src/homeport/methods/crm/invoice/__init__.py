"""``crm.invoice.*``: old invoices."""
