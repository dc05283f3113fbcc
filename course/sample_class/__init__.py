"""The sample class of `course demo`: imaginary students, their notebooks, and what the grader must say."""
