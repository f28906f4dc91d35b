import { expect, test } from "vitest";
import { placeOf, scaleFor } from "./whisker";

const ratio = (raw: number | null, lo: number | null = null, hi: number | null = null) => ({
  text: "",
  raw,
  lo,
  hi,
});

test("a scale holds all ratios with their intervals, and ×1", () => {
  const scale = scaleFor([ratio(2, 1.5, 4), undefined, ratio(null), ratio(3)]);
  expect(placeOf(scale, 1)).toBe(0);
  expect(placeOf(scale, 2)).toBeCloseTo(0.5);
  expect(placeOf(scale, 4)).toBe(1);
});

test("twice is as far from ×1 as half", () => {
  const scale = scaleFor([ratio(0.25), ratio(8)]);
  const at = (value: number) => placeOf(scale, value);
  expect(at(2) - at(1)).toBeCloseTo(at(1) - at(0.5));
});

test("what has no logarithm is at the edge, and ×1 alone in the middle", () => {
  expect(placeOf(scaleFor([ratio(2, 0, 3)]), 0)).toBe(0);
  expect(placeOf(scaleFor([ratio(1)]), 1)).toBe(0.5);
});
