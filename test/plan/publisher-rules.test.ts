import { describe, expect, it } from 'vitest';
import { MARKER } from '../../src/model/marker.ts';
import { changeFor, HOLDING_OLD, live, marked, wanted } from './build.ts';

const EXPIRED = { reason: 'expired on 2016-10-09', frozen: true };

describe('an image that its publisher calls expired', () => {
  it('is not created', () => {
    const change = changeFor(wanted({ suspended: EXPIRED }));

    expect(change).toMatchObject({ action: 'unchanged', reason: EXPIRED.reason, steps: [] });
    expect(change.warnings).toEqual(['expired on 2016-10-09; it is not created']);
  });

  it('is left as it is, whatever the file says of it', () => {
    const image = wanted({ suspended: EXPIRED, hidden: true });
    const change = changeFor(image, { live: [live({ properties: marked('current') })] });

    expect(change).toMatchObject({ action: 'unchanged', steps: [] });
    expect(change.warnings).toEqual(['expired on 2016-10-09; it is left as it is']);
  });

  it('is changed where that is what the file wants of expired images', () => {
    const { source: _source, diskFormat: _format, ...fields } = wanted({ digests: {}, hidden: true });
    const image = { ...fields, suspended: { ...EXPIRED, frozen: false } };

    const change = changeFor(image, { live: [live({ properties: marked('current') })] });
    expect(change).toMatchObject({ action: 'update', fields: [{ path: 'hidden', after: true }] });
    expect(changeFor(image)).toMatchObject({ action: 'unchanged', steps: [] });
  });
});

describe('a list that goes back', () => {
  const list = { identifier: 'list', version: '2.9' };
  const current = (version: string) =>
    live({ properties: marked('current', { [MARKER.list]: `list ${version}` }) });

  it('is refused for the images that came from a later one', () => {
    const [blocker] = changeFor(wanted({ list }), { live: [current('2.10')] }).blockedBy;

    expect(blocker).toMatchObject({ code: 'downgrade' });
    expect(blocker?.message).toContain('version 2.9, and the live image came from version 2.10');
  });

  it('is refused where another image of the stack came from a later one, though it be no longer listed', () => {
    const old = current('2.8');
    const other = (stack: string, role: 'current' | 'staged' = 'current') =>
      live({
        id: '00000000-0000-4000-8000-000000000009',
        name: 'other',
        properties: {
          ...marked(role, {
            [MARKER.list]: 'list 2.10',
            [MARKER.image]: role === 'staged' ? 'cirros' : 'other',
          }),
          [MARKER.stack]: stack,
        },
      });
    const stack = old.properties[MARKER.stack] ?? '';

    const [blocker] = changeFor(wanted({ list }), { live: [old, other(stack)] }).blockedBy;
    expect(blocker).toMatchObject({ code: 'downgrade', candidates: [other(stack).id] });
    expect(blocker?.message).toContain('an image of this stack came from version 2.10');
    expect(changeFor(wanted({ list }), { live: [other(stack)] }).blockedBy).toHaveLength(1);
    expect(changeFor(wanted({ list }), { live: [old, other('elsewhere')] }).blockedBy).toEqual([]);
    expect(changeFor(wanted({ list }), { live: [old, other(stack, 'staged')] }).blockedBy).toEqual([]);
  });

  it.each(['2.9', '2.8'])('takes version 2.9 after %s, without a word', (version) => {
    expect(changeFor(wanted({ list }), { live: [current(version)] })).toMatchObject({
      action: 'unchanged',
      blockedBy: [],
    });
  });

  it('is noted on new content', () => {
    const [stage] = changeFor(wanted({ list })).steps;
    expect(stage).toMatchObject({ attributes: { properties: { [MARKER.list]: 'list 2.9' } } });
  });
});

describe("a publisher's version only goes up", () => {
  const replacing = (before: string, after: string) =>
    changeFor(wanted({ onlyUpwards: true, version: after }), {
      live: [live({ ...HOLDING_OLD, properties: marked('current', { [MARKER.version]: before }) })],
    });

  it('a higher one replaces, and so does other content of the same', () => {
    expect(replacing('1.9', '1.10')).toMatchObject({ action: 'replace', blockedBy: [] });
    expect(replacing('1.9', '1.9')).toMatchObject({ action: 'replace', blockedBy: [] });
  });

  it('a lower one is refused', () => {
    expect(replacing('1.10', '1.9').blockedBy).toMatchObject([
      { code: 'downgrade', message: expect.stringContaining('offers version 1.9') },
    ]);
  });

  it('the version that another tool has noted counts as well', () => {
    const change = changeFor(wanted({ onlyUpwards: true, version: '1.9' }), {
      live: [live({ ...HOLDING_OLD, properties: { version: '1.10' } })],
    });
    expect(change.blockedBy).toMatchObject([{ code: 'downgrade' }]);
  });
});
