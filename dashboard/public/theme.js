// theme.js - light or dark, before anything is drawn; from then on the page keeps it (src/app.tsx)
document.documentElement.dataset.theme =
  /[?&]theme=(light|dark)\b/.exec(location.hash)?.[1] ??
  (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
