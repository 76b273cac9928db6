"""What administrators arrange, and the rules that hold them."""
