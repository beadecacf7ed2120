import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digest } from '../support/digest.ts';
import { qcow2 } from '../support/qcow2.ts';
import { openWorkplace, type Workplace } from './harness.ts';

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace();
});
afterAll(() => place.close());

const BYTES = qcow2(31, 700_000);

/** The formula's own sample with its daemon sections, but with this test's image name and a source on loopback. */
function pillar(name: string, source: string, properties = ''): string {
  const { authUrl, admin } = place.cloud.target;
  const keystone = new URL(authUrl);
  return `glance:
  server:
    enabled: true
    version: juno
    workers: 8
    policy:
      publicize_image:
        - "role:admin"
        - "role:image_manager"
    database:
      engine: mysql
      host: 127.0.0.1
      port: 3306
      name: glance
      user: glance
      password: pwd
    identity:
      engine: keystone
      ${keystone.pathname === '/v3' ? `host: ${keystone.hostname}\n      port: ${keystone.port}` : `url: ${authUrl}`}
      tenant: ${admin.project}
      user: ${admin.user}
      password: ${admin.password}
    message_queue:
      engine: rabbitmq
      host: 127.0.0.1
      port: 5672
      user: openstack
      password: pwd
      virtual_host: '/openstack'
    storage:
      engine: file
    images:
    - name: "${name}"
      format: qcow2
      file: cirros-0.3.1-x86_64-disk.img
      source: ${source}
      public: true
${properties}`;
}

/** The environment without the cloud: only the file has its address. */
const NO_CLOUD = {
  OS_AUTH_URL: '',
  OS_USERNAME: '',
  OS_PASSWORD: '',
  OS_PROJECT_NAME: '',
  OS_USER_DOMAIN_NAME: '',
  OS_PROJECT_DOMAIN_NAME: '',
  OS_REGION_NAME: '',
};

it('a classic pillar is planned, applied and changed', async () => {
  const name = `${place.name('CirrOS 0.3.1')}`;
  const source = place.publisher.put('cirros.img', BYTES);
  const run = (...args: string[]) => place.reconcileWith(NO_CLOUD, ...args);

  await place.write(pillar(name, source));
  const applied = await run('apply', '--yes');
  expect(applied, applied.stderr).toMatchObject({ exitCode: 0 });
  expect(await place.named(name)).toMatchObject([
    {
      status: 'active',
      visibility: 'public',
      disk_format: 'qcow2',
      container_format: 'bare',
      size: BYTES.length,
      checksum: digest('md5', BYTES),
      os_hash_value: digest('sha512', BYTES),
      protected: false,
      os_hidden: false,
      'owner_specified.openstack.md5': digest('md5', BYTES),
      'owner_specified.openstack.sha256': digest('sha256', BYTES),
    },
  ]);
  expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exitCode: 0 });

  const [{ id }] = await place.named(name);
  await place.cloud.admin.patch(id, [{ op: 'add', path: '/set_by_somebody', value: 'else' }]);
  expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exitCode: 0 });

  const properties = async () => {
    const [{ hw_disk_bus, hw_vif_model, set_by_somebody, ...image }] = await place.named(name);
    expect(image.id).toBe(id);
    return { hw_disk_bus, hw_vif_model, set_by_somebody };
  };
  const edit = async (text: string) => {
    await place.write(pillar(name, source, text));
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exitCode: 2 });
    expect(await run('apply', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await run('plan', '--detailed-exitcode')).toMatchObject({ exitCode: 0 });
    return properties();
  };
  expect(await edit('      properties: {hw_disk_bus: ide, hw_vif_model: rtl8139}\n')).toEqual({
    hw_disk_bus: 'ide',
    hw_vif_model: 'rtl8139',
    set_by_somebody: 'else',
  });
  expect(await edit('      properties: {hw_disk_bus: virtio, hw_vif_model: rtl8139}\n')).toEqual({
    hw_disk_bus: 'virtio',
    hw_vif_model: 'rtl8139',
    set_by_somebody: 'else',
  });
  expect(await edit('')).toEqual({ set_by_somebody: 'else' });
});

it.runIf(existsSync('/usr/bin/openstack'))('the openstack client sees the image field by field', async () => {
  const name = place.name('seen-by-openstack');
  await place.write(pillar(name, place.publisher.put('cirros.img', BYTES)));
  await place.reconcileWith(NO_CLOUD, 'apply', '--yes');
  const { authUrl, admin } = place.cloud.target;
  const shown = await execa('/usr/bin/openstack', ['image', 'show', '-f', 'json', name], {
    env: {
      OS_AUTH_URL: authUrl,
      OS_USERNAME: admin.user,
      OS_PASSWORD: admin.password,
      OS_PROJECT_NAME: admin.project,
      OS_USER_DOMAIN_NAME: 'Default',
      OS_PROJECT_DOMAIN_NAME: 'Default',
      OS_IDENTITY_API_VERSION: '3',
    },
  });
  expect(JSON.parse(shown.stdout)).toMatchObject({
    name,
    status: 'active',
    visibility: 'public',
    disk_format: 'qcow2',
    container_format: 'bare',
    size: BYTES.length,
    checksum: digest('md5', BYTES),
    min_disk: 0,
    min_ram: 0,
    protected: false,
    properties: { os_hash_algo: 'sha512', os_hash_value: digest('sha512', BYTES), os_hidden: false },
  });
});
