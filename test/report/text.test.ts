import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import type { FieldValue, Plan } from '../../src/model/plan.ts';
import { drawPlan, drawReport } from '../../src/report/text.ts';
import {
  CIRROS_CREATED,
  change,
  DEBIAN_HELD,
  DEBIAN_ID,
  DEBIAN_REPLACED,
  FEDORA_UNCHANGED,
  plan,
  report,
  UBUNTU_ID,
  UBUNTU_UPDATED,
  WINDOWS_BLOCKED,
} from './fixtures.ts';

const PLAIN = { colour: 0, width: 80, command: 'reconcile apply -f glance.yaml' } as const;

function draw(drawn: Plan): string {
  return `\n${drawPlan(drawn, PLAIN)}`;
}

describe('a plan', () => {
  it('a plan shows the target, the changes, the bytes to upload, and the command that applies it', () => {
    expect(draw(plan([CIRROS_CREATED, FEDORA_UNCHANGED]))).toMatchInlineSnapshot(`
      "
      Cloud prod, region RegionOne, project service, user glance
      Stack prod-images of glance.yaml on https://image.cloud.example

        + CirrOS 0.3.1  create: absent
            format                  qcow2
            container_format        bare
            visibility              public
            properties.hw_disk_bus  ide
            upload     12.5 MiB (13,147,648 bytes)
            from       http://cdn.example/cirros-0.3.1-x86_64-disk.img
            held to
              sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

      Plan: 1 to create, 1 unchanged; 12.5 MiB to upload.

      Apply it with
        reconcile apply -f glance.yaml
      "
    `);
  });

  it('a plan shows the preparation of the bytes with its command', () => {
    const preparation = {
      decompress: 'ova',
      digestsCover: 'source',
      transform: ['/bin/sh', '-c', 'tr a \x1b[2J'],
      convert: { to: 'qcow2' },
    } as const;
    const content = { source: 'http://cdn.example/vm.ova', bytes: 12, digests: {}, preparation };
    const prepared = change({ name: 'vm', action: 'create', content });
    expect(drawPlan(plan([prepared]), { ...PLAIN, width: 200 })).toContain(
      "then       unpacked (ova), filtered by /bin/sh -c 'tr a \\u{1b}[2J', converted to qcow2\n",
    );
  });

  it('a plan shows the member that is taken out of an archive', () => {
    const preparation = { decompress: 'auto', digestsCover: 'source', member: '*.vmdk' } as const;
    const content = { source: 'http://cdn.example/vm.tar', bytes: 12, digests: {}, preparation };
    const drawn = drawPlan(plan([change({ name: 'vm', action: 'create', content })]), PLAIN);
    expect(drawn).toContain('then       unpacked, its member *.vmdk taken\n');
  });

  it('a plan shows the bytes to read and to upload, known or not', () => {
    const drawn = (of: 'source' | 'decompressed', storedBytes: number | null, bytes: number | null = 12) => {
      const preparation = { decompress: 'gz', digestsCover: of } as const;
      const content = { source: 'http://cdn.example/vm.gz', bytes, storedBytes, digests: {}, preparation };
      const known = { ...content, bytes: 34, storedBytes: 34 };
      const changes = [content, known].map((each, index) =>
        change({ name: `vm ${index}`, action: 'create', content: each }),
      );
      return drawPlan(plan(changes), { ...PLAIN, width: 200 });
    };
    const unknown = drawn('source', null);
    expect(unknown).toMatch(/read +12 bytes\n +upload +size not known before it is unpacked\n/);
    expect(unknown).toContain('; 34 bytes and more to upload');
    const known = drawn('decompressed', 3400, null);
    expect(known).toMatch(/read +size not known yet\n +upload +3\.3 KiB \(3,400 bytes\)\n/);
    expect(known).toContain('; 3.4 KiB to upload');
  });

  it('a plan shows old and new values of a field in one line', () => {
    expect(draw(plan([UBUNTU_UPDATED]))).toMatchInlineSnapshot(`
      "
      Cloud prod, region RegionOne, project service, user glance
      Stack prod-images of glance.yaml on https://image.cloud.example

        ~ Ubuntu 24.04  update: fields differ
            0b9f5d4e-52ad-4a05-9d3c-3a3b5f0e8c11
            visibility               private → public
            properties.hw_disk_bus   virtio  → ide
            properties.hw_vif_model  rtl8139 → (none)
            tags                     (none)  → lts, noble
            (and markers of reconcile)

      Plan: 1 to update.

      Apply it with
        reconcile apply -f glance.yaml
      "
    `);
  });

  it('a plan shows what happens to a replaced image and its oldest backup', () => {
    expect(draw(plan([DEBIAN_REPLACED]))).toMatchInlineSnapshot(`
      "
      Cloud prod, region RegionOne, project service, user glance
      Stack prod-images of glance.yaml on https://image.cloud.example

      -/+ Debian 13  replace: content differs
            3fa85f64-5717-4562-b3fc-2c963f66afa6
            upload     1.0 GiB (1,073,741,824 bytes)
            from       /images/debian-13.qcow2
            held to
              sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            old image  becomes "Debian 13 (backup 2026-01-01T00:00:00Z)"; 2 backups
                       are kept
            delete     c0ffee00-0000-4000-8000-000000000001: one more backup than
                       "keep" allows; its protection is lifted first

      Plan: 1 to replace; 1.0 GiB to upload.

      Apply it with
        reconcile apply -f glance.yaml
      "
    `);
  });

  it('a plan shows the reason and the images of a blocked change, and no command', () => {
    expect(draw(plan([WINDOWS_BLOCKED, UBUNTU_UPDATED]))).toMatchInlineSnapshot(`
      "
      Cloud prod, region RegionOne, project service, user glance
      Stack prod-images of glance.yaml on https://image.cloud.example

        ! Windows Server  blocked (update: several images have this name)
            blocked    Two images of this project have this name. Delete or rename
                       one, or write the id of the wanted one.
                       0b9f5d4e-52ad-4a05-9d3c-3a3b5f0e8c11
                       3fa85f64-5717-4562-b3fc-2c963f66afa6

        ~ Ubuntu 24.04  update: fields differ
            0b9f5d4e-52ad-4a05-9d3c-3a3b5f0e8c11
            visibility               private → public
            properties.hw_disk_bus   virtio  → ide
            properties.hw_vif_model  rtl8139 → (none)
            tags                     (none)  → lts, noble
            (and markers of reconcile)

      Plan: 1 to update, 1 blocked.
      Nothing can be applied while 1 image is blocked.
      "
    `);
  });

  it('a plan without changes takes one line', () => {
    expect(drawPlan(plan([FEDORA_UNCHANGED]), PLAIN)).toBe(
      'No changes: cloud prod, region RegionOne, project service, user glance: 1 image as wanted.\n',
    );
  });

  it('a plan counts unchanged images, and lists them only with verbose', () => {
    const both = plan([UBUNTU_UPDATED, FEDORA_UNCHANGED]);
    expect(drawPlan(both, PLAIN)).not.toContain('Fedora');
    expect(drawPlan(both, PLAIN)).toContain('1 unchanged');
    expect(drawPlan(both, { ...PLAIN, verbose: true })).toContain('  = Fedora 42  unchanged: up to date');
  });

  it('a plan shows the warning of an unchanged image', () => {
    const warned = { ...FEDORA_UNCHANGED, warnings: ['nothing can tell whether its content differs'] };
    const drawn = drawPlan(plan([warned]), PLAIN);
    expect(drawn).toMatch(/^No changes: .*\nwarning {2}Fedora 42: nothing can tell whether/);
    expect(drawn).not.toContain('reconcile apply');
  });

  it('a plan shows a held image, with the time, what was turned down, and the way out', () => {
    const idle = drawPlan(plan([DEBIAN_HELD, FEDORA_UNCHANGED]), { ...PLAIN, width: 120 });
    expect(idle).toBe(
      `No changes: cloud prod, region RegionOne, project service, user glance: 1 image as wanted, 1 held.
 || Debian 13  held: a rollback turned the wanted content down
      ${DEBIAN_HELD.imageId}
      held       since 2026-11-29T13:00:00Z: a rollback turned down the content that the file wants (version 13.2,
                 sha512:${'b'.repeat(32)}…, image ${DEBIAN_HELD.held?.turnedDown.imageId}). Another checksum
                 in the file ends the hold, or reconcile apply --unhold 'Debian 13'
`,
    );
    const busy = drawPlan(plan([UBUNTU_UPDATED, DEBIAN_HELD]), PLAIN);
    expect(busy).toContain(' || Debian 13  held');
    expect(busy).toContain('1 to update, 1 held.');
  });

  it('a plan that updates a held image says that it stays held', () => {
    const drawn = drawPlan(plan([{ ...UBUNTU_UPDATED, held: DEBIAN_HELD.held! }]), PLAIN);
    expect(drawn).toMatch(/ {2}~ Ubuntu.* {2}update/);
    expect(drawn).toContain('held       since 2026-11-29T13:00:00Z');
  });

  it('a hold of which little is known is drawn without gaps', () => {
    const held = {
      since: '2026-11-29T13:00:00Z',
      turnedDown: { imageId: null, digest: null, version: null },
    };
    const drawn = drawPlan(plan([{ ...DEBIAN_HELD, held }]), { ...PLAIN, width: 200 });
    expect(drawn).toContain('turned down the content that the file wants. Another checksum');
  });

  it('a plan says when it is partial', () => {
    expect(drawPlan(plan([UBUNTU_UPDATED], { partial: true }), PLAIN)).toContain('Partial: --target');
    expect(drawPlan(plan([FEDORA_UNCHANGED], { partial: true }), PLAIN)).toContain('partial');
  });

  it('a plan shows long values in lines of their own', () => {
    const before = 'An image with a long description that tells its whole story';
    const described = change({
      name: 'Ubuntu',
      imageId: UBUNTU_ID,
      fields: [{ path: 'description', before, after: `${before}, and then some` }],
    });
    const drawn = drawPlan(plan([described]), PLAIN);
    expect(drawn).toContain(`      description\n        - ${before}\n        + "${before}, and then some"\n`);
  });

  it('marks a change of an image that was not ours until now', () => {
    const taken = change({
      name: 'Ubuntu',
      imageId: UBUNTU_ID,
      action: 'replace',
      reason: 'content differs',
      adopts: [{ id: UBUNTU_ID, name: 'Ubuntu', owner: 'p1', protected: true, by: 'name' }],
    });
    const drawn = drawPlan(plan([taken]), PLAIN).replace(/\s+/g, ' ');
    expect(drawn).toContain('-/+ Ubuntu replace: content differs, not ours until now');
    expect(drawn).toContain(
      `not ours ${UBUNTU_ID} "Ubuntu", found by name: this stack did not publish it; project p1; protected`,
    );
    expect(drawPlan(plan([{ ...taken, action: 'adopt' }]), PLAIN)).not.toContain('until now');
  });

  it('a plan says when protection is lifted for a change and set again', () => {
    const unprotected = change({
      name: 'Ubuntu',
      imageId: UBUNTU_ID,
      action: 'update',
      steps: [
        { kind: 'update', id: UBUNTU_ID, patch: [{ op: 'add', path: '/protected', value: false }] },
        { kind: 'update', id: UBUNTU_ID, patch: [{ op: 'add', path: '/protected', value: true }] },
      ],
    });
    expect(drawPlan(plan([unprotected]), PLAIN)).toContain('lifted for this change and set again');
  });

  it('a plan has no colour at level 0, and some at level 1', () => {
    const introducer = '\u001b[';
    expect(drawPlan(plan([UBUNTU_UPDATED]), PLAIN)).not.toContain(introducer);
    expect(drawPlan(plan([UBUNTU_UPDATED]), { ...PLAIN, colour: 1 })).toContain(introducer);
  });
});

