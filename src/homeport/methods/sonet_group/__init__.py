"""``sonet_group.*``: workgroups and projects."""
