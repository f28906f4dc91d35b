// blocks.ts - where texts of others may lead, and how deep their headings are

/** The link, if it stays here or is https; null for all others: javascript:, data:, http:, //host. */
export function safeHref(href: string): string | null {
  // browsers drop tabs and line ends, and take \ for /: such links mean to be something else
  if (/[\s\\]/.test(href) || [...href].some((letter) => letter < " ")) return null;
  if (href.startsWith("#")) return href.startsWith("#/") ? href : null;
  if (/^https:\/\/[^/]/i.test(href)) return href;
  return href.startsWith("/") || /^[^/?#]*:/.test(href) || href === "" ? null : href;
}

/** The level of a heading in a text that stands under a heading of level above. */
export function headingLevel(level: number, above: number): 2 | 3 | 4 | 5 | 6 {
  const levels = [2, 3, 4, 5, 6] as const;
  return levels[Math.min(Math.max(Math.trunc(level) + above, 2), 6) - 2] ?? 6;
}
