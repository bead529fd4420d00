"""Workgroups, projects and scrums: what they are, who is in them, and who may do what there."""
