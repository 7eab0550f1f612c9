"""A register as large as a province has after years: made-up directives whose tasks go to bodies that exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, islice
from random import Random

from pipeline.knowledge.registry import Agency, Registry
from pipeline.model import DirectiveRow, Head, Limit, Party, Register, RejectedRow, Signer, Sure, TaskRow

AS_OF = date(2026, 11, 30)
"""The day for which statuses are computed."""

A_DIRECTIVE = 20
"""Tasks of one directive."""

_VERBS = ("Rà soát, lập danh mục", "Chủ trì kiểm tra, đánh giá", "Xây dựng kế hoạch triển khai", "Tổng hợp, báo cáo",
          "Bố trí kinh phí thực hiện", "Hướng dẫn, đôn đốc các đơn vị", "Cập nhật dữ liệu về", "Công khai kết quả")
_MATTERS = ("công trình thủy lợi trước mùa mưa", "dự án đầu tư công chậm tiến độ", "hồ sơ cấp độ an toàn hệ thống",
            "thủ tục hành chính giải quyết quá hạn", "trường học chưa đạt chuẩn về phòng cháy", "đất công chưa sử dụng",
            "tuyến đường xuống cấp do ngập", "cơ sở y tế thiếu thuốc, vật tư", "mạng lưới trạm cấp nước nông thôn")
_ENDS = ("bảo đảm đúng quy định và phù hợp với điều kiện thực tế của từng địa bàn", "kịp thời báo cáo vướng mắc",
         "không để phát sinh khiếu nại kéo dài", "gắn với trách nhiệm của người đứng đầu đơn vị",
         "làm rõ nguyên nhân và đề xuất biện pháp khắc phục trong phạm vi trách nhiệm được giao")
_PRODUCTS = ("Báo cáo", "Kế hoạch", "Quyết định", None, None)
_KINDS = ("công văn", "chỉ thị", "kế hoạch", "thông báo")


def register(tasks: int, bodies: int, seed: int = 1) -> Register:
    """A register of so many tasks for so many bodies; the same figures give the same register."""
    chance = Random(seed)
    parties = [Party(body.name, body.name, body.id) for body in _bodies(bodies)]
    rows: list[TaskRow] = []
    directives: list[DirectiveRow] = []
    while len(rows) < tasks:
        directive = _directive(len(directives), chance)
        directives.append(directive)
        rows += [_task(len(rows) + i, directive, i, parties, chance)
                 for i in range(min(A_DIRECTIVE, tasks - len(rows)))]
    rejected = tuple(RejectedRow(row, "1", 1, f"Việc {matter} còn hạn chế", "Nêu tình hình, không giao việc")
                     for row in directives for matter in chance.choices(_MATTERS, k=2))
    return Register(AS_OF, tuple(directives), tuple(rows), rejected, ())


def changed(whole: Register, count: int) -> Register:
    """The same register with another remark at so many of its tasks."""
    step = max(len(whole.tasks) // count, 1)
    marked = set(range(0, step * count, step))
    return replace(whole, tasks=tuple(replace(task, note=f"Đã đôn đốc lần {len(marked)}") if i in marked else task
                                      for i, task in enumerate(whole.tasks)))


def _bodies(count: int) -> list[Agency]:
    """Bodies of the registry that exist on the day, always the same: of the provinces, then of the country."""
    registry = Registry.load()
    ids = (f"{place}.{template}" for template in sorted(registry.templates) for place in sorted(registry.provinces))
    local = (body for one in ids if (body := registry.by_id(one)))
    found = (body for body in chain(local, registry.agencies.values()) if body.valid(AS_OF))
    return list(islice(found, count))


def _directive(number: int, chance: Random) -> DirectiveRow:
    kind, matter = chance.choice(_KINDS), chance.choice(_MATTERS)
    issued = AS_OF - timedelta(chance.randrange(900))
    head = Head(number=f"{number + 1}/UBND-TH", type=kind, issuer="UBND tỉnh Lào Cai", place="Lào Cai",
                issued_on=issued, subject=f"Về việc {matter}",
                signer=Signer("Trần Văn Mẫu", "Phó Chủ tịch", "KT."), urgency=None)
    return DirectiveRow(f"{number:064x}", (f"vb-{number:05}.pdf",), head,
                        datetime(issued.year, issued.month, issued.day, 8) + timedelta(2), A_DIRECTIVE, 2)


def _task(number: int, directive: DirectiveRow, place: int, parties: list[Party], chance: Random) -> TaskRow:
    text = f"{chance.choice(_VERBS)} {chance.choice(_MATTERS)}, {', '.join(chance.sample(_ENDS, 2))} (mục {number})"
    lead, *support = chance.sample(parties, chance.choice((1, 1, 2, 3)))
    start = directive.head.issued_on or AS_OF
    limits = (_limit(start + timedelta(chance.randrange(10, 400))),) if chance.random() < 0.6 else ()
    done = chance.random() < 0.5
    sure = chance.uniform(0.6, 1.0)
    doubts = (Sure("lead", sure, ("chủ ngữ đứng xa động từ",)),) if sure < 0.62 else ()
    return TaskRow(f"{number:012x}", directive, f"{place + 1}", 1 + place // 8, text, "obligation", (lead,),
                   tuple(support), limits, chance.choice(_PRODUCTS), round(sure, 2),
                   "hoàn thành" if done else "chưa hoàn thành",
                   start + timedelta(chance.randrange(5, 300)) if done else None, sure=doubts)


def _limit(day: date) -> Limit:
    return Limit(f"trước ngày {day:%d/%m/%Y}", "DATE", due=day, rule="Ngày ghi trong văn bản là ngày cuối")
