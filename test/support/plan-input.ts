import { formatManaged } from '../../src/image/markers.ts';
import {
  DEFAULT_BACKUP_NAME,
  DEFAULT_QUOTAS,
  type Desired,
  type DesiredImage,
  NO_PUBLISHERS,
  type Publishers,
  type RunSettings,
  type StatedImage,
} from '../../src/model/desired.ts';
import type { Image, Member } from '../../src/model/image.ts';
import { MARKER } from '../../src/model/marker.ts';
import { type Features, type Project, projectKey, type SourceFacts } from '../../src/model/observed.ts';
import type { Change, Plan } from '../../src/model/plan.ts';
import type { Allowances, PlanInput } from '../../src/plan/input.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { changePictureFault } from '../../src/plan/picture/change-picture.ts';
import { planPictureFault } from '../../src/plan/picture/plan-picture.ts';
import { EVERYTHING, type Selection } from '../../src/plan/selection.ts';
import { stepFault, waitFault } from '../../src/plan/verify-steps.ts';

/** Made-up digests of two contents: plans compare digests and never read bytes. */
export const OLD = { md5: 'a'.repeat(32), sha512: 'a'.repeat(128) };
export const NEW = { md5: 'b'.repeat(32), sha512: 'b'.repeat(128) };

export const SERVICE = 'service-id';

/** When every made-up plan looked at Glance. */
export const LOOKED_AT = '2026-11-29T13:00:00Z';

/** An entry of the file; by default it wants the content NEW. */
export function wanted(fields: Partial<StatedImage> = {}): StatedImage {
  return {
    name: 'cirros',
    at: { file: 'glance.yaml', line: 1, column: 1 },
    previously: [],
    state: 'present',
    diskFormat: 'qcow2',
    source: { kind: 'http', url: 'http://images.example/cirros.img' },
    digests: NEW,
    propertiesMode: 'merge',
    method: 'upload',
    backup: { keep: 1, name: DEFAULT_BACKUP_NAME, visibility: 'private', hidden: true, deactivate: false },
    ...fields,
  };
}

/** A live image of our project; by default with the content NEW and without markers. */
export function live(fields: Partial<Image> = {}): Image {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    name: 'cirros',
    status: 'active',
    visibility: 'private',
    hidden: false,
    protected: false,
    owner: SERVICE,
    diskFormat: 'qcow2',
    containerFormat: 'bare',
    minDisk: 0,
    minRam: 0,
    size: 1000,
    virtualSize: null,
    checksum: NEW.md5,
    hashAlgorithm: 'sha512',
    hashValue: NEW.sha512,
    description: null,
    tags: [],
    stores: ['fast'],
    createdAt: '2024-01-01T00:00:00Z',
    updatedAt: '2024-01-01T00:00:00Z',
    properties: {},
    ...fields,
  };
}

/** The content OLD, as fields of a live image. */
export const HOLDING_OLD = { checksum: OLD.md5, hashAlgorithm: 'sha512', hashValue: OLD.sha512 };

/** The attributes of a backup by default, as fields of a live image. */
export const IN_BACKUP_FORM = { name: 'cirros (backup 2024-01-01T00:00:00Z)', hidden: true };

/** The properties of an image that the stack `prod` has published, staged or backed up. */
export function marked(
  role: 'current' | 'staged' | 'backup',
  fields: Record<string, string> = {},
): Record<string, string> {
  return {
    [MARKER.stack]: 'prod',
    [MARKER.image]: 'cirros',
    [MARKER.role]: role,
    [MARKER.managed]: formatManaged({ properties: [], tags: [] }),
    ...(role === 'staged' ? { [MARKER.exceptions]: 'none' } : {}),
    ...fields,
  };
}

export interface World {
  readonly live?: readonly Image[];
  readonly members?: Readonly<Record<string, readonly Member[]>>;
  readonly facts?: Readonly<Record<string, Partial<SourceFacts>>>;
  readonly projects?: readonly Project[];
  readonly features?: Partial<Features>;
  readonly settings?: Partial<RunSettings>;
  readonly stack?: string;
  readonly stackNamed?: boolean;
  readonly origin?: string;
  readonly selection?: Selection;
  readonly allowed?: Allowances;
  readonly referrers?: readonly Image[];
  readonly desired?: Partial<Desired>;
  readonly publishers?: Partial<Publishers>;
  /** null: Glance gives no time. Absent: {@link LOOKED_AT}. */
  readonly now?: number | null;
}

