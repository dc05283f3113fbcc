"""What a mark scheme is written in: exercises and their checks, random inputs, expectations."""
