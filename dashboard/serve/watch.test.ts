// watch.test.ts - folders are watched when they come, go and come again
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { watchFolders } from "./watch";

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("changes are told, also in folders that were not there, but not of other files", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "watch-"));
  const folder = join(scratch, "results/normalized");
  let told = 0;
  const stop = watchFolders(
    [folder],
    (name) => name.endsWith(".json"),
    () => told++,
    50,
  );
  const tells = async (act: () => void) => {
    await later(150);
    const before = told;
    act();
    await vi.waitFor(() => expect(told).toBeGreaterThan(before), { timeout: 5000 });
  };
  const tellsNothing = async (act: () => void) => {
    await later(150);
    const before = told;
    act();
    await later(300);
    expect(told).toBe(before);
  };
  const write = (name: string) => () => {
    mkdirSync(join(folder, "quick/etl"), { recursive: true });
    for (let i = 0; i < 3; i++) writeFileSync(join(folder, "quick/etl", name), String(i));
  };
  await tells(write("c.json"));
  await tells(write("c.json"));
  await tellsNothing(write("c.json.tmp"));
  await tells(() => rmSync(join(scratch, "results"), { recursive: true }));
  await tells(write("rust.json"));
  await tells(write("rust.json"));
  stop();
  await tellsNothing(write("c.json"));
  rmSync(scratch, { recursive: true });
}, 30_000);
