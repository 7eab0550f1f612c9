"""At which level a body with a list stands, for leaders: central, provincial, of a commune, of the Party …"""

from __future__ import annotations

from functools import lru_cache

from pipeline.knowledge.registry import Registry

from .holders import id_of
from .lists import AgencyList

OTHERS, GROUPS, UNKNOWN = "Cơ quan, tổ chức khác", "Nhóm cơ quan", "Chưa rõ cơ quan"
_BY_KIND = {"đảng": "Cơ quan của Đảng", "doanh nghiệp": OTHERS, "ngân hàng": OTHERS, "trường đại học": OTHERS,
            "tổ chức tôn giáo": OTHERS, "đoàn thể": "Mặt trận Tổ quốc, đoàn thể"}
_BY_LEVEL = {"trung ương": "Trung ương", "vùng": "Trung ương", "tỉnh": "Cấp tỉnh", "huyện": "Cấp huyện", "xã": "Cấp xã"}
LEVELS = tuple(dict.fromkeys((*_BY_LEVEL.values(), _BY_KIND["đảng"], _BY_KIND["đoàn thể"], OTHERS, GROUPS, UNKNOWN)))
"""In the order in which they are shown. Central bodies by region (*Hải quan khu vực*) are central."""


def level_of(one: AgencyList) -> str:
    """The level of a list: of its body by the registry, a unit by the body it is in; groups apart."""
    if one.unknown:
        return UNKNOWN
    return GROUPS if one.group else _of_body(id_of(one.key))


@lru_cache(maxsize=8192)
def _of_body(agency_id: str) -> str:
    body = Registry.load().by_id(agency_id.partition("/")[0]) if agency_id else None
    return (_BY_KIND.get(body.kind) or _BY_LEVEL.get(body.level, OTHERS)) if body else OTHERS
