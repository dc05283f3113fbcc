"""Points that people give: for proofs, in formgrader or in a table beside the results, and in the grader's place.

There is one truth for them. Table and gradebook are compared with what they last agreed on (`agreement`), so that
whichever somebody has changed since is taken over by the other; where both were changed, neither counts, and both
numbers are said. What they agree on stands in the results (`settling`), and from there on feedback pages, the class
report and exports.
"""
