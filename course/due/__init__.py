"""When work is due, for whom it is due later, when it came, and what that costs."""
