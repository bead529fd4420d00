"""People: users, departments, roles and rights, passwords and sessions."""
