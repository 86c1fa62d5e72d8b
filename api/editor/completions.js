// What can be written next: terms and prefixes that the server told once, and the query's own variables.
const NAME = /(?:[A-Za-z][\w-]*)?:[\w-]*$|[A-Za-z][\w-]*$/;
const VARIABLE = /[?$]\w*$/;
const DECLARED = /\bPREFIX\s+([A-Za-z][\w-]*)?:/gi;
const WORDS =
  "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS BIND VALUES GRAPH PREFIX CONSTRUCT ASK DESCRIBE EXISTS COUNT CONTAINS LCASE STR STRSTARTS REGEX BOUND COALESCE LIMIT OFFSET HAVING";

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
    ...WORDS.split(" ").map((label) => ({ label, boost: -2 })),
  ];

  const name = (context) => {
    const before = context.state.doc.lineAt(context.pos).text.slice(0, context.pos - context.state.doc.lineAt(context.pos).from);
    const found = context.matchBefore(NAME);
    if (inQuotesOrComment(before) || context.matchBefore(VARIABLE)) return null;
    if (!found && !context.explicit) return null;
    const options = /\bPREFIX\s+\S*$/i.test(before) ? known.map(declaration) : names;
    return { from: found ? found.from : context.pos, options, validFor: /^[\w:-]*$/ };
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
