"""Grading again after a check or points have changed: who changes, by how much and why, before it is written."""
