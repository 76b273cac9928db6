"""Jobs: what the worker process does."""
