import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { convertGlancepush } from '../../src/convert/glancepush/convert.ts';
import { convertImageManager } from '../../src/convert/image-manager/convert.ts';

const SAMPLES = resolve('test/samples/convert');

function example(name: string): string {
  return readFileSync(resolve('examples', name), 'utf8');
}

it('examples/from-glancepush.yaml is the conversion of the samples', async () => {
  const directory = join(SAMPLES, 'glancepush');
  const [outcome] = await convertGlancepush({
    directory,
    shown: '/etc/glancepush',
    spool: join(SAMPLES, 'glancepush-spool'),
    shownSpool: '/var/spool/glancepush',
    cloud: 'prod',
  });
  expect(outcome?.text.replaceAll(directory, '/etc/glancepush')).toBe(example('from-glancepush.yaml'));
});

it('examples/from-openstack-image-manager.yaml is the conversion of the samples', async () => {
  const files = ['ubuntu.yml', 'other.yml'].map((file) => ({
    path: join(SAMPLES, 'openstack-image-manager', file),
    shown: join('etc/images', file),
  }));
  const { text } = await convertImageManager({ files, tag: 'managed_by_osism', cloud: null, cwd: '/srv' });
  expect(text).toBe(example('from-openstack-image-manager.yaml'));
});
