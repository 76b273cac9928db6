"""What the handbook's pictures show: an invented city in the middle of a working day."""
