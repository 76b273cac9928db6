"""Lighthouse over the product as it is served in production: see docs/lighthouse.md."""
