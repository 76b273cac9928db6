"""Rows, queries and files."""
