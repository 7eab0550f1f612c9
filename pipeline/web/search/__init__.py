"""Looking for directives and tasks, what directives carry out, what has changed: all of it within what may be seen."""
