"""Oversight: how desks keep to the times their SOP sets."""
