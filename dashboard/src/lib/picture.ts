// picture.ts - the charts of a view as one picture: SVG that needs no stylesheet, and PNG of it

/** What a stylesheet may say of a shape; as attributes it holds without one. */
const STYLES =
  "fill fill-opacity stroke stroke-width stroke-dasharray stroke-opacity stroke-linecap stroke-linejoin opacity " +
  "visibility font-family font-size font-weight text-anchor dominant-baseline";
const MARGIN = 16;
const TITLE = 28;
const LARGEST = 16384;

/** Charts below root that are seen; not the marks of their legends. */
export function chartsOf(root: Element): SVGSVGElement[] {
  const all = [...root.querySelectorAll<SVGSVGElement>("figure svg:not(svg svg):not([aria-hidden])")];
  return all.filter((svg) => svg.getBoundingClientRect().width * svg.getBoundingClientRect().height > 0);
}

/** The charts one under the other, with title and legend; caption: what they are of. null if there are none. */
export function svgOf(root: Element, caption: string): string | null {
  const charts = chartsOf(root);
  if (charts.length === 0) return null;
  const page = getComputedStyle(document.documentElement);
  const write = (x: number, y: number, text: string, size: number, colour = "--text") =>
    `<text x="${x}" y="${y}" fill="${page.getPropertyValue(colour).trim()}" font-family="system-ui, sans-serif" font-size="${size}">${escaped(text)}</text>`;
  const parts = [write(MARGIN, MARGIN + 13, caption, 13, "--muted")];
  // wide enough for the caption, whose letters are about so wide
  let [width, height] = [8 * caption.length + 2 * MARGIN, MARGIN + TITLE];
  for (const svg of charts) {
    const figure = svg.closest("figure");
    const title = figure?.querySelector("figcaption")?.textContent;
    if (title) {
      parts.push(write(MARGIN, height + 16, title, 16));
      height += TITLE;
    }
    // where they stand on the page, which has wrapped them
    const legend = figure?.querySelector("ul:has(> li > svg[aria-hidden])")?.getBoundingClientRect();
    for (const mark of figure?.querySelectorAll<SVGSVGElement>("ul > li > svg[aria-hidden]") ?? []) {
      const item = (mark.parentElement ?? mark).getBoundingClientRect();
      const [x, y] = [MARGIN + item.x - (legend?.x ?? 0), height + item.y - (legend?.y ?? 0)];
      parts.push(drawn(mark, x, y), write(x + 22, y + 14, mark.parentElement?.textContent ?? "", 13));
    }
    height += legend ? legend.height + MARGIN / 2 : 0;
    parts.push(drawn(svg, MARGIN, height));
    const box = svg.getBoundingClientRect();
    width = Math.max(width, box.width + 2 * MARGIN);
    height += box.height + MARGIN;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${page.getPropertyValue("--page").trim()}"/>${parts.join("")}</svg>`;
}

/** A copy of it, there. */
function drawn(svg: SVGSVGElement, x: number, y: number): string {
  const { width, height } = svg.getBoundingClientRect();
  const copy = standalone(svg);
  for (const [key, value] of Object.entries({ x, y, width, height })) copy.setAttribute(key, String(value));
  return new XMLSerializer().serializeToString(copy);
}

/** A copy whose elements carry what the page's stylesheet made of them. */
function standalone(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const copies = copy.querySelectorAll("*");
  [svg, ...svg.querySelectorAll("*")].forEach((element, i) => {
    const target = i === 0 ? copy : copies[i - 1];
    if (!target) return;
    const style = getComputedStyle(element);
    target.removeAttribute("class");
    target.removeAttribute("style");
    for (const name of STYLES.split(" ")) {
      const value = style.getPropertyValue(name);
      if (value !== "") target.setAttribute(name, value);
    }
  });
  return copy;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** Twice as large, or as large as a canvas may be. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, LARGEST / image.width, LARGEST / image.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(image.width * scale);
  canvas.height = Math.floor(image.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser draws no pictures");
  context.scale(scale, scale);
  context.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large"))),
      "image/png",
    );
  });
}
