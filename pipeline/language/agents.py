"""Who is told to act, and with whom: the grammar of one segment.

Each rule is a pattern over the chunks of ``words``; the first that matches says how the segment commands. What they
speak of is told in docs of administrative language (NĐ 30/2020 PL I) and in gold/GUIDELINE.md, Parties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.model import Command, Party

from .tagged import Found, Rule, Tagged
from .tagging import starts_with_verb
from .words import GRAMMAR

_DEPARTMENTS = "các sở, ban, ngành"
_PART_OF_DEPARTMENTS = frozenset({"cơ quan", "đơn vị", "cơ quan, đơn vị", "đoàn thể", "ngành"})
_PARTS = {
    # a circumstance ends at the comma (or thì) behind which a main clause begins
    # … and not behind one where a command already stands that an adverb or a modal verb tells
    "within": r"(?: (?! <comma> {opening} (?: <modal> | <neg> | <adverb>+ {act} ) ) [^<semicolon><stop><colon>] )",
    # … and not at one between two parties, unless the first is of the circumstance (*theo đề nghị của Sở A, Sở B …*)
    "ends": r"(?: (?<!<party>) <comma> | "
            r"(?<=[<of><with><nominal><asked><circum><condition><concern><purpose><matter><given>]<party>) <comma>"
            r" | <then> )",
    "if_clause": r"(?: <if> (?: (?!<then>) {within} )*? {ends} {opening} )",
    "circumstance": r"(?: [<condition><circum>]? {within}*? <asked> <party> (?: [<comma><and>] <party> )+ <comma>"
                    r" (?= <party> {does} ) | [<condition><concern><circum><asked>] {within}*? {ends} {opening}"
                    r" | [<with><cung>] {list} <comma>"
                    r" | <lead> (?: <of> <party> )? <comma> (?= <party> )"
                    r" | <purpose> [^<semicolon><stop><colon>]*? {ends} {opening} )",
    "topic": r"(?: [<circum><condition><concern><matter><duty>] [^<stop>]*? <colon> {opening} )?",
    "title": r"(?: (?!{act}) [^<colon><stop><semicolon>]{1,40} <colon> {opening} )??",
    # a time that begins with an adverb or a verb: *Định kỳ 6 tháng, …*, *Kết thúc năm 2013, …*
    "period": r"(?: [<either><adverb><verb>] [<number><condition>]{0,2} <circum> "
              r"[<circum><number><adverb><condition><comma><word>]{0,12}? <comma> {opening} (?=<party>) )",
    "about": r"(?: <matter> {within}*? <comma> {opening} )",
    "start": r"{opening} {topic} (?: <adverb> <comma> )? (?:{if_clause}|{circumstance}|{about}|{period}){0,3}?",
    "begin": r"{opening} {topic} (?:{if_clause}|{circumstance}){0,3}?",
    "apposition": r"(?: {bracket} | <dash> [^<comma><colon><semicolon><stop><open><number>]{1,24}? )",
    "between": r"(?: {bracket} | <given> | <comma> | [<comma>]? {any_circum} {inside}*? (?:<comma>|<duty>)+ )",
    "does": r"{advs} (?: <modal> | <neg> | {act} )",
    "known": r"(?P<known>)",
}
for _name, _pattern in _PARTS.items():
    GRAMMAR.share(_name, _pattern)


@dataclass(frozen=True, slots=True)
class AgentRule(Rule):
    """A rule that tells who acts; ``command`` is how. Groups: ``who`` the parties, ``act`` what they do, ``issuer`` who
    tells them, ``known`` that the parties must be known to the registry or be a group."""

    command: Command = "none"


RULES = (
    AgentRule(
        "told of a party", "A party of which something past or a state is told commands nothing.",
        r"{start} (?P<issuer>{list}) {apposition}? "
        r"[^<comma><semicolon><stop><colon><verb><lead><join><direct><modal><either>]*?"
        r" (?: <told> | <twice>(?!{inside}*<twice>) ) (?! <adverb>? <modal> )",
        yes=("Sở Y tế đã hoàn thành kế hoạch tiêm chủng của quý I", "Các sở, ban, ngành vừa bàn giao xong trụ sở cũ"),
        no=("Sở Y tế vừa phòng bệnh vừa bảo đảm thuốc điều trị", "Sở Y tế rà soát các hồ sơ đã nộp")),
    AgentRule(
        "directed by the issuer", "A body directs other bodies: *UBND tỉnh yêu cầu Sở A …*.",
        r"{title} {start} (?P<issuer>{list}) {apposition}? {advs} <direct> <colon>? (?P<who>{list}) {between}*? "
        r"(?P<act>{does})?",
        yes=("UBND tỉnh yêu cầu Sở Y tế kiểm tra các kho thuốc",),
        no=("Sở Y tế yêu cầu khắc phục ngay", "Các sở, ban, ngành phân công cán bộ thực hiện nhiệm vụ"),
        command="directed"),
    AgentRule(
        "directed", "A directing verb with its parties: *Giao Sở A …*, *Khẩn trương giao Sở A …*.",
        r"{title} {start} {advs} (?P<told><direct>) <colon>? (?P<who>{list}) {between}*? (?P<act>{does})?",
        yes=("Giao Sở Tài chính cân đối nguồn chi", "Về kinh phí: Giao Sở Tài chính cân đối nguồn chi",
             "Khẩn trương giao Sở Xây dựng lập phương án"),
        no=("Sở Tài chính cân đối nguồn chi",), command="directed"),
    AgentRule(
        "directed without a comma", "A condition that runs into its directing verb: *Trường hợp … đề nghị Sở A …*.",
        r"{opening} <if> [^<semicolon><stop><comma>]*? <direct> (?P<who>{list}) {between}*? (?P<act>{does})?",
        yes=("Trường hợp không có nhu cầu đề nghị các đơn vị trả lại thiết bị",), command="directed"),
    AgentRule(
        "subject with a clause", "Which of a group must act: *Sinh viên bị đình chỉ thi phải …*; the clause is of the "
                                 "name.",
        r"{start} (?P<who>{list}) (?P<clause> [<word><verb><neg><stative><opener><number><of><given><be><lead><told>]"
        r" [<word><verb><neg><opener><and><number><of><party><place><matter><circum><duty>]{0,13}?"
        r" | <given> {inside}{1,18}? (?<!<comma>) )"
        r" (?P<act> <modal> {advs} {act} )",
        yes=("Sinh viên bị đình chỉ thi phải nộp lại bài thi", "Doanh nghiệp không còn hoạt động phải nộp lại giấy "
                                                               "phép"),
        no=("Sở Y tế rà soát các hồ sơ phải nộp",), command="subject"),
    AgentRule(
        "subject with a trait", "A verb that tells which body is meant, its object, then the act: *Đơn vị mời "
                                "chuyên gia chi trả …*.",
        r"{start} (?P<who>{list}) (?P<clause> <trait> <verb>? [<word><opener><of><place><number><party>]"
        r" [<word><opener><of><place><number><party><circum><verb>]{0,7}? (?<!<trait>) )"
        r" (?P<act> <told> | <either> {act} | (?! <sequel> | <trait> | <either> ) {act} )"
        r" (?= [^<comma><semicolon><stop>] )",
        yes=("Đơn vị mời chuyên gia chi trả toàn bộ kinh phí", "Đơn vị tiếp nhận hồ sơ kiểm tra danh sách"),
        no=("Các đơn vị sử dụng kinh phí, báo cáo kết quả", "Các đơn vị sử dụng kinh phí tiết kiệm",
            "Các đơn vị đăng ký tham gia hội thi gửi danh sách", "Sở Y tế quản lý hồ sơ gửi Sở Nội vụ"),
        command="subject"),
    AgentRule(
        "directed to the reader", "The reader is asked: *đề nghị quý cơ quan …*.",
        r"{start} (?: {list} {apposition}? )? {advs} <direct> <your> (?P<act>)", yes=(
            "Kính đề nghị Quý đơn vị liên hệ Phòng Tin học của Sở",), command="directed"),
    AgentRule(
        "party before a colon", "A party and a colon command what follows: *Sở Y tế: kiểm tra …*.",
        r"{start} (?: <duty> <of> )? (?P<who>{list}) {bracket}? <colon> {opening} {circumstance}? (?P<act>{does})",
        yes=("Sở Y tế: kiểm tra các phòng khám tư",), no=("Sở Y tế kiểm tra: phòng khám tư",), command="directed"),
    AgentRule(
        "subject", "A party, then what it does: *Sở A … chủ trì, phối hợp với Sở B …*.",
        r"{title} {start} (?: [<adverb><either>]+ <comma> )? (?P<who>{list}) {apposition}? {between}*? (?P<act>{does})",
        yes=("Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra", "Theo đề nghị của Sở Y tế, Sở Nội vụ lập danh sách",
             "Trường hợp phát hiện ổ dịch mới, Sở Y tế khoanh vùng"),
        no=("Kết quả của Sở Y tế còn thấp",), command="subject"),
    AgentRule(
        "subject on a basis", "A party, what it goes by, and to what end: *Sở A căn cứ dự toán để phân bổ …*.",
        r"{start} (?P<who>{list}) {apposition}? {advs} (?P<act><condition>) {inside}*? <purpose> {does}",
        yes=("Sở Tài chính căn cứ dự toán để phân bổ kinh phí",), no=("Sở Tài chính căn cứ dự toán",),
        command="subject"),
    AgentRule(
        "subject behind a title", "A title that begins with an act, a colon, and who does it: *Mở tài khoản: UBND xã "
                                  "…*.",
        r"{opening} {act} [^<colon><stop><semicolon><comma>]{1,16} <colon> (?P<who>{list}) (?P<act>{does})",
        yes=("Phát hành thẻ: UBND xã lập danh sách hộ nghèo",), no=("Kiểm tra các nội dung: hồ sơ, giấy tờ",),
        command="subject"),
    AgentRule(
        "subject after an act", "*Thực hiện Nghị quyết …, Sở A xây dựng kế hoạch*: a known body right before its verb.",
        r"{opening} <doing> {inside}*? <comma> {known} (?P<who>{list}) (?P<act>{does})",
        yes=("Thực hiện ý kiến của Bộ Y tế tại Công văn số 12, Sở Y tế lập danh sách",), command="subject"),
    AgentRule(
        "subject without a comma", "A condition that runs into its subject, told by the adverb behind it.",
        r"{start} [<if>] {inside}+? (?P<who>{list}) (?P<act> [<adverb><either><carry>] {does} )",
        yes=("Nếu thấy cần sửa đổi các sở, ngành chủ động đề xuất",), command="subject"),
    AgentRule(
        "subject behind a date", "A day that stands first needs no comma: *Chậm nhất ngày 15/9 Sở A phải …*.",
        r"{opening} [<condition><circum>]+ <number> (?P<who>{list}) {apposition}? (?P<act>{does})",
        yes=("Chậm nhất ngày 15/9/2025 Sở Y tế phải báo cáo",), no=("Trước ngày 15/9/2025, báo cáo Sở Y tế",),
        command="subject"),
    AgentRule(
        "concerned as subject", "Whom a command is about and who must do it: *Đối với các chủ đầu tư cần …*.",
        r"{opening} <concern> (?P<who>{list}) {apposition}? <comma>? <then>? (?P<act> (?: <modal> | <adverb> | <neg> "
        r") {does} )",
        yes=("Đối với các chủ đầu tư cần nhanh chóng dọn dẹp mặt bằng",), no=("Đối với các dự án chậm, cần thu hồi",),
        command="subject"),
    AgentRule(
        "whoever has a duty", "Who *có trách nhiệm* is a body or a person, known or not.",
        r"{start} (?P<name> (?! {act} <comma>? {act} ) [<opener><word><urge><verb><party><and><of>]{1,12}? ) "
        r"(?P<act> <modal> {does} )",
        yes=("Đối tượng kiểm tra có trách nhiệm thực hiện kết luận",
             "Thành viên Ban Biên tập có trách nhiệm góp ý kiến"),
        no=("Máy chủ phải cài đặt phần mềm diệt vi rút",), command="subject"),
    AgentRule(
        "place as subject", "A place stands for its authorities: *Thành phố Huế cần sớm …*.",
        r"{title} {start} (?P<who> <place> (?: {sep}+ (?:<place>|<party>) )* ) {apposition}? {between}*? "
        r"(?P<act>{does})",
        yes=("Tỉnh cần sớm hoàn thành đề án", "Xã tiếp tục rà soát hộ nghèo"), no=("Tỉnh Lào Cai có 9 huyện",),
        command="subject"),
    AgentRule(
        "bare command", "A verb with nobody before it: *Khẩn trương rà soát …*, *Không tổ chức …*.",
        r"{begin} (?P<act>{does})",
        yes=("Khẩn trương rà soát các điểm sạt lở", "Định kỳ hằng tháng, cập nhật tiến độ",
             "Không để xảy ra thiếu điện"),
        no=("Mưa lớn nhiều ngày làm hư hỏng nhà cửa",), command="imperative"),
    AgentRule(
        "unknown verb", "A first word that the lexicon does not know and the tagger calls a verb.",
        r"{opening} {advs} (?P<act><word>) (?P<guess>)",
        yes=("Quét vôi các gốc cây", "Chạy thử máy phát điện"), no=("Máy phát điện dự phòng",), command="imperative"),
)

SENT = Rule(
        "sent in the passive", "What has to be sent, and to whom: *Báo cáo kết quả gửi về Sở A …*.",
        r"(?i)^(?:việc (?:báo cáo|gửi|nộp|hoàn thành|đăng ký)\b[^.;:]{0,120}?\b(?:thực hiện|hoàn thành|xong|gửi) "
        r"(?:trước|chậm nhất|muộn nhất|trong) |(?:các )?(?:văn bản|báo cáo|kết quả|ý kiến|danh sách|hồ sơ|thông "
        r"tin|số liệu"
        r"|kế hoạch|đề xuất|góp ý|nội dung|tài liệu|dự thảo|phiếu|biểu|đăng ký)\b[^.;:]{0,160}?\b(?:gửi|nộp)"
        r"(?: (?:bản|file|tệp|kết quả|báo cáo)[^.;:,]{0,20})? (?:về|đến|tới|cho|qua)\b)",
        yes=("Báo cáo kết quả gửi về Sở Y tế trước ngày 20/5/2025", "Danh sách tham gia gửi về Phòng Tổ chức"),
        no=("Gửi báo cáo về Sở Y tế",))
REQUESTS = (
    Rule(
        "standing request", "What to do with difficulties: *khó khăn, vướng mắc … phản ánh về Sở A*.",
        r"(?i)(?:khó khăn|vướng mắc|phát sinh|bất cập)\b[^.;]*\b(?:phản ánh|báo cáo|liên hệ|gửi|kiến nghị)\b(?! khác)"
        r"|\bvẫn (?:phải )?(?:báo cáo|thực hiện|gửi)",
        yes=("mọi vướng mắc phản ánh về Sở Nội vụ",), no=("những khó khăn, vướng mắc và kiến nghị khác",)),
    Rule(
        "modal inside", "Words without an act in front that command by a modal verb: *Hồ sơ … phải có …*.",
        r"(?i)\b(?:phải|cần phải|có trách nhiệm|không được|nghiêm cấm|tuyệt đối không)\b",
        yes=("Mọi khoản chi không được vượt dự toán",), no=("Các khoản chi trong năm",)),
)
_NO_REQUEST = re.compile(r"(?i)(?:số(?! liệu)|tổng(?: số)?|tỷ lệ)\b")  # figures that are asked for
_LISTED = re.compile(r"(?i)(?:các |những |việc |nội dung|khả năng|tình hình|kết quả|danh mục)")


@dataclass(frozen=True, slots=True)
class Agent:
    """Who acts by the words of a segment. ``rule`` names the rule; ``support_holds`` when the support is of the
    subject phrase (*chủ trì, phối hợp với …*); ``asks`` when it is only asked (*đề nghị*, *yêu cầu*) and not charged;
    ``act`` is where the act begins in the text, None without one."""

    command: Command
    rule: str
    lead: tuple[Party, ...] = ()
    support: tuple[Party, ...] = ()
    support_holds: bool = False
    act: int | None = None
    issuer: tuple[Party, ...] = ()
    asks: bool = False


NOBODY = Agent("none", "no act")
_LED = GRAMMAR.compile(r"{advs} <lead> [<comma><and>]*")
_HELP = GRAMMAR.compile(
    r"(?P<urged> <urge> {list} <comma>? )? (?: <join> [<adverb><either><comma><and>]* <urge>? [<with><cung>]* "
    r"| (?<=<lead>) [<comma><and>]* <cung> <with>? | (?<=<lead><comma>) <cung> <with>? ) (?P<help>{list})")
_HELP_OF = GRAMMAR.compile(r"<join> {inside}*? <by> (?P<help>{list}) <lead>")
_PASSIVE = GRAMMAR.compile(r"(?: <by> (?P<who>{list}) {advs} (?P<act> <lead> | <doing> | <carry> | <either> )"
                           r" | <direct> (?P<told>{list}) )")
_ASKS = re.compile(r"(?i)^(?:\w+ ){0,2}(?:yêu cầu|đề nghị)$")
_PEOPLE = re.compile(r"(?i)(?:các )?(?:cán bộ|người|công chức|viên chức|học sinh|sinh viên|nhân dân|hộ|cá nhân|đối "
                     r"tượng)\b")
_DUTY = re.compile(r"(?i)(?:phải )?(?:có|chịu) trách nhiệm\b")
_OPENING = 400  # chunks, 1,500 letters, within which a piece tells who acts: some rules cost the cube of what they read
_THINGS = re.compile(r"(?i)(?:quy định|thông tin|kế hoạch|báo cáo|quy hoạch) (?:về|của|tại)\b")


def read_agent(words: Tagged, start: int, end: int, *, after_cut: bool = False) -> Agent:
    """Who acts in the chunks ``start``–``end``; ``after_cut`` is True for what follows a ``;``, where a thing may be
    listed that begins like an act."""
    agent = (_sent(words, start, end) or _by_rules(words, start, end, after_cut) or _passive(words, start, end)
             or _request(words, start, end, after_cut) or NOBODY)
    support, holds = _support(words, start, end, agent)
    return replace(agent, support=support, support_holds=holds) if support or holds else agent


def parties_of(found: Found, group: str) -> tuple[Party, ...]:
    """The parties of a group of a match, each once."""
    return joined(tuple(p for chunk in found.chunks(group) if chunk.value for p in chunk.value))


def joined(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties of one list, each once; *cơ quan, đơn vị* beside *các sở, ban, ngành* are part of it (guideline)."""
    each = tuple({p.agency: p for p in reversed(parties)}.values())[::-1]
    folded = any(p.agency == _DEPARTMENTS for p in each)
    return tuple(p for p in each if not folded or p.agency not in _PART_OF_DEPARTMENTS)


