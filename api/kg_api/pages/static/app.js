// Only adds to pages that work without it.
const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const root = document.documentElement;
const PATIENCE = 300; // milliseconds before it is said that something takes long

const here = () => location.pathname + location.search;
let shown = here(); // what is asked for otherwise has another page

const say = (words) => {
  (find("dialog [role=status]") || find("#live")).textContent = words;
};

const read = (text) => new DOMParser().parseFromString(text, "text/html");

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

const copies = (button) => {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const words = button.dataset.copy || (find("#permalink") || location).href;
    try {
      await navigator.clipboard.writeText(words);
      say(`Copied: ${words}`);
    } catch {
      say("This browser does not let pages copy");
    }
  });
};

const prints = (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
};

// A form that may take long. Stop really stops it: the server drops the work of whoever leaves.
const asks = (form) => {
  const stop = find("[data-stop]", form);
  const waiting = find("[data-waiting]", form);
  const part = `#${form.dataset.part ?? "main"}`;
  const tell = (words) => {
    say(words);
    waiting.textContent = words;
    waiting.hidden = false;
  };
  let asking;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    asking?.abort();
    const mine = (asking = new AbortController());
    const sent = new URLSearchParams(new FormData(form, event.submitter));
    const address = `${form.getAttribute("action")}?${sent}`;
    waiting.hidden = true;
    const late = setTimeout(() => {
      stop.hidden = false;
      tell(`${form.dataset.running} …`);
    }, PATIENCE);
    stop.onclick = () => mine.abort();
    try {
      const headers = { Accept: "text/html" };
      const answer = await fetch(address, { headers, signal: mine.signal });
      const page = read(await answer.text());
      history.pushState(null, "", answer.url);
      shown = here();
      if (form.dataset.part) {
        find(part).replaceChildren(...(find(part, page) ?? find("main", page)).childNodes);
        enliven(find(part));
      } else {
        renew(page);
      }
      waiting.hidden = true;
      const told = form.dataset.part ? find("#wrong h2, header .note", find(part)) : find("[data-told]");
      say(told?.textContent.trim() || (form.dataset.part ? "Answered" : document.title));
      form.dispatchEvent(new CustomEvent("answered", { detail: page }));
    } catch (error) {
      if (mine === asking) tell(error.name === "AbortError" ? "Stopped" : "The server does not answer");
    } finally {
      clearTimeout(late);
      if (mine === asking) stop.hidden = true;
    }
  });
};

// A drawing: over a box, or with the focus on it, all that does not lead to or from it fades.
const fades = (box) => {
  const edges = () => all(".g [data-e]").map((edge) => [edge, ...edge.dataset.e.split(">")]);
  const near = () => {
    const kept = new Set([box.dataset.id]);
    const walk = (name, from, to) => {
      for (const edge of edges()) {
        if (edge[from] === name && !kept.has(edge[to])) {
          kept.add(edge[to]);
          walk(edge[to], from, to);
        }
      }
    };
    walk(box.dataset.id, 1, 2);
    walk(box.dataset.id, 2, 1);
    return kept;
  };
  const on = () => {
    const kept = near();
    for (const each of all(".g [data-id]")) each.classList.toggle("dim", !kept.has(each.dataset.id));
    for (const [edge, above, below] of edges()) {
      edge.classList.toggle("dim", !(kept.has(above) && kept.has(below)));
    }
  };
  const off = () => all(".g .dim").forEach((each) => each.classList.remove("dim"));
  box.addEventListener("mouseenter", on);
  box.addEventListener("focus", on);
  box.addEventListener("mouseleave", off);
  box.addEventListener("blur", off);
};

// How something is found again in another page of the same kind.
const again = (one) => {
  if (one.id) return `#${one.id}`;
  if (one.matches("form .btn.pri")) return `form[action="${one.form.getAttribute("action")}"] .btn.pri`;
  return one.matches("a[href]") && `a[href="${one.getAttribute("href")}"]`;
};

// The focus stays where it was, as far as that is still there.
const renew = (page) => {
  const same = again(document.activeElement);
  for (const part of [".top nav", "main", "footer.f"]) find(part).replaceWith(find(part, page));
  document.title = page.title;
  enliven();
  if (same) find(same)?.focus({ preventScroll: true });
};

// What failed for a moment is asked for again, now and then, until it is there.
const SOON = 2000; // milliseconds
const SELDOM = 30000;
const retries = (wait = SOON) => {
  if (!find("[data-failed]")) return;
  setTimeout(async () => {
    try {
      const headers = { Accept: "text/html" };
      const answer = await fetch(location.href, { headers, cache: "no-store" });
      if (answer.ok) {
        renew(read(await answer.text()));
        say("Everything is shown again");
        return;
      }
    } catch {
      // Not yet.
    }
    retries(Math.min(2 * wait, SELDOM));
  }, wait);
};

// A page shown over this one; the browser keeps the focus inside, and brings it back.
const opens = (link) => {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } }).catch(() => null);
    const inside = answer?.ok && find("[data-over]", read(await answer.text()));
    if (!inside) {
      location.assign(link.href);
      return;
    }
    const over = document.createElement("dialog");
    over.setAttribute("aria-labelledby", inside.getAttribute("aria-labelledby"));
    over.append(...inside.children);
    over.className = "cite";
    const close = Object.assign(document.createElement("button"), { className: "btn", textContent: "Close" });
    close.onclick = () => over.close();
    find("[data-back]", over).replaceWith(close);
    over.addEventListener("close", () => {
      over.remove();
      link.focus();
    });
    document.body.append(over);
    all("[data-copy]", over).forEach(copies);
    all("[data-print]", over).forEach(prints);
    over.showModal();
  });
};

const enliven = (from = document) => {
  all("[data-opens]", from).forEach(opens);
  all("[data-copy]", from).forEach(copies);
  all("[data-print]", from).forEach(prints);
  all("form[data-running]", from).forEach(asks);
  all(".g a[data-id]", from).forEach(fades);
};

enliven();
retries();
// Going back to another page that was put in place of this one loads it; within a page it does not.
addEventListener("popstate", () => {
  if (here() !== shown) location.reload();
});
// The focus goes along with a link to a part of the page, where the browser only scrolls.
addEventListener("hashchange", () => {
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus({ preventScroll: true });
});
