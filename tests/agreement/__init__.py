"""Engine and oracle on the same books: the cases worked out by hand, and random ones."""
