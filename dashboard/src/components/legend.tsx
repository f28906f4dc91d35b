// legend.tsx - what the marks of a chart mean: shape and colour, as HTML that wraps
import style from "./legend.module.css";

export interface Mark {
  label: string;
  /** A CSS variable. */
  colour: string;
  /** As ECharts calls it, or one of ours: interval, line, band, pointing down. */
  symbol: string;
  hollow?: boolean;
  /** Upside down. */
  turned?: boolean;
  dash?: number[];
}

const PATHS: { [symbol: string]: string } = {
  circle: "M3 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
  rect: "M3 3H13V13H3Z",
  roundRect: "M5 3H11A2 2 0 0 1 13 5V11A2 2 0 0 1 11 13H5A2 2 0 0 1 3 11V5A2 2 0 0 1 5 3Z",
  triangle: "M8 3L13 13H3Z",
  diamond: "M8 2L13 8L8 14L3 8Z",
  pin: "M8 15L4 8A4.5 4.5 0 1 1 12 8Z",
  arrow: "M8 2L13 14L8 11L3 14Z",
  interval: "M1 8H15M1 4V12M15 4V12",
  line: "M0 8H16",
  band: "M1 2H15V14H1Z",
  "pointing down": "M8 13L13 3H3Z",
};

export function Legend({ marks }: { marks: Mark[] }) {
  return (
    <ul className={style.legend}>
      {marks.map((mark) => (
        <li key={mark.label}>
          <Swatch mark={mark} />
          {mark.label}
        </li>
      ))}
    </ul>
  );
}

function Swatch({ mark: { symbol, colour, hollow, turned, dash } }: { mark: Mark }) {
  const open = hollow || symbol === "interval" || symbol === "line";
  const own = symbol.startsWith("path://");
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {dash && (
        <path
          d={PATHS.line}
          style={{ stroke: `var(${colour})` }}
          strokeWidth={2}
          strokeDasharray={dash.join(" ")}
        />
      )}
      <path
        d={own ? symbol.slice(7) : PATHS[symbol]}
        transform={own ? "translate(3 3)" : turned ? "rotate(180 8 8)" : undefined}
        style={{ stroke: `var(${colour})`, fill: open ? "var(--page)" : `var(${colour})` }}
        strokeWidth={own || symbol === "interval" ? 2 : 1.5}
      />
    </svg>
  );
}
