"""Smart processes: types that a portal's administrator makes."""
