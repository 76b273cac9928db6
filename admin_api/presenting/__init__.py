"""Turns what services read into plain JSON values; decides nothing."""
