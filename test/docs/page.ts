import { readFileSync } from 'node:fs';

export const ROOT = new URL('../..', import.meta.url).pathname;

/** A fenced block of a page. */
export interface Block {
  /** `console`, `sh`, `yaml` …, or empty. */
  readonly language: string;
  /** Without the fences, with a newline at its end. */
  readonly text: string;
  /** Number of its first line, from 1. */
  readonly line: number;
  /** Why the block is not run: the comment `<!-- not run: WHY -->` on the line above it. */
  readonly notRun: string | null;
  /** The file that the block shows: the name in its first or second line, `# NAME.EXT`. */
  readonly file: string | null;
}

/** A Markdown file of the repository. `path` is relative to its root. */
export interface Page {
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

export function readPage(path: string): Page {
  const text = readFileSync(`${ROOT}${path}`, 'utf8');
  return { path, text, blocks: blocksOf(text) };
}

function blocksOf(text: string): readonly Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const [, indent, language] = /^( *)```(\w*)/.exec(lines[index]!) ?? [];
    if (indent === undefined || language === undefined) continue;
    const end = lines.findIndex((line, at) => at > index && line.trim() === '```');
    if (end < 0) throw new Error(`line ${index + 1}: the block has no end`);
    const inside = lines.slice(index + 1, end).map((line) => line.slice(indent.length));
    const [, notRun = null] = /^ *<!-- not run: (.+) -->$/.exec(lines[index - 1] ?? '') ?? [];
    blocks.push({
      language,
      text: inside.map((line) => `${line}\n`).join(''),
      line: index + 2,
      notRun,
      file: fileOf(inside),
    });
    index = end;
  }
  return blocks;
}

function fileOf(lines: readonly string[]): string | null {
  for (const line of lines.slice(0, 2)) {
    const [, file] = /^# ([\w./-]+\.(?:yaml|yml|sh|json|txt))$/.exec(line) ?? [];
    if (file !== undefined) return file;
  }
  return null;
}

/** A page without its fenced blocks and code spans, because brackets in those are not links. */
export function proseOf(text: string): string {
  return text.replace(/^( *)```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]+`/g, 'code');
}

/** The anchors of a page: of its headings, as GitHub and GitLab make them, and of its HTML. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.replace(/^( *)```[\s\S]*?^ *```$/gm, '').matchAll(/^#{1,6} +(.*)$/gm)) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = words
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  for (const [, name = ''] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(name);
  return anchors;
}

/** The relative links of a page, including its images. */
export function linksOf(text: string): readonly string[] {
  const prose = proseOf(text);
  const targets = [
    ...[...prose.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(([, target = '']) => target),
    ...[...prose.matchAll(/^\[[^\]]+\]: +(\S+)/gm)].map(([, target = '']) => target),
    ...[...prose.matchAll(/<(?:img|a) [^>]*(?:src|href)="([^"]+)"/g)].map(([, target = '']) => target),
  ];
  return targets.filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));
}
