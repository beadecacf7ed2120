/** Begins the names of the variables of OpenStack's clients. */
export const CLOUD_PREFIX = 'OS_';

/** Credentials that OpenStack's clients read. `identity.password` may use them without `--env`. */
const CREDENTIALS: ReadonlySet<string> = new Set([
  'OS_PASSWORD',
  'OS_TOKEN',
  'OS_AUTH_TOKEN',
  'OS_ACCESS_TOKEN',
  'OS_APPLICATION_CREDENTIAL_SECRET',
  'OS_CLIENT_SECRET',
]);

/** Settings that OpenStack's clients read and that hold no secret. Every field of `identity` may use them without `--env`. */
const SETTINGS: ReadonlySet<string> = new Set([
  'OS_AUTH_URL',
  'OS_AUTH_TYPE',
  'OS_IDENTITY_API_VERSION',
  'OS_USERNAME',
  'OS_USER_ID',
  'OS_PROJECT_ID',
  'OS_PROJECT_NAME',
  'OS_TENANT_ID',
  'OS_TENANT_NAME',
  'OS_DOMAIN_ID',
  'OS_DOMAIN_NAME',
  'OS_USER_DOMAIN_ID',
  'OS_USER_DOMAIN_NAME',
  'OS_PROJECT_DOMAIN_ID',
  'OS_PROJECT_DOMAIN_NAME',
  'OS_DEFAULT_DOMAIN',
  'OS_DEFAULT_DOMAIN_ID',
  'OS_DEFAULT_DOMAIN_NAME',
  'OS_REGION_NAME',
  'OS_INTERFACE',
  'OS_ENDPOINT_TYPE',
  'OS_ENDPOINT',
  'OS_IMAGE_URL',
  'OS_CACERT',
  'OS_INSECURE',
  'OS_CLOUD',
]);

/** Settings that clients define under a name like that of a secret. OS_KEY is the path of a client certificate's key. */
const ONLY_LOOKS_SECRET =
  /^(?:KEY|ACCESS_TOKEN_ENDPOINT|ACCESS_TOKEN_TYPE|APPLICATION_CREDENTIAL_(?:ID|NAME)|KEY_MANAGER_.+|.+_(?:FILE|PATH|DIR))$/i;

/** Parts of the names of secrets; the short ones only at the end of a word. */
const SECRET_PART =
  /PASSW|PASSCODE|PASSPHRASE|TOKEN|SECRET|CREDENTIAL|(?:PASS|PWD|KEY)S?(?=[_\d]|$)|(?:^|_)PW(?=[_\d]|$)/i;

/** Whether a setting of a cloud holds a secret, by its name: `password`, `token_2`, `prod_password_old`. */
export function isSecretSetting(name: string): boolean {
  return SECRET_PART.test(name) && !ONLY_LOOKS_SECRET.test(name);
}

/** Whether a variable holds a secret of a cloud, by its name. The runner may have several, such as OS_PASSWORD_PROD. */
export function isSecretVariable(name: string): boolean {
  return name.startsWith(CLOUD_PREFIX) && isSecretSetting(name.slice(CLOUD_PREFIX.length));
}

/** Whether OpenStack's clients define this variable as a credential. */
export function isClientCredential(name: string): boolean {
  return CREDENTIALS.has(name);
}

/** Whether OpenStack's clients define this variable, as a credential or as another setting. */
export function isClientVariable(name: string): boolean {
  return CREDENTIALS.has(name) || SETTINGS.has(name);
}

/** The variables that hold secrets of a cloud, with their values. */
export function secretVariables(
  env: Readonly<Record<string, string | undefined>>,
): readonly (readonly [name: string, secret: string])[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value && isSecretVariable(name) ? [[name, value] as const] : [],
  );
}
