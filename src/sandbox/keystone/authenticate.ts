import {
  type ApplicationCredential,
  type Directory,
  DOMAIN,
  effectiveRoles,
  type User,
} from './directory.ts';
import { expecting, KeystoneError, required, unauthorized } from './errors.ts';
import { matchesSecret } from './secret.ts';
import type { Grant, Scope, Token, Tokens } from './tokens.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The user that a request authenticates, and the roles that an application credential allows. */
interface Identity {
  readonly user: User;
  readonly methods: readonly string[];
  readonly from?: Token;
  readonly credential?: ApplicationCredential;
}

/**
 * Issues the token that the body of `POST /v3/auth/tokens` asks for. Methods: password, token and
 * application_credential. Scopes: project, system and none. Throws {@link KeystoneError}.
 */
export function authenticate(body: unknown, directory: Directory, tokens: Tokens): Token {
  const auth = fields(fields(body)?.auth);
  if (auth === undefined) throw expecting('auth', 'request body');
  const identity = fields(auth.identity);
  if (identity === undefined) throw required('identity');
  const methods = identity.methods;
  if (!Array.isArray(methods)) throw required('methods', 'identity');
  for (const method of methods) {
    if (fields(identity[String(method)]) === undefined) throw expecting(String(method), 'identity');
  }

  const who = identify(methods.map(String), identity, directory, tokens);
  const grant = scoped(who, auth.scope, directory);
  return tokens.issue(grant, who.from);
}

function identify(
  methods: readonly string[],
  identity: Fields,
  directory: Directory,
  tokens: Tokens,
): Identity {
  let found: Identity | undefined;
  for (const method of methods) {
    const given = fields(identity[method])!;
    if (method === 'password') found = { user: byPassword(given, directory), methods };
    else if (method === 'token') found = byToken(given, directory, tokens);
    else if (method === 'application_credential') found = byCredential(given, directory, methods);
    else throw new KeystoneError(401, 'Attempted to authenticate with an unsupported method.');
  }
  if (found === undefined) throw unauthorized();
  return found;
}

function byPassword(given: Fields, directory: Directory): User {
  const named = fields(given.user);
  if (named === undefined) throw expecting('user', 'password');
  const user = findUser(named, directory);
  if (typeof named.password !== 'string') throw unauthorized();
  if (user === undefined || !matchesSecret(user.password, named.password)) throw unauthorized();
  return user;
}

function byToken(given: Fields, directory: Directory, tokens: Tokens): Identity {
  const id = String(given.id ?? '');
  const token = tokens.find(id);
  const user = directory.users.find((one) => one.id === token?.userId);
  if (token === undefined || user === undefined) throw invalidToken(id, tokens);
  return { user, methods: [...new Set([...token.methods, 'token'])], from: token };
}

function byCredential(given: Fields, directory: Directory, methods: readonly string[]): Identity {
  const credential = findCredential(given, directory);
  const user = directory.users.find((one) => one.id === credential.userId);
  if (user === undefined || typeof given.secret !== 'string') throw unauthorized();
  if (!matchesSecret(credential.secret, given.secret)) throw unauthorized();
  if (credential.expiresAt !== null && Date.parse(withZone(credential.expiresAt)) <= Date.now()) {
    throw unauthorized();
  }
  return { user, methods, credential };
}

function findCredential(given: Fields, directory: Directory): ApplicationCredential {
  if (typeof given.id === 'string') {
    const byId = directory.credentials.find((one) => one.id === given.id);
    if (byId === undefined) throw unknownCredential(given.id);
    return byId;
  }
  const named = fields(given.user);
  if (named === undefined) throw expecting('user', 'application_credential');
  const user = findUser(named, directory);
  const byName = directory.credentials.find((one) => one.userId === user?.id && one.name === given.name);
  if (byName === undefined) throw unauthorized();
  return byName;
}

/** The 404 for an application credential that does not exist. */
export function unknownCredential(id: string): KeystoneError {
  return new KeystoneError(404, `Could not find Application Credential: ${id}.`);
}

/** The 404 for an unusable token id; its text depends on whether this Keystone issued the token. */
export function invalidToken(id: string, tokens: Tokens): KeystoneError {
  if (tokens.known(id)) return new KeystoneError(404, 'Failed to validate token');
  return new KeystoneError(404, 'Could not recognize Fernet token');
}

function findUser(named: Fields, directory: Directory): User | undefined {
  if (typeof named.id === 'string') return directory.users.find((one) => one.id === named.id);
  if (!inDefaultDomain(named.domain, 'user')) return undefined;
  return directory.users.find((one) => one.name === named.name);
}

function scoped(who: Identity, scope: unknown, directory: Directory): Grant {
  const grant = (to: Scope, roles: Grant['roles']): Grant => ({
    userId: who.user.id,
    scope: to,
    roles,
    methods: who.methods,
    credentialId: who.credential?.id ?? null,
  });
  if (who.credential !== undefined) {
    if (scope !== undefined) throw credentialScope();
    return grant({ kind: 'project', projectId: who.credential.projectId }, who.credential.roles);
  }
  const to = wantedScope(scope, directory);
  if (to.kind === 'unscoped') return grant(to, []);
  const roles = effectiveRoles(directory, who.user.id, to.kind === 'project' ? to.projectId : null);
  if (roles.length === 0) throw unauthorized();
  return grant(to, roles);
}

function credentialScope(): KeystoneError {
  const message =
    'Error authenticating with application credential: Application credentials cannot request a scope.';
  return new KeystoneError(401, message, { identity: {} });
}

function wantedScope(scope: unknown, directory: Directory): Scope {
  if (scope === undefined || scope === 'unscoped') return { kind: 'unscoped' };
  const wanted = fields(scope) ?? {};
  if (wanted.system !== undefined) return { kind: 'system' };
  const named = fields(wanted.project);
  if (named !== undefined) {
    const project =
      typeof named.id === 'string'
        ? directory.projects.find((one) => one.id === named.id)
        : inDefaultDomain(named.domain, 'project')
          ? directory.projects.find((one) => one.name === named.name)
          : undefined;
    if (project === undefined) throw unauthorized();
    return { kind: 'project', projectId: project.id };
  }
  // No user has a role on the domain.
  if (wanted.domain !== undefined) throw unauthorized();
  if (wanted.unscoped !== undefined) return { kind: 'unscoped' };
  throw expecting('system, project, domain, OS-TRUST:trust or unscoped', 'scope');
}

function inDefaultDomain(domain: unknown, place: string): boolean {
  const named = fields(domain);
  if (named === undefined) throw expecting('domain', place);
  return named.id === DOMAIN.id || (named.id === undefined && named.name === DOMAIN.name);
}

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Expiry times have no zone and mean UTC. */
function withZone(time: string): string {
  return /(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`;
}
