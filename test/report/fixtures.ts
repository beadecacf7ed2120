import {
  ACTIONS,
  type Action,
  type Change,
  type Plan,
  type Summary,
  uploadBytes,
} from '../../src/model/plan.ts';
import type { ChangeResult, Report } from '../../src/model/report.ts';

export const UBUNTU_ID = '0b9f5d4e-52ad-4a05-9d3c-3a3b5f0e8c11';
export const DEBIAN_ID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
export const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** A change without effects, except for the fields that a test gives. */
export function change(given: Partial<Change> & { readonly name: string }): Change {
  return {
    region: 'RegionOne',
    action: 'update',
    imageId: null,
    reason: '',
    fields: [],
    content: null,
    blockedBy: [],
    warnings: [],
    basis: { images: {}, members: {}, namesakes: [], owners: [] },
    steps: [],
    timeout: null,
    ...given,
  };
}

export function plan(changes: readonly Change[], given: Partial<Plan> = {}): Plan {
  return {
    formatVersion: '1.0',
    stack: 'prod-images',
    state: { files: ['glance.yaml'], sha256: SHA256 },
    targets: [
      {
        cloud: 'prod',
        region: 'RegionOne',
        project: 'service',
        projectId: 'a1b2',
        user: 'glance',
        endpoint: 'https://image.cloud.example',
      },
    ],
    partial: false,
    summary: summarise(changes),
    changes,
    warnings: [],
    ...given,
  };
}

export function report(changes: readonly ChangeResult[], given: Partial<Report> = {}): Report {
  return {
    ...plan(changes),
    changes,
    startedAt: '2026-01-02T03:04:05.000Z',
    finishedAt: '2026-01-02T03:04:17.000Z',
    interrupted: false,
    ...given,
  };
}

function summarise(changes: readonly Change[]): Summary {
  const free = changes.filter((each) => each.blockedBy.length === 0);
  const counts = Object.fromEntries(
    ACTIONS.map((action) => [action, free.filter((each) => each.action === action).length]),
  ) as Record<Action, number>;
  return {
    ...counts,
    blocked: changes.length - free.length,
    bytes: free.reduce((sum, each) => sum + ((each.content && uploadBytes(each.content)) ?? 0), 0),
  };
}

export const CIRROS_CREATED: Change = change({
  name: 'CirrOS 0.3.1',
  action: 'create',
  reason: 'absent',
  fields: [
    { path: 'format', before: null, after: 'qcow2' },
    { path: 'container_format', before: null, after: 'bare' },
    { path: 'visibility', before: null, after: 'public' },
    { path: 'properties.hw_disk_bus', before: null, after: 'ide' },
  ],
  content: {
    source: 'http://cdn.example/cirros-0.3.1-x86_64-disk.img',
    bytes: 13_147_648,
    digests: { md5: 'd972013792949d0d3ba628fbe8685bce', sha256: SHA256 },
  },
});

export const UBUNTU_UPDATED: Change = change({
  name: 'Ubuntu 24.04',
  action: 'update',
  imageId: UBUNTU_ID,
  reason: 'fields differ',
  fields: [
    { path: 'visibility', before: 'private', after: 'public' },
    { path: 'properties.hw_disk_bus', before: 'virtio', after: 'ide' },
    { path: 'properties.hw_vif_model', before: 'rtl8139', after: null },
    { path: 'tags', before: [], after: ['lts', 'noble'] },
    { path: 'owner_specified.reconcile.managed', before: '{}', after: '{"properties":["hw_disk_bus"]}' },
  ],
});

export const DEBIAN_REPLACED: Change = change({
  name: 'Debian 13',
  action: 'replace',
  imageId: DEBIAN_ID,
  reason: 'content differs',
  content: { source: '/images/debian-13.qcow2', bytes: 1_073_741_824, digests: { sha256: SHA256 } },
  basis: { images: { [DEBIAN_ID]: 'f'.repeat(32) }, members: {}, namesakes: [DEBIAN_ID], owners: [] },
  steps: [
    { kind: 'stage', attributes: { name: 'Debian 13 (staged)', visibility: 'private' } },
    {
      kind: 'upload',
      source: { kind: 'file', path: '/images/debian-13.qcow2' },
      expect: { digests: { sha256: SHA256 }, size: null, validators: null },
      method: 'upload',
      stores: [],
      detectFormat: false,
      inspect: { diskFormat: 'qcow2', containerFormat: 'bare', minDiskGiB: 0, allow: [] },
    },
    { kind: 'record', image: 'staged' },
    { kind: 'recheck' },
    { kind: 'publish', patch: [{ op: 'add', path: '/name', value: 'Debian 13' }] },
    {
      kind: 'retire',
      id: DEBIAN_ID,
      patch: [
        { op: 'add', path: '/name', value: 'Debian 13 (backup 2026-01-01T00:00:00Z)' },
        { op: 'add', path: '/os_hidden', value: true },
      ],
      deactivate: false,
      keep: 2,
    },
    { kind: 'delete', id: 'c0ffee00-0000-4000-8000-000000000001', unprotect: true, reason: 'retention' },
  ],
});

export const WINDOWS_BLOCKED: Change = change({
  name: 'Windows Server',
  action: 'update',
  reason: 'several images have this name',
  blockedBy: [
    {
      code: 'ambiguous',
      message:
        'Two images of this project have this name. Delete or rename one, or write the id of the wanted one.',
      candidates: [UBUNTU_ID, DEBIAN_ID],
    },
  ],
});

export const DEBIAN_HELD: Change = change({
  name: 'Debian 13',
  action: 'held',
  imageId: DEBIAN_ID,
  reason: 'a rollback turned the wanted content down',
  held: {
    since: '2026-11-29T13:00:00Z',
    turnedDown: { imageId: UBUNTU_ID, digest: `sha512:${'b'.repeat(128)}`, version: '13.2' },
  },
});

export const FEDORA_UNCHANGED: Change = change({
  name: 'Fedora 42',
  action: 'unchanged',
  reason: 'up to date',
});
