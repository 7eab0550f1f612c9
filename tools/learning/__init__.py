"""Learning from annotated directives: the confidence of rows, and models set beside the rules."""
