"""The CRM for people: lists, boards, cards with timelines, activities. All of it by the methods that clients call."""

from homeport.console.crm.section import Crm

__all__ = ["Crm"]
