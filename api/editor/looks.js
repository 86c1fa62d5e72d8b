// How the editor looks: in the colours of the page, which a shadow root inherits as custom properties.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--direct)", fontWeight: "600" },
  { tag: [tags.local(tags.variableName), tags.variableName], color: "var(--origin)" },
  { tag: tags.string, color: "var(--hedge)" },
  { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  { tag: tags.atom, color: "var(--contra)" },
  { tag: [tags.operator, tags.bracket, tags.meta], color: "var(--ink)" },
]);

const tip = {
  backgroundColor: "var(--surface)",
  color: "var(--ink)",
  border: "1px solid var(--line-strong)",
  borderRadius: "var(--r-s)",
  fontFamily: "var(--sans)",
  maxWidth: "min(34rem, 90vw)",
};

export const looks = EditorView.theme({
  "&": { backgroundColor: "var(--sunk)", color: "var(--ink)", minHeight: "21.5rem", maxHeight: "70vh" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "0" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: ".875rem", lineHeight: "1.62" },
  ".cm-content": { paddingBlock: ".75rem", caretColor: "var(--ink)", minHeight: "20rem" },
  ".cm-line": { paddingInline: ".9rem" },
  ".cm-gutters": {
    minHeight: "21.5rem !important",
    backgroundColor: "var(--sunk)",
    color: "var(--muted)",
    border: "0",
    borderInlineEnd: "1px solid var(--line)",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.4rem", paddingInlineEnd: ".6rem" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", outline: "1px solid var(--mark-edge)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--contra-soft)", color: "var(--contra)" },
  // Drawn, and no picture: the page loads pictures from its server only.
  ".cm-lintRange-error": {
    backgroundImage: "none",
    backgroundColor: "var(--contra-soft)",
    textDecoration: "underline wavy var(--contra) 2px",
    textUnderlineOffset: "3px",
  },
  ".cm-lintPoint::after": { borderBottomColor: "var(--contra)" },
  ".cm-tooltip": tip,
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: ".8438rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".25rem .6rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
  },
  ".cm-completionDetail": { fontFamily: "var(--sans)", fontStyle: "normal" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionInfo": { padding: ".5rem .7rem", fontSize: ".875rem" },
  ".cm-completionInfo-left-narrow, .cm-completionInfo-right-narrow": { display: "none" },
  ".cm-diagnostic": { padding: ".4rem .7rem", borderInlineStart: "4px solid var(--contra)" },
  ".cm-panels": { backgroundColor: "var(--surface)", color: "var(--ink)" },
});
