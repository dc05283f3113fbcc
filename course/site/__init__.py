"""`course release --site`: lessons to read and notebooks that run in the browser, as static files.

releases       units as students get them, each release under a path of its own
markdown       a lesson's prose -> HTML, its formulas apart
stub           the stub of an exercise, its contract as prose
demonstrations what the lesson's own code shows
lesson_page    a released notebook -> a page to read
pages          all pages, with what they share
search         an index of the words on the pages
lite           JupyterLite: the notebooks, and a Python that runs in the browser
build          all of it, in one folder
"""
