"""What makes a time a limit on doing the task, and what makes it none: rules over the words around it.

The words on its left decide (*trước*, *chậm nhất*, *hoàn thành trong* …, ``limit_cues.csv``). Without such words a date
is that of a document, an event or the content, a period what the content is about. ``<here>`` stands before the time
that is weighed; the first rule that fits decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.language.tagged import Rule


@dataclass(frozen=True, slots=True)
class Weighing(Rule):
    """A rule of the scales: ``refused`` says in Vietnamese why a time is no limit, None when it is one."""

    refused: str | None = None


NO_CUE: Final = "không có từ chỉ hạn đứng trước"
CONTENT: Final = "mốc hoặc kỳ của nội dung, không phải hạn thực hiện"
DATA: Final = "mốc của số liệu, hiệu lực hoặc định hướng"
TARGET: Final = "mục tiêu hoặc chỉ tiêu"
EVENT: Final = "thời gian của sự kiện hoặc kỳ số liệu"
START: Final = "mốc bắt đầu, không phải hạn"
PAST: Final = "việc đã làm hoặc ngày đã qua"
KIND: Final = "kỳ của kế hoạch, ngân sách hoặc loại báo cáo"
SEASON: Final = "mùa hoặc kỳ trong năm"
EFFECT: Final = "điều khoản hiệu lực"
AMOUNT: Final = "số lượng, không phải hạn"
COUNTED: Final = "mốc để tính lùi"
CITED: Final = "ngày của văn bản được dẫn"
NOT_ENOUGH: Final = "không đủ để thành hạn"

_UNTIL: Final = (
    Weighing("until which data", "figures are taken, a rule holds, work is planned until then",
             "(?:<no_until>|<no_until_wide>{w}{0,5}){run}<until>{to}<said>",
             ("tính đến ngày 30/11/2025", "gia hạn đến ngày 30/6/2026"), ("gửi báo cáo, đến ngày 30/11/2025",), DATA),
    Weighing("horizon", "a plan runs until that year", "<horizon>{w}{0,8}{run}<until>{to}<years>",
             ("xây dựng kịch bản tăng trưởng từ nay đến hết năm 2025",),
             ("xây dựng kịch bản, đến hết năm 2025 hoàn thành",), CONTENT),
    Weighing("until then done", "what is told is done", "<until>{to}<said>{sentence}{0,12}<past>",
             ("đến ngày 10/12/2025 đã giải ngân 40%",), ("đến hết năm 2025 hoàn thành việc cắm mốc",), PAST),
    Weighing("until a year, a target", "a figure is to be reached by a year",
             "<until>{to}<years>{sentence}{0,14}<goal>", ("đến năm 2030 đạt 80%",),
             ("Đến năm 2030, hoàn thành việc di dời các cơ sở",), TARGET),
    Weighing("done until", "*hoàn thành đến …*, *bảo đảm đến …*",
             "(?:<done>{mark}{run}<until>|<until>{mark}{run}<done>|<start_ok>{run}<until>){to}<said>"
             "|<until>{to}<said><must>?<done>", ("bảo đảm đến hết năm 2025 không còn nhà tạm",),
             ("tuyên truyền đến năm 2026",)),
    Weighing("until, at the head", "at the head of a clause: of a command when it is a year",
             "{leads}{run}<until>{to}(?:<date>|<span>|<cycle>|<years>{act})",
             ("Đến năm 2030, hoàn thành việc di dời", "từ nay đến hết ngày 30/6/2026, rà soát hồ sơ"),
             ("Đến năm 2030, hệ thống mạnh",)),
    Weighing("until a year, told", "what is so until then", "{leads}{run}<until>{to}<years>",
             ("Từ nay đến hết năm 2025 chỉ còn gần 2 tháng",), ("đến hết năm 2025 hoàn thành việc cắm mốc",), CONTENT),
    Weighing("until the end", "*đến hết …* ends the work", "(?=<to_end>)<until>{to}<said>(?!{sentence}{0,14}<goal>)",
             ("tổ chức trực đến hết tháng 6/2026",), ("giảm nghèo đến hết năm 2026 còn 2%",)),
    Weighing("until", "*đến …* elsewhere", "<until>{to}<said>", ("mở rộng mạng lưới đến năm 2030",),
             ("hết quý II/2026",), CONTENT),
)

_RANGE: Final = (
    Weighing("time of doing, a range", "*Thời gian: từ … đến …*", "{label}{mark}{run}<from>{to}(?=<range>)<dated>",
             ("Thời gian: từ ngày 01/12/2025 đến ngày 15/12/2025",), ("từ ngày 01/12/2025",)),
    Weighing("range of a length", "*trong 03 ngày (từ … đến …)*", "<amount><open><from>{to}(?=<range>)<dated>",
             ("trong 03 ngày (từ 14/12 đến 16/12/2025)",), ("đợt mưa (từ 14/12 đến 16/12/2025)",)),
    Weighing("time of an event, a range", "an event lasts from … to …",
             "(?:<event>{clause}{0,18}|<open>)<from>{to}(?=<range>)<dated>|<from>{to}(?=<range>)"
             "<dated>{sentence}{0,26}<event>", ("đợt mưa lớn từ ngày 16/11 đến ngày 20/11/2025",),
             ("kiểm tra từ ngày 16/11 đến ngày 20/11/2025",), EVENT),
    Weighing("range", "the work is done from … to …", "<from>{to}(?=<range>)<dated>",
             ("tổ chức kiểm tra từ ngày 15/6/2026 đến hết ngày 30/6/2026",), ("từ ngày 15/6/2026",)),
    Weighing("start", "from when on", "<from>{to}<dated>", ("sau ngày 31/8/2026 mới áp dụng",),
             ("trước ngày 31/8/2026",), START),
)

_IN: Final = (
    Weighing("in a time gone by", "*trong tháng 10 vừa qua*",
             "<inside>{to}<dated><gone>|{opens}{run}<inside>{to}<dated>.{0,12}<past>", ("trong tháng 10 vừa qua",),
             ("trong tháng 12/2025",), PAST),
    Weighing("event to be held",
             "the work is the event itself: *phải khánh thành … vào ngày …*, *tổ chức lễ … vào ngày …*",
             "(?:<must>{clause}{0,22}|<hold>{w}{0,2}<event>{clause}{0,18})<at>{to}(?:<date>|<span>)",
             ("phải khánh thành vào ngày 19/12/2025", "tổ chức lễ khánh thành vào ngày 19/12/2025"),
             ("lễ khánh thành vào ngày 19/12/2025",)),
    Weighing("day of an event", "something takes place on that day", "<event>{clause}{0,18}<at>{to}<dated>",
             ("Hội nghị tổ chức vào ngày 05/12/2025",), ("gửi báo cáo vào ngày 05/12/2025",), EVENT),
    Weighing("planned to be done", "what is planned or listed as done then",
             "<listed_as>(?:{w}{0,2})<done>(?:{w}{0,6}<inside>)?{to}<dated>",
             ("các dự án có kế hoạch hoàn thành năm 2025",), ("hoàn thành năm 2025",), CONTENT),
    Weighing("done in", "*hoàn thành trong …*", "(?:<done>{mark}{run}<inside>|<inside>{mark}{run}<done>){to}<dated>",
             ("hoàn thành vào ngày 30/6/2026",), ("hoàn thành ngày 30/6/2026",)),
    Weighing("at a year, a target", "a figure stands behind", "<at>{to}<years>{sentence}{0,14}<goal>",
             ("vào năm 2030 đạt 80% số xã",), ("vào năm 2026 tổ chức tổng kết",), TARGET),
    Weighing("finish in", "*hoàn thành* stands before in the clause",
             "<finish>(?:(?!<comma>|<stop>|<reach>).){0,18}<inside>{to}<dated>",
             ("hoàn thành việc cắm mốc các dự án trong năm 2025",), ("cắm mốc trong năm 2025",)),
    Weighing("content in", "the time of what the content is about",
             "(?:<period_of>|<period_of_wide>{w}{0,6}){run}<inside>{to}<dated>|(?:<start>|<comma>|<stop>)"
             "<opener>?<concerning>{clause}{0,18}<inside>{to}<dated><comma>", ("phát sinh trong quý IV năm 2025",),
             ("hoàn thành trong quý IV năm 2025",), CONTENT),
    Weighing("rest of the year", "*những tháng cuối năm*", "<inside>{to}(?=<rest>)<dated>",
             ("động lực trong những tháng cuối năm 2025",), ("trong 6 tháng cuối năm 2025",), CONTENT),
    Weighing("commanded in a year", "a command, not a figure to be reached",
             "(?:<must>(?:(?!<stop>|<colon>).){0,28}|<command>(?:(?!<reach>|<stop>|<colon>).){0,28})"
             "<inside>{to}<years>", ("phải đưa đường dây vào vận hành, mỗi xã một trạm vào năm 2026",),
             ("đạt 40% vào năm 2026",)),
    Weighing("to be reached in a year", "a figure is to be reached",
             "(?:<reach>(?:(?!<stop>|<colon>).){0,28}<inside>|(?:<goal>|<number>)(?:(?!<number>|<comma>"
             "|<stop>).){0,14}<at>){to}<years>", ("đạt 40% vào năm 2026",), ("hoàn thành 5.000 km vào năm 2026",),
             TARGET),
    Weighing("in", "*trong …*, *vào …*", "<inside>{to}<dated>", ("trong quý II/2026",), ("quý II/2026",)),
)

_ALONE: Final = (
    Weighing("a share of the work", "*xong 1/2 khối lượng*",
             "(?<!<in>)(?:<done>|<filler>){1,3}<here>(?=<bare>)<dated>(?=<word>)", ("xong 1/2 khối lượng",),
             ("xong 15/12",), NO_CUE),
    Weighing("done", "*hoàn thành …*, *Thời gian thực hiện: …*", "(?:<done>|{label}){to}<dated>",
             ("đưa vào sử dụng năm 2026", "Thời gian trình Chính phủ: tháng 10/2026"), ("tiến độ năm 2026",)),
    Weighing("head of a command", "the time stands first and the command behind it",
             "{opens}<here>(?!<bare>)<dated>(?!{sentence}{0,14}<goal>)(?:<colon>|(?<!<vague>)(?:<comma>|{act}))",
             ("Quý I/2027: lập phương án", "Đầu tháng 12/2026, trình phương án"),
             ("Năm 2020, ngành y tế gặp khó khăn",)),
    Weighing("bracket of an event", "an event has its time in a bracket", "<event>{w}{0,8}<open><here><span>",
             ("khai mạc hội thảo (tháng 12/2026)",), ("lập đề án (quý I/2026)",), EVENT),
    Weighing("bracket", "a single month or quarter fills a bracket at the end of a clause",
             "<open><here>(?!<list>|<vague>)<span><close>(?:<comma>|<stop>|<end>)",
             ("lập đề án (quý I/2026); trình duyệt",), ("(quý I/2026) và",)),
    Weighing("coming, of the content", "a plan or event of the next week",
             "(?:<event>|<horizon>|<yearly_wide>|<period_of>){w}{0,3}<here>(?=<coming>)<dated>",
             ("xây dựng kế hoạch tuần sau",), ("gửi báo cáo tuần sau",), NO_CUE),
    Weighing("coming", "*ngày mai*, *đầu tuần sau* at the end of a clause",
             "<here>(?=<coming>)(?!<years>)<dated>(?=<end>|<comma>|<stop>|<close>)|{opens}<here>(?=<coming>)"
             "<dated>{act}", ("báo cáo kết quả đầu tuần sau", "Đầu tuần sau tổ chức kiểm tra"),
             ("đầu tuần sau trời mưa",)),
    Weighing("no cue", "nothing tells that it is a limit", "<here><dated>", ("Luật Đất đai năm 2024",),
             ("trước năm 2026",), NO_CUE),
)

DATED: Final = (
    Weighing("counted back from", "*trước ngày 05/02/2025 02 ngày làm việc*",
             "<before>{mark}<here><date><ahead>?<amount>", ("trước ngày 15/12/2025 ít nhất 05 ngày",),
             ("trước ngày 15/12/2025",), COUNTED),
    Weighing("before", "*trước …*, *chậm nhất …*", "(?:<before>|<by>){to}<dated>",
             ("trước ngày 30/6/2026", "hạn chót: 30/6/2026"), ("đến ngày 30/6/2026",)),
    *_UNTIL, *_RANGE, *_IN, *_ALONE,
)
"""Days and periods."""

CYCLES: Final = (
    Weighing("time of doing, repeated", "*Thời gian: từ … hằng năm*",
             "{label}{mark}{run}<from>{to}(?=<fixed>)<cycle>", ("Thời gian: từ tháng 3 hằng năm",),
             ("từ tháng 3 hằng năm",)),
    Weighing("days of each month", "done between two days of each month: the last is the limit",
             "<from>{to}(?=<days>)(?=<range>)<cycle>", ("từ ngày 25 đến ngày 30 hằng tháng",),
             ("từ ngày 25 hằng tháng",)),
    Weighing("season", "from when on in each year", "<from>{to}(?=<fixed>)<cycle>", ("từ tháng 3 hằng năm",),
             ("trước tháng 3 hằng năm",), SEASON),
    Weighing("fixed by a cue", "*trước ngày 25 hằng tháng*",
             "(?:<before>|<by>|<at>|<in>|<done>|{label}){to}(?=<fixed>)<cycle>", ("trước ngày 25 hằng tháng",),
             ("hằng tháng",)),
    Weighing("weekly day", "*thứ Sáu hằng tuần*", "<here>(?=<weekly>)<cycle>", ("thứ Sáu hằng tuần",), ("hằng tuần",)),
    *_UNTIL,
    Weighing("fixed, at the head", "*định kỳ hằng tháng (trước ngày 25)*, at the head of a clause",
             "(?:{leads}<here>(?=<fixed>)|<here>(?=<fixed>)(?=<leads>))<cycle>", ("ngày 25 hằng tháng gửi báo cáo",),
             ("họp ngày 25 hằng tháng",)),
    Weighing("day of an event, repeated", "something takes place on that day",
             "<event>{w}{0,8}<here>(?=<days>)<cycle>", ("sinh hoạt, họp chi bộ ngày 25 hằng tháng",),
             ("báo cáo ngày 25 hằng tháng",), NO_CUE),
    Weighing("sent on a day", "*báo cáo ngày 25 hằng tháng*",
             "(?:<send>{w}{0,8}<here>(?=<days>)|<regular><here>(?=<fixed>))<cycle>", ("báo cáo ngày 25 hằng tháng",),
             ("ngân hàng trả lương ngày 25 hằng tháng",)),
    Weighing("fixed without a cue", "nothing tells that it is a limit", "<here>(?=<fixed>)<cycle>",
             ("trả lương ngày 25 hằng tháng",), ("hằng tháng",), NO_CUE),
    Weighing("regularly", "*định kỳ …*, *Thời gian thực hiện: hằng năm*",
             "(?:<regular>{run}|(?:<done>|{label}){mark}{run})<here><cycle>|<here>(?=<regular>)<cycle>",
             ("định kỳ hằng quý", "Thời gian: hằng năm"), ("báo cáo quý",)),
    Weighing("sent every day", "*báo cáo hằng ngày* is no kind of report", "<send>{w}{0,3}<here>(?=<often>)<cycle>",
             ("các trung tâm giám sát và báo cáo hằng ngày",), ("thiết lập chế độ báo cáo nhanh hằng ngày",)),
    Weighing("kind of plan", "*hằng năm* tells the kind of budget, plan, report",
             "(?:<yearly_noun>|<yearly_wide>{w}{0,8}){run}<here><cycle>", ("kế hoạch thanh tra hàng năm",),
             ("rà soát hằng năm",), KIND),
    Weighing("owner", "*hằng năm của …*", "<here><cycle><owner>", ("nhu cầu hằng năm của địa phương",),
             ("rà soát hằng năm",), CONTENT),
    Weighing("figure each year", "a figure stands behind", "<here><cycle>{sentence}{0,14}<goal>",
             ("hằng năm giảm 5%",), ("rà soát hằng năm",), TARGET),
    Weighing("each year, at the head", "*Mỗi năm tổ chức …*", "{leads}<here>(?=<each>)<cycle>",
             ("Mỗi năm tổ chức một đợt kiểm tra",), ("giảm tải cho người dân mỗi năm",)),
    Weighing("each year", "*mỗi năm* inside a clause", "<here>(?=<each>)(?!<once>)<cycle>",
             ("giảm tải cho người dân mỗi năm",), ("mỗi quý một lần",), TARGET),
    Weighing("repeated", "the work is done again and again", "<here><cycle>", ("hằng tháng báo cáo kết quả",),
             ("kế hoạch hằng năm",)),
)
"""Repetitions, with their day or without."""

AMOUNTS: Final = (
    Weighing("in force", "clause of effect", "<effect>.{0,20}<here><amount>",
             ("có hiệu lực sau 10 ngày kể từ ngày ký",), (), EFFECT),
    Weighing("shortened", "what a time becomes", "<shortened><within>{mark}<here><amount>",
             ("giảm còn tối đa 15 ngày",), ("tối đa 15 ngày",), AMOUNT),
    Weighing("before a day", "*trước ngày 05/02/2025 02 ngày làm việc*",
             "<before>{mark}(?P<tail><date>|<holiday>)<ahead>?<here><amount>",
             ("trước ngày 15/12/2025 ít nhất 05 ngày", "trước Tết Nguyên đán 15 ngày"),
             ("trước ngày 15/12/2025, 05 ngày",)),
    Weighing("ahead of an event", "*ít nhất 10 ngày trước khi …*, *trước ít nhất 24 giờ so với …*",
             "<before><moment>.{0,10}<ahead>{mark}<here><amount>|<ahead>{mark}<here><amount>(?P<tail>{ahead_of})"
             "|<front>{mark}<here><amount>(?:(?P<tail2>{since})|<versus>|<before>)"
             "|<at_least>{mark}<here><amount>.{0,30}<before>|(?=<front>)<at_least>{mark}<here><amount>",
             ("ít nhất 10 ngày trước khi khởi công", "trước ít nhất 24 giờ so với giờ xả lũ"), ("ít nhất 10 ngày",)),
    Weighing("amount ahead", "a number of days", "<ahead>{mark}<here><amount>", ("ít nhất 10 ngày nghỉ",), (), AMOUNT),
    Weighing("gone by", "a time that lasts or is over", "<within>{mark}<here><amount><gone_by>",
             ("trong 03 năm qua",), ("trong 03 ngày",), CONTENT),
    Weighing("within, since", "*trong vòng 10 ngày kể từ …*", "<within>{mark}<here><amount>(?P<tail>{since})",
             ("trong vòng 10 ngày kể từ ngày nhận được văn bản này",), ("trong vòng 10 ngày",)),
    Weighing("within", "*trong 05 ngày làm việc*, *trong vòng 24 giờ*, *trong vòng 01 tháng*",
             "(?:<within>{mark}<here>(?=<working>)|<firm>{mark}<here>(?=<long>)|(?!<weak_within>)<within>{mark}<here>"
             "(?=<short>))<amount>(?P<tail>{ahead_of}|<onward>)?|<within>{mark}<here>(?=<short>)<amount>(?=<end>"
             "|<comma>|<stop>|<close>)",
             ("trong 05 ngày làm việc", "trong vòng 24 giờ", "trong 10 ngày, gửi kết quả"), ("trong 03 năm",)),
    Weighing("within the coming", "*trong 10 ngày tới*",
             "<within>{mark}<here>(?!<hours>)(?=<short>|<long>)<amount>(?P<tail><onward>)", ("trong 10 ngày tới",),
             ("trong 03 năm tới", "trong 24 giờ tới bão mạnh thêm")),
    Weighing("within, of the content", "a time that something takes", "<within>{mark}<here><amount>",
             ("trong 03 năm tới đây",), (), CONTENT),
    Weighing("after", "*sau 10 ngày kể từ …*", "<after>{mark}<here><amount>(?P<tail>{since})",
             ("sau 10 ngày kể từ ngày kết thúc",), ("sau 10 ngày",)),
    Weighing("after, a condition", "a condition", "<after>{mark}<here><amount>", ("sau 10 ngày không trả lời",), (),
             CONTENT),
    Weighing("more than", "*quá 24 tháng kể từ …*", "<over><here><amount>",
             ("quá 24 tháng kể từ ngày có quyết định",), (), AMOUNT),
    Weighing("since", "*10 ngày kể từ …*", "<here><amount>(?P<tail>{told_since})",
             ("gửi kết quả 10 ngày kể từ ngày họp",), ("10 ngày",)),
    Weighing("amount", "a number of days", "<here><amount>", ("500 ngày đêm thi đua",), ("trong 05 ngày làm việc",),
             AMOUNT),
)
"""Numbers of days, hours, months; ``tail`` are the words that say from when they count."""

LOOSE: Final = (
    Weighing("day of a week", "*trước thứ Sáu tuần này*", "(?:<before>|<by>|<in>|<at>){to}(?=<told>)<named>",
             ("trước thứ Sáu tuần sau",), ("thứ Sáu tuần sau",)),
    Weighing("counted back from a feast", "*trước Tết Nguyên đán 15 ngày*",
             "<before>{mark}<here><holiday><ahead>?<amount>", ("trước Tết Nguyên đán 15 ngày",),
             ("trước Tết Nguyên đán",), COUNTED),
    Weighing("school year", "a school year is of the content", "<here>(?=<school>)<unknown>",
             ("trong năm học 2025-2026",), (), CONTENT),
    Weighing("day not told", "*trước thứ Sáu*, *trước ngày 32/5/2026*: no such day can be told",
             "(?:<before>|<by>){to}(?:<named>|<hour>|<unknown>)", ("gửi trước thứ Sáu", "trước 17h00 báo cáo"),
             ("họp thứ Sáu",)),
    Weighing("around a feast", "*dịp trước Tết*", "(?:<season>|<event>){w}{0,2}{to}<holiday>",
             ("dịp trước Tết Nguyên đán",), ("trước Tết Nguyên đán",), EVENT),
    Weighing("before a feast", "*trước Tết Nguyên đán*", "(?:<before>|<by>){to}<holiday>",
             ("xong trước Tết Nguyên đán",), ("đón Tết",)),
    Weighing("not enough", "nothing that makes a limit", "<here>.", ("ngày 32/5/2026", "Thứ hai, công tác"), (),
             NOT_ENOUGH),
)
"""Days of the week, hours and feasts alone."""

CELL: Final = (
    Weighing("cell: around an event", "*Trước kỳ họp giữa năm*",
             "(?:<before>|<from>){w}{0,1}<event>{w}{0,4}<here><dated>", ("Trước kỳ họp Hội đồng nhân dân giữa năm",),
             ("Trước 30/6",), NOT_ENOUGH),
    Weighing("cell: start", "*Từ năm 2026*", "<from>{mark}<here>(?!<range>|<lasting>)<dated>", ("Từ năm 2026",),
             ("Từ năm 2026 trở đi",), START),
    Weighing("cell: cited", "the date of a document",
             "<numbered><colon>?(?:(?!<comma>|<stop>|<open>|<close>).){1,10}<comma>?<here><dated>",
             ("Theo Kế hoạch số 12/KH-UBND ngày 05/5/2025",), ("ngày 05/5/2025",), CITED),
    Weighing("cell: time", "in a time column the words themselves are the limit", "<here><said>",
             ("30/9/2026", "Hằng năm"), ("Thường xuyên",)),
    Weighing("cell: length", "a number of days fills the cell",
             "<here>(?=<working>)<amount>(?P<tail>{since}|{ahead_of})?|<start><here><amount>"
             "(?:(?P<tail2>{since}))?<end>", ("05 ngày làm việc", "30 ngày"), ()),
    *AMOUNTS, *LOOSE,
)
"""A cell of a time column or a *Thời gian thực hiện: …* line."""
