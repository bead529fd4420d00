"""Records that are made again and again by templates: ``crm.deal.recurring.*``, ``crm.invoice.recurring.*``."""
