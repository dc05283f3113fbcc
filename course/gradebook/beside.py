"""What may lie beside a submitted notebook; known without nbgrader, whose import takes seconds."""

TIMESTAMP = "timestamp.txt"
SECRET = "submission_secret.txt"  # by it nbgrader gives feedback back to its student
LARGEST = 20 << 20  # bytes of a student's own file
