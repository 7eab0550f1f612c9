"""Measures speed, memory and start-up, and the time-limit finder, beside the tools people reach for."""
