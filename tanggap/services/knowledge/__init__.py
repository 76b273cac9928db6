"""The answer file of a desk: entries, their use in answers, and templates of answers."""
