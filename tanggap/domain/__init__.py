"""The pure core: procedures, engine, clock, policy, identity numbers."""
