"""A small office for the tests of the pages."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

from pipeline.model import Evidence, Extraction, Head, Limit, Party, Rejected, Source, Task

HEALTH, HOME_AFFAIRS = "Sở Y tế tỉnh Lào Cai", "Sở Nội vụ tỉnh Lào Cai"
PASSWORD = "Mua-xuan-2026-lao-cai"
SCRIPT = "<script>window.broken = 1</script>"
TODAY = date.today()


def task(id, text, lead, days=None, support=(), clause="1"):
    due = TODAY + timedelta(days=days) if days is not None else None
    limits = (Limit(f"trước ngày {due:%d/%m/%Y}", "DATE", due=due),) if due else ()
    parties = tuple(Party(name, name) for name in support)
    return Task(id, clause, text, "obligation", (Party(lead, lead),) if lead else (), parties, limits, None,
                Evidence(1, 0, len(text)), 0.9)


def record(store, folder, number, tasks, **head):
    """Take a directive in; returns its sha256."""
    path = folder / f"{number.replace('/', '-')}.txt"
    path.write_text(f"Văn bản {number}\n" + "\n".join(one.text for one in tasks), "utf-8")
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    given = Head(number=number, type="chỉ thị", issuer="UBND tỉnh Lào Cai", issued_on=date(2026, 3, 5), place="Lào Cai",
                 subject="phòng, chống dịch")
    store.record(Extraction(Source(path.name, sha256, 2, "txt"), path.read_text("utf-8"), replace(given, **head), (), tasks,
                            (Rejected("Tình hình phức tạp", "Nêu tình hình", "boi-canh"),), ()), path)
    return sha256


HEALTH_TASKS = (
    task("a1", "Báo cáo kết quả tiêm chủng", HEALTH, -3),
    task("a2", "Kiểm tra các cơ sở khám bệnh", HEALTH, 4, support=(HOME_AFFAIRS,), clause="2.a"),
    task("a3", "Xây dựng kế hoạch năm sau", HEALTH, 90),
)
HOME_TASKS = (
    task("b1", "Rà soát vị trí việc làm", HOME_AFFAIRS, -10),
    task("b2", f"Tổ chức thi tuyển {SCRIPT}", HOME_AFFAIRS),
)
