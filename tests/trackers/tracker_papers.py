"""Trackers written for the tests."""

from datetime import date

from openpyxl import Workbook

DAY = date(2025, 3, 5)
WORDS = ("Rà soát toàn bộ bếp ăn tập thể trên địa bàn, báo cáo Ủy ban nhân dân tỉnh",
         "Lập danh sách cán bộ, công chức dôi dư sau sắp xếp, trình cấp có thẩm quyền",
         "Tăng cường tuần tra, kiểm soát phương tiện chở quá tải trên các tuyến quốc lộ")


def book(path, *sheets):
    """A workbook of sheets, each a list of rows and of merged areas."""
    made = Workbook()
    made.remove(made.active)
    for number, (rows, *merged) in enumerate(sheets, 1):
        sheet = made.create_sheet(f"Trang {number}")
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    made.save(path)
    return path
