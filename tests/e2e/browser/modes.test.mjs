// Every screen as people see it whose script runs from the right, whose system chooses the colours, who asked for more contrast or
// less motion, or who magnifies to 200 %: no control is cut off or out of the window, and the focus is seen on each.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { closeBrowser, openDoor, openPage, picture, temporaryHome } from "../stage.mjs";

const SHOP = "Harbour Tea";

const MODES = [
  { name: "right to left", context: {}, direction: "rtl" },
  { name: "forced colours", context: { forcedColors: "active" } },
  { name: "more contrast", context: { contrast: "more" } },
  { name: "motion allowed", context: { reducedMotion: "no-preference" } },
  { name: "200 % zoom", context: { width: 640, height: 400 } },
];

/** What is wrong with the controls on screen. */
function faults() {
  const CONTROLS = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const found = [];
  const named = (control) =>
    `${control.tagName.toLowerCase()} “${(control.getAttribute("aria-label") ?? control.textContent ?? "").trim().slice(0, 40)}”`;
  const opaque = (color) => color !== "transparent" && !/^rgba\(.*, 0\)$/.test(color);
  /** The colour an outline lies on. */
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (opaque(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const outlined = (style, behind) =>
    (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && style.outlineColor !== behind) ||
    (style.boxShadow !== "none" && style.boxShadow !== "");
  const scope = document.querySelector("dialog[open]") ?? document;
  for (const control of scope.querySelectorAll(CONTROLS)) {
    // A link for the keyboard alone comes into the window with the focus.
    if (control.matches(".skip") || !control.checkVisibility({ visibilityProperty: true })) continue;
    control.scrollIntoView({ block: "nearest" });
    const box = control.getBoundingClientRect();
    if (box.width < 1 || box.height < 1) {
      found.push(`${named(control)} has no size`);
      continue;
    }
    if (box.left < -1 || box.right > innerWidth + 1) {
      found.push(`${named(control)} lies outside the window: ${Math.round(box.left)} to ${Math.round(box.right)}`);
    }
    for (let at = control.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX === "visible") continue;
      const around = at.getBoundingClientRect();
      if (box.left < around.left - 1 || box.right > around.right + 1) {
        found.push(`${named(control)} is cut off by its ${at.tagName.toLowerCase()}.${at.className}`);
        break;
      }
    }
    control.focus({ focusVisible: true, preventScroll: true });
    if (document.activeElement !== control) continue;
    const behind = ground(control.parentElement ?? control);
    const shows = [control, control.parentElement, control.closest("label")]
      .filter((element) => element !== null)
      .flatMap((element) => [getComputedStyle(element), getComputedStyle(element, "::after")])
      .some((style) => outlined(style, behind));
    if (!shows) found.push(`${named(control)} does not show the focus`);
  }
  document.activeElement?.blur?.();
  // What lies on a control must not lie on its words.
  for (const select of scope.querySelectorAll("select")) {
    const { paddingInlineEnd, paddingLeft, paddingRight, direction } = getComputedStyle(select);
    const atArrow = direction === "rtl" ? paddingLeft : paddingRight;
    if (atArrow !== paddingInlineEnd || parseFloat(atArrow) < 20) found.push(`${named(select)} has its arrow on its words`);
  }
  const back = scope.querySelector("nav svg[data-points]");
  const turned = back !== null && getComputedStyle(back).transform !== "none";
  if (back !== null && turned !== (document.documentElement.dir === "rtl")) found.push("the way back points forward");
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (over > 0) found.push(`the page is ${over} pixels wider than the window`);
  return found;
}

after(closeBrowser);

describe("every screen", () => {
  const home = temporaryHome();
  let door;
  let screens;

  before(async () => {
    door = await openDoor(home.folder);
    const desk = await door.ask("open_desk");
    await door.ask("create_vault", { folder: desk.suggested_folder.handle, passphrase: null, remember: true });
    await door.ask("add_practice_shop");
    const backUp = async () => door.ended((await door.ask("start_backup", { shop: SHOP })).job);
    await backUp();
    await door.ask("make_practice_mistake", { shop: SHOP, mistake: "price_import_x10" });
    await backUp();
    const { records } = await door.ask("list_records", {
      shop: SHOP, type: "products", find: "", deleted: "with", offset: 0, limit: 1000,
    });
    const { id } = records.find(({ versions }) => versions > 1);
    screens = [
      ["Discovery", "#/discovery"],
      ["Backup Vault", "#/vault"],
      ["a list", "#/vault/products"],
      ["an item", `#/vault/products/${encodeURIComponent(id)}`],
      ["Bulk Recovery", "#/bulk-recovery/1"],
      ["Recovery history", "#/recoveries"],
      ["Settings", "#/settings"],
      ["Knowledge Base", "#/help"],
      ["a page of the help", "#/help/restore"],
    ];
  });
  after(async () => {
    await door?.close();
    home.remove();
  });

  for (const { name, context, direction } of MODES) {
    test(`with ${name}`, async () => {
      const page = await openPage(door.url, context);
      try {
        await page.getByRole("heading", { level: 1 }).waitFor();
        if (direction) await page.evaluate((to) => document.documentElement.setAttribute("dir", to), direction);
        const wrong = [];
        for (const [screen, address] of screens) {
          await page.evaluate((to) => { location.hash = to; }, address);
          await page.waitForFunction(() =>
            document.querySelector('[aria-busy="true"], [data-busy="true"], .skeleton') === null &&
            (document.querySelector(".page .content")?.textContent ?? "").trim() !== "");
          await picture(page, `${name}-${screen}`.replaceAll(/\W+/g, "-"));
          for (const control of [
            page.getByRole("button", { name: "Lock" }),
            page.getByRole("button", { name: "Keyboard shortcuts" }),
            page.getByRole("link", { name: /^Protected/ }),
          ]) {
            assert.ok(await control.isVisible(), `${screen}: ${control} is seen`);
          }
          wrong.push(...(await page.evaluate(faults)).map((fault) => `${screen}: ${fault}`));
        }
        assert.deepEqual(wrong, []);
        assert.deepEqual(page.troubles, []);
      } finally {
        await page.context().close();
      }
    });
  }
});
