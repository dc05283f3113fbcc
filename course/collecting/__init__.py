"""Downloads of learning platforms, a roster -> `submitted/`, a folder for each student and unit."""
