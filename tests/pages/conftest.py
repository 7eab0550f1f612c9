from tests.review.conftest import desk  # noqa: F401  an office with one directive of three tasks
