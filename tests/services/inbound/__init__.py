"""What comes in over the channels, on a real database."""
