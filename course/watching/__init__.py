"""`course watch`: a grader that stays, for the hours before a deadline.

`arrivals` sees what is handed in, `queue` says whose turn it is, the examination hall grades, `telling` writes what a
student may know now, `metrics` counts. What was done stands on disk, in the results and beside the students' pages.
"""
