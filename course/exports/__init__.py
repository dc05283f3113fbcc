"""Other doors: how grades leave for where they are kept, and how the kit goes to where it is needed.

`table` makes the files that nbgrader, Canvas and Moodle read of `grades`; `gradescope` packs the grader itself, and
`on_gradescope` is what then runs there; `student` packs what students get, `feedback` what they get back. Each has a
page beside it.
"""
