"""Errors that are told to people. Everything else that is raised is a bug."""

from __future__ import annotations


class ClaimdeskError(Exception):
    """An error whose text a person reads: what happened, what is safe, what to do."""


class Refused(ClaimdeskError):
    """What was asked does not fit the data: the person can ask for something else."""


class Unavailable(ClaimdeskError):
    """Something outside the data is in the way (disk, lock, damaged or newer file): trying again may help."""


class Cancelled(ClaimdeskError):
    """A person stopped a long job. What was finished before stays."""
