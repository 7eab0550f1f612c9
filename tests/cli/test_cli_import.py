"""`chidao import`: shown first, written when it is wanted, taken back like everything else."""

from openpyxl import Workbook


def tracker(folder, *rows):
    made = Workbook()
    for row in (("TT", "Văn bản giao", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Hạn", "Tình trạng", "Cột lạ"), *rows):
        made.active.append(row)
    made.save(folder / "theo-doi.xlsx")
    return str(folder / "theo-doi.xlsx")


ROWS = ((1, "12/CT-UBND ngày 5/4/2024", "Rà soát bếp ăn", "Sở Y tế", "30/6/2024", "Đã hoàn thành", "[x]"),
        (2, "12/CT-UBND ngày 5/4/2024", "Báo cáo kết quả", "Sở Y tế", "khi có yêu cầu", "đang làm", ""))


def test_a_list_is_shown_then_written_then_taken_back(chidao, tmp_path):
    path = tracker(tmp_path, *ROWS)
    for options, told in ((("--trial",), "Chạy thử: chưa ghi gì vào kho."), ((), "Muốn ghi thì thêm --yes.")):
        shown = chidao("import", path, *options)
        assert shown.exit_code == 0
        assert told in shown.stdout
        for words in ("2 dòng nhiệm vụ", "Văn bản giao", "Cột lạ", "giữ nguyên", "khi có yêu cầu", "thêm 2 nhiệm vụ",
                      "2 dòng của 1 văn bản chưa có trong kho"):
            assert words in shown.stdout
    written = chidao("import", path, "--yes")
    assert "Đã ghi vào kho" in written.stdout
    assert "Bảng tổng hợp" in written.stdout
    assert "không có gì thay đổi" in chidao("import", path, "--yes").stdout
    assert "Đã rút lại" in chidao("undo").stdout


def test_what_a_list_says_otherwise_than_the_store_is_told_before_and_after_it_is_taken(chidao, write, pipeline_stub, tmp_path):
    write("corpus/inbox/van-ban.txt", "chỉ thị 5")
    chidao("run")
    path = tracker(tmp_path, (1, "5/CT-UBND ngày 5/3/2024", "Rà soát [bold]phương án[/bold] chữa cháy", "Sở Y tế", "30/6/2024", "đang làm", ""))
    for options in (("--trial",), ("--yes",)):
        told = chidao("import", path, *options).stdout
        assert "Bảng ghi khác kho ở 2 ô, kho giữ nguyên" in told
        assert "Thời hạn: bảng ghi “30/06/2024”, kho ghi “15/05/2024”" in told
        assert "Chủ trì: bảng ghi “Sở Y tế”, kho ghi “Sở Nội vụ”" in told
        assert ("2 ô về thời hạn, chủ trì mà bảng ghi khác kho" in told) == (options == ("--yes",))


def test_a_file_that_is_no_list_of_tasks_is_refused(chidao, tmp_path):
    path = tmp_path / "luong.xlsx"
    made = Workbook()
    made.active.append(("Họ tên", "Lương"))
    made.save(path)
    refused = chidao("import", str(path), "--yes")
    assert refused.exit_code == 3
    assert "không thấy dòng tiêu đề" in refused.output
    assert chidao("import", str(tmp_path / "khong-co.xlsx")).exit_code == 3
