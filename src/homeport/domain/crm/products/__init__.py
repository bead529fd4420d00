"""Products of records: rows of goods with prices, discounts and taxes, which sum up to the record's amount."""
