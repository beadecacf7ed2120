import { gzipSync } from 'node:zlib';
import { image, type Part, text } from './build.ts';

interface MemberShape {
  /** One character; default a regular file. */
  readonly type?: string;
  readonly link?: string;
  readonly prefix?: string;
  readonly magic?: string;
  /** The size in the header; default: the length of the data. */
  readonly size?: number | Buffer;
  readonly checksum?: number;
}

/** A header of a tar archive and the data behind it. */
export function member(name: string, data: Buffer = Buffer.alloc(0), shape: MemberShape = {}): Buffer {
  const { type = '0', link = '', prefix = '', magic = 'ustar\x0000', size = data.length } = shape;
  const header = image(
    512,
    [0, text(name)],
    [100, text('0000644\0')],
    [124, typeof size === 'number' ? octal(size, 12) : size],
    [136, octal(0, 12)],
    [148, text('        ')],
    [156, text(type)],
    [157, text(link)],
    [257, text(magic)],
    [345, text(prefix)],
  );
  const sum = header.reduce((total, byte) => total + byte, 0);
  const sealed: Part = [148, octal(shape.checksum ?? sum, 8)];
  header.set(sealed[1], sealed[0]);
  return Buffer.concat([header, data, Buffer.alloc((512 - (data.length % 512)) % 512)]);
}

/** The records of a pax extended header, and that header. */
export function pax(records: Readonly<Record<string, string>>, type = 'x'): Buffer {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    let length = rest.length + 1;
    while (String(length).length + rest.length !== length) length += 1;
    return `${length}${rest}`;
  });
  return member('PaxHeaders/x', text(lines.join('')), { type });
}

/** Members, and the end of the archive filled up to a record. */
export function tar(...members: readonly Buffer[]): Buffer {
  const all = Buffer.concat([...members, Buffer.alloc(1024)]);
  return Buffer.concat([all, Buffer.alloc((10_240 - (all.length % 10_240)) % 10_240)]);
}

export const OVF = member('disk.ovf', text('<?xml version="1.0"?><Envelope/>'));

/** An OVA: a descriptor, then these members. */
export function ova(...members: readonly Buffer[]): Buffer {
  return tar(OVF, ...members);
}

/** An image of XenServer: what `tar -zc .` makes of a folder with these members. */
export function xenServer(...members: readonly Buffer[]): Buffer {
  const gnu = { magic: 'ustar  \0' };
  return gzipSync(tar(member('./', undefined, { ...gnu, type: '5' }), ...members));
}

function octal(value: number, length: number): Buffer {
  return text(`${value.toString(8).padStart(length - 1, '0')}\0`);
}
