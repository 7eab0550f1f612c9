"""Chidao turns Vietnamese official directives into tracked tasks."""

import os

__version__ = "0.1.0"

# One thread a process for the matrices of small networks: files are read side by side, and more threads only wait
# for each other. It holds where it stands before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
