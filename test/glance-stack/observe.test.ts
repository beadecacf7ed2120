import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Glance } from '../../src/glance/client.ts';
import { type ObserveRequest, observe } from '../../src/glance/observe.ts';
import { MARKER } from '../../src/model/marker.ts';
import { AWKWARD, connectAs, openCloud, type RealCloud } from './real-cloud.ts';

let cloud: RealCloud;
let glance: Glance;
let run: string;
const make: RealCloud['make'] = (attributes) => cloud.make(attributes);

beforeAll(async () => {
  cloud = await openCloud();
  ({ glance, run } = cloud);
});
afterAll(() => cloud.close());

describe('observe', () => {
  const look = (request: Partial<ObserveRequest>) =>
    observe(
      glance,
      { target: cloud.target, stack: run, names: [], ids: [], membersFor: () => false, ...request },
      { parallelism: 4 },
    );

  it('observe finds the project’s images of every visibility, by marker, name and id, hidden ones too', async () => {
    const stack = `${run}: a,b "c" \\ ü%`;
    const name = `${run} seen`;
    const expected: string[] = [];
    for (const visibility of ['public', 'community', 'shared', 'private'] as const) {
      for (const hidden of [false, true]) {
        expected.push((await make({ visibility, hidden, properties: { [MARKER.stack]: stack } })).id);
        expected.push((await make({ visibility, hidden, name })).id);
      }
    }
    const pinned = await make({ visibility: 'community', hidden: true });
    await make({ properties: { [MARKER.stack]: `${stack}.` } });

    const { images } = await look({ stack, names: [name], ids: [pinned.id, randomUUID()] });

    expect(images.map((image) => image.id)).toEqual([...expected, pinned.id].sort());
  });

  it('observe shows a plain member its own and public images, and an administrator private ones too', async () => {
    const name = `${run} whose`;
    const secret = await make({ name });
    const open = await make({ name, visibility: 'public' });
    const community = await make({ name, visibility: 'community' });
    const member = await connectAs({
      OS_USERNAME: 'member',
      OS_PROJECT_NAME: 'tenant1',
      OS_PASSWORD: process.env.RECONCILE_STACK_MEMBER_PASSWORD,
    });
    const theirs = new Glance(member.image);
    const own = await theirs.images.create({ name, visibility: 'community', hidden: true });
    cloud.adopt(own.id);

    const question = { stack: run, names: [name], ids: [], membersFor: () => false };
    const seen = await observe(theirs, { ...question, target: await member.target() }, { parallelism: 4 });
    await member.close();

    expect(seen.images.map((image) => image.id).sort()).toEqual([open.id, own.id].sort());
    expect(seen.images.filter((image) => image.owner === seen.target.projectId)).toHaveLength(1);
    const { images } = await look({ names: [name] });
    expect(images.map((image) => image.id)).toEqual([secret.id, open.id, community.id].sort());
  });

  it('observe finds awkward names', async () => {
    const names = AWKWARD.slice(0, 16).map((name) => `${run}${name}`);
    for (const name of names) await make({ name });

    const { images } = await look({ names });

    expect(images.map((image) => image.name).sort()).toEqual([...names].sort());
  });

  it('observe sends at most ten requests for a hundred images', async () => {
    const names = Array.from({ length: 100 }, (_, at) => `${run} server (build ${at})`);
    await Promise.all(names.map((name) => make({ name, properties: { [MARKER.stack]: run } })));
    const before = cloud.requests();

    const { images } = await look({ names });

    expect(images).toHaveLength(100);
    expect(cloud.requests() - before).toBeLessThanOrEqual(10);
  });

  it('observe reads members where they are managed', async () => {
    const name = `${run} shared`;
    const { id } = await make({ name, visibility: 'shared' });
    await glance.members.add(id, 'p1');

    const { members } = await look({ names: [name], membersFor: (image) => image.name === name });

    expect([...members]).toEqual([[id, [{ memberId: 'p1', status: 'pending' }]]]);
  });
});
