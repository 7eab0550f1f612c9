"""Learning from annotated directives: the confidence of rows."""
