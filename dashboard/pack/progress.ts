// progress.ts - a line on a terminal that says what is done, if that takes long
const SILENT_MS = 2000;
const EACH_MS = 100;

/** Shows a text; "" removes the line. */
export function progressLine(): (text: string) => void {
  if (!process.stderr.isTTY) return () => {};
  let next = Date.now() + SILENT_MS;
  let shown = false;
  return (text) => {
    if (text !== "" && Date.now() < next) return;
    if (text !== "" || shown) process.stderr.write(`\r\x1b[K${text && `pack: ${text}`}`);
    shown = text !== "";
    next = Math.max(next, Date.now() + EACH_MS);
  };
}
