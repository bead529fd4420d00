"""Old invoices, beside the smart ones that are records as all others are."""