describe('a report', () => {
  it('a report shows the outcome of each image, with the error of a failed one', () => {
    const drawn = drawReport(
      report([
        { ...CIRROS_CREATED, imageId: UBUNTU_ID, outcome: 'done', error: null, seconds: 4.2 },
        {
          ...DEBIAN_REPLACED,
          outcome: 'failed',
          error: {
            code: 'verification',
            message: 'the source has sha256 11…, not 9f…',
            hint: 'Correct the checksum.',
          },
          seconds: 7.8,
        },
        { ...UBUNTU_UPDATED, outcome: 'stale', error: null, seconds: 0 },
        { ...FEDORA_UNCHANGED, outcome: 'done', error: null, seconds: 0 },
      ]),
      PLAIN,
    );
    expect(`\n${drawn}`).toMatchInlineSnapshot(`
      "
        + CirrOS 0.3.1: created in 4.2 s 0b9f5d4e-52ad-4a05-9d3c-3a3b5f0e8c11
        ✗ Debian 13: replace failed in 7.8 s
            error    the source has sha256 11…, not 9f…
            hint     Correct the checksum.
        ✗ Ubuntu 24.04: update left out, as the image has changed since the plan

      Applied: 1 done, 1 failed, 1 stale, 1 unchanged in 12 s.
      "
    `);
  });

  it('a report of an interrupted run says that the next run continues', () => {
    const drawn = drawReport(
      report(
        [
          {
            ...CIRROS_CREATED,
            outcome: 'failed',
            error: { code: 'interrupted', message: 'interrupted by SIGINT', hint: 'Run again.' },
            seconds: 3,
          },
          { ...UBUNTU_UPDATED, outcome: 'skipped', error: null, seconds: 0 },
        ],
        { interrupted: true },
      ),
      PLAIN,
    );
    expect(`\n${drawn}`).toMatchInlineSnapshot(`
      "
        ✗ CirrOS 0.3.1: create interrupted in 3.0 s
        ✗ Ubuntu 24.04: update not started

      Interrupted: 0 done, 1 interrupted, 1 not started in 12 s. In the next run,
      finished uploads are published, and unfinished ones begin again; with --cache,
      downloads continue where they stopped.
      "
    `);
  });
});

