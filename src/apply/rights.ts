import { hasStatus } from '../glance/call.ts';
import type { Glance } from '../glance/client.ts';
import { EXIT, type HttpError, ReconcileError } from '../model/errors.ts';
import { removeOperation, setOperation, type Visibility } from '../model/image.ts';
import type { Step } from '../model/step.ts';

/** Asks Glance whether this run may give an image the visibility that its change publishes it with. */
export interface Rights {
  /**
   * Throws `ReconcileError` if the policy of the service refuses the visibility. `id`: a staged image without data, which
   * stays as it is. Asks Glance once for each visibility.
   */
  assertMayPublish(steps: readonly Step[], id: string): Promise<void>;
}

/** No image has this property, so Glance refuses to remove it: with 409, after it has looked at the policy. */
const NO_PROPERTY = 'reconcile_asks_for_the_right_to_publish';

/** Visibilities that a policy of Glance guards: `publicize_image`, `communitize_image`. */
const GUARDED: readonly Visibility[] = ['public', 'community'];

/** The rights of one run. Only a write tells them, and a refused one changes nothing. */
export function createRights({ images }: Pick<Glance, 'images'>, signal: AbortSignal): Rights {
  const answers = new Map<Visibility, Promise<void>>();
  return {
    async assertMayPublish(steps, id) {
      const visibility = publishedAs(steps);
      if (visibility === null) return;
      let answer = answers.get(visibility);
      if (!answer) {
        answer = ask(visibility, id);
        answers.set(visibility, answer);
        answer.catch((error: unknown) => {
          // Only Glance's own no holds for the others.
          if (!(error instanceof ReconcileError) || error.code !== 'forbidden') answers.delete(visibility);
        });
      }
      await answer;
    },
  };

  async function ask(visibility: Visibility, id: string): Promise<void> {
    try {
      await images.patch(id, [setOperation('visibility', visibility), removeOperation(NO_PROPERTY)], {
        signal,
      });
    } catch (error) {
      if (hasStatus(error, 403)) throw forbidden(visibility, error as HttpError);
      if (hasStatus(error, 409)) return;
      throw error;
    }
    // A service that ignored the second operation has done the first.
    await images.patch(id, [setOperation('visibility', 'private')], { signal });
  }
}

function publishedAs(steps: readonly Step[]): Visibility | null {
  const patch = steps.flatMap((step) => (step.kind === 'publish' ? step.patch : []));
  const { value } = patch.find(({ path }) => path === '/visibility') ?? {};
  return GUARDED.find((visibility) => visibility === value) ?? null;
}

function forbidden(visibility: Visibility, refusal: HttpError): ReconcileError {
  return new ReconcileError(
    'forbidden',
    `these credentials may not make an image ${visibility}: ${refusal.message}`,
    EXIT.error,
    {
      hint: 'Use credentials with that right (by default, the role admin), or give the image another `visibility`.',
      cause: refusal,
    },
  );
}