export function inputFor(images: readonly DesiredImage[], world: World = {}): PlanInput {
  const projects = world.projects ?? [];
  return {
    desired: {
      stack: world.stack ?? 'prod',
      stackNamed: world.stackNamed ?? true,
      ...(world.origin === undefined ? {} : { origin: world.origin }),
      files: ['glance.yaml'],
      sha256: '0'.repeat(64),
      cloud: { cloud: 'prod' },
      settings: {
        prune: 'never',
        maxDeletes: null,
        maxReplaces: null,
        requireChecksum: false,
        mayPublish: false,
        quotas: DEFAULT_QUOTAS,
        ...world.settings,
      },
      images,
      warnings: [],
      ...world.desired,
      ...(world.publishers ? { publishers: { ...NO_PUBLISHERS, ...world.publishers } } : {}),
    },
    observed: {
      target: {
        cloud: null,
        region: 'RegionOne',
        project: 'service',
        projectId: SERVICE,
        user: 'admin',
        endpoint: 'http://glance.example:9292',
      },
      features: { minor: 15, hidden: true, stores: true, ...world.features },
      images: world.live ?? [],
      members: new Map(Object.entries(world.members ?? {})),
    },
    facts: new Map(
      Object.entries(world.facts ?? {}).map(([name, facts]) => [
        name,
        { digests: {}, bytes: null, validators: null, problem: null, ...facts },
      ]),
    ),
    projects: new Map(projects.map((project) => [projectKey({ project: project.name }), project])),
    selection: world.selection ?? EVERYTHING,
    ...(world.allowed === undefined ? {} : { allowed: world.allowed }),
    ...(world.referrers === undefined ? {} : { referrers: world.referrers }),
    ...(world.now === null ? {} : { now: world.now ?? Date.parse(LOOKED_AT) }),
  };
}

export function planFor(images: readonly DesiredImage[], world: World = {}): Plan {
  const input = inputFor(images, world);
  const plan = makePlan(input);
  assertApplicable(plan, input);
  return plan;
}

/** A saved copy of every plan must be valid: its steps in order, and its picture drawn from them. */
export function assertApplicable(plan: Plan, { observed }: Pick<PlanInput, 'observed'>): void {
  const live = new Map(observed.images.map((image) => [image.id, image]));
  const free = plan.changes.filter(({ blockedBy }) => blockedBy.length === 0);
  const faults = [
    ...plan.changes.flatMap((change) => stepFault(change) ?? []),
    ...[waitFault(plan.changes)].flatMap((fault) => fault ?? []),
    ...[planPictureFault(plan)].flatMap((fault) => fault ?? []),
    ...free.flatMap((change) => changePictureFault(change, plan.stack, live, plan.changes) ?? []),
  ];
  if (faults.length > 0) throw new Error(`the plan contradicts itself: ${JSON.stringify(faults)}`);
}

/** The plan's only change. */
export function changeFor(image: DesiredImage, world: World = {}): Change {
  const { changes } = planFor([image], world);
  const [change, ...others] = changes;
  if (!change || others.length > 0) throw new Error(`expected one change, got ${changes.length}`);
  return change;
}

export function stepKinds(change: Change): readonly string[] {
  return change.steps.map((step) => step.kind);
}

/** The values that a PATCH step sets, by wire name. */
export function patched(change: Change, kind: 'update' | 'publish' | 'retire'): Record<string, unknown> {
  const step = change.steps.find((candidate) => candidate.kind === kind);
  if (!step || !('patch' in step)) throw new Error(`the change has no ${kind} step: ${stepKinds(change)}`);
  return Object.fromEntries(
    step.patch.map((operation) => [
      operation.path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~'),
      operation.op === 'remove' ? undefined : operation.value,
    ]),
  );
}
