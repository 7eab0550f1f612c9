"""The language room: what the words of each clause say (parties, acts, time limits)."""
