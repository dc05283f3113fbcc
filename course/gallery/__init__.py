"""The figures of the course for teachers: all of them drawn from the model answers, on one page."""
