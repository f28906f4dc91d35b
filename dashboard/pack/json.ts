// json.ts - JSON files, whose content is not what one thinks until it was looked at
import { readFileSync } from "node:fs";

export function parsed(path: string): unknown {
  const text = readFileSync(path, "utf8");
  if (text.trim() === "") throw new Error("the file is empty");
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`not JSON, perhaps cut off: ${error instanceof Error ? error.message : error}`);
  }
}

export function isObject(data: unknown): data is { [key: string]: unknown } {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
