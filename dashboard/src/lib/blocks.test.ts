import { describe, expect, it } from "vitest";
import { headingLevel, safeHref } from "./blocks";

describe("safeHref", () => {
  it.each(["#/methodology", "#/benchmark/etl?q=a", "raw/etl/01.csv", "../a/b.md", "https://example.org/x"])(
    "takes %s",
    (href) => expect(safeHref(href)).toBe(href),
  );
  it.each([
    ...["javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)"],
    ...[
      "\u0001javascript:alert(1)",
      "data:text/html,x",
      "http://example.org",
      "//example.org",
      "/etc/passwd",
    ],
    ...["\\\\example.org", "https:///x", "https:", "file:///etc/passwd", "blob:x", "#top", ""],
  ])("refuses %j", (href) => expect(safeHref(href)).toBeNull());
});

describe("headingLevel", () => {
  it("is below the one above, and none is deeper than 6", () => {
    for (let above = 1; above <= 6; above++)
      for (let level = 1; level <= 6; level++) {
        expect(headingLevel(level, above)).toBe(Math.min(level + above, 6));
      }
  });
});
