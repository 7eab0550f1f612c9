"""The review page: a directive's pages beside its rows, and the queue of what waits."""
