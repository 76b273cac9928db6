"""Services of others, played as their interfaces are documented."""
