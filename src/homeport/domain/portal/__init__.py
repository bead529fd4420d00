"""The portal itself: users, departments, roles, webhooks, accounting."""
