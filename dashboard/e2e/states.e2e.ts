// states.e2e.ts - what is missing, broken or not there yet says so by name, and the rest shows
import type { BrowserContext } from "playwright-core";
import { expect, test } from "vitest";
import type { Index } from "../src/data/contracts";
import { open } from "./site";

/** The shard as it would be: what comes for its file is run through change. */
function changed<T>(name: string, change: (data: T) => unknown) {
  return async (context: BrowserContext) => {
    await context.route(`**/data/${name}.js`, async (route) => {
      const body = await (await route.fetch()).text();
      const [, data = "null"] = /^plumbline\("[^"]*",\s*(.*)\)\s*$/s.exec(body) ?? [];
      await route.fulfill({
        contentType: "text/javascript",
        body: `plumbline(${JSON.stringify(name)},${JSON.stringify(change(JSON.parse(data) as T))})`,
      });
    });
  };
}

const missing = (name: string) => async (context: BrowserContext) => {
  await context.route(`**/data/${name}.js`, (route) => route.fulfill({ status: 404, body: "" }));
};

test("a broken record is listed by name and reason, the others show", async () => {
  const before = changed<Index>("index", (index) => ({
    ...index,
    broken: [
      { path: "results/normalized/quick/etl/zig.json", reason: "record must have property 'run_id' <b>" },
    ],
  }));
  const { page } = await open("#/records", { before });
  await page.getByText("results/normalized/quick/etl/zig.json").first().waitFor();
  expect(await page.getByText("must have property 'run_id' <b>").count()).toBeGreaterThan(0);
  expect(await page.getByRole("row").count()).toBeGreaterThan(10);
  const overview = await open("", { before });
  await overview.page.getByRole("link", { name: "1 file could not be read" }).click();
  await overview.page.getByText("results/normalized/quick/etl/zig.json").first().waitFor();
});

test.each([
  ["", "overview"],
  ["#/benchmark/etl?profile=quick", "session/*"],
  ["#/compare?mode=language&a=rust&b=python&profile=quick", "session/*"],
  ["#/trends/etl", "trends/*"],
  ["#/methodology", "methodology"],
])("%s without data/%s.js says which file is missing, and its frame works", async (place, name) => {
  const { page, errors } = await open(place, { before: missing(name) });
  const file = name.replace("*", "");
  await page
    .getByRole("alert")
    .or(page.getByRole("note"))
    .filter({ hasText: `data/${file}` })
    .first()
    .waitFor();
  await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Records" }).click();
  await page.getByRole("heading", { level: 1, name: "Records" }).waitFor();
  expect(errors.filter((error) => !error.includes("404"))).toEqual([]);
});

test("an index of another format is refused by name, not guessed at", async () => {
  const { page } = await open("", {
    before: changed<Index>("index", (index) => ({ ...index, format: 99 })),
    heading: false,
  });
  const alert = page.getByRole("alert");
  await alert.filter({ hasText: "data/index.js" }).waitFor();
  expect(await alert.innerText()).toContain("make dashboard");
});

test("without data at all the page says what is missing", async () => {
  const { page } = await open("", { before: missing("index"), heading: false });
  await page.getByRole("alert").filter({ hasText: "data/index.js" }).waitFor();
});

const EMPTY: Index = {
  format: 1,
  dims: { benchmark: [], implementation: [], profile: [], machine: [], commit: [], status: [], class: [] },
  sessions: {
    run: [],
    time: [],
    benchmark: [],
    profile: [],
    machine: [],
    commit: [],
    dirty: [],
    records: [],
    whole: [],
    memory: [],
  },
  records: { implementation: [], status: [], class: [], verified: [], reason: {} },
  broken: [],
  imported: 0,
  trends: {},
  claims: false,
  gate: null,
};

test.each(["", "#/benchmark", "#/benchmark/etl", "#/compare", "#/trends", "#/trends/etl", "#/records"])(
  "%s with no record yet says which goal would change that",
  async (place) => {
    const { page, errors } = await open(place, {
      before: async (context) => {
        await changed<Index>("index", () => EMPTY)(context);
        await changed<object>("overview", () => ({ format: 1, sessions: [] }))(context);
      },
    });
    expect(await page.getByRole("main").innerText()).toMatch(/make [a-z]/);
    expect(errors).toEqual([]);
  },
);

/** Every session so many times. */
function multiplied(index: Index, times: number): Index {
  const repeat = <T>(list: T[]) => Array.from({ length: times }, () => list).flat();
  const { sessions, records } = index;
  return {
    ...index,
    sessions: {
      run: repeat(sessions.run),
      time: repeat(sessions.time),
      benchmark: repeat(sessions.benchmark),
      profile: repeat(sessions.profile),
      machine: repeat(sessions.machine),
      commit: repeat(sessions.commit),
      dirty: repeat(sessions.dirty),
      records: repeat(sessions.records),
      whole: repeat(sessions.whole),
      memory: repeat(sessions.memory),
    },
    records: {
      implementation: repeat(records.implementation),
      status: repeat(records.status),
      class: repeat(records.class),
      verified: repeat(records.verified),
      reason: {},
    },
  };
}

test("of a very long table only what is in sight is drawn, and all of it can be reached", async () => {
  let count = 0;
  const { page } = await open("#/records", {
    before: changed<Index>("index", (index) => {
      count = 200 * index.records.status.length;
      return multiplied(index, 200);
    }),
  });
  const table = page.getByRole("table").first();
  expect(await table.getAttribute("aria-rowcount")).toBe(String(count + 1));
  const rows = () => table.locator("tbody tr:not([aria-hidden])");
  expect(await rows().count()).toBeLessThan(100);
  await table.evaluate((element) => {
    element.parentElement?.scrollTo(0, element.parentElement.scrollHeight);
  });
  await table.locator(`tr[aria-rowindex="${count + 1}"]`).waitFor();
  expect(await rows().count()).toBeLessThan(100);
});

test("a chart that cannot be drawn says so, and leaves its table and the rest of the page", async () => {
  // ECharts resizes without a word before it has drawn, and not after it has failed
  const script = `var plumblineCharts = { init: () => {
    let [failed, disposed] = [false, false];
    const fail = () => { failed = true; throw new Error("it cannot be drawn"); };
    return {
      resize: () => failed && fail(), setOption: fail,
      dispose: () => { disposed = true; }, isDisposed: () => disposed,
    };
  } };`;
  const { page, errors } = await open("#/benchmark/etl", {
    before: async (context) => {
      await context.route("**/assets/charts.js", (route) =>
        route.fulfill({ contentType: "text/javascript", body: script }),
      );
    },
  });
  await page.getByRole("alert").filter({ hasText: "it cannot be drawn" }).first().waitFor();
  await page.getByRole("table", { name: /^Every round/ }).waitFor();
  await page.getByRole("heading", { name: "Caveats" }).waitFor();
  expect(errors).toEqual([]);
});

test("a trend that the filters leave nothing of is there again without them", async () => {
  const { page } = await open("#/trends/build-loop?profile=full");
  await page.getByRole("button", { name: "Show all" }).click();
  await page.getByRole("table", { name: /build-loop.*all runs/ }).waitFor();
  expect(await page.getByText("Nothing is left").count()).toBe(0);
});

test("without any motion for who does not want it", async () => {
  const { page } = await open("#/benchmark/etl");
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const seconds = (list: string) => Math.max(...list.split(",").map(Number.parseFloat));
        return (
          (animationName !== "none" && seconds(animationDuration) > 0.01) ||
          seconds(transitionDuration) > 0.01
        );
      })
      .map((element) => element.tagName),
  );
  expect(moving).toEqual([]);
});