def known(parties: tuple[Party, ...]) -> bool:
    """Whether one of the parties is in the registry or a group."""
    return any(p.agency_id or p.group for p in parties)


def _by_rules(words: Tagged, start: int, end: int, after_cut: bool) -> Agent | None:
    for rule in RULES:
        found = words.match(GRAMMAR.compile(rule.pattern), start, min(end, start + _OPENING))
        if found is not None:
            agent = _agent(rule, found)
            if _holds(rule, found, agent, words.text[words.offset(start):], after_cut):
                return agent
    return None


def _agent(rule: AgentRule, found: Found) -> Agent:
    act = found.start("act") if found.has("act") and found.chunks("act") else None
    asks = any(_ASKS.search(found.text(chunk)) for chunk in found.chunks("told"))
    lead = parties_of(found, "who")
    if found.has("name"):
        lead = (_whoever(found.said("name"), found.start("name")),)
    if found.has("clause") and _is_group(lead):
        lead = (_with_clause(lead[0], found.said("clause"), found.end("clause")),)
    return Agent(rule.command, rule.name, lead, act=act, issuer=parties_of(found, "issuer"), asks=asks)


def _holds(rule: AgentRule, found: Found, agent: Agent, begins: str, after_cut: bool) -> bool:
    """What the classes of words cannot tell: whether the parties are known, and whether a thing is listed; ``begins``
    is the text from the segment on."""
    many = rule.command == "directed" and bool(agent.issuer) and all(p.group for p in agent.issuer)
    unknown = found.has("known") and not known(agent.lead)
    named = (not found.has("clause") or _is_group(agent.lead)) and (
        not found.has("name") or _DUTY.match(found.rest("act")) is not None)
    if many or unknown or not named:
        return False  # many bodies are no issuer: *UBND cấp xã phân công cán bộ …* is a command to them
    if found.chunks("who") and found.chunks("who")[0].name == "place" and not found.said("who")[:1].isupper():
        return False  # *tỉnh, thành phố* inside a list of places, not *Tỉnh cần …*
    if found.has("guess"):
        return not after_cut and _looks_like_a_verb(found.rest("act"))
    if after_cut and rule.command == "subject":
        return _PEOPLE.match(begins) is None
    return not (after_cut and rule.command == "imperative" and _THINGS.match(begins))


