"""The engine of records: fields, filters, and pages of rows. Knows no scope."""
