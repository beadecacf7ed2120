import type { AuthMethod } from './access.ts';
import { type Keystone, requestToken } from './keystone.ts';
import { need, userOf } from './scope.ts';

/** `v3applicationcredential`: by id, or by name and user. It belongs to one project, so the request has no scope. */
export function applicationCredentialAuth(keystone: Keystone): AuthMethod {
  const { auth } = keystone.config;
  const byId = auth.application_credential_id !== undefined;
  need(keystone.config, [
    ['application_credential_id', 'application_credential_name'],
    ['application_credential_secret'],
    ...(byId ? [] : [['username', 'user_id']]),
  ]);
  const credential = byId
    ? { id: auth.application_credential_id }
    : { name: auth.application_credential_name, user: userOf(auth) };
  const identity = {
    methods: ['application_credential'],
    application_credential: { ...credential, secret: auth.application_credential_secret },
  };
  return {
    authenticate: (signal) => requestToken(keystone, identity, undefined, signal),
    renewable: true,
    identityUrl: () => keystone.url(),
    endpoint: null,
  };
}
