"""The engine of Tanggap: complaint desks run by their own SOPs. Knows nothing of HTTP."""
