"""Reading in processes: order, errors, crashes."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from office_readers import read

from pipeline.model import Extraction
from pipeline.office.working import Mishap, process_pool, read_all


def told(outcomes):
    return [o.head.number if isinstance(o, Extraction) else o.error.code for o in outcomes]


class Fragile(Executor):
    """Runs at once in this process, except that a file named ``chet`` breaks it, and all after it."""

    made = 0

    def __init__(self, workers):
        Fragile.made += 1
        self.broken = False

    def submit(self, fn, /, *args, **kwargs):
        if self.broken:
            raise BrokenProcessPool
        future = Future()
        if args[1].read_text(encoding="utf-8").startswith("chet"):
            self.broken = True
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_small_batches_are_read_here_in_order(settings, drop):
    paths = [drop("a.txt", "so: 1"), drop("b.txt", "loi"), drop("c.txt", "hong")]
    outcomes = list(read_all(paths, settings, read))
    assert told(outcomes) == ["1", "tep-hong", "loi-chuong-trinh"]
    assert "RuntimeError: a defect" in outcomes[2].trace
    assert outcomes[1].trace is None


def test_outcomes_keep_the_order_of_the_files(settings, drop):
    paths = [drop(f"{i:02}.txt", f"so: {i}") for i in range(30)]
    assert told(read_all(paths, settings, read, ThreadPoolExecutor)) == [str(i) for i in range(30)]


def test_a_crash_costs_its_own_file_alone(settings, drop):
    paths = [drop(f"{i:02}.txt", "chet" if i in (2, 3, 9) else f"so: {i}") for i in range(12)]
    Fragile.made = 0
    outcomes = told(read_all(paths, settings, read, Fragile))
    assert outcomes == ["tien-trinh-dung" if i in (2, 3, 9) else str(i) for i in range(12)]
    assert Fragile.made < 15


def test_a_real_process_that_dies_is_survived(settings, drop):
    paths = [drop("a.txt", "so: 1"), drop("b.txt", "chet"), drop("c.txt", "loi"), drop("d.txt", "so: 4")]
    assert told(read_all(paths, settings, read, process_pool)) == ["1", "tien-trinh-dung", "tep-hong", "4"]


def test_an_outcome_that_cannot_travel_is_a_failure_of_its_file(settings, drop):
    class Lost(ThreadPoolExecutor):
        def submit(self, fn, /, *args, **kwargs):
            future = Future()
            future.set_exception(TypeError("cannot pickle"))
            return future

    (outcome,) = read_all([drop("a.txt", "so: 1")], settings, read, Lost)
    assert isinstance(outcome, Mishap)
    assert "cannot pickle" in outcome.trace
