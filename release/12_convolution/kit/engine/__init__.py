"""What practice is checked by: copies, made by the build, of modules of the grader."""
