"""Demonstration data: an invented city with the NKK desk. No person or number in it is real."""
