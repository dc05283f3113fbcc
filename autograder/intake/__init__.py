"""What students hand in, found and read as data; nothing here executes it."""
