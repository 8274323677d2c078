"""Small mistakes in the engine, and the proof that each makes a test fail."""
