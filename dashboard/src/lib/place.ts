// place.ts - where in the dashboard one is: all of its state, as the hash of the URL
//
//   #/PAGE/NAME?key=value&list=a,b     parse(format(place)) is place

export const PAGES = ["overview", "benchmark", "compare", "trends", "records", "methodology"] as const;
export type Page = (typeof PAGES)[number];

/** What narrows the records; in the URL each is a list with commas. */
export const FILTERS = [
  "category",
  "benchmark",
  "language",
  "variant",
  "implementation",
  "profile",
  "machine",
  "run",
] as const;
export type Filter = (typeof FILTERS)[number];

/** What a page shows, beside the filters; every one has a default, which is left out of the URL. */
export const CHOICES = [
  "q",
  "metric",
  "case",
  "reference",
  "scale",
  "mode",
  "a",
  "b",
  "show",
  "x",
  "sort",
  "find",
  "theme",
] as const;
export type Choice = (typeof CHOICES)[number];

export interface Place {
  page: Page;
  /** The benchmark, on pages that are about one; else "". */
  name: string;
  filters: { [filter in Filter]?: string[] };
  choices: { [choice in Choice]?: string };
}

function isOneOf<T extends string>(list: readonly T[], word: string): word is T {
  return (list as readonly string[]).includes(word);
}

/** The place of a hash; what is not understood is left out. */
export function parse(hash: string): Place {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s);
  const [page = "", ...rest] = path.split("/");
  const place: Place = {
    page: isOneOf(PAGES, page) ? page : "overview",
    name: rest.map(decode).join("/"),
    filters: {},
    choices: {},
  };
  // by hand: a comma between words is not one of a word, which is %2C
  for (const pair of query.split("&")) {
    const [key = "", value = ""] = pair.split(/=(.*)/s);
    if (isOneOf(FILTERS, key)) {
      const words = sorted(value.split(",").map(decode).filter(Boolean));
      if (words.length > 0) place.filters[key] = words;
    } else if (isOneOf(CHOICES, key) && value !== "") place.choices[key] = decode(value);
  }
  return place;
}

/** The hash of a place: keys in a fixed order, words of lists sorted, so that equal places are equal texts. */
export function format(place: Place): string {
  const query = [
    ...FILTERS.map(
      (key) =>
        [
          key,
          sorted(place.filters[key] ?? [])
            .map(encode)
            .join(","),
        ] as const,
    ),
    ...CHOICES.map((key) => [key, encode(place.choices[key] ?? "")] as const),
  ].flatMap(([key, value]) => (value === "" ? [] : [`${key}=${value}`]));
  const path = `#/${place.page === "overview" && !place.name ? "" : place.page}${place.name ? `/${encode(place.name)}` : ""}`;
  return query.length > 0 ? `${path}?${query.join("&")}` : path;
}

function sorted(words: string[]): string[] {
  return [...new Set(words)].filter(Boolean).sort();
}

/** Half a character (a lone surrogate) has no encoding. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

/** A space may be written as +, as forms do. */
function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
