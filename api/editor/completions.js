// What can be written next: terms and prefixes that the server told once, and the query's own variables.
const NAME = /(?:[A-Za-z][\w-]*)?:[\w-]*$|[A-Za-z][\w-]*$/;
const VARIABLE = /[?$]\w*$/;
const DECLARED = /\bPREFIX\s+([A-Za-z][\w-]*)?:/gi;
const declared = (text) => new Set([...text.matchAll(DECLARED)].map((found) => found[1] ?? ""));

// Writes the name, and before everything else the prefix it needs where that is missing.
const declaring = (label, prefix, space) => (view, completion, from, to) => {
  const missing = space && !declared(view.state.doc.toString()).has(prefix);
  const line = missing ? `PREFIX ${prefix}: <${space}>\n` : "";
  view.dispatch({
    changes: [
      ...(line ? [{ from: 0, insert: line }] : []),
      { from, to, insert: label },
    ],
    selection: { anchor: from + line.length + label.length },
    userEvent: "input.complete",
  });
};

const term = (prefixes) => ({ name, label, kind, definition }) => {
  const prefix = name.split(":")[0];
  return {
    label: name,
    detail: `${kind}: ${label}`,
    info: definition,
    boost: kind === "value" ? -1 : 1,
    apply: declaring(name, prefix, prefixes[prefix]),
  };
};

const prefixed = ([prefix, space]) => ({
  label: `${prefix}:`,
  detail: space,
  apply: declaring(`${prefix}:`, prefix, space),
});

const declaration = ([prefix, space]) => ({
  label: `${prefix}:`,
  detail: space,
  apply: `${prefix}: <${space}>\n`,
});

const inQuotesOrComment = (line) => {
  const bare = line.replace(/<[^<>\s]*>/g, "").replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "");
  return /["'#]|<\S*$/.test(bare);
};

export const completions = (terms, prefixes) => {
  const known = Object.entries(prefixes);
  const names = [
    ...terms.map(term(prefixes)),
    ...known.map(prefixed),
  ];

  // Unasked only behind a colon: Enter behind a keyword is a new line, and never a term that looks like it.
  const name = (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const found = context.matchBefore(NAME);
    const declares = /\bPREFIX\s+\S*$/i.test(before);
    const wanted = context.explicit || declares || found?.text.includes(":");
    if (!wanted || inQuotesOrComment(before) || context.matchBefore(VARIABLE)) return null;
    const from = found ? found.from : context.pos;
    return { from, options: declares ? known.map(declaration) : names, validFor: /^[\w:-]*$/ };
  };

  const variable = (context) => {
    const found = context.matchBefore(VARIABLE);
    if (!found) return null;
    const written = new Set(context.state.doc.toString().match(/[?$]\w+/g));
    written.delete(found.text);
    return { from: found.from, options: [...written].map((label) => ({ label })), validFor: /^[?$]\w*$/ };
  };

  return [name, variable];
};
