import type { StatedImage, StateFile } from '../../src/model/desired.ts';
import { StateError, type StateFault } from '../../src/model/errors.ts';
import { loadState } from '../../src/state/load.ts';

export const DIRECTORY = '/srv/state';

type Variables = Readonly<Record<string, string>>;

/** Loads a state from text, as if its file were in {@link DIRECTORY}. The state may use every variable. */
export function load(text: string, env: Variables = {}): Promise<StateFile> {
  const used = [...text.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name);
  const allowed = [...used, ...Object.keys(env)];
  return loadState({ paths: ['-'], readStdin: async () => text, env, allowed, cwd: DIRECTORY });
}

/** The one image of a state whose `images` list holds `fields`, written as YAML flow or block text. */
export async function loadImage(fields: string, env: Variables = {}): Promise<StatedImage> {
  const { images } = await load(imageState(fields), env);
  const [image] = images;
  if (image === undefined) throw new Error('the state lists no image');
  return image;
}

/** A state with one image called "one" whose other fields are the given lines. */
export function imageState(fields: string): string {
  const lines = fields
    .trim()
    .split('\n')
    .map((line) => `        ${line}`);
  return `glance:\n  server:\n    images:\n      - name: one\n${lines.join('\n')}\n`;
}

export async function errorsOf(text: string, env: Variables = {}): Promise<readonly StateFault[]> {
  try {
    await load(text, env);
  } catch (error) {
    if (error instanceof StateError) return error.faults;
    throw error;
  }
  return [];
}

/** The messages alone. */
export async function messagesOf(text: string, env: Variables = {}): Promise<readonly string[]> {
  return (await errorsOf(text, env)).map((error) => error.message);
}

/** The only error of one image's fields; fails when there is another or none. */
export async function errorOf(fields: string, env: Variables = {}): Promise<StateFault> {
  const errors = await errorsOf(imageState(fields), env);
  const [error] = errors;
  if (error === undefined || errors.length > 1) {
    throw new Error(`wanted one error, got: ${JSON.stringify(errors.map((each) => each.message))}`);
  }
  return error;
}
