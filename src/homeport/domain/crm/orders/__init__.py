"""Orders of the online store as the CRM sees them: which record they belong to, and how it is paid and delivered."""
