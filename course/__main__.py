"""`python -m course`: the `course` command where its script is not on the path."""

from course.cli import main

main(prog_name="course")
