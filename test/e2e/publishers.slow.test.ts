import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identifierOf } from '../../src/publisher/stratuslab/identifier.ts';
import { type Authority, makeWorkshop, type Signer, type Workshop } from '../publisher/hepix/authority.ts';
import {
  type Authorities,
  type Endorser,
  makeAuthorities,
  metadata,
  sign,
  soon,
  wrap,
} from '../publisher/stratuslab/endorse.ts';
import { digest } from '../support/digest.ts';
import { createGnuPg } from '../support/gnupg.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';
import { listOfOne } from './list-of-one.ts';

const KEEPER = 'Keeper <keeper@keys.test>';
const STRANGER = 'Stranger <stranger@keys.test>';

const gpg = await createGnuPg();
let place: Workplace;
let keyring: string;
let workshop: Workshop;
let authority: Authority;
let endorser: Signer;
let impostor: Signer;
let authorities: Authorities;
let marketplaceEndorser: Endorser;
let marketplaceImpostor: Endorser;

beforeAll(async () => {
  place = await openWorkplace();
  await gpg.newKey(KEEPER);
  await gpg.newKey(STRANGER);
  keyring = await gpg.keyring([KEEPER]);
  workshop = await makeWorkshop();
  authority = await workshop.authority('/DC=org/DC=example/CN=Test CA');
  await workshop.trust(authority, 'test-ca.pem');
  endorser = await authority.issue('/DC=org/DC=example/CN=An Endorser');
  impostor = await authority.issue('/DC=org/DC=example/CN=An Impostor');
  authorities = await makeAuthorities();
  const ca = await authorities.authority('CA');
  marketplaceEndorser = await ca.endorser();
  marketplaceImpostor = await ca.endorser({ name: 'John' });
});
afterAll(async () => {
  await place?.close();
  await workshop?.remove();
  await authorities?.remove();
});

/** A publisher's image at one time. */
interface Edition {
  readonly bytes: Buffer;
  readonly version: string;
}

const FIRST: Edition = { bytes: qcow2(1), version: '1.9' };
const SECOND: Edition = { bytes: qcow2(2), version: '1.10' };

interface Kind {
  /** The part of the state file that names the publisher's image. */
  state(name: string): object;
  publish(name: string, edition: Edition): Promise<void>;
  /** Ways to publish the next edition so that reconcile must refuse it. */
  readonly spoilt: Readonly<Record<string, (name: string, edition: Edition) => Promise<void>>>;
}

const image = (name: string, more: object) => ({ images: [{ name, format: 'qcow2', ...more }] });
const put = (file: string, content: string | Uint8Array) =>
  place.publisher.put(file, typeof content === 'string' ? Buffer.from(content) : content);

/** Publishes other bytes than those that the digests describe. */
const forgedBytes =
  (publish: Kind['publish'], file: (name: string) => string) => async (name: string, edition: Edition) => {
    await publish(name, edition);
    put(file(name), qcow2(99));
  };

const clearsigned: Kind = {
  state: (name) =>
    image(name, {
      source: `${place.publisher.url}/${name}.qcow2`,
      checksum: { url: `${place.publisher.url}/${name}.CHECKSUM`, keyring },
    }),
  async publish(name, { bytes }) {
    put(`${name}.qcow2`, bytes);
    const sums = `# ${name}.qcow2: ${bytes.length} bytes\nSHA256 (${name}.qcow2) = ${digest('sha256', bytes)}\n`;
    put(`${name}.CHECKSUM`, await gpg.clearsign(sums, KEEPER));
  },
  spoilt: {
    'forged bytes': forgedBytes(
      (name, edition) => clearsigned.publish(name, edition),
      (name) => `${name}.qcow2`,
    ),
    'a forged digest': async (name, edition) => {
      await clearsigned.publish(name, edition);
      const sums = `SHA256 (${name}.qcow2) = ${digest('sha256', edition.bytes)}\n`;
      const signed = await gpg.clearsign(sums.replace(/= ./, '= 0'), KEEPER);
      put(
        `${name}.CHECKSUM`,
        signed.toString('latin1').replace('= 0', `= ${digest('sha256', edition.bytes)[0]}`),
      );
    },
    "another person's signature": async (name, edition) => {
      await clearsigned.publish(name, edition);
      const sums = `SHA256 (${name}.qcow2) = ${digest('sha256', edition.bytes)}\n`;
      put(`${name}.CHECKSUM`, await gpg.clearsign(sums, STRANGER));
    },
    'no signature': async (name, edition) => {
      await clearsigned.publish(name, edition);
      put(`${name}.CHECKSUM`, `SHA256 (${name}.qcow2) = ${digest('sha256', edition.bytes)}\n`);
    },
    'another file': async (name, edition) => {
      await clearsigned.publish(name, edition);
      put(`${name}.CHECKSUM`, await gpg.clearsign(`SHA256 (other) = ${'0'.repeat(64)}\n`, KEEPER));
    },
  },
};

