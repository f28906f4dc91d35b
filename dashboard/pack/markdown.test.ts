import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocksOf } from "./markdown";
import { ROOT } from "./testing";

test("Markdown becomes blocks, in words that are not HTML", () => {
  const markdown = `# A & B

Some \`a < b\` and *an emphasis*, **a strong \`code\`**
over lines: [docs](https://example.org/x?a=1&b=2), [spec](benchmark-spec.md), [here](../docs/methodology.md#x),
[etl](../workloads/etl/README.md), [bad](javascript:alert(1)).

<script>alert(1)</script>

- one
- two

  more
  1. inner

\`\`\`sh
code < here
\`\`\`

> said

| a | b |
|---|---|
| 1 | \`2\` |
`;
  expect(blocksOf(markdown)).toEqual([
    { kind: "heading", level: 1, text: [{ kind: "text", text: "A & B" }] },
    {
      kind: "paragraph",
      text: [
        { kind: "text", text: "Some " },
        { kind: "code", text: "a < b" },
        { kind: "text", text: " and " },
        { kind: "emphasis", text: "an emphasis" },
        { kind: "text", text: ", " },
        { kind: "strong", text: "a strong code" },
        { kind: "text", text: " over lines: " },
        { kind: "link", text: "docs", href: "https://example.org/x?a=1&b=2" },
        { kind: "text", text: ", " },
        { kind: "text", text: "spec" },
        { kind: "text", text: ", " },
        { kind: "link", text: "here", href: "#/methodology" },
        { kind: "text", text: ", " },
        { kind: "link", text: "etl", href: "#/benchmark/etl" },
        { kind: "text", text: ", " },
        { kind: "text", text: "bad" },
        { kind: "text", text: "." },
      ],
    },
    {
      kind: "list",
      ordered: false,
      items: [
        [{ kind: "paragraph", text: [{ kind: "text", text: "one" }] }],
        [
          { kind: "paragraph", text: [{ kind: "text", text: "two" }] },
          { kind: "paragraph", text: [{ kind: "text", text: "more" }] },
          {
            kind: "list",
            ordered: true,
            items: [[{ kind: "paragraph", text: [{ kind: "text", text: "inner" }] }]],
          },
        ],
      ],
    },
    { kind: "code", text: "code < here" },
    { kind: "quote", blocks: [{ kind: "paragraph", text: [{ kind: "text", text: "said" }] }] },
    {
      kind: "table",
      head: [[{ kind: "text", text: "a" }], [{ kind: "text", text: "b" }]],
      rows: [[[{ kind: "text", text: "1" }], [{ kind: "code", text: "2" }]]],
    },
  ]);
});

test("no word of the methodology is lost", () => {
  const text = readFileSync(join(ROOT, "docs/methodology.md"), "utf8");
  const blocks = JSON.stringify(blocksOf(text));
  const words = text.replace(/\]\([^)]*\)/g, "").match(/[A-Za-z]{4,}/g) ?? [];
  expect(words.length).toBeGreaterThan(1000);
  for (const word of words) expect(blocks).toContain(word);
});