it('a report gives the reason of a change that was held back', () => {
  const error = { code: 'held-back', message: 'another change was not done', hint: 'It is done later.' };
  const held = change({ name: 'old', action: 'hide', imageId: DEBIAN_ID });
  const drawn = drawReport(report([{ ...held, outcome: 'skipped', error, seconds: 0 }]), PLAIN);
  expect(drawn).toMatch(/✗ old: hide not started\n +reason +another change was not done\n/);
});

describe('a plan of a resumed image shows', () => {
  const drawn = (given: Partial<Parameters<typeof change>[0]>) =>
    drawPlan(plan([change({ name: 'x', imageId: DEBIAN_ID, ...given })]), { ...PLAIN, width: 200 });
  const resume = { kind: 'resume', id: UBUNTU_ID } as const;

  it('a plan of a resumed image shows that an earlier run has uploaded it', () => {
    expect(drawn({ action: 'resume', steps: [resume] })).toContain(
      `resume     ${UBUNTU_ID} is published: an earlier run uploaded and verified it; nothing is uploaded`,
    );
  });

  it('a plan of a resumed image shows that a backup is published again', () => {
    expect(drawn({ action: 'replace', steps: [resume] })).toContain(
      `publish    ${UBUNTU_ID} has the data already and is published; nothing is uploaded`,
    );
  });

  it('a plan of a resumed image shows that only markers are set', () => {
    const update = { kind: 'update', id: DEBIAN_ID, patch: [] } as const;
    expect(drawn({ action: 'resume', steps: [update] })).toContain(
      'finish     the markers that an earlier run did not set',
    );
  });
});

