"""Each rule of the language room by itself: where it fires, what it mends and what it breaks."""
