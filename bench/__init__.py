"""What the night costs, measured; never part of a test that has a clock."""
