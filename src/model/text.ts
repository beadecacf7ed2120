const LONGEST = 80;

/** Text of a publisher in a message: in double quotes, control characters escaped, cut to what a line can hold. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

/** One argument as a POSIX shell reads it back, for commands that a message gives. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
