/** A list of one image, as AppDB publishes lists. Each value can be replaced, or removed with undefined. */
export function imageList(
  list: Readonly<Record<string, unknown>> = {},
  images: readonly Readonly<Record<string, unknown>>[] = [{}],
): string {
  return JSON.stringify({
    'hv:imagelist': {
      'dc:identifier': '76fdee70-8119-5d33-9f40-3c57e1c60df1',
      'dc:date:created': '2026-02-18T21:14:00Z',
      'dc:date:expires': '2026-12-31T22:00:00Z',
      'dc:description': 'Images for the tests',
      'dc:source': 'https://appdb.example/',
      'dc:title': 'Tested images',
      'hv:uri': 'https://lists.example/image.list',
      'hv:version': '20260218211400',
      'ad:vo': 'vo.example.org',
      'hv:endorser': {
        'hv:x509': {
          'dc:creator': 'An Endorser',
          'hv:ca': '/DC=org/DC=example/CN=Test CA',
          'hv:dn': '/DC=org/DC=example/CN=An Endorser',
          'hv:email': 'endorser@example.org',
        },
      },
      'hv:images': images.map((image) => ({ 'hv:image': { ...IMAGE, ...image } })),
      ...list,
    },
  });
}

export const SHA512 = '5c54'.repeat(32);

export const IMAGE: Readonly<Record<string, unknown>> = {
  'dc:identifier': 'c0482bc2-bf41-5d49-a85f-a750174a186b',
  'dc:title': 'Basic Scientific Linux',
  'dc:description': 'A small image',
  'hv:uri': 'http://images.example/basic-sl6.ova',
  'hv:size': '121243136',
  'hv:version': '3.3.0-1',
  'hv:hypervisor': 'KVM',
  'hv:format': 'OVA',
  'sl:arch': 'x86_64',
  'sl:os': 'Linux',
  'sl:osname': 'Scientific Linux',
  'sl:osversion': '6.0',
  'sl:comments': '',
  'sl:checksum:sha512': SHA512,
  'ad:mpuri': 'https://appdb.example/store/vo/image/1:484/',
  'ad:group': 'General',
};
