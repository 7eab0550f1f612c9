"""Degrees of secrecy: what a mark looks like, what a file shows, and the gate through which all of it passes."""
