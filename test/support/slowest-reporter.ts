import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

const SHOWN = 10;
/** Milliseconds. A shorter test or file is never listed. */
const WORTH_LISTING = 1_000;

interface Timed {
  readonly milliseconds: number;
  readonly project: string;
  readonly name: string;
}

interface Span {
  first: number;
  last: number;
  files: number;
}

/** Prints, below vitest's own summary, how long each project ran and which files and tests took longest. */
export class SlowestReporter implements Reporter {
  readonly #spans = new Map<string, Span>();

  onTestRunStart(): void {
    this.#spans.clear();
  }

  onTestModuleStart(module: TestModule): void {
    const now = performance.now();
    const span = this.#spans.get(module.project.name) ?? { first: now, last: now, files: 0 };
    span.files += 1;
    this.#spans.set(module.project.name, span);
  }

  onTestModuleEnd(module: TestModule): void {
    const span = this.#spans.get(module.project.name);
    if (span !== undefined) span.last = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = [
      ...[...this.#spans].map(([project, span]) => drawSpan(project, span)),
      ...drawSlowest('Slowest files', modules.map(timedFile)),
      ...drawSlowest(
        'Slowest single tests',
        modules.flatMap((module) => [...module.children.allTests()].map(timedTest)),
      ),
    ];
    process.stdout.write(`${lines.join('\n')}\n\n`);
  }
}

function drawSpan(project: string, { first, last, files }: Span): string {
  return `Project ${project}: ${files} ${files === 1 ? 'file' : 'files'} in ${seconds(last - first).trim()}`;
}

function drawSlowest(title: string, all: readonly Timed[]): readonly string[] {
  const slowest = all
    .filter(({ milliseconds }) => milliseconds >= WORTH_LISTING)
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, SHOWN);
  if (slowest.length === 0) return [];
  return [
    '',
    title,
    ...slowest.map(({ milliseconds, project, name }) => `  ${seconds(milliseconds)}  ${project}  ${name}`),
  ];
}

function timedFile(module: TestModule): Timed {
  const { collectDuration, setupDuration, duration } = module.diagnostic();
  return {
    milliseconds: collectDuration + setupDuration + duration,
    project: module.project.name,
    name: relative(process.cwd(), module.moduleId),
  };
}

function timedTest(test: TestCase): Timed {
  return {
    milliseconds: test.diagnostic()?.duration ?? 0,
    project: test.project.name,
    name: `${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`,
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}
