"""Each check on both sides of its edge: a night on files drawn in the test, read from the findings report."""