def _whoever(words: str, start: int) -> Party:
    """A party by its words alone, named as general nouns are: in small letters, without *các*."""
    name = re.sub(r"(?i)^(?:các|những|mọi|tất cả(?: các)?)\s+", "", words)
    return Party(words, name[:1].lower() + name[1:], None, True, start, start + len(words))


def _is_group(parties: tuple[Party, ...]) -> bool:
    return len(parties) == 1 and parties[0].agency_id is None and parties[0].group


def _with_clause(party: Party, clause: str, end: int) -> Party:
    return replace(party, mention=f"{party.mention} {clause}", agency=f"{party.agency} {clause}", end=end)


def _looks_like_a_verb(text: str) -> bool:
    """Ask the tagger about a word of two letters and more that is no label and no title."""
    plain = text[:2].isalpha() and not text[:8].isupper() and ":" not in text[:40]
    return plain and starts_with_verb(text)


def _sent(words: Tagged, start: int, end: int) -> Agent | None:
    return Agent("modal", SENT.name) if re.search(SENT.pattern, words.said(start, end)) else None


def _request(words: Tagged, start: int, end: int, after_cut: bool) -> Agent | None:
    """Words without an act in front that command all the same; what is listed after a ``;`` is a thing."""
    text = words.said(start, end)
    if _NO_REQUEST.match(text) or (after_cut and _LISTED.match(text)):
        return None
    return next((Agent("modal", rule.name) for rule in REQUESTS if re.search(rule.pattern, text)), None)


def _passive(words: Tagged, start: int, end: int) -> Agent | None:
    """*… do Sở A chủ trì*, *… giao Sở A thực hiện* inside a segment."""
    for found in words.find(_PASSIVE, start, end):
        who = "who" if found.has("act") else "told"
        return Agent("subject", "passive", parties_of(found, who), act=found.end(who))
    return None


def _support(words: Tagged, start: int, end: int, agent: Agent) -> tuple[tuple[Party, ...], bool]:
    """Who helps, and whether that stands in the subject phrase."""
    found = [f for f in words.find(_HELP, start, end) if not f.has("urged")]
    found += words.find(_HELP_OF, start, end)
    at = start if agent.act is None else words.index(agent.act)
    led = words.match(_LED, at, end)
    holds = led is not None and any(f.start() <= led.end() + 1 for f in found)
    names = {p.agency for p in agent.lead}
    each = {p.agency: p for f in found for p in parties_of(f, "help") if p.agency not in names}
    return tuple(each.values()), holds
