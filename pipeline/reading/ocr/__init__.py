"""Reading pages without a usable text layer: picture in, printed words and rules out."""
