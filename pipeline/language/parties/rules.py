"""How parties are named: rules as patterns over kinds of chunks (``classes.KINDS``), with examples that are tests.

Of the rules that fit at a place the one that reads most words wins, of equals the first. A rule reads one party without
what stands before it (``PREFIX``: các, đồng chí, Giám đốc …). In the examples | shows where the party ends.
"""

from __future__ import annotations

from pipeline.language.tagged import Rule

PREFIX = """(?P<who> (?: <honorific> | <quantifier> )* )
            (?: (?<= <honorific> ) <person_word>{2,5} (?: <dash> | <comma> ) (?= <quantifier>? <title> ) )?
            (?P<titles> (?: <quantifier>? <title> (?: (?: <comma> <and>? | <and> ) (?= <quantifier>? <title> ) )? )* )
            <quantifier>? """

# where a list may begin in running text: Luật Công an nhân dân is a document
START = "(?<! <law> ) <opener>"
SEPARATOR = "(?: <comma> | <semicolon> | <slash> )? <and> <with>? | <comma> | <semicolon> | <slash>"
RUN_ON = "(?= <region> )"  # các bộ, ngành địa phương: the comma before địa phương is often forgotten
# in a cell: what parts two parties, a party no rule reads, and words that are none
CELL_SKIP = "<bullet> | <and> | <with>"
CELL_NAME = "(?! <verb> | <open> | <mark> ) (?: (?! <comma> | <cut> ) <any> )+"
CELL_REST = "(?: (?! <cut> ) <any> )+"

