"""Files: rows that name contents, whatever they belong to, and the addresses by which they come and go."""
