"""The lists of bodies, directives and tasks, as people with different roles may see them."""
