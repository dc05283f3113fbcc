"""What is told of a submission: its result on disk, its feedback page, the class in the terminal."""