const detached: Kind = {
  state: (name) =>
    image(name, {
      source: `${place.publisher.url}/${name}.qcow2`,
      checksum: {
        url: `${place.publisher.url}/${name}-SHA512SUMS`,
        signature: `${place.publisher.url}/${name}-SHA512SUMS.sign`,
        keyring,
      },
    }),
  async publish(name, { bytes }) {
    put(`${name}.qcow2`, bytes);
    const sums = `${digest('sha512', bytes)} *${name}.qcow2\n`;
    put(`${name}-SHA512SUMS`, sums);
    put(`${name}-SHA512SUMS.sign`, await gpg.sign(sums, KEEPER));
  },
  spoilt: {
    'the signature of the former file': async (name, edition) => {
      put(`${name}.qcow2`, edition.bytes);
      put(`${name}-SHA512SUMS`, `${digest('sha512', edition.bytes)} *${name}.qcow2\n`);
    },
  },
};

/** Versions of streams are dates: 1.9 becomes 9 January. */
function dated(version: string): string {
  return `2024${version
    .split('.')
    .map((part) => part.padStart(2, '0'))
    .join('')}`;
}

const simplestreams: Kind = {
  state: (name) =>
    image(name, {
      source: {
        simplestreams: `${place.publisher.url}/`,
        index: `${name}/index.sjson`,
        product: name,
        keyring,
      },
    }),
  async publish(name, { bytes, version }) {
    const path = `${name}/${version}.img`;
    place.publisher.put(path, bytes);
    const products = {
      format: 'products:1.0',
      content_id: name,
      datatype: 'image-downloads',
      products: {
        [name]: {
          arch: 'amd64',
          os: 'ubuntu',
          release: 'noble',
          version: '24.04',
          versions: {
            [dated(version)]: {
              items: {
                'disk1.img': {
                  ftype: 'disk1.img',
                  path,
                  sha256: digest('sha256', bytes),
                  size: bytes.length,
                },
              },
            },
          },
        },
      },
    };
    const index = {
      format: 'index:1.0',
      index: { [name]: { format: 'products:1.0', path: `${name}/products.sjson`, products: [name] } },
    };
    put(`${name}/products.sjson`, await gpg.clearsign(JSON.stringify(products, null, 1), KEEPER));
    put(`${name}/index.sjson`, await gpg.clearsign(JSON.stringify(index, null, 1), KEEPER));
  },
  spoilt: {
    'forged bytes': forgedBytes(
      (name, edition) => simplestreams.publish(name, edition),
      (name) => `${name}/${SECOND.version}.img`,
    ),
    'an older version': (name, edition) => simplestreams.publish(name, { ...edition, version: '1.8' }),
    'unsigned products': async (name, edition) => {
      await simplestreams.publish(name, edition);
      put(`${name}/products.sjson`, '{"format": "products:1.0", "products": {}}');
    },
  },
};

const marketplace: Kind = {
  state: (name) =>
    image(name, {
      source: { stratuslab: `${place.publisher.url}/${name}.xml`, endorsers: [marketplaceEndorser.email] },
    }),
  async publish(name, edition) {
    put(`${name}.xml`, wrap(sign(describeImage(name, edition), marketplaceEndorser)));
  },
  spoilt: {
    'forged bytes': forgedBytes(
      (name, edition) => marketplace.publish(name, edition),
      (name) => `${name}.img`,
    ),
    'an untrusted endorser': async (name, edition) => {
      put(`${name}.xml`, wrap(sign(describeImage(name, edition, marketplaceImpostor), marketplaceImpostor)));
    },
    'a forged size': async (name, edition) => {
      const signed = sign(describeImage(name, edition), marketplaceEndorser);
      put(`${name}.xml`, wrap(signed.replace(/<slreq:bytes>\d/, '<slreq:bytes>9')));
    },
    'a lower version': async (name, edition) => {
      await marketplace.publish(name, { ...edition, version: '1.8' });
    },
  },
};

