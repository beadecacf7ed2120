import { describeSource } from '../model/describe-source.ts';
import type { Desired, DesiredImage } from '../model/desired.ts';
import { jsonText } from './escape.ts';

/** What a state file was understood as, as JSON: normalised, without any credentials. */
export function desiredToJson(desired: Desired): string {
  const { password: _password, ...identity } = desired.cloud.identity ?? {};
  const cloud = desired.cloud.identity ? { ...desired.cloud, identity } : desired.cloud;
  const plain = { valid: true, ...desired, cloud, images: desired.images.map(withoutAuth) };
  return `${jsonText(plain, 2)}\n`;
}

function withoutAuth(image: DesiredImage): DesiredImage {
  if (image.source?.kind !== 'http') return image;
  const { auth: _auth, ...source } = image.source;
  return { ...image, source: { ...source, url: describeSource(source) } };
}
