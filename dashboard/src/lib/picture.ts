// picture.ts - the charts of a view as one picture: SVG that needs no stylesheet, and PNG of it

/** What a stylesheet may say of a shape; as attributes it holds without one. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "visibility",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "dominant-baseline",
];
const MARGIN = 16;
const TITLE = 28;
const LARGEST = 16384;

/** All charts below root that are seen, one under the other, with their titles; null if there are none. */
export function svgOf(root: Element): string | null {
  const page = getComputedStyle(document.documentElement);
  const variable = (name: string) => page.getPropertyValue(name).trim();
  const parts: string[] = [];
  let [width, height] = [0, MARGIN];
  for (const svg of root.querySelectorAll<SVGSVGElement>("figure svg:not(svg svg):not([aria-hidden])")) {
    const box = svg.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const title = svg.closest("figure")?.querySelector("figcaption")?.textContent;
    if (title) {
      parts.push(
        `<text x="${MARGIN}" y="${height + 16}" fill="${variable("--text")}" font-family="system-ui, sans-serif" font-size="16" font-weight="600">${escaped(title)}</text>`,
      );
      height += TITLE;
    }
    const copy = standalone(svg);
    for (const [key, value] of Object.entries({ x: MARGIN, y: height, width: box.width, height: box.height }))
      copy.setAttribute(key, String(value));
    parts.push(new XMLSerializer().serializeToString(copy));
    width = Math.max(width, box.width);
    height += box.height + MARGIN;
  }
  if (parts.length === 0) return null;
  width += 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="100%" height="100%" fill="${variable("--page")}"/>${parts.join("")}</svg>`;
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
    for (const name of STYLES) {
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
