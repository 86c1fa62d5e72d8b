// Runs before the page is drawn, so that a chosen look does not flash up late.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  // Where nothing may be kept, the system's choice stays.
}