it('a plan shows that an unlisted image is deleted together with its backups', () => {
  const remove = (id: string) => ({ kind: 'delete', id, unprotect: false, reason: 'pruned' }) as const;
  const departed = change({
    name: 'x',
    action: 'delete',
    imageId: DEBIAN_ID,
    steps: [remove(DEBIAN_ID), remove(UBUNTU_ID)],
  });
  const drawn = drawPlan(plan([departed]), { ...PLAIN, width: 200 });
  expect(drawn).toContain(`${DEBIAN_ID}: the state file no longer lists it`);
  expect(drawn).toContain(`${UBUNTU_ID}: a backup of an image that the state file no longer lists`);
});

it('a deletion is shown with its reason, by the state file or by expiry', () => {
  const steps = [{ kind: 'delete', id: DEBIAN_ID, unprotect: false, reason: 'absent' } as const];
  const drawn = (reason: string) =>
    drawPlan(plan([change({ name: 'x', action: 'delete', imageId: DEBIAN_ID, reason, steps })]), {
      ...PLAIN,
      width: 200,
    });
  expect(drawn('state: absent')).toContain(`${DEBIAN_ID}: state: absent`);
  expect(drawn('expired on 2025-12-31T23:59:59Z')).toContain(`${DEBIAN_ID}: expired on 2025-12-31T23:59:59Z`);
});

