"""Recaps: the desk's own periodic steps, from counting over correcting to the archive."""
