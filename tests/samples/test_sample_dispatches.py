"""How a dispatch file is read: marks, inherited parties, clause paths, and what is refused."""

import pytest

from tools.samples.dispatch import SampleError, load, parse
from tools.samples.gold import annotation, deadline

FRAME = """
id = "cv-1"
level = "province"
shows = ""
invented = ""
[letter]
issuer = "ỦY BAN NHÂN DÂN"
number = "Số: 1/UBND"
place_date = "ngày 02 tháng 01 năm 2024"
sign = ["CHỦ TỊCH"]
signer = "Nguyễn Văn Mẫu"
recipients = []
[directive]
type = "công văn"
"""


def dispatch(*blocks):
    return parse(FRAME + "".join(f"[[body]]\n{block}\n" for block in blocks))


def test_marks_are_not_printed_and_become_tasks():
    made = dispatch('number = "1."\ntext = "{Sở A báo cáo}; {gửi kết quả}."\nlead = ["Sở A"]')
    assert made.body[0].text == "Sở A báo cáo; gửi kết quả."
    assert [(task.clause, task.text, task.lead) for task in made.tasks] == [
        ("1", "Sở A báo cáo", ("Sở A",)),
        ("1", "gửi kết quả", ("Sở A",)),
    ]


def test_a_block_takes_parties_and_limits_from_the_block_above():
    made = dispatch(
        'number = "1."\ntext = "Sở A:"\nlead = ["Sở A"]\ndue = ["2024-05-01"]',
        'number = "a)"\ntext = "{Rà soát}."',
        'number = "đ)"\ntext = "{Kiểm tra}."\nsupport = ["Sở B"]\ntasks = [{ due = [] }]',
        'number = "2."\ntext = "{Báo cáo}."',
    )
    assert [(t.clause, t.lead, t.support, t.due) for t in made.tasks] == [
        ("1.a", ("Sở A",), (), ("2024-05-01",)),
        ("1.đ", ("Sở A",), ("Sở B",), ()),
        ("2", (), (), ()),
    ]


@pytest.mark.parametrize(
    ("numbers", "path"),
    [
        (["II.", "3.", "b)", "-"], "II.3.b"),
        (["II.", "1.", "1.2."], "II.1.2"),
        (["Điều 2.", "1."], "Điều 2.1"),
        (["2.", "(iii)"], "2.iii"),
        (["I.", "1.", "II.", ""], "II"),
        (["-"], None),
    ],
)
def test_clause_path(numbers, path):
    blocks = [f'number = "{number}"\ntext = "Việc"' for number in numbers[:-1]]
    made = dispatch(*blocks, f'number = "{numbers[-1]}"\ntext = "{{Làm}}."')
    assert made.tasks[0].clause == path


def test_a_free_paragraph_belongs_to_no_clause():
    made = dispatch('number = "1."\ntext = "Sở A:"', 'style = "free"\ntext = "{Văn phòng đôn đốc}./."')
    assert made.tasks[0].clause is None


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("2024-04-30", {"type": "DATE", "due": "2024-04-30"}),
        ("2024-04-30T17:00", {"type": "DATE", "due": "2024-04-30", "time": "17:00"}),
        ("P5D working", {"type": "DURATION", "value": "P5D", "working": True}),
        ("PT24H", {"type": "DURATION", "value": "PT24H"}),
        ("FREQ=WEEKLY;BYDAY=FR@10:00", {"type": "SET", "rrule": "FREQ=WEEKLY;BYDAY=FR", "time": "10:00"}),
    ],
)
def test_compact_deadlines(text, entry):
    assert deadline(text) == entry


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ('text = "{Một}; {hai}."\ntasks = [{}]', "2 marks but 1 entries"),
        ('number = "1/"\ntext = "Việc"', "unknown form of number"),
    ],
)
def test_a_wrong_block_is_refused(block, message):
    with pytest.raises(SampleError, match=message):
        dispatch(block)


def test_an_unknown_modality_is_refused():
    with pytest.raises(SampleError, match="modality"):
        annotation(dispatch('text = "{Làm}."\ntasks = [{ modality = "advice" }]'))


def test_an_error_names_the_file(tmp_path):
    path = tmp_path / "khac.toml"
    path.write_text(FRAME + '[[body]]\ntext = "Việc"\n', encoding="utf-8")
    with pytest.raises(SampleError, match=r"khac\.toml: the id in it is cv-1"):
        load(path)