describe('hostile text', () => {
  const hostile = fc.string({ unit: 'binary', maxLength: 40 });
  const value: fc.Arbitrary<FieldValue> = fc.oneof(hostile, fc.array(hostile, { maxLength: 3 }));

  it('hostile text is escaped in every part of a plan', () => {
    fc.assert(
      fc.property(hostile, value, value, (text, before, after) => {
        const drawn = drawPlan(
          plan(
            [
              change({
                name: text,
                imageId: text,
                reason: text,
                fields: [{ path: `properties.${text}`, before, after }],
                content: { source: text, bytes: 1, digests: {} },
                warnings: [text],
                steps: [
                  {
                    kind: 'retire',
                    id: text,
                    patch: [{ op: 'add', path: '/name', value: text }],
                    deactivate: false,
                  },
                  { kind: 'download-backup', id: text, directory: text },
                  { kind: 'resume', id: text },
                  { kind: 'delete', id: text, unprotect: false, reason: 'absent' },
                ],
              }),
              change({ name: 'x', blockedBy: [{ code: 'guard', message: text, candidates: [text] }] }),
            ],
            {
              stack: text,
              state: { files: [text], sha256: '' },
              warnings: [text],
              targets: [
                { cloud: text, region: text, project: text, projectId: text, user: text, endpoint: text },
              ],
            },
          ),
          { ...PLAIN, command: text },
        );
        expect(drawn.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('hostile text cannot add a line', () => {
    const forged = change({ name: 'x\nNo changes.', imageId: DEBIAN_ID });
    expect(drawPlan(plan([forged]), PLAIN).split('\n')).not.toContain('No changes.');
  });
});

it('a plan stays within the width of the terminal', () => {
  const wide = change({
    name: 'Ünï',
    imageId: UBUNTU_ID,
    fields: [{ path: 'description', before: '日本語の説明', after: '新しい説明' }],
    warnings: ['a warning of many words '.repeat(20)],
  });
  const lines = drawPlan(plan([wide], { warnings: ['words '.repeat(60)] }), PLAIN).split('\n');
  expect(lines.filter((line) => stringWidth(line) > 80)).toEqual([]);
});
