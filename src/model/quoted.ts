const LONGEST = 80;

/** Text of a publisher in a message: in double quotes, control characters escaped, cut to what a line can hold. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