function describeImage(
  name: string,
  { bytes, version }: Edition,
  by: Endorser = marketplaceEndorser,
): string {
  const sha1 = digest('sha1', bytes);
  return metadata({
    by,
    created: soon(),
    identifier: identifierOf(sha1)!,
    bytes: String(bytes.length),
    checksums: [
      ['MD5', digest('md5', bytes)],
      ['SHA-1', sha1],
      ['SHA-512', digest('sha512', bytes)],
    ],
    locations: [`${place.publisher.url}/gone-${name}`, put(`${name}.img`, bytes)],
    without: ['slterms:version'],
    more: `<slterms:version>${version}</slterms:version>`,
  });
}

const hepix: Kind = {
  state: (name) => ({
    image_lists: [
      {
        url: `${place.publisher.url}/${name}.list`,
        trust: {
          ca_directory: workshop.trusted,
          endorser: { dn: endorser.subject, ca: authority.subject },
        },
        image_name: '{dc:title}',
        image: { format: 'qcow2' },
      },
    ],
  }),
  publish: async (name, edition) => signList(name, listText(name, edition), endorser),
  spoilt: {
    'forged bytes': forgedBytes(
      (name, edition) => hepix.publish(name, edition),
      (name) => `${name}.img`,
    ),
    'forged content': async (name, edition) => {
      const message = await workshop.sign(listText(name, edition), [endorser]);
      put(`${name}.list`, message.toString('latin1').replace('"KVM"', '"KVN"'));
    },
    'an untrusted endorser': async (name, edition) => {
      const { subject } = impostor;
      await signList(name, listText(name, edition).replace(endorser.subject, subject), impostor);
    },
    'no signature': async (name, edition) => void put(`${name}.list`, listText(name, edition)),
    'an older version': async (name, edition) =>
      signList(name, listText(name, { ...edition, version: '1.8' }), endorser),
  },
};

function listText(name: string, { bytes, version }: Edition): string {
  return listOfOne(place, { name, file: `${name}.img`, bytes, format: 'qcow2', version });
}

async function signList(name: string, text: string, by: Signer): Promise<void> {
  put(`${name}.list`, await workshop.sign(text, [by]));
}

const KINDS = {
  'a clearsigned checksum file': clearsigned,
  'a checksum file with a detached signature': detached,
  simplestreams,
  'the StratusLab marketplace': marketplace,
  'a signed HEPiX image list': hepix,
} satisfies Record<string, Kind>;

async function writeState(name: string, kind: Kind): Promise<void> {
  await place.write(JSON.stringify({ glance: { server: { name, ...kind.state(name) } } }));
}

async function publishedId(name: string, { bytes }: Edition): Promise<string> {
  const [published, ...others] = await place.named(name);
  expect(others).toEqual([]);
  expect(published).toMatchObject({ status: 'active', size: bytes.length });
  expect(digest('sha256', await place.download(published.id))).toBe(digest('sha256', bytes));
  return published.id;
}

describe.each(Object.entries(KINDS))('%s', (_what, kind) => {
  it('an image of a publisher is created, verified, unchanged, and replaced by the next edition', async () => {
    const name = place.name();
    await kind.publish(name, FIRST);
    await writeState(name, kind);

    const created = await place.apply();
    expect(created).toMatchObject({ exitCode: 0, changes: [{ name, action: 'create', outcome: 'done' }] });
    await publishedId(name, FIRST);
    expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);

    await kind.publish(name, SECOND);
    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ name, action: 'replace', outcome: 'done' }],
    });
    await publishedId(name, SECOND);
    expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);
  });

  it.each(Object.entries(kind.spoilt))(
    'an image of a publisher is refused with %s, and the old image stays untouched',
    async (_how, spoil) => {
      const name = place.name();
      await kind.publish(name, FIRST);
      await writeState(name, kind);
      expect((await place.apply()).exitCode).toBe(0);
      const before = await publishedId(name, FIRST);

      await spoil(name, SECOND);
      const { exitCode, stderr, stdout } = await place.reconcile('apply', '--yes');
      expect([1, 3, 4]).toContain(exitCode);
      expect(stderr + stdout).not.toContain('unexpected');

      expect(await publishedId(name, FIRST)).toBe(before);
      expect(await place.ours(name)).toHaveLength(1);
    },
  );
});

