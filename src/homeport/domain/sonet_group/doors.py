"""Addresses that lead to the pictures of groups, for whoever may see the group."""

from homeport.domain.files.fields import door
from homeport.domain.sonet_group.groups import GROUPS
from homeport.domain.sonet_group.pictures import DOOR

DOORS = {DOOR: door(lambda ctx, kind: GROUPS)}
