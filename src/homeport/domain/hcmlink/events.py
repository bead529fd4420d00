"""What systems of personnel are told."""

SCOPE_NAME = "humanresources.hcmlink"
"""The scope that an application needs to be told."""

LIST_REQUESTED = "ONHUMANRESOURCESHCMLINKEMPLOYEELISTREQUESTED"
