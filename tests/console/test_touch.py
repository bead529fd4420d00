"""What fingers and pointers hit is large enough, on every page; placeholders can be read; dialogs keep their size."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from homeport.testing.portal import LocalPortal
from tests.console.chromium import NARROW
from tests.console.conftest import Open

PAGES = (
    "/",
    "/find/?q=an",
    "/crm/deal/",
    "/crm/deal/board/",
    "/crm/deal/1/",
    "/crm/deal/1/products/",
    "/crm/deal/1/edit/",
    "/crm/deal/add/",
    "/crm/contact/",
    "/crm/contact/1/",
    "/crm/lead/import/",
    "/crm/activity/",
    "/crm/activity/1/",
    "/crm/activity/1/bind/",
    "/tasks/",
    "/booking/",
    "/booking/resources/",
    "/calendar/",
    "/disk/",
    "/company/",
    "/company/personal/user/1/",
    "/workgroups/",
    "/reference/",
    "/reference/methods/crm.item.list/",
    "/reference/errors/",
    "/reference/types/string/",
    "/reference/coverage/",
    "/developer/",
    "/developer/webhooks/",
    "/developer/applications/",
    "/developer/builder/?method=crm.item.list",
    "/developer/requests/",
    "/developer/events/",
    "/developer/faults/",
    "/developer/baselines/",
)
SMALLEST, ON_TOUCH = 24, 44

SMALL = """
least => {
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]";
  const found = [];
  for (const element of document.querySelectorAll(wanted)) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) || element.disabled) continue;
    const named = element.id && document.querySelector(`label[for="${CSS.escape(element.id)}"]`);
    const label = element.closest("label") || named;
    const within = /^(checkbox|radio|file)$/.test(element.type) && label ? label : element;
    const style = getComputedStyle(element);
    const around = element.parentElement;
    const beside = [...around.childNodes].some(
      node => node !== element && node.nodeType === Node.TEXT_NODE && node.textContent.trim()
    );
    if (style.display === "inline" && beside) continue;  // a link in a sentence is as high as its line
    const boxes = [within, element].map(each => each.getBoundingClientRect());
    const height = Math.max(...boxes.map(box => box.height)), width = Math.max(...boxes.map(box => box.width));
    if (!width || !height || boxes[1].right < 1) continue;  // for screen readers alone, or away until it has the focus
    if (height < least - 0.5 || width < Math.min(least, 24) - 0.5) {
      found.push(`${element.outerHTML.slice(0, 110)} is ${Math.round(width)} x ${Math.round(height)}`);
    }
  }
  return found;
}
"""
"""What is smaller than so many pixels."""


def small(page: Page, least: int) -> list[str]:
    found: list[str] = page.evaluate(SMALL, least)
    return found


def _visit(page: Page, least: int) -> dict[str, Any]:
    found = {}
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, (path, answer)
        if wrong := small(page, least):
            found[path] = [len(wrong), *wrong[:6]]
    return found


def test_targets_are_large_enough_for_fingers(open_as: Open, portal: LocalPortal) -> None:
    portal.webhook(1).call("crm.deal.get", id=1)
    page = open_as(1, viewport=NARROW, has_touch=True, is_mobile=True)
    assert page.evaluate("matchMedia('(pointer: coarse)').matches")
    found = _visit(page, ON_TOUCH)
    assert found == {}, json.dumps(found, indent=1)


def test_targets_are_large_enough_for_pointers(open_as: Open, portal: LocalPortal) -> None:
    portal.webhook(1).call("crm.deal.get", id=1)
    found = _visit(open_as(1, viewport={"width": 1280, "height": 800}), SMALLEST)
    assert found == {}, json.dumps(found, indent=1)


@pytest.mark.parametrize("touch", [True, False])
def test_rows_are_alike_whether_something_is_hit_in_them_or_not(open_as: Open, touch: bool) -> None:
    page = open_as(1, "/crm/deal/1/", viewport={"width": 1900, "height": 2000}, has_touch=touch, is_mobile=touch)
    tops = {
        name: page.locator("dt", has_text=name).first.bounding_box()["y"]  # type: ignore[index]
        for name in ("Amount", "Probability", "Company", "Contacts", "Created", "Created by")
    }
    for above, below in (("Probability", "Company"), ("Company", "Contacts"), ("Created", "Created by")):
        height = tops[below] - tops[above]
        assert abs(height - (tops["Probability"] - tops["Amount"])) < 2, (above, tops)


PLACEHOLDERS = """
() => {
  const channel = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = text => {
    const [red, green, blue] = text.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  };
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(colour) && colour !== "transparent") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("[placeholder]")].map(element => {
    const style = getComputedStyle(element, "::placeholder");
    const [one, other] = [light(style.color), light(behind(element))].sort((a, b) => b - a);
    return [element.outerHTML.slice(0, 80), ((one + 0.05) / (other + 0.05)) * style.opacity];
  });
}
"""
"""Elements with a placeholder, and how it stands out."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_placeholders_can_be_read(open_as: Open, scheme: str) -> None:
    page = open_as(1, color_scheme=scheme)
    seen = 0
    for path in ("/crm/contact/", "/crm/deal/add/", "/crm/deal/1/", "/developer/requests/", "/reference/", "/tasks/"):
        page.goto(path)
        for element, contrast in page.evaluate(PLACEHOLDERS):
            seen += 1
            assert contrast >= 4.5, (path, element, contrast)
    assert seen > 8


def test_a_dialog_keeps_its_size_while_what_is_in_it_changes(open_as: Open) -> None:
    page = open_as(1, "/crm/deal/1/", viewport={"width": 1280, "height": 800})
    page.locator("a.chip.add").first.click()
    dialog = page.locator("#dialog")
    expect(dialog.locator("#found label").first).to_be_visible()
    before = dialog.bounding_box()
    assert before is not None
    dialog.get_by_label("Search").fill("zzzz nobody")
    expect(dialog).to_contain_text("matches.")
    assert dialog.bounding_box() == before
