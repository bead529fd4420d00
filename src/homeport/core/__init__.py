"""Words that every layer shares: errors, the call's context, owners, rights, field types, the clock."""