RULES = (
    Rule("label", "Cơ quan thực hiện: … is a label of the party behind it",
         "{run} <label> <colon> <any>", no=("Cơ quan thực hiện: Sở Y tế",)),
    Rule("council_last", "of several kinds of places only the last is named",
         "(?P<base> <council> ) <cac> (?P<kinds> <kind> (?: {sep} <kind> )+ ) {sep} (?P<last> {named} )",
         yes=("UBND các xã, phường, đặc khu Lý Sơn| kiểm tra",)),
    Rule("council_range", "a range of places stays as printed",
         "(?P<base> <council> ) <cac> {kinds} <central>? <from> {name} <until> {name}",
         yes=("UBND các tỉnh từ Hà Tĩnh đến Khánh Hòa| chủ động",)),
    Rule("council_listed", "each place of a list has a body of its own",
         """(?P<base> <council> | (?! <department> ) <body> ) <cac> (?P<kinds> {kinds} ) <central>? <colon>?
            (?P<places> {listed_names} )""",
         yes=("UBND các tỉnh: Lào Cai, Sơn La và thành phố Hải Phòng| bố trí",
              "UBND các tỉnh, thành phố: Huế, Nghệ An|")),
    Rule("council_places", "UBND xã A, phường B, C",
         "(?P<base> <council> ) <of>? (?P<places> {named} (?: {sep} (?: {named} | <province> ) )*+ )",
         yes=("UBND xã Bát Xát, phường Sa Pa| phối hợp",)),
    Rule("council_levels", "a group for each level",
         "(?P<base> <council> ) <cac>? (?P<kinds> <level> <kind> (?: {sep} <level> <kind> )++ )",
         yes=("UBND cấp huyện, cấp xã| tổ chức",)),
    Rule("council_kinds", "the fixed group of a kind of places, else as printed",
         """(?P<base> <council> )
            (?: (?: <cac> | <level> | <number> ) (?P<kinds> {kinds} ) | (?P<run> <kind> {more_kinds}++ ) )
            (?: <central> | <belongs> <kind> )? {restricted}?""",
         yes=("UBND các phường, xã, đặc khu| cập nhật", "UBND các tỉnh, thành phố trực thuộc trung ương| báo cáo")),
    Rule("council_many", "bodies of all levels or places",
         "<council> (?: <cac> (?: <level> | <general> ) | <number> <general> )"),
    Rule("places", "kinds of places without their bodies",
         """(?: (?<= <cac> ) (?P<kinds> <kind> {more_kinds}++ ) | (?P<run> <commune> {more_kinds}++ ) )
            <central>? {restricted}?""",
         yes=("xã, phường, đặc khu| rà soát",)),
    Rule("council", "UBND and HĐND, with at most one place", "(?P<base> <council> ) (?: <of>? (?P<place> {place} ) )?",
         yes=("UBND tỉnh| giao", "Hội đồng nhân dân| quyết định")),
    Rule("provinces", "provinces that are spoken to themselves",
         r"""(?: \A | (?<= <cac> ) | (?<= <stop> ) | (?<= <and> ) | (?<= <addressing> ) )
            (?: (?<= <cac> ) (?P<kinds> {kinds} ) <colon>? (?P<places> <province> (?: {sep} <kind>? <province> )*+ )
            | (?P<place> <kind> <province> (?: {sep} <kind> <province> )*+ ) )""",
         yes=("Tỉnh Lào Cai| rà soát", "các tỉnh Nghệ An, Quảng Ngãi| hoàn thiện"), no=("thuộc tỉnh Lào Cai",)),
    Rule("seat", "seats of the Party", "<seat> (?P<place> <province> )?", yes=("Tỉnh ủy Lào Cai| chỉ đạo",)),
    Rule("fixed_listed", "các Sở, ngành: A, B",
         """(?P<head> <fixed_sở> )
            (?: <colon> (?= <upper> ) | <open> (?= <upper> ) | (?= <sector_department> (?<= <upper> ) ) )
            (?! <sentence_verb> | <main_first> )
            (?P<sectors> {member} (?: (?: <comma> <and>? | <and> ) {member} )*+ ) <close>?""",
         yes=("các Sở, ngành: Xây dựng, Tài chính|, Công an tỉnh",)),
    Rule("fixed_ministries", "các Bộ, ngành: A, B",
         """(?P<head> <fixed_bộ> )
            (?: <colon> (?= <upper> ) | <open> (?= <upper> ) | (?= <sector_ministry> (?<= <upper> ) ) )
            (?! <sentence_verb> | <main_first> ) (?P<sectors> {sector} (?: {sep} {sector} )*+ ) <close>?""",
         yes=("các Bộ, ngành: Xây dựng, Công an| rà soát",)),
    Rule("fixed", "one of the five fixed groups, without what is dropped and what restricts it",
         "(?P<group> <fixed_sở> {units} | <fixed> ) {dropped}? (?P<note> {bracket} )? {restricted}?",
         yes=("các sở, ban, ngành| rà soát", "UBND các xã có rừng| phối hợp")),
    Rule("sectors", "one head with many names: các Bộ: Y tế, Tài chính",
         """(?P<head> <head> ) (?: <colon> | <open> ) (?= <sector_department> | <sector_ministry> )
            (?P<sectors> {sector} (?: {sep} {sector} )*+ ) <close>?""",
         yes=("Bộ: Quốc phòng, Văn hóa, Thể thao và Du lịch, Y tế| chỉ đạo", "Bộ (Công an, Tài chính)| xem xét")),
    Rule("department", "a sở, and more of them without the word: Sở Y tế, Tài chính",
         """(?P<sectors> <department> {sector_place}?
            (?: {sep} (?! <body> ) <sector_department> {sector_place}? )*+ )""",
         yes=("Sở Nông nghiệp và Môi trường, Xây dựng, Tài chính| thẩm định",)),
    Rule("ministry", "a bộ, and more of them without the word; a body with a place is one of its own",
         """(?P<sectors> <ministry> {sector_place}? (?: {sep} <sector_ministry> (?<= <upper> ) (?! {place} ) )*+ )""",
         yes=("Bộ Y tế, Công an, Tài chính| thẩm định", "Bộ Y tế|, Công an tỉnh")),
    Rule("listed", "các Cục: A, B",
         "(?P<head> <noun> ) <colon> (?P<sectors> {unknown} (?: (?: <comma> <and>? | <and> ) {unknown} )*+ )",
         yes=("Cục: Thuế, Hải quan|; Vụ Pháp chế",)),
    Rule("body_units", "Công an các đơn vị, Công an xã, phường",
         """(?P<base> <body> ) (?P<units> <cac> <general> (?: {gsep} <general> )*+
            | <kind> (?: {sep} (?: <cac> | <level> )? <kind> )++
            (?! <every> ) | <cac> {kinds} )""",
         yes=("Công an các đơn vị, địa phương| tiếp tục", "Công an xã, phường| tuần tra")),
    Rule("body", "a body of the tables, with at most one place",
         "(?P<base> <body> ) (?P<place> <branch_office>? {place} )? (?P<note> {bracket} )?",
         yes=("Công an tỉnh Lào Cai| chủ trì", "Bộ Công an| đang triển khai")),
    Rule("person", "a person without a body stands for himself",
         "(?: (?<= <honorific> ) | <deputy> ) (?: <person_word> ){2,5}",
         yes=("Phó Thủ tướng Chính phủ Trần Hồng Hà| kiểm tra",)),
    Rule("named_by_title", "Trưởng phòng Đào tạo stands for Phòng Đào tạo",
         """(?P<title> <naming_title> ) (?P<rest> (?= <upper> ) (?! <noun> | <body> | <council> )
            (?: <phrase> | {cap} | {in_dash} | {in_and} | {in_comma} | <small_word> )++ ) """,
         yes=("Trưởng phòng Đào tạo| chịu trách nhiệm",)),
    Rule("office", "the office that serves HĐND and UBND is one body",
         "<noun> <council> <and> <council> {place}?", yes=("Văn phòng HĐND và UBND xã| tiếp nhận",)),
    Rule("open_name", "a noun that needs a complement, and its complement",
         """(?: <noun> | <small_noun> (?= <capital> ) (?! <noun> ) ) (?: <about> (?= <any_phrase> | <upper> ) )?
            (?: (?: <weak_phrase> | <always_phrase> | (?! <passive> ) <weak> ) (?= {goes_on} | <small_verb> )
                {weak_tail}?
              | {weak_tail} )
            (?P<note> {bracket} )?""",
         yes=("Trung tâm Kiểm soát bệnh tật tỉnh| hướng dẫn", "Phòng Kế hoạch - Tổng hợp| tổng hợp, báo cáo",
              "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh| đẩy nhanh",
              "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, nông nghiệp tỉnh| báo cáo",
              "Chi cục Quản lý chất lượng Nông, Lâm sản và Thủy sản| kiểm tra", "phòng CNTT| chuẩn bị"),
         no=("Phòng, chống thiên tai", "Hội nghị tổng kết")),
    Rule("alone", "a noun that may stand without a complement, or a body of the tables, with what follows of its name",
         """(?: <alone> (?: <about> (?= <any_phrase> | <upper> ) )? | <noun_body> (?! {where} )
            (?: (?= {cap} ) (?! <sentence_verb> ) | (?= <dash> | <of> | <belongs> | <number> | <calm_phrase> ) ) )
            {tail}
            (?P<note> {bracket} )?""",
         yes=("Ban Chỉ đạo chuyển đổi số tỉnh| họp", "Văn phòng| tham mưu",
              "Ban Quản lý các khu công nghiệp, khu kinh tế| rà soát")),
    Rule("alone_of_many", "the same body of many units",
         "<alone> <cac> (?: <general> | <plural> | <group> ) (?: {gsep} (?: <general> | <plural> ) )*+ {place}?",
         yes=("Ban Giám hiệu các trường| chỉ đạo", "Đảng ủy các cơ quan tỉnh| chỉ đạo")),
    Rule("authorities", "cấp ủy, chính quyền địa phương: what stands behind the list speaks of each",
         """(?P<run> <power> (?: {gsep} <quantifier>? <power> )*+ )
            (?P<rank> <rank> (?: <cac> <level> )? (?: <at> <quantifier> <area>? (?: (?! <small_verb> ) <inside> ){1,6}?
              (?= {clause_end} | <ending_verb> | <organ> <small_verb> ) )? | <cac> <level> )
            | (?P<run2> <power> (?: {gsep} <quantifier>? <power> )++ ) (?P<rank2> {named} )?""",
         yes=("cấp ủy, chính quyền địa phương| rà soát", "chính quyền các cấp| tuyên truyền",
              "cấp ủy, tổ chức đảng, chính quyền|, Mặt trận Tổ quốc tuyên truyền",
              "cấp ủy, chính quyền thành phố Huế| chỉ đạo")),
    Rule("group", "a group named by a general noun",
         "(?P<run> <group> | (?! <organ> ) {run} | {organ_noun} ) {group_tail} (?P<note> {bracket} )?",
         yes=("doanh nghiệp viễn thông| báo cáo", "cơ quan, đơn vị, địa phương có liên quan| tổ chức",
              "Cơ quan phối hợp| có trách nhiệm"),
         no=("Tổ chức tập huấn cho cán bộ", "tổ chức kiểm tra liên ngành", "cơ sở dữ liệu dùng chung")),
)
