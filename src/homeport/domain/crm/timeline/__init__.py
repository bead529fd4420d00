"""What stands in the timelines of records beside their activities: comments."""
