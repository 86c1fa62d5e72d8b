// An editor over the SPARQL page's text field. The field stays the form's: every change is written back to it.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";

import { completions } from "./completions.js";
import { colours, looks } from "./looks.js";

// Tab indents, and after Escape it leaves: until something is written, and not for two seconds only.
const leaving = keymap.of([
  {
    key: "Escape",
    run: (view) => {
      view.setTabFocusMode(true);
      return false;
    },
  },
]);

const running = (run) => keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }]);

const writingBack = (field, changed) =>
  EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    field.value = update.state.doc.toString();
    update.view.setTabFocusMode(false);
    changed();
  });

// A browser that types into styled text writes styles into the page, which the page's policy refuses. So typing is
// done here, but for what is composed of several keys: there the browser has to.
const typing = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const composed = event.isComposing || view.composing;
    if (event.inputType !== "insertText" || !event.data || composed) return false;
    event.preventDefault();
    const { from, to } = view.state.selection.main;
    const insert = () =>
      view.state.update(view.state.replaceSelection(event.data), {
        userEvent: "input.type",
        scrollIntoView: true,
      });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, event.data, insert))) {
      view.dispatch(insert());
    }
    return true;
  },
});

const named = (field) =>
  EditorView.contentAttributes.of({
    "aria-label": field.labels[0].textContent,
    tabindex: "0", // said for those who do not count what can be edited as reachable
  });

// Positions come in code points; a string counts some characters twice.
const place = (doc, line, column) => {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const before = [...found.text].slice(0, Math.max(column - 1, 0)).join("").length;
  return Math.min(found.from + before, found.to);
};

const faulty = (state, { line, column, message }) => {
  const at = place(state.doc, line, column ?? 1);
  const word = state.wordAt(at);
  const to = word ? word.to : Math.min(at + 1, state.doc.length);
  return { from: Math.min(at, Math.max(to - 1, 0)), to, severity: "error", message };
};

const extensions = (field, { terms, prefixes, run, changed }) => [
  running(run),
  leaving,
  typing,
  lineNumbers(),
  highlightSpecialChars(),
  history(),
  StreamLanguage.define(sparql),
  syntaxHighlighting(colours),
  bracketMatching(),
  closeBrackets(),
  indentOnInput(),
  autocompletion({ override: completions(terms, prefixes), icons: false }),
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...lintKeymap,
    ...historyKeymap,
    ...defaultKeymap,
    indentWithTab,
  ]),
  EditorView.lineWrapping,
  writingBack(field, changed),
  named(field),
  looks,
];

// Puts an editor in the place of a text field. Its styles live in a shadow root: a page takes none but its own.
export const upgrade = (field, options) => {
  const host = document.createElement("div");
  host.className = "editing";
  const root = host.attachShadow({ mode: "open" });
  const state = EditorState.create({ doc: field.value, extensions: extensions(field, options) });
  const view = new EditorView({ state, root, parent: root });
  field.hidden = true;
  field.required = false; // a hidden field cannot say what is missing
  field.after(host);
  return {
    write: (text) =>
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    mark: (fault) => {
      const found = fault ? [faulty(view.state, fault)] : [];
      view.dispatch(setDiagnostics(view.state, found));
      if (found.length) view.dispatch({ selection: { anchor: found[0].from }, scrollIntoView: true });
    },
    focus: () => view.focus(),
  };
};
