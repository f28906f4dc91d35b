// theme.tsx - light, dark, or as the system has it; theme.js sets it before the first drawing
import { useEffect } from "react";
import { useDashboard } from "../data/store";
import { useMedia } from "./media";
import { Select } from "./select";

const THEMES = [
  { value: "", label: "as the system" },
  { value: "light", label: "light" },
  { value: "dark", label: "dark" },
];

export function ThemeSwitch() {
  const { place, go } = useDashboard();
  const chosen = place.choices.theme ?? "";
  const systemDark = useMedia("(prefers-color-scheme: dark)");
  const dark = chosen === "dark" || (chosen !== "light" && systemDark);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  }, [dark]);
  return (
    <Select label="theme" value={chosen} options={THEMES} onChange={(theme) => go({ choices: { theme } })} />
  );
}
