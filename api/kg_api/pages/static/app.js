// Only adds to pages that work without it.
const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const root = document.documentElement;

const say = (words) => {
  find("#live").textContent = words;
};

const theme = find("#theme");
theme.hidden = false;
theme.addEventListener("click", () => {
  const dark = getComputedStyle(root).colorScheme.includes("dark");
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem("theme", root.dataset.theme);
  } catch {
    // It lasts for this page only.
  }
});

for (const button of all("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.dataset.copy || location.href;
    try {
      await navigator.clipboard.writeText(words);
      say(`Copied: ${words}`);
    } catch {
      say("This browser does not let pages copy");
    }
  });
}
