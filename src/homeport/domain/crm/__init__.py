"""The CRM: records, their fields and access, activities and bindings."""
