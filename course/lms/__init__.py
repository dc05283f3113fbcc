"""Grades to Canvas and Moodle by their web services, off unless `course.toml` says where.

`push` compares what stands there with what the course has, sends what is to be sent, and looks again. `canvas` and
`moodle` speak to the platforms through `client`; `plan` says what becomes of each grade.

The documented interfaces are called as they are. The library canvasapi waits for an answer for ever, and tells a
throttled request from a forbidden one only where Canvas answers 429, which older ones do not.
"""
