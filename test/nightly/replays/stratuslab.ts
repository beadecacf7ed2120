import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identifierOf } from '../../../src/publisher/stratuslab/identifier.ts';
import { makeAuthorities, metadata, sign, wrap } from '../../publisher/stratuslab/endorse.ts';
import { digest } from '../../support/digest.ts';
import { type Kind, perVersion, type Version, type Workroom } from './kind.ts';

const contentOf = (name: string, version: Version) => `${name} of version ${version}`.padEnd(600, '.');

/** The marketplace's identifier of an image whose bytes stay the same in all versions, and the path of its metadata. */
const idOf = (name: string) => identifierOf(digest('sha1', contentOf(name, 1)))!;
const pathOf = (name: string) => `/marketplace/metadata/${idOf(name)}?media=xml`;

interface Endorsement {
  readonly title: string;
  readonly content: string;
  readonly version: Version;
  /** Only for what has expired: when. */
  readonly until?: string;
}

/** Endorsed metadata of the StratusLab marketplace: a document, an identifier, and a vmlist. */
export async function stratuslabKinds({ url, folder }: Workroom): Promise<readonly Kind[]> {
  const authorities = await makeAuthorities();
  try {
    const authority = await authorities.authority('CA');
    const jane = await authority.endorser();
    const ca = join(folder, 'ca.pem');
    await copyFile(authority.file, ca);
    const from = Date.now();

    function endorsed({ title, content, version, until }: Endorsement): string {
      const sha1 = digest('sha1', content);
      const document = metadata({
        by: jane,
        created: `${new Date(from + version * 1000).toISOString().slice(0, 19)}Z`,
        identifier: identifierOf(sha1)!,
        bytes: String(content.length),
        checksums: [
          ['SHA-1', sha1],
          ['SHA-512', digest('sha512', content)],
        ],
        locations: [`${url}/${digest('md5', content)}`],
        without: ['dcterms:title', 'dcterms:format', 'slterms:version'],
        more:
          `<dcterms:title>${title}</dcterms:title><dcterms:format>raw</dcterms:format>` +
          `<slterms:version>${version}</slterms:version>` +
          (until === undefined ? '' : `<dcterms:valid>${until}</dcterms:valid>`),
      });
      return wrap(sign(document, jane));
    }

    const endorsedAs = (title: string, version: Version, until?: string) =>
      endorsed({ title, content: contentOf(title, 1), version, ...(until === undefined ? {} : { until }) });
    const trust = { endorsers: [jane.email], ca };
    const bytes = (content: string) => ({ [`/${digest('md5', content)}`]: content });
    const documents = await perVersion((version) =>
      endorsed({ title: 'disk', content: contentOf('disk', version), version }),
    );
    const fixed = await perVersion((version) => ({ [pathOf('fixed')]: endorsedAs('fixed', version) }));
    const leaving = await perVersion((version) => ({
      ...fixed(version),
      ...(version === 1
        ? { [pathOf('leaves')]: endorsedAs('leaves', version) }
        : { [`${pathOf('leaves')}&status=expired`]: endorsedAs('leaves', version, '2022-01-01T00:00:00Z') }),
    }));
    /** The identifiers of two images. From version 2 on, the endorsement of the second one has expired. */
    const vmlist = (expired: string): Kind => ({
      name: `StratusLab vmlist, expired: ${expired}`,
      server: {
        image_lists: [
          {
            vmlist: [idOf('fixed'), idOf('leaves')],
            marketplace: `${url}/marketplace`,
            image_name: '{title}',
            expired,
            image: { backup: false },
            ...trust,
          },
        ],
      },
      images: [],
      pages: (version) => ({
        ...leaving(version),
        ...bytes(contentOf('fixed', 1)),
        ...bytes(contentOf('leaves', 1)),
      }),
      published: (version) => ({
        fixed: contentOf('fixed', 1),
        ...(version === 1 ? { leaves: contentOf('leaves', 1) } : {}),
      }),
    });
    return [
      {
        name: 'StratusLab metadata document',
        images: [{ name: 'disk', source: { stratuslab: `${url}/disk.xml`, ...trust } }],
        pages: (version) => ({ '/disk.xml': documents(version), ...bytes(contentOf('disk', version)) }),
        published: (version) => ({ disk: contentOf('disk', version) }),
      },
      {
        name: 'StratusLab identifier',
        images: [
          {
            name: 'fixed',
            source: { stratuslab: idOf('fixed'), marketplace: `${url}/marketplace`, ...trust },
          },
        ],
        pages: (version) => ({ ...fixed(version), ...bytes(contentOf('fixed', 1)) }),
        published: () => ({ fixed: contentOf('fixed', 1) }),
      },
      vmlist('hide'),
      vmlist('deactivate'),
    ];
  } finally {
    await authorities.remove();
  }
}
