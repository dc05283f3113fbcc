"""A notebook in whose place for cells is something else."""


def hand_in(desk):
    desk.put({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": {"0": "softmax"}})
