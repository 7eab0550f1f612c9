"""Text of the 8-bit Vietnamese fonts used before Unicode: TCVN3 (``.VnTime``) and VNI (``VNI-Times``).

A file holds such text as letters nobody wrote (``viÖc`` for *việc*); only the name of the font tells what
they mean, and not even that is always true. So the font decides, and the language test doubts.
"""
