"""How parties are named: rules as patterns over kinds of chunks (``classes.KINDS``), with examples that are tests.

Of the rules that fit at a place the one that reads most words wins, of equals the first. A rule reads one party without
what stands before it (``PREFIX``: các, đồng chí, Giám đốc …). In the examples | shows where the party ends.
"""

from __future__ import annotations

from pipeline.language.tagged import Rule

PARTS = {
    "sep": "<comma> <and>? | <semicolon> <and>? | <and>",
    "gsep": "<comma> <and>? | <slash> | <and>",
    "end": r"<stop> | <break> | \Z",
    # places
    "kinds": "<kind> {more_kinds}*+",
    "more_kinds": "(?: {sep} | <slash> | <dash> )? (?: <cac> | <level> )? <kind>",
    "name": "<province> | <place_first> (?: <place_word> | <joint>(?=<place_word>) ){0,4}+",
    "later_name": "<province> | <place_word> (?: <place_word> | <joint>(?=<place_word>) ){0,4}+",
    "named": "<kind> {name} | <numbered> <number>",
    "place": "{named} | <kind> | <province>",
    "listed_names": "<kind>? {name} (?: {sep} (?: <kind> {name} | {later_name} ) )*+",
    # sectors behind Bộ and Sở; behind a colon unknown ones too
    "sector_place": """(?: <cac> | <of> ) {kinds} <central>? <colon>? {listed_names} | {place}
                       | (?: <cac> | <of> ) {kinds} <central>?""",
    "unknown": "(?! <council> | <title> | <kind> ) <upper> (?: <list_word> | <dash> | <and> (?= <capital> ) (?! {starts} ) )*+",
    "sector": "(?: <sector_department> | <sector_ministry> | {unknown} ) {place}?",
    "member": "(?! <body> ) {sector}",
    # what may follow a group and is left out of its name, or follows any party
    "note": "(?P<note> <open> <not_close>{1,60}? <close> )",
    "dropped": "(?: <area> {place}? | <owner_word> {name}? | <drop> | <level> <kind> )++",
    # where another party begins
    "starts": """<honorific>* (?: <quantifier>? (?: <title> | <council> | <body> | <noun> | <real_group> | <seat> )
                 | <quantifier> <plural> )""",
    # a restricting clause ends before a predicate, another party or a colon
    "clause_end": "<main> | <colon> | <area> | {sep} {starts}",
    "clause": "(?! <main> ) <inside>{1,38}? (?= {clause_end} | <ending_verb> | <organ> <small_verb> )",
    "brief": "(?! <main> ) (?: (?! <manner> ) <inside> ){1,9}? (?<! <comma> ) (?= {clause_end} )",
    "short_brief": "(?: (?! <manner> | <comma> | <small_verb> ) <inside> ){1,6}? (?= <main> )",
    "restricted": "<restricts> {clause}",
    # cơ quan, đơn vị beside các sở, ban, ngành are part of them
    "units": "(?: {gsep} <quantifier>? <unit> (?= {dropped}? (?: <comma> | <and> | <small_verb> | {end} ) ) )++",
    # a body or group behind của, thuộc
    "short_name": "<noun> (?: <phrase> | <capital> | <number> | <small_word> ){0,6}+ {place}?",
    "inner": """<honorific>? <quantifier>? (?: <title> <quantifier>? )? (?: <council> (?: <level> {kinds} | <cac> {kinds} | {place} )?
                | <body> (?: <cac> {kinds} | {place} )? | <fixed> | <seat> <province>? | {short_name}
                | (?: <general> | <group> ) (?: <group_word> | <group_capital> ){0,4} )""",
    "link": "(?: <of> | <belongs> ) (?: {inner} | <own> )",
    # names of bodies, behind the noun
    "over": "{end} | <comma> | <and> | <close> | <open> | <small_verb> (?<! <weak> )",
    "goes_on": "{end} | <comma> | <and> | <upper> | <number> | <issue> | <main> | <any_phrase>",
    "cap": "(?! <main_first> ) <capital>",
    "owned": "<kind> (?= <small_verb> | <main_first> | {end} | <comma> | <and> | <open> | <drop> | <close> )",
    "in_comma": """<comma> (?! {starts} ) (?: {cap} (?= (?: <capital> | <small_word> | <phrase> ){0,6} <and> <capital> )
                   | (?: <small_word> | <any_phrase> | <weak> ){1,7}+ (?: <and> (?: <small_word> | <any_phrase> ){1,4}+ )? (?= {owned} )
                   | (?<= <any_phrase> <comma> ) <any_phrase> (?= {over} | <kind> ) )""",
    "in_and": """<and> (?! {starts} ) (?: {cap} | <phrase> | <small_word> (?= <any>{0,4} <upper> )
                 | (?: <weak_phrase> | <weak> ) (?: <small_word> | <any_phrase> ){0,4}+ (?= {owned} ) )""",
    "in_dash": "<dash> (?! {starts} ) (?: (?! <sentence_verb> ) {cap} | (?: <sentence_verb> | <main_first> ) (?= {over} ) )",
    "in_mark": "<joint> (?= <upper> ) | <slash> (?! {starts} ) (?= <capital> ) | <quote> <not_close>{1,11}? <quote>",
    "in_plural": "<quantifier> (?: <level> | <any_phrase> | (?! <noun> | <title> ) {cap} )",
    "in_body": "<council> (?: <cac> {kinds} | {place} )? | <body> {place}? | <seat> <province>? | <fixed>",
    "firm": """<phrase> | {cap} | <number> (?! <dot> | <close> | <slash> ) | {in_mark} | {in_dash} | {in_and} | {in_comma}
               | {in_plural} | {in_body} | {link} | (?: <weak_phrase> | <always_phrase> (?<! <upper> <any> ) ) (?= {goes_on} )""",
    "weak_step": "<weak> (?= <any>{0,3} <capital> ) | <weak> (?= {brief} )",
    "in_place": "(?: (?: <quantifier> | <level> ) {kinds} | {place} ) {link}?",
    "tail": "(?: {firm} | <small_word>{1,12}+ (?! <small_word> ) )*+ {in_place}?",
    "weak_tail": """(?: {firm} | <small_word>{1,12}+ (?! <small_word> ) | {weak_step} )++ {in_place}? | {in_place}""",
    # groups, behind the noun
    "role_part": "<role> (?= {end} | <open> | <duty> )",
    "trade": "(?<= <ends_weak> ) <comma> <weak> | <opens> {brief} | <weak> {short_brief}",
    "state": "(?= <stative> ) <opens> {clause} | <at> (?= <quantifier> ) {clause}",
    "owed": "<passive> (?: (?! <comma> ) <inside> ){1,18}? (?= <must> )",
    "group_step": """{owed} | {link} | <directly> (?= {end} | <small_verb> | <comma> | <and> ) | {role_part} | {state}
                     | (?! <stative> ) (?<! <region> ) {trade} | <group_word> | <group_capital> | (?<= <group_owner> ) <quantifier>
                     | (?! <break> ) {in_body} | {short_name} | (?<= <branch> ) <any_phrase>""",
    "group_tail": "(?: (?! <drop> ) {group_step} ){0,12}+ (?: {dropped} {link}? )?+",
    "plural_noun": "(?<= <quantifier> ) <plural>",
    "run": "(?: {plural_noun} (?: {gsep} <quantifier>? <plural> )*+ | <general> ) (?: {gsep} <quantifier>? <general> )*+ (?: {gsep} <quantifier>? <firm> )?",
}

