import { randomBytes } from 'node:crypto';
import { json, noContent, type Reply } from '../http.ts';
import { unknownCredential } from './authenticate.ts';
import { type Call, callerToken } from './context.ts';
import { type ApplicationCredential, newId, type RoleName, saveDirectory } from './directory.ts';
import { expecting, KeystoneError, notPermitted, required } from './errors.ts';
import { collection, ownOrAny } from './resources.ts';
import { keepSecret } from './secret.ts';
import { credentialView } from './views.ts';

/**
 * `POST /v3/users/{user}/application_credentials`: a user creates them only for itself, with the roles of the token's
 * project or fewer. Only this answer shows the secret.
 */
export function createCredential(call: Call): Reply {
  const token = callerToken(call);
  const given = (call.body as { application_credential?: Record<string, unknown> } | undefined)
    ?.application_credential;
  if (token.userId !== call.parameters.user) throw notPermitted('create_application_credential');
  if (token.scope.kind !== 'project') throw notPermitted('create_application_credential');
  if (given === undefined) throw expecting('application_credential', 'request body');
  if (typeof given.name !== 'string') throw required('name');

  const { directory, archive } = call.keystone;
  const taken = directory.credentials.some((one) => one.userId === token.userId && one.name === given.name);
  if (taken) throw duplicate(given.name);
  const secret = typeof given.secret === 'string' ? given.secret : randomBytes(64).toString('base64url');
  const credential: ApplicationCredential = {
    id: newId(),
    name: given.name,
    description: typeof given.description === 'string' ? given.description : null,
    userId: token.userId,
    projectId: token.scope.projectId,
    roles: wantedRoles(given.roles, token.roles, directory.roleIds),
    unrestricted: typeof given.unrestricted === 'boolean' ? given.unrestricted : null,
    expiresAt: typeof given.expires_at === 'string' ? given.expires_at : null,
    secret: keepSecret(secret),
  };
  directory.credentials.push(credential);
  saveDirectory(archive, directory);
  const view = { ...credentialView(credential, directory, call.urls), secret };
  return { ...json(201, { application_credential: view }), reason: 'CREATED' };
}

function duplicate(name: string): KeystoneError {
  return new KeystoneError(
    409,
    `Conflict occurred attempting to store application_credential - Duplicate entry found with name ${name}.`,
  );
}

function wantedRoles(
  wanted: unknown,
  held: readonly RoleName[],
  ids: Readonly<Record<RoleName, string>>,
): readonly RoleName[] {
  if (!Array.isArray(wanted) || wanted.length === 0) return held;
  return wanted.map((role: { id?: unknown; name?: unknown }) => {
    const found = held.find((name) => name === role.name || ids[name] === role.id);
    if (found === undefined) {
      throw new KeystoneError(400, 'Invalid application credential: Could not find role assignment.');
    }
    return found;
  });
}

/** `GET /v3/users/{user}/application_credentials`: without secrets. */
export function listCredentials(call: Call): Reply {
  const user = ownOrAny(call, 'list_application_credentials');
  const name = call.request.query.get('name');
  const { directory } = call.keystone;
  const found = directory.credentials.filter(
    (one) => one.userId === user && (name === null || one.name === name),
  );
  const views = found.map((one) => credentialView(one, directory, call.urls));
  return collection(call, 'application_credentials', views);
}

/** `GET /v3/users/{user}/application_credentials/{id}`: without the secret. */
export function getCredential(call: Call): Reply {
  const credential = ownCredential(call, 'get_application_credential');
  const view = credentialView(credential, call.keystone.directory, call.urls);
  return json(200, { application_credential: view });
}

/** `DELETE /v3/users/{user}/application_credentials/{id}`. */
export function deleteCredential(call: Call): Reply {
  const credential = ownCredential(call, 'delete_application_credential');
  const { directory, archive } = call.keystone;
  directory.credentials.splice(directory.credentials.indexOf(credential), 1);
  saveDirectory(archive, directory);
  return { ...noContent(), reason: 'NO CONTENT' };
}

function ownCredential(call: Call, action: string): ApplicationCredential {
  const user = ownOrAny(call, action);
  const id = call.parameters.id ?? '';
  const credential = call.keystone.directory.credentials.find((one) => one.id === id && one.userId === user);
  if (credential === undefined) throw unknownCredential(id);
  return credential;
}
