"""What bodies read and enter: how their tasks stand, the words of a task on its page, progress, files and calendars."""