# in a cell or in the rest of a lead-in everything is a party and a line may end one
CELL_PARTS = {
    "clause_end": r"<main> | <colon> | <area> | {sep} {starts} | <break> | \Z",
    "firm": """<phrase> | {cap} | <number> (?! <dot> | <close> | <slash> ) | {in_mark} | {in_dash} | {in_and} | {in_comma}
               | {in_plural} | {link} | (?: <weak_phrase> | <always_phrase> (?<! <upper> <any> ) ) (?= {goes_on} )""",
    "plural_noun": "<plural>",
}

PREFIX = """(?P<who> (?: <honorific> | <quantifier> )* )
            (?: (?<= <honorific> ) <person_word>{2,5} (?: <dash> | <comma> ) (?= <quantifier>? <title> ) )?
            (?P<titles> (?: <quantifier>? <title> (?: (?: <comma> <and>? | <and> ) (?= <quantifier>? <title> ) )? )* )
            <quantifier>? """

# where a list may begin in running text: Luật Công an nhân dân is a document
START = """(?<! <law> ) (?: <cac> | <quantifier> | <honorific> | <deputy> | <title> | <council> | <body> | <noun> | <small_noun>
           | <commune> | <general> | <group> | <seat> | <fixed> | <head> )"""
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
         "(?P<base> <council> | (?! <department> ) <body> ) <cac> (?P<kinds> {kinds} ) <central>? <colon>? (?P<places> {listed_names} )",
         yes=("UBND các tỉnh: Lào Cai, Sơn La và thành phố Hải Phòng| bố trí", "UBND các tỉnh, thành phố: Huế, Nghệ An|")),
    Rule("council_places", "UBND xã A, phường B, C",
         "(?P<base> <council> ) <of>? (?P<places> {named} (?: {sep} (?: {named} | <province> ) )*+ )",
         yes=("UBND xã Bát Xát, phường Sa Pa| phối hợp",)),
    Rule("council_levels", "a group for each level",
         "(?P<base> <council> ) <cac>? (?P<kinds> <level> <kind> (?: {sep} <level> <kind> )++ )",
         yes=("UBND cấp huyện, cấp xã| tổ chức",)),
    Rule("council_kinds", "the fixed group of a kind of places, else as printed",
         """(?P<base> <council> ) (?: (?: <cac> | <level> | <number> ) (?P<kinds> {kinds} ) | (?P<run> <kind> {more_kinds}++ ) )
            (?: <central> | <belongs> <kind> )? {restricted}?""",
         yes=("UBND các phường, xã, đặc khu| cập nhật", "UBND các tỉnh, thành phố trực thuộc trung ương| báo cáo")),
    Rule("council_many", "bodies of all levels or places",
         "<council> (?: <cac> (?: <level> | <general> ) | <number> <general> )"),
    Rule("places", "kinds of places without their bodies",
         "(?: (?<= <cac> ) (?P<kinds> <kind> {more_kinds}++ ) | (?P<run> <commune> {more_kinds}++ ) ) <central>? {restricted}?",
         yes=("xã, phường, đặc khu| rà soát",)),
    Rule("council", "UBND and HĐND, with at most one place", "(?P<base> <council> ) (?: <of>? (?P<place> {place} ) )?",
         yes=("UBND tỉnh| giao", "Hội đồng nhân dân| quyết định")),
    Rule("provinces", "provinces that are spoken to themselves",
         r"""(?: \A | (?<= <cac> ) | (?<= <stop> ) | (?<= <and> ) | (?<= <comma> ) | (?<= <addressing> ) )
            (?: (?<= <cac> ) (?P<kinds> {kinds} ) <colon>? (?P<places> <province> (?: {sep} (?: <kind>? <province> ) )*+ )
            | (?P<place> <kind> <province> ) )""",
         yes=("Tỉnh Lào Cai| rà soát", "các tỉnh Nghệ An, Quảng Ngãi| hoàn thiện"), no=("thuộc tỉnh Lào Cai",)),
    Rule("seat", "seats of the Party", "<seat> (?P<place> <province> )?", yes=("Tỉnh ủy Lào Cai| chỉ đạo",)),
    Rule("fixed_listed", "các Sở, ngành: A, B",
         "(?P<head> <fixed_sở> ) (?: (?: <colon> | <open> ) (?= <upper> ) | (?= <sector_department> (?<= <upper> ) ) ) (?! <sentence_verb> | <main_first> ) (?P<sectors> {member} (?: (?: <comma> <and>? | <and> ) {member} )*+ ) <close>?",
         yes=("các Sở, ngành: Xây dựng, Tài chính|, Công an tỉnh",)),
    Rule("fixed_ministries", "các Bộ, ngành: A, B",
         "(?P<head> <fixed_bộ> ) (?: (?: <colon> | <open> ) (?= <upper> ) | (?= <sector_ministry> (?<= <upper> ) ) ) (?! <sentence_verb> | <main_first> ) (?P<sectors> {sector} (?: {sep} {sector} )*+ ) <close>?",
         yes=("các Bộ, ngành: Xây dựng, Công an| rà soát",)),
    Rule("fixed", "one of the five fixed groups, without what is dropped and what restricts it",
         "(?P<group> <fixed_sở> {units} | <fixed> ) {dropped}? {note}? {restricted}?",
         yes=("các sở, ban, ngành| rà soát", "UBND các xã có rừng| phối hợp")),
    Rule("sectors", "one head with many names: các Bộ: Y tế, Tài chính",
         """(?P<head> <head> ) (?: <colon> | <open> ) (?= <sector_department> | <sector_ministry> )
            (?P<sectors> {sector} (?: {sep} {sector} )*+ ) <close>?""",
         yes=("Bộ: Quốc phòng, Văn hóa, Thể thao và Du lịch, Y tế| chỉ đạo", "Bộ (Công an, Tài chính)| xem xét")),
    Rule("department", "a sở, and more of them without the word: Sở Y tế, Tài chính",
         """(?P<sectors> <department> {sector_place}? (?: {sep} (?! <body> ) <sector_department> {sector_place}? )*+ )""",
         yes=("Sở Nông nghiệp và Môi trường, Xây dựng, Tài chính| thẩm định",)),
    Rule("ministry", "a bộ, and more of them without the word; a body with a place is one of its own",
         """(?P<sectors> <ministry> {sector_place}? (?: {sep} <sector_ministry> (?<= <upper> ) (?! {place} ) )*+ )""",
         yes=("Bộ Y tế, Công an, Tài chính| thẩm định", "Bộ Y tế|, Công an tỉnh")),
    Rule("listed", "các Cục: A, B",
         "(?P<head> <noun> ) <colon> (?P<sectors> {unknown} (?: (?: <comma> <and>? | <and> ) {unknown} )*+ )",
         yes=("Cục: Thuế, Hải quan|; Vụ Pháp chế",)),
    Rule("body_units", "Công an các đơn vị, Công an xã, phường",
         """(?P<base> <body> ) (?P<units> <cac> <general> (?: {gsep} <general> )*+ | <kind> (?: {sep} (?: <cac> | <level> )? <kind> )++
            (?! <every> ) | <cac> {kinds} )""",
         yes=("Công an các đơn vị, địa phương| tiếp tục", "Công an xã, phường| tuần tra")),
    Rule("body", "a body of the tables, with at most one place",
         "(?P<base> <body> ) (?P<place> {place} )? {note}?",
         yes=("Công an tỉnh Lào Cai| chủ trì", "Bộ Công an| đang triển khai")),
    Rule("person", "a person without a body stands for himself",
         "(?: (?<= <honorific> ) | <deputy> ) (?: <person_word> ){2,5}",
         yes=("Phó Thủ tướng Chính phủ Trần Hồng Hà| kiểm tra",)),
    Rule("named_by_title", "Trưởng phòng Đào tạo stands for Phòng Đào tạo",
         "(?P<title> <naming_title> ) (?P<rest> (?= <upper> ) (?! <noun> | <body> | <council> ) {tail} )",
         yes=("Trưởng phòng Đào tạo| chịu trách nhiệm",)),
    Rule("open_body", "a body of the tables whose name goes on",
         """<noun_body> (?! {place} ) (?: (?= {cap} ) (?! <sentence_verb> ) | (?= <dash> | <of> | <belongs> | <number> )
            | (?= <calm_phrase> ) | (?<= <estate_board> ) (?: <comma> <and>? | <and> ) <estate> ) {tail} {note}?"""),
    Rule("open_name", "a noun that needs a complement, and its complement",
         """(?: <noun> | <small_noun> (?= <capital> ) (?! <noun> ) ) (?: <about> (?= <any_phrase> | <upper> ) )?
            (?: (?: <weak_phrase> | <always_phrase> ) (?= {goes_on} | <small_verb> ) {weak_tail}? | {weak_tail} ) {note}?""",
         yes=("Trung tâm Kiểm soát bệnh tật tỉnh| hướng dẫn", "Phòng Kế hoạch - Tổng hợp| tổng hợp, báo cáo",
              "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh| đẩy nhanh",
              "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông, nông nghiệp tỉnh| báo cáo",
              "Chi cục Quản lý chất lượng Nông, Lâm sản và Thủy sản| kiểm tra", "phòng CNTT| chuẩn bị"),
         no=("Phòng, chống thiên tai", "Hội nghị tổng kết")),
    Rule("alone", "a noun that may stand without a complement, with what follows of its name",
         "<alone> (?: <about> (?= <any_phrase> | <upper> ) )? {tail} {note}?",
         yes=("Ban Chỉ đạo chuyển đổi số tỉnh| họp", "Văn phòng| tham mưu")),
    Rule("group", "a group named by a general noun",
         "(?P<run> <group> | (?! <organ> ) {run} | <organ> (?: {gsep} <quantifier>? <general> )++ "
         " (?: {gsep} <quantifier>? <firm> )? | <organ> {gsep} <firm> | (?: (?<= <quantifier> ) | (?<= <comma> ) | (?<= <and> ) ) <organ> (?= {end} | <comma> | <and> )"
         " | (?<= <quantifier> ) <organ> | <organ> (?= <drop> ) ) {group_tail} {note}?",
         yes=("doanh nghiệp viễn thông| báo cáo", "cơ quan, đơn vị, địa phương có liên quan| tổ chức",
              "Cơ quan phối hợp| có trách nhiệm"),
         no=("Tổ chức tập huấn cho cán bộ", "tổ chức kiểm tra liên ngành", "cơ sở dữ liệu dùng chung")),
)
