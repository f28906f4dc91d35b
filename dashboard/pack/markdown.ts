// markdown.ts - Markdown as blocks, of which the page makes elements: nothing of it is HTML
import { lexer, type Token, type Tokens } from "marked";
import type { Block, Inline } from "../src/data/contracts";

export function blocksOf(markdown: string): Block[] {
  return lexer(markdown).flatMap(block);
}

function block(token: Token): Block[] {
  switch (token.type) {
    case "heading": {
      const { depth, tokens } = token as Tokens.Heading;
      return [{ kind: "heading", level: depth, text: inlines(tokens) }];
    }
    case "paragraph":
    case "text":
      return [{ kind: "paragraph", text: inlines((token as Tokens.Text).tokens ?? [token]) }];
    case "list": {
      const { ordered, items } = token as Tokens.List;
      return [{ kind: "list", ordered, items: items.map((item) => item.tokens.flatMap(block)) }];
    }
    case "code":
      return [{ kind: "code", text: (token as Tokens.Code).text }];
    case "blockquote":
      return [{ kind: "quote", blocks: (token as Tokens.Blockquote).tokens.flatMap(block) }];
    case "table": {
      const { header, rows } = token as Tokens.Table;
      const cells = (row: Tokens.TableCell[]) => row.map((cell) => inlines(cell.tokens));
      return [{ kind: "table", head: cells(header), rows: rows.map(cells) }];
    }
    default: // what separates blocks, and HTML
      return [];
  }
}

function inlines(tokens: Token[]): Inline[] {
  return tokens.flatMap((token): Inline[] => {
    const text = plain(token);
    switch (token.type) {
      case "codespan":
        return [{ kind: "code", text }];
      case "strong":
        return [{ kind: "strong", text }];
      case "em":
        return [{ kind: "emphasis", text }];
      case "link": {
        const href = placeOf((token as Tokens.Link).href);
        return [href === null ? { kind: "text", text } : { kind: "link", text, href }];
      }
      default:
        return text === "" ? [] : [{ kind: "text", text }];
    }
  });
}

/** Its words, without what is within it; HTML has none. */
function plain(token: Token): string {
  if (token.type === "html") return "";
  if (token.type === "br") return "\n";
  const within = "tokens" in token ? token.tokens : undefined;
  if (within && within.length > 0) return within.map(plain).join("");
  return ("text" in token ? String(token.text) : token.raw).replace(/\s*\n\s*/g, " ");
}

/** Where a link of the docs leads from the page: out, to the same text there, or nowhere. */
function placeOf(href: string): string | null {
  if (/^https?:\/\//.test(href)) return href;
  if (/(^|\/)methodology\.md(#|$)/.test(href)) return "#/methodology";
  const [, benchmark] = /(?:^|\/)workloads\/([A-Za-z0-9._-]+)\/(?:README\.md)?$/.exec(href) ?? [];
  return benchmark ? `#/benchmark/${benchmark}` : null;
}
