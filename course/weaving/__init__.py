"""From lesson text and model answers to the instructor notebook, and from there to the release folder.

cells, myst    a lesson as jupytext reads it
lesson         its typed parts
solution       a model answer: stub and body
unit           lesson, answers and mark scheme together
weave          -> the instructor notebook
release        -> what students receive
build          all of it, for `course build`
alone          the cell by which a notebook works alone, out of what stands in `beside`
files          several files written together, or none
pack           several files in one
templates      the texts that are filled in
"""
