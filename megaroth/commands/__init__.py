"""One module a command: its arguments, and what it prints. Each is imported only when it is the one asked for."""
