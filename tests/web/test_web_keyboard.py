"""Every page by keyboard alone: Tab comes to everything that can be used, it is seen where one is, and nothing holds it."""

import pytest
from web_samples import HEALTH

from pipeline.web.models import Body
from pipeline.web.roles import ADMIN

USED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
STAYS = 9
"""So often at most Tab stays in one field: a day has several parts."""
READY = """used => {
    const look = one => { const s = one && getComputedStyle(one);
        return s && [s.outlineStyle === 'none' ? '' : s.outline, s.boxShadow, s.borderColor, s.backgroundColor].join(); };
    window.looks = one => [one, one.closest('label'), one.closest('label')?.querySelector('span')].map(look).join();
    window.all = [...document.querySelectorAll(used)].filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0);
    document.body.tabIndex = -1;  // whatever has the focus: Tab begins at the top
    document.body.focus();
    document.body.removeAttribute('tabindex');
    window.plain = all.map(looks);
    return all.map(one => one.outerHTML.slice(0, 120)); }"""
HERE = """() => {
    const one = document.activeElement, at = all.indexOf(one), box = (one.closest('label') || one).getBoundingClientRect();
    return {at, seen: at < 0 || looks(one) !== plain[at], inside: box.bottom > 0 && box.top < innerHeight, tag: one.tagName}; }"""


def walked(page):
    """What is wrong: what Tab does not come to, what does not look otherwise or is out of sight while it is there, and what
    holds it."""
    every = page.evaluate(READY, USED)
    met, wrong, stays = [], [], 0
    while stays < STAYS:
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        stays = stays + 1 if met and met[-1] == here["at"] else 0
        if here["tag"] == "BODY" or (here["at"] in met and not stays):
            break  # through, and back at the beginning
        met.append(here["at"])
        if here["at"] >= 0 and not (here["seen"] and here["inside"]):
            wrong.append(("unseen", every[here["at"]]))
    wrong += [("missed", every[at]) for at in sorted({*range(len(every))} - {*met})]
    return wrong + ([("held", every[met[-1]])] if stays == STAYS else [])


def test_tab_comes_to_everything_is_seen_and_goes_on(browser, office):
    page, wrong = browser(ADMIN), []
    page.emulate_media(reduced_motion="reduce")  # how a thing looks is asked at once
    page.route("**/tren-trang*", lambda route: route.fulfill(body="", content_type="text/html"))  # no page is drawn here
    paper = f"/van-ban/{office.papers.health}/"
    for path in ("/", "/co-quan/", f"/co-quan/{Body.objects.get(name=HEALTH).slug}/", "/van-ban/", paper, f"{paper}nhiem-vu/a1/",
                 f"{paper}nhiem-vu/a1/ket-qua", f"{paper}nhiem-vu/a1/lich-su", f"{paper}chuoi/", "/ra-soat/", "/tiep-nhan/", "/tep-can-xu-ly/",
                 "/tim-kiem/?q=bao+cao", "/thay-doi/", "/mat-khau/", "/quan-tri/", "/quan-tri/nguoi-dung/", "/quan-tri/nguoi-dung/vanthu/", "/quan-tri/ma/",
                 "/quan-tri/co-quan/", "/quan-tri/thiet-lap/", "/quan-tri/tep-loi/", "/quan-tri/nhat-ky/", "/quan-tri/thong-bao/"):
        page.goto(path, wait_until="networkidle" if path.endswith(("/quan-tri/", "/a1/")) else "load")  # a part of these comes behind
        wrong += [(path, *one) for one in walked(page)]
    assert "\n".join(map(str, wrong)) == ""


@pytest.mark.parametrize("width", [390])
def test_the_page_for_signing_in_is_walked_on_a_phone_too(browser, width):
    page = browser(None, width)
    assert walked(page) == []
