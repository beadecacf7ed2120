import { describe, expect, it } from 'vitest';
import type { Check } from '../../../src/model/desired.ts';
import { MARKER } from '../../../src/model/marker.ts';
import type { CheckStep, Step } from '../../../src/model/step.ts';
import { stepFault } from '../../../src/plan/verify-steps.ts';
import { changeFor, live, marked, wanted } from '../../support/plan-input.ts';

const AT = { file: 'glance.yaml', line: 1, column: 1 };
const TESTERS = { project: 'testers', at: AT };
const BOOTS: Check = { command: ['/srv/boots'], directory: '/srv', timeout: 60, keep: false };
const PINGS: Check = { command: ['/srv/pings'], timeout: 5, keep: true, member: TESTERS };
const PROJECTS = [
  { id: 't1', name: 'tenant1' },
  { id: 't9', name: 'testers' },
];
const STAGED = live({
  id: '00000000-0000-4000-8000-000000000009',
  name: 'cirros (staged)',
  hidden: true,
  properties: marked('staged'),
});

const kinds = (steps: readonly Step[]) => steps.map(({ kind }) => kind);
const checksOf = (steps: readonly Step[]) => steps.filter((step): step is CheckStep => step.kind === 'check');

describe('an image with a local check', () => {
  const SCANS: Check = { command: ['/srv/scans'], directory: '/srv', timeout: 60, keep: false, local: true };

  it('passes it in the upload, and no step runs it again', () => {
    const change = changeFor(wanted({ checks: [SCANS, BOOTS] }));
    const upload = change.steps.find((step) => step.kind === 'upload');
    expect(upload?.checks).toEqual([{ command: ['/srv/scans'], directory: '/srv', timeout: 60 }]);
    expect(checksOf(change.steps).map(({ command }) => command)).toEqual([['/srv/boots']]);
    expect(stepFault(change)).toBeNull();
  });

  it('does not resume an upload that has not passed it', () => {
    const { action, warnings } = changeFor(wanted({ checks: [SCANS] }), { live: [STAGED] });
    expect(action).toBe('create');
    expect(warnings.join()).toContain('have not passed the local checks');
  });

  it('resumes an upload that has passed it', () => {
    const [stage] = changeFor(wanted({ checks: [SCANS] })).steps;
    const { [MARKER.checked]: mark = '' } = (stage?.kind === 'stage' && stage.attributes.properties) || {};
    const passed = { ...STAGED, properties: { ...STAGED.properties, [MARKER.checked]: mark } };
    const { action, steps } = changeFor(wanted({ checks: [SCANS] }), { live: [passed] });
    expect(action).toBe('resume');
    expect(kinds(steps)).toEqual(['resume', 'recheck', 'publish']);
  });
});

describe('an image with checks', () => {
  it('an image with checks is checked in the file’s order after its upload, before it is shared or published', () => {
    const image = wanted({
      checks: [BOOTS, PINGS],
      visibility: 'shared',
      members: [{ project: 'tenant1', at: AT }],
      status: 'deactivated',
    });
    const { steps } = changeFor(image, { projects: PROJECTS });
    expect(kinds(steps)).toEqual([
      'stage',
      'upload',
      'record',
      'check',
      'check',
      'share',
      'deactivate',
      'recheck',
      'publish',
    ]);
    expect(checksOf(steps)).toEqual([
      { kind: 'check', command: ['/srv/boots'], directory: '/srv', timeout: 60, keep: false, member: null },
      { kind: 'check', command: ['/srv/pings'], directory: null, timeout: 5, keep: true, member: 't9' },
    ]);
    expect(stepFault(changeFor(image, { projects: PROJECTS }))).toBeNull();
  });

  it('an image with checks passes the file’s present checks when an earlier run uploaded it', () => {
    const { action, steps } = changeFor(wanted({ checks: [BOOTS] }), { live: [STAGED] });
    expect(action).toBe('resume');
    expect(kinds(steps)).toEqual(['resume', 'check', 'recheck', 'publish']);
  });

  it('an image with checks is reactivated for its checks when it is deactivated', () => {
    const deactivated = { ...STAGED, status: 'deactivated' as const };
    const image = wanted({ checks: [BOOTS], status: 'deactivated' });
    expect(kinds(changeFor(image, { live: [deactivated] }).steps)).toEqual([
      'resume',
      'reactivate',
      'check',
      'deactivate',
      'recheck',
      'publish',
    ]);
  });

  it('an image with checks is not checked when its content is published already', () => {
    const published = live({ properties: marked('current') });
    expect(changeFor(wanted({ checks: [BOOTS], minRam: 1 }), { live: [published] }).steps).toMatchObject([
      { kind: 'update' },
    ]);
  });

  it('an image with checks is kept after a failed check when its id is pinned, because Glance gives no id twice', () => {
    const { steps } = changeFor(wanted({ id: STAGED.id, checks: [BOOTS] }));
    expect(checksOf(steps)).toMatchObject([{ keep: true }]);
  });
});

