import { type CanonicalCloud, canonical } from './canonical.ts';

/** Variables that choose a cloud or a file and do not describe a cloud. */
const SELECTORS: ReadonlySet<string> = new Set([
  'OS_CLOUD',
  'OS_CLOUD_NAME',
  'OS_CLIENT_CONFIG_FILE',
  'OS_CLIENT_SECURE_FILE',
  'OS_IDENTITY_API_VERSION',
]);

/**
 * The cloud that the OS_* variables describe. `OS_IMAGE_URL` is the Images endpoint; with a token, no Keystone is needed
 * (python-glanceclient's convention).
 */
export function environmentCloud(env: Readonly<Record<string, string | undefined>>): CanonicalCloud {
  const raw: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith('OS_') || SELECTORS.has(name) || !value) continue;
    raw[name.slice(3).toLowerCase()] = value;
  }
  const { image_url: imageUrl, ...rest } = raw;
  if (imageUrl === undefined) return canonical(rest);
  const cloud = canonical({ image_endpoint_override: imageUrl, ...rest });
  if (cloud.auth.token === undefined || cloud.settings.auth_type !== undefined) return cloud;
  return {
    auth: { ...cloud.auth, endpoint: imageUrl },
    settings: { ...cloud.settings, auth_type: 'admin_token' },
  };
}

/** Whether the variables alone describe a cloud. An OS_PASSWORD without a URL only completes one. */
export function describesCloud(environment: CanonicalCloud): boolean {
  return environment.auth.auth_url !== undefined || environment.auth.endpoint !== undefined;
}
