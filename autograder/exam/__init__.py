"""The examination: submissions sit the checks, one process each, and are judged and diagnosed."""
