// Tells code from comments and strings, well enough to scan it: no parser, one regular expression.
// It does not follow templates nested in templates, nor markup.

const comment = [String.raw`\/\/[^\n]*`, String.raw`\/\*[\s\S]*?\*\/`];

const quoted = ['"', "'", "`"].map((mark) => {
  const lineEnd = mark === "`" ? "" : String.raw`\n`;
  return String.raw`${mark}(?:\\[\s\S]|[^\\${mark}${lineEnd}])*${mark}`;
});

// A slash begins a regular expression only where a value may begin.
const valueBegins = String.raw`(?<=(?:^|[(,=:\[!&|?{};+]|=>|return|typeof)\s*)`;
const regexBody = String.raw`(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+`;
const regex = String.raw`${valueBegins}\/(?![*/])${regexBody}\/[a-z]*`;

const tokens = new RegExp(`(${comment.join("|")})|${[...quoted, regex].join("|")}`, "gm");

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

/** The same text with comments as spaces: every other character keeps its place. */
export function withoutComments(text: string): string {
  return text.replace(tokens, (token, found: string | undefined) =>
    found === undefined ? token : blank(token),
  );
}

/** The same text with comments, strings, templates and regular expressions as spaces. */
export function codeOnly(text: string): string {
  return text.replace(tokens, blank);
}
