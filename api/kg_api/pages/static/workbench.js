// The SPARQL page beyond its form: an editor in the place of the field, and what was asked before.
const find = (selector, from = document) => from.querySelector(selector);
const field = find("#query");
const form = field.form;
const KEPT = 50;
const SHOWN = 90; // characters of a query in the list of those asked before
const PLACE = "asked";

// Where no editor was built or none loads, the field is as good as it was.
const plain = {
  write: (text) => {
    field.value = text;
  },
  mark: () => {},
  focus: () => field.focus(),
};

const run = () => form.requestSubmit();

const upgraded = async () => {
  const { editor, terms } = field.dataset;
  if (!editor) return plain;
  try {
    const [{ upgrade }, answer] = await Promise.all([import(editor), fetch(terms)]);
    find("#keys").hidden = false;
    return upgrade(field, { ...(await answer.json()), run, changed: linked });
  } catch {
    return plain;
  }
};

const linked = () => {
  const address = `${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`;
  find("[data-copy]", form).dataset.copy = new URL(address, location.href).href;
};

const asked = () => {
  try {
    return JSON.parse(localStorage.getItem(PLACE) ?? "[]");
  } catch {
    return [];
  }
};

const keep = (queries) => {
  try {
    localStorage.setItem(PLACE, JSON.stringify(queries.slice(0, KEPT)));
  } catch {
    // Where nothing may be kept, nothing is.
  }
};

const line = (query) => query.replace(/^\s*(PREFIX|BASE)\s[^\n]*$/gim, "").replace(/\s+/g, " ").trim();

const item = (query) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = line(query).slice(0, SHOWN);
  button.addEventListener("click", () => {
    editor.write(query);
    linked();
    editor.focus();
  });
  const entry = document.createElement("li");
  entry.append(button);
  return entry;
};

const past = find("#past");
const list = () => {
  const queries = asked();
  past.hidden = queries.length === 0;
  find("ul", past).replaceChildren(...queries.map(item));
};

// The server says where the text is wrong, and writes prefixes in: the field shows both.
const answered = (sent, page) => {
  const text = find("#query", page)?.defaultValue;
  if (text !== undefined && text !== field.value && field.value === sent) editor.write(text);
  marked();
};

const marked = () => {
  const wrong = find("#wrong[data-line]");
  const { line, column, detail } = wrong?.dataset ?? {};
  editor.mark(wrong ? { line: Number(line), column: Number(column), message: detail } : null);
};

let sent = field.value;
form.addEventListener("submit", (event) => {
  sent = field.value;
  if (event.submitter?.name === "tidy") return;
  keep([sent, ...asked().filter((query) => query !== sent)]);
  list();
});
form.addEventListener("answered", (event) => answered(sent, event.detail));
field.addEventListener("input", linked);
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
find("p button", past).addEventListener("click", () => {
  keep([]);
  list();
});

const editor = await upgraded();
linked();
list();
marked();
