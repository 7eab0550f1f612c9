"""What a change of the program moves in the rows of all documents at hand."""
