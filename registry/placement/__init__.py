"""Placement: how somebody comes to work: shifts, invitations, who takes which place."""