describe('a run in which one of several publishers fails', () => {
  const several = { clearsigned, simplestreams, hepix } satisfies Record<string, Kind>;
  type Which = keyof typeof several;
  const ALL = Object.keys(several) as readonly Which[];

  const failures: Readonly<Record<Which, readonly [string, (name: string) => Promise<unknown>]>> = {
    clearsigned: [
      'does not answer',
      async (name) =>
        place.publisher.put(`${name}.CHECKSUM`, (_request, response) => void response.writeHead(503).end()),
    ],
    simplestreams: ['is not signed', (name) => simplestreams.spoilt['unsigned products']!(name, SECOND)],
    hepix: ['was forged', (name) => hepix.spoilt['forged content']!(name, SECOND)],
  };

  it.each(ALL.map((lost) => [lost, ...failures[lost]] as const))(
    'a run in which one of several publishers fails keeps the image of %s, which %s, and applies the others',
    async (lost, _how, fail) => {
      const names = { clearsigned: place.name(), simplestreams: place.name(), hepix: place.name() };
      const gone = place.name('gone');
      const write = (listed: readonly object[]) => {
        const states = ALL.map((which) => several[which].state(names[which]) as Record<string, object[]>);
        const images = [...states.flatMap((state) => state.images ?? []), ...listed];
        const image_lists = states.flatMap((state) => state.image_lists ?? []);
        const server = { name: gone, reconcile: { prune: 'delete' }, images, image_lists };
        return place.write(JSON.stringify({ glance: { server } }));
      };
      await writeFile(join(place.folder, 'gone.qcow2'), FIRST.bytes);
      for (const which of ALL) await several[which].publish(names[which], FIRST);
      await write([{ name: gone, format: 'qcow2', file: 'gone.qcow2' }]);
      expect((await place.apply()).exitCode).toBe(0);
      const before = await publishedId(names[lost], FIRST);

      for (const which of ALL) if (which !== lost) await several[which].publish(names[which], SECOND);
      await fail(names[lost]);
      await write([]);
      const outcome = await place.apply();
      expect(outcome.exitCode).toBe(4);
      expect(outcome.unresolved).toHaveLength(1);
      for (const which of ALL) if (which !== lost) await publishedId(names[which], SECOND);
      expect(await publishedId(names[lost], FIRST)).toBe(before);
      expect(await place.ours(names[lost])).toHaveLength(1);
      expect(await place.named(gone)).toHaveLength(1);
      expect((await place.reconcile('plan')).exitCode).toBe(1);

      await several[lost].publish(names[lost], SECOND);
      expect((await place.apply()).exitCode).toBe(0);
      await publishedId(names[lost], SECOND);
      expect(await place.named(gone)).toEqual([]);
      expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);
    },
  );
});

describe('another Glance', () => {
  it('another Glance has its image copied, verified by its digests, and replaced when it is replaced there', async () => {
    const origin = place.name('origin');
    const copy = place.name('copy');
    const stateOf = (more: object) => JSON.stringify({ glance: { server: { name: copy, images: [more] } } });
    const publishOrigin = async ({ bytes }: Edition) => {
      await writeFile(join(place.folder, 'origin.qcow2'), bytes);
      const state = {
        name: origin,
        format: 'qcow2',
        file: 'origin.qcow2',
        properties: { hw_disk_bus: 'scsi' },
      };
      await place.write(JSON.stringify({ glance: { server: { name: origin, images: [state] } } }));
      expect((await place.apply()).exitCode).toBe(0);
      await place.write(
        stateOf({ name: copy, source: { glance: { image: origin }, copy_properties: ['hw_*'] } }),
      );
    };
    await publishOrigin(FIRST);
    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ action: 'create', outcome: 'done' }],
    });
    await publishedId(copy, FIRST);
    expect((await place.named(copy))[0]).toMatchObject({ hw_disk_bus: 'scsi', disk_format: 'qcow2' });
    expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);

    await publishOrigin(SECOND);
    expect(await place.apply()).toMatchObject({
      exitCode: 0,
      changes: [{ action: 'replace', outcome: 'done' }],
    });
    await publishedId(copy, SECOND);
    expect((await place.reconcile('plan', '--detailed-exitcode')).exitCode).toBe(0);
  });
});
