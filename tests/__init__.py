"""The tests of Megaroth: a test's name is the sentence that must hold."""
