"""What the rules of names share: separators, places, clauses, and the walk over the words of a name or a group.

A part is a pattern over kinds of chunks (``classes.KINDS``); ``{part}`` stands for another one. A name goes on over
capitals, phrases of name_phrases.csv and unknown small words; it ends at verbs, at marks and where another party
begins.
"""

from __future__ import annotations

PARTS = {
    "sep": "<comma> <and>? | <semicolon> <and>? | <and>",
    "gsep": "<comma> <and>? | <slash> | <and>",
    "end": r"<end_mark> | \Z",
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
    "unknown": """(?! <council> | <title> | <kind> ) <upper>
                  (?: <list_word> | <dash> | <and> (?= <capital> ) (?! {starts} ) )*+""",
    "sector": "(?: <sector_department> | <sector_ministry> | {unknown} ) {place}?",
    "member": "(?! <body> ) {sector}",
    # what may follow a group and is left out of its name, or follows any party
    "bracket": "<open> (?! <any>{0,2} <share> <close> ) <not_close>{1,60}? <close>",
    "dropped": "(?: <area> {place}? | <owner_word> {name}? | <drop> | <level> <kind> )++",
    # where another party begins
    "starts": "<honorific>* (?: <quantifier>? <starter> | <quantifier> <plural> )",
    # a restricting clause ends before a predicate, another party or a colon
    "clause_end": "<clause_stop> | {sep} {starts}",
    "clause": "(?! <main> ) <inside>{1,38}? (?<! <and> ) (?= {clause_end} | <ending_verb> | <organ> <small_verb> )",
    "brief": "(?! <main> ) (?: (?! <manner> ) <inside> ){1,9}? (?<! <comma> ) (?<! <and> ) (?= {clause_end} )",
    "short_brief": "(?: (?! <manner> | <comma> | <small_verb> ) <inside> ){1,6}? (?= <main> )",
    "restricted": "{owed} | <restricts> {clause}",
    # cơ quan, đơn vị beside các sở, ban, ngành are part of them; *và (các) đơn vị liên quan* are others
    "units": """(?: (?: <comma> | <slash> ) <quantifier>? <unit> (?= {dropped}? {unit_end} )
                | {gsep} <quantifier>? <unit> (?= {unit_end} ) )++ (?! {gsep} <quantifier>? <general> )""",
    "unit_end": "(?: <comma> | <and> | <small_verb> | {end} )",
    # a body or group behind của, thuộc
    "where": "(?: <level> | <quantifier> )? {kinds} {name}? | <numbered> <number> | <province>",
    "short_name": "<noun> (?: <phrase> | <capital> | <number> | <small_word> ){0,6}+ {where}?",
    "inner": """<honorific>? <quantifier>? (?: <title> <quantifier>? )?
                (?: <of_tables> {where}? | {short_name}
                | (?: {run} | <group> ) (?: <group_word> | <group_capital> ){0,4} )""",
    "link": "(?: <of> | <belongs> ) (?: {inner} | <own> )",
    # names of bodies, behind the noun
    "over": r"<over_mark> | \Z",
    "carries_on": "<carrying_on> | <and> (?: <any_phrase> | <upper> )",
    "goes_on": r"<going_on> | \Z",
    "cap": "(?! <main_first> ) <capital>",
    "owned": "<kind> (?= <small_verb> | <main_first> | {end} | <comma> | <and> | <open> | <drop> | <close> )",
    "in_comma": """<comma> (?! {starts} ) (?: {cap} (?= (?: <capital> | <small_word> | <phrase> ){0,6} <and> <capital> )
                   | (?: <small_word> | <any_phrase> | <weak> ){1,7}+
                     (?: <and> (?: <small_word> | <any_phrase> ){1,4}+ )? (?= {owned} )
                   | (?<= <any_phrase> <comma> ) <any_phrase> (?= {over} | <kind> )
                   | (?<= <estate_board> <comma> ) <estate> )""",
    "in_and": """<and> (?! {starts} ) (?: <capital> | <phrase> | <small_word> (?= <any>{0,4} <upper> )
                 | (?: <weak_phrase> | <weak> ) (?: <small_word> | <any_phrase> ){0,4}+ (?= {owned} ) )""",
    "in_dash": """<dash> (?! {starts} )
                  (?: (?! <sentence_verb> ) {cap} | (?: <sentence_verb> | <main_first> ) (?= {over} ) )""",
    "in_mark": "<joint> (?= <upper> ) | <slash> (?! {starts} ) (?= <capital> ) | <quote> <not_close>{1,11}? <quote>",
    "in_plural": "<quantifier> (?: <level> | <any_phrase> | (?! <noun> | <title> ) {cap} )",
    "in_body": "<of_tables> {where}?",
    "firm": "{in_name} | {in_body} | {verbal} (?= {carries_on} )",
    "in_name": """<phrase> | {cap} | <number> (?! <dot> | <close> | <slash> ) | {in_mark} | {in_dash} | {in_and}
                  | {in_comma} | {in_plural} | {link}""",
    "verbal": "(?: <weak_phrase> | <always_phrase> (?<! <upper> <any> ) )",
    "weak_step": """(?! <stative> | <passive> ) <weak> (?= <any>{0,3} <capital> | {brief} )
                    | (?<= <small_word> ) (?! <organ> ) <weak> (?= <main> )""",
    "in_place": "{where} {link}?",
    "tail": "(?: {firm} | <small_word>{1,12}+ (?! <small_word> ) )*+ {in_place}?",
    "weak_tail": """(?: {firm} | <small_word>{1,12}+ (?! <small_word> ) | {weak_step} )++ {in_place}? | {in_place}""",
    # groups, behind the noun
    "role_part": """<role> (?= {end} | <open> | <duty> )
                    | (?<! <quantifier> <any> ) (?<! <comma> <any> ) <share> (?= <small_verb> )""",
    "trade": "(?<= <ends_weak> ) <comma> <weak> | <opens> {brief} | (?! <organ> ) <weak> {short_brief} (?<! <and> )",
    "state": "(?= <stative> ) <opens> {clause} | <at> (?= <quantifier> ) {clause}",
    "owed": "<passive> (?: (?! <comma> ) <inside> ){1,18}? (?= <must> )",
    "group_step": """{owed} | {link} | <directly> (?= {end} | <small_verb> | <comma> | <and> ) | {state}
                     | (?! <stative> ) (?<! <region> ) {trade} | (?<= <stative> ) <about> (?= <any_phrase> )
                     | (?<! <region> ) <group_word> | <calm_word> | <group_capital> | (?<= <group_owner> ) <quantifier>
                     | (?! <break> ) {in_body} | {short_name} | (?<= <branch> ) (?: <weak> | <any_phrase> )""",
    "group_tail": "{role_part}? (?: (?! <drop> ) {group_step} ){0,12}+ (?: {dropped} {link}? )?+",
    "plural_noun": "(?<= <quantifier> ) <plural>",
    "more_general": "(?: {gsep} <quantifier>? <general> )",
    "run": """(?: {plural_noun} (?: {gsep} <quantifier>? <plural> )*+ | <general> ) {more_general}*+
              (?: {gsep} <quantifier>? <firm> )?""",
    # tổ chức is also a verb: it is a noun behind các, in a list of nouns, before liên quan and between marks
    "organ_noun": """<organ> {more_general}++ (?: {gsep} <quantifier>? <firm> )? | <organ> {gsep} <firm>
                     | (?<= <quantifier> ) <organ> | <organ> (?= <drop> )
                     | (?: (?<= <comma> ) | (?<= <and> ) ) <organ> (?= {end} | <comma> | <and> )""",
}

# in a cell or in the rest of a lead-in everything is a party and a line may end one
CELL_PARTS = {
    "clause_end": r"<clause_stop> | {sep} {starts} | <break> | \Z",
    "firm": "{in_name} | {verbal} (?= {goes_on} )",
    "plural_noun": "<plural>",
    "owed": r"<passive> (?: (?! <comma> ) <inside> ){1,18}? (?= <must> | <cut> | <comma> | <semicolon> | \Z)",
}
