"""Mail services: the servers of mail that mailboxes of the portal are connected to."""
