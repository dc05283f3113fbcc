"""nbgrader in this course: the same folders, buttons and gradebook, but no student's code runs in a kernel.

`nbgrader autograde`, and formgrader's button, go two steps. *Sanitising* turns whatever was handed in into the
released notebook with the student's answers in it (`sheet`): what cannot be read as a notebook becomes an empty
one that says why, and the batch goes on. *Autograding* puts the grader's results where nbgrader looks for scores
(`marks`): an output of each exercise's grade cell whose text is the score and whose HTML is our report. Results
come from `results/`; what is not there, or is of something older, is first graded in the sandbox, in a process
of its own (`grading`).

`course grade` comes to the same by another door (`bulk`): a whole class in seconds, in one transaction.
"""
