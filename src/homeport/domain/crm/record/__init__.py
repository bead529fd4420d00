"""Records: written, read, listed; their lists, phones and addresses."""
