"""What was changed of records: by whom, when, from what to what."""
