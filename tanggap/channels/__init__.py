"""Ways messages leave and enter the house."""
