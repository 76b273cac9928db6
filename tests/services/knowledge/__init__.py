"""The answer file and answer templates."""
