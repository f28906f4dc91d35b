// keyboard.e2e.ts - everything can be reached and done without a mouse, and one sees where one is
import { describe, expect, test } from "vitest";
import { HASHES, open } from "./site";

interface Stop {
  name: string;
  outlined: boolean;
}

declare global {
  interface Window {
    stops: Stop[];
    reached: Set<Element>;
  }
}

describe.each(Object.entries(HASHES))("%s", (_, hash) => {
  test("Tab goes through every control, visibly, and out again", async () => {
    const { page } = await open(hash);
    const controls = await page.evaluate(() => {
      window.stops = [];
      window.reached = new Set();
      const look = (element: Element) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return `${outlineStyle} ${outlineWidth} ${boxShadow}`;
      };
      const before = new Map([...document.querySelectorAll("*")].map((element) => [element, look(element)]));
      document.addEventListener("focusin", ({ target }) => {
        if (!(target instanceof Element)) return;
        const text = target.getAttribute("aria-label") ?? target.textContent ?? "";
        const name = `${target.localName} ${text.trim().slice(0, 40)}`;
        window.stops.push({ name, outlined: look(target) !== before.get(target) });
        window.reached.add(target);
      });
      // rows of a long table are drawn as they come into sight, each with a link
      const rows = [...document.querySelectorAll("[aria-rowcount]")].map((table) =>
        Number(table.ariaRowCount),
      );
      const now = document.querySelectorAll("a, button, input, select, summary, [tabindex='0']").length;
      return now + Math.max(0, ...rows);
    });
    for (let i = 0; i <= controls + 20; i++) {
      await page.keyboard.press("Tab");
      // past the last control the browser's own ones follow: then the document has no focus
      if (i > 0 && (await page.evaluate(() => document.activeElement === document.body))) break;
    }
    const { stops, missed, left } = await page.evaluate(() => ({
      stops: window.stops,
      left: document.activeElement === document.body,
      missed: [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
        .filter(
          (element) =>
            element.checkVisibility({ visibilityProperty: true }) &&
            !element.matches(":disabled, [tabindex='-1']") &&
            !window.reached.has(element),
        )
        .map((element) => `${element.localName} ${(element.textContent ?? "").trim().slice(0, 40)}`),
    }));
    expect(stops[0]?.name).toBe("a Skip to the page");
    expect(stops.filter(({ outlined }) => !outlined).map(({ name }) => name)).toEqual([]);
    expect(missed).toEqual([]);
    expect(left).toBe(true);
  });
});

test("the skip link leads past the header", async () => {
  const { page } = await open("#/records");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("main");
  expect(await page.evaluate(() => location.hash)).toBe("#/records");
});

test("a filter opens with Enter, is chosen with Space and closed with Escape", async () => {
  const { page } = await open("#/records");
  const menu = page.locator("summary").filter({ hasText: /^language/ });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox").first().waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  expect(await page.evaluate(() => location.hash)).toMatch(/^#\/records\?language=\w+$/);
  await page.keyboard.press("Escape");
  expect(await page.getByRole("checkbox").count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("summary");
});

test("Enter on a column's head sorts, and says so", async () => {
  const { page } = await open("#/benchmark/etl?profile=quick");
  const head = page.getByRole("columnheader", { name: "implementation" }).first();
  await head.getByRole("button").focus();
  await page.keyboard.press("Enter");
  expect(await head.getAttribute("aria-sort")).toBe("ascending");
  await page.keyboard.press("Enter");
  expect(await head.getAttribute("aria-sort")).toBe("descending");
});

test("after a change of page its heading has the focus", async () => {
  const { page } = await open();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Records" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Records" }).waitFor();
  await page.waitForFunction(() => document.activeElement?.localName === "h1");
});

test("the contents of a benchmark lead to all its sections, and leave the place as it is", async () => {
  const hash = "#/benchmark/etl?profile=quick";
  const { page } = await open(hash);
  const links = page.getByRole("navigation", { name: "On this page" }).getByRole("link");
  const titles = await links.allTextContents();
  expect(titles).toEqual(await page.locator("main section > h2").allTextContents());
  expect(titles.length).toBeGreaterThan(4);
  for (const title of titles) {
    await links.getByText(title, { exact: true }).focus();
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(title);
    await page.locator("h2:focus").filter({ visible: true }).waitFor();
  }
  expect(await page.evaluate(() => location.hash)).toBe(hash);
});
