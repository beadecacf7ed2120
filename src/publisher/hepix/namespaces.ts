import { canonicalName, respelled } from './names.ts';

/**
 * A rule about the subjects that a CA may sign, from a file beside its certificate. Names are in OpenSSL's slash form.
 */
export interface NamespaceRule {
  /** The name of the CA; `SELF`: the CA whose certificate lies beside the file. */
  readonly issuer: string;
  readonly permits: boolean;
  readonly subject: RegExp;
}

/** The issuer of rules about the CA whose certificate lies beside the file. */
export const SELF = 'SELF';

/** Longer names are refused: no CA writes them, and matching patterns against them could take long. */
const LONGEST_NAME = 1024;

/**
 * Reads a `*.namespaces` file (EUGridPMA): lines `TO Issuer "DN" PERMIT Subject "regular expression"`, continued by
 * `\`.
 */
export function parseNamespaces(text: string): readonly NamespaceRule[] {
  const lines = text
    .replace(/\r\n/g, '\n')
    .replace(/\\[ \t]*\n/g, ' ')
    .split('\n');
  return lines.flatMap((line) => {
    if (line.trimStart().startsWith('#')) return [];
    const words = splitWords(line);
    if (words.length < 6 || !isWord(words[0], 'to') || !isWord(words[1], 'issuer')) return [];
    const permits = isWord(words[3], 'permit');
    if ((!permits && !isWord(words[3], 'deny')) || !isWord(words[4], 'subject')) return [];
    const issuer = isWord(words[2], 'self') ? SELF : canonicalName(words[2]!);
    return [{ issuer, permits, subject: fromRegularExpression(words[5]!) }];
  });
}

/**
 * Reads a `*.signing_policy` file (Globus EACL): `access_id_CA X509 'DN'`, then `cond_subjects globus '"glob" "glob"'`.
 */
export function parseSigningPolicy(text: string): readonly NamespaceRule[] {
  const rules: NamespaceRule[] = [];
  let issuer: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trimStart().startsWith('#')) continue;
    const words = splitWords(line);
    if (isWord(words[0], 'access_id_ca') && words[2] !== undefined) issuer = canonicalName(words[2]);
    if (!isWord(words[0], 'cond_subjects') || words[2] === undefined || issuer === null) continue;
    const globs = words[2].includes('"') ? splitWords(words[2]) : [words[2]];
    for (const glob of globs) rules.push({ issuer, permits: true, subject: fromGlob(glob) });
  }
  return rules;
}

/** Whether the rules of a CA permit a subject: a rule permits it, and no rule denies it. */
export function isPermitted(rules: readonly NamespaceRule[], subject: string): boolean {
  const name = canonicalName(subject);
  if (name.length > LONGEST_NAME) return false;
  const matching = rules.filter((rule) => rule.subject.test(name));
  return matching.length > 0 && matching.every((rule) => rule.permits);
}

/** The words of a line. Quotes of either kind enclose a word, which may hold quotes of the other kind. */
function splitWords(line: string): readonly string[] {
  return Array.from(
    line.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g),
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

function isWord(word: string | undefined, wanted: string): boolean {
  return word?.toLowerCase() === wanted;
}

/** A pattern also matches its own text, because real files hold names with literal brackets. */
function fromRegularExpression(pattern: string): RegExp {
  const written = respelled(pattern);
  try {
    return new RegExp(`^(?:${written}|${literal(written)})$`, 's');
  } catch {
    return new RegExp(`^${literal(written)}$`, 's');
  }
}

function fromGlob(glob: string): RegExp {
  const source = literal(respelled(glob))
    .replace(/\\\*(?:\\\*)*/g, '.*')
    .replaceAll('\\?', '.');
  return new RegExp(`^${source}$`, 's');
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