describe('a shared staged image', () => {
  const shared = { ...STAGED, visibility: 'shared' as const };

  it('a shared staged image has no members while it is checked', () => {
    const image = wanted({
      checks: [BOOTS],
      visibility: 'shared',
      members: [{ project: 'tenant1', at: AT }],
    });
    const { steps } = changeFor(image, { live: [shared], projects: PROJECTS });
    expect(kinds(steps)).toEqual(['resume', 'members', 'update', 'check', 'share', 'recheck', 'publish']);
    expect(steps[1]).toMatchObject({ id: STAGED.id, want: [] });
    expect(steps[2]).toMatchObject({ patch: [{ path: '/visibility', value: 'private' }] });
  });

  it('a shared staged image loses the project of an interrupted check, even if the file has no checks any more', () => {
    const steps = changeFor(wanted({ visibility: 'shared' }), { live: [shared] }).steps;
    expect(kinds(steps)).toEqual(['resume', 'members', 'update', 'recheck', 'publish']);
  });

  it('a shared staged image keeps its members when a later step sets them exactly and there are no checks', () => {
    const image = wanted({ visibility: 'shared', members: [{ project: 'tenant1', at: AT }] });
    const { steps } = changeFor(image, { live: [shared], projects: PROJECTS });
    expect(kinds(steps)).toEqual(['resume', 'share', 'recheck', 'publish']);
  });
});

describe('an image that was kept after a failed check', () => {
  const kept = { ...STAGED, properties: marked('staged', { [MARKER.kept]: 'boots: exit code 1' }) };

  it('an image that was kept after a failed check is checked again, and keeps its mark until it is published', () => {
    const change = changeFor(wanted({ checks: [BOOTS] }), { live: [kept] });
    expect(change.reason).toContain('a check failed (boots: exit code 1)');
    const marks = change.steps.flatMap((step) =>
      'patch' in step && step.patch.some(({ path }) => path === `/${MARKER.kept}`) ? [step.kind] : [],
    );
    expect(marks).toEqual(['publish']);
  });

  it.each([
    ['other content is wanted', wanted({ digests: { md5: 'c'.repeat(32) } }), [kept]],
    ['the live image is up to date', wanted(), [kept, live({ properties: marked('current') })]],
    ['its entry says absent', wanted({ state: 'absent' }), [kept, live({ properties: marked('current') })]],
  ])('a kept image is not deleted without a warning when %s', (_case, image, images) => {
    const { steps, warnings } = changeFor(image, { live: images });
    expect(steps).toContainEqual(expect.objectContaining({ kind: 'delete', id: kept.id }));
    expect(warnings).toContainEqual(expect.stringContaining('boots: exit code 1'));
  });
});

describe('a saved plan with a check in a wrong place', () => {
  const change = changeFor(wanted({ checks: [BOOTS] }));
  const [stage, upload, record, check, recheck, publish] = change.steps as [
    Step,
    Step,
    Step,
    Step,
    Step,
    Step,
  ];
  it.each([
    ['before the image is stored', [stage, check, upload, record, recheck, publish]],
    ['before it is compared', [stage, upload, check, record, recheck, publish]],
    ['after it is published', [stage, upload, record, recheck, publish, check]],
    ['without an image', [check]],
  ])('a saved plan with a check in a wrong place is damaged: %s', (_case, steps) => {
    expect(stepFault({ ...change, steps })).not.toBeNull();
  });
});
