import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPlan } from '../../src/apply/apply-plan.ts';
import type { ApplyOptions } from '../../src/apply/context.ts';
import { Glance } from '../../src/glance/client.ts';
import { observe } from '../../src/glance/observe.ts';
import { findReferrers } from '../../src/glance/referrers.ts';
import { DEFAULT_PATIENCE } from '../../src/glance/watch.ts';
import { ID_PROPERTIES } from '../../src/image/references.ts';
import type { DesiredImage } from '../../src/model/desired.ts';
import type { ApplyEvent } from '../../src/model/event.ts';
import type { Image } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { projectKey } from '../../src/model/observed.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { ChangeResult, Report } from '../../src/model/report.ts';
import { Secrets } from '../../src/model/secrets.ts';
import { connect } from '../../src/openstack/connect.ts';
import { lookupsFor, projectReferences, sourcesToLookAt } from '../../src/plan/lookups.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { deletedIds } from '../../src/plan/references/keep-referred.ts';
import { EVERYTHING } from '../../src/plan/selection.ts';
import { type Fault, type ObservedRequest, startSandbox } from '../../src/sandbox/server.ts';
import { learnFacts } from '../../src/source/facts.ts';
import type { SourceOptions } from '../../src/source/open.ts';
import { digest } from './digest.ts';
import { inputFor, type World, wanted } from './plan-input.ts';

/** A sandbox that plans and applies images, with hooks to disturb it. */
export interface Bench {
  readonly glance: Glance;
  /** Project ids by name. */
  project(name: string): Promise<string>;
  readonly folder: string;
  /** Every request to Glance since the last `forget`, as `METHOD path`. */
  readonly requests: readonly string[];
  readonly events: readonly ApplyEvent[];
  forget(): void;
  /** Hooks, empty at first. */
  fault: (request: ObservedRequest) => Fault | undefined;
  afterResponse: (request: ObservedRequest, status: number) => void;
  /** A desired raw image whose source is a file with these bytes. */
  imageOf(bytes: Uint8Array | string, fields?: Partial<DesiredImage>): Promise<DesiredImage>;
  plan(
    images: readonly DesiredImage[],
    world?: Pick<World, 'settings' | 'publishers' | 'stack' | 'origin'>,
  ): Promise<Plan>;
  apply(plan: Plan, options?: Partial<ApplyOptions>): Promise<Report>;
  /** Plans and applies; returns the first change's result. */
  reconcile(image: DesiredImage, options?: Partial<ApplyOptions>): Promise<ChangeResult>;
  /** The stack's images with a name, by role. */
  byRole(name?: string): Promise<Readonly<Record<'current' | 'staged' | 'backup', readonly Image[]>>>;
  download(id: string): Promise<string>;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const requests: string[] = [];
  const events: ApplyEvent[] = [];
  const sandbox = await startSandbox({
    onRequest: ({ method, path, service }) => {
      if (service === 'image') requests.push(`${method} ${path.replace(/^\/image/, '')}`);
    },
    onResponse: (request, status) => bench.afterResponse(request, status),
    fault: (request) => bench.fault(request),
  });
  const folder = await mkdtemp(join(tmpdir(), 'reconcile-apply-'));
  const secrets = new Secrets();
  const connection = await connect({
    reference: {},
    env: sandbox.env,
    cwd: folder,
    home: folder,
    secrets,
    retry: { tries: 2, firstDelay: 1, maxDelay: 1 },
  });
  const glance = new Glance(connection.image);
  const source: SourceOptions = { env: {}, secrets, cacheDir: null };
  let files = 0;

  async function plan(
    images: readonly DesiredImage[],
    world?: Pick<World, 'settings' | 'publishers' | 'stack' | 'origin'>,
  ): Promise<Plan> {
    const { desired } = inputFor(images, world);
    const target = await connection.target();
    const questions = lookupsFor(desired, EVERYTHING);
    const observed = await observe(
      glance,
      { target, stack: desired.stack, ...questions },
      { parallelism: 4 },
    );
    const references = projectReferences(desired, EVERYTHING);
    const projects = await Promise.all(
      references.map(
        async (reference) =>
          [projectKey(reference), await connection.projects.find(reference.project)] as const,
      ),
    );
    const input = { desired, observed, projects: new Map(projects), selection: EVERYTHING };
    const facts = await Promise.all(
      sourcesToLookAt(input).map(
        async ({ image, ...wanted }) => [image.name, await learnFacts(image, source, wanted)] as const,
      ),
    );
    const known = { ...input, facts: new Map(facts) };
    const referrers = await Promise.all(
      deletedIds(makePlan(known).changes).map((id) => findReferrers(glance, id, ID_PROPERTIES)),
    );
    return makePlan({ ...known, referrers: referrers.flat() });
  }

  const bench: Bench = {
    glance,
    project: async (name) => (await connection.projects.find(name)).id,
    folder,
    requests,
    events,
    forget() {
      requests.length = 0;
      events.length = 0;
    },
    fault: () => undefined,
    afterResponse: () => {},
    async imageOf(bytes, fields = {}) {
      files += 1;
      const path = join(folder, `source-${files}`);
      await writeFile(path, bytes);
      const digests = { sha512: digest('sha512', bytes) };
      return wanted({ diskFormat: 'raw', source: { kind: 'file', path }, digests, ...fields });
    },
    plan,
    apply: (made, options = {}) =>
      applyPlan(made, {
        glance,
        source,
        sources: new Map(),
        checks: {
          directory: folder,
          environment: { PATH: process.env.PATH ?? '' },
          access: (seconds) => connection.clientEnvironment(seconds),
        },
        run: 'bench:1:1',
        parallelism: 4,
        transfers: 2,
        failFast: false,
        patience: { ...DEFAULT_PATIENCE, intervalMs: 1 },
        signal: new AbortController().signal,
        onEvent: (event) => events.push(event),
        redact: (text) => secrets.redact(text),
        ...options,
      }),
    async reconcile(image, options) {
      const report = await bench.apply(await plan([image]), options);
      const [result] = report.changes;
      if (!result) throw new Error('no change');
      return result;
    },
    async byRole(name = 'cirros') {
      const found: Record<'current' | 'staged' | 'backup', Image[]> = { current: [], staged: [], backup: [] };
      for (const hidden of [false, true]) {
        for await (const image of glance.images.list({
          hidden,
          visibility: 'all',
          properties: { [MARKER.image]: name },
        })) {
          found[image.properties[MARKER.role] as 'current' | 'staged' | 'backup'].push(image);
        }
      }
      return found;
    },
    async download(id) {
      const { stream } = await glance.data.download(id);
      const blocks: Buffer[] = [];
      for await (const block of stream) blocks.push(block as Buffer);
      return Buffer.concat(blocks).toString();
    },
    async close() {
      await connection.close();
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return bench;
}
