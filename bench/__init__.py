"""The performance benchmark: the product against a bare floor, in one run."""
