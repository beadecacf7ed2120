import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { makeWorkshop } from '../../publisher/hepix/authority.ts';
import { imageList } from '../../publisher/hepix/lists.ts';
import { digest } from '../../support/digest.ts';
import { type Kind, perVersion, type Version, type Workroom } from './kind.ts';

const AUTHORITY = '/DC=org/DC=example/CN=Test CA';
const ENDORSER = '/DC=org/DC=example/CN=An Endorser';
const LIST = '76fdee70-8119-5d33-9f40-3c57e1c60df1';

/** The images of a list: `stays` in all versions with new content, one that only this version and the next one have. */
const namesOf = (version: Version) => ['stays', `from-${version}`, `from-${Math.max(1, version - 1)}`];
const contentOf = (name: string, version: Version) =>
  name === 'stays' ? `stays in list ${version}` : `the content of ${name}`;

/** Signed HEPiX lists: a whole list with each way to drop an image, and one image of a list. */
export async function hepixKinds({ url, folder }: Workroom): Promise<readonly Kind[]> {
  const workshop = await makeWorkshop();
  try {
    const authority = await workshop.authority(AUTHORITY);
    const endorser = await authority.issue(ENDORSER);
    await workshop.trust(authority, 'test.pem');
    const trusted = join(folder, 'trusted');
    await cp(workshop.trusted, trusted, { recursive: true });
    const lists = await perVersion((version) => workshop.sign(listOf(version, url), [endorser]));
    const trust = { ca_directory: trusted, endorsers: [{ dn: ENDORSER }] };
    const pages = (version: Version) => ({
      '/list': lists(version),
      ...Object.fromEntries(
        namesOf(version).map((name) => [`/${name}-${version}.img`, contentOf(name, version)]),
      ),
    });
    const whole = (prune: string): Kind => ({
      name: `HEPiX list, prune: ${prune}`,
      server: {
        reconcile: { prune },
        image_lists: [{ url: `${url}/list`, trust, image: { backup: false } }],
      },
      images: [],
      pages,
      published: (version) =>
        Object.fromEntries(namesOf(version).map((name) => [name, contentOf(name, version)])),
    });
    const source = { hepix: `${url}/list`, trust, identifier: 'stays' };
    return [
      whole('delete'),
      whole('hide'),
      {
        name: 'image of a HEPiX list',
        images: [{ name: 'stays', source }],
        pages,
        published: (version) => ({ stays: contentOf('stays', version) }),
      },
    ];
  } finally {
    await workshop.remove();
  }
}

function listOf(version: Version, url: string): string {
  const images = [...new Set(namesOf(version))].map((name) => {
    const content = contentOf(name, version);
    return {
      'dc:identifier': name,
      'dc:title': name,
      'hv:size': content.length,
      'hv:uri': `${url}/${name}-${version}.img`,
      'hv:version': name === 'stays' ? String(version) : '1',
      'hv:format': 'raw',
      'sl:checksum:sha512': digest('sha512', content),
    };
  });
  const head = {
    'dc:identifier': LIST,
    'dc:date:created': `2022-01-0${version}T00:00:00Z`,
    'dc:date:expires': '2999-01-01T00:00:00Z',
    'hv:version': String(version),
    'hv:uri': `${url}/list`,
  };
  return imageList(head, images);
}
