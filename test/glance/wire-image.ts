/** An image as the Images API v2.15 shows it, with what a test cares about laid over it. */
export function wireImage(over: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const id = (over.id as string | undefined) ?? '7a1f6b1c-0d0a-4a57-9a6e-3f2b8f9b1c11';
  return {
    id,
    name: 'cirros',
    status: 'active',
    visibility: 'private',
    os_hidden: false,
    protected: false,
    owner: 'our-project',
    disk_format: 'qcow2',
    container_format: 'bare',
    min_disk: 0,
    min_ram: 0,
    size: 5,
    virtual_size: 5,
    checksum: '5d41402abc4b2a76b9719d911017c592',
    os_hash_algo: 'sha512',
    os_hash_value: '9b71d224',
    tags: [],
    stores: 'fast',
    created_at: '2024-05-01T10:00:00Z',
    updated_at: '2024-05-01T10:00:00Z',
    self: `/v2/images/${id}`,
    file: `/v2/images/${id}/file`,
    schema: '/v2/schemas/image',
    ...over,
  };
}
